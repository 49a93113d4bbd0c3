"""A key with its certificate, made and read: our own authority, and what it issues to the server."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hazard_app.rules.certificates import (
    AUTHORITY_LASTS,
    BEHIND,
    SERVER_LASTS,
    Limits,
    Network,
    Standing,
    address_of,
    limits_for,
)

# What phones list it under; a name of a certificate holds 64 characters.
TITLE = "School Safety"
LONGEST = 64


@dataclass(frozen=True)
class Pair:
    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def read(cls, pem: str) -> "Pair":
        """Raises ValueError when it is no such pair, also for a key with a password."""
        try:
            key = load_pem_private_key(pem.encode(), None)
        except (TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("not a key of ours") from error
        certificate = x509.load_pem_x509_certificate(pem.encode())
        if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise ValueError("not a key of ours, or another one's certificate")
        return cls(key, certificate)

    @property
    def pem(self) -> str:
        """Both in one text, so that no file can hold one half of it."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return (key + self.certificate.public_bytes(Encoding.PEM)).decode()

    @property
    def standing(self) -> Standing:
        here = self.certificate
        return Standing(frozenset(names_of(here)), here.not_valid_before_utc, here.not_valid_after_utc)

    def issued(self, other: "Pair") -> bool:
        try:
            other.certificate.verify_directly_issued_by(self.certificate)
        except (InvalidSignature, TypeError, ValueError):
            return False
        return True

    @property
    def limits(self) -> Limits:
        """Nothing where nothing is said: an authority of ours always says it."""
        found = permitted(self.certificate)
        domains = tuple(each.value for each in found if isinstance(each, x509.DNSName))
        values = (each.value for each in found if isinstance(each, x509.IPAddress))
        return Limits(domains, tuple(value for value in values if isinstance(value, Network)))


def permitted(authority: x509.Certificate) -> list[x509.GeneralName]:
    try:
        return authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    except x509.ExtensionNotFound:
        return []


def new_authority(host: str, names: Iterable[str], now: datetime) -> Pair:
    """`host` tells two installations apart in a phone's list."""
    key = generate_private_key(SECP256R1())
    subject = titled(f"{TITLE} ({host})")
    limits = limits_for(names)
    allowed = [general_name(each) for each in (*limits.domains, *limits.networks)]
    usage = key_usage(key_cert_sign=True, crl_sign=True)
    unsigned = (
        begun(key, subject, subject, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
    )
    return Pair(key, unsigned.sign(key, SHA256()))


def new_server(authority: Pair, names: list[str], now: datetime) -> Pair:
    """`names` are hosts and addresses that the authority may vouch for."""
    key = generate_private_key(SECP256R1())
    issuer = authority.certificate
    lasts = min(SERVER_LASTS, issuer.not_valid_after_utc - now + BEHIND)
    unsigned = (
        begun(key, titled(names[0]), issuer.subject, now, lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([general_name(name) for name in names]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    return Pair(key, unsigned.sign(authority.key, SHA256()))


def begun(
    key: EllipticCurvePrivateKey, subject: x509.Name, issuer: x509.Name, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEHIND)
        .not_valid_after(now - BEHIND + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def titled(title: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title[:LONGEST])])


def general_name(name: str | Network) -> x509.GeneralName:
    """Of a host, an address or a network."""
    if not isinstance(name, str):
        return x509.IPAddress(name)
    address = address_of(name)
    return x509.IPAddress(address) if address else x509.DNSName(name)


def key_usage(**given: bool) -> x509.KeyUsage:
    uses = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{use: given.get(use, False) for use in uses})


def names_of(certificate: x509.Certificate) -> list[str]:
    """Hosts and addresses in the order in which they stand there; [] where there are none."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(name.value) for name in names]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as phones and browsers show it: "1A:2B:…"."""
    return sha256(certificate.public_bytes(Encoding.DER)).digest().hex(":").upper()
