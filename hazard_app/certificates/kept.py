"""Our authority and the server's certificate as they lie in the instance folder, for their owner's eyes only.

`authority.pem` and `server.pem` hold key and certificate in one file each, so that no moment has half of a pair;
`authority.crt` is the authority without its key, to be given to anybody.
"""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from hazard_app.certificates.addresses import own_hosts
from hazard_app.certificates.pair import Pair, names_of, new_authority, new_server
from hazard_app.config import kept_secret, sync
from hazard_app.rules.certificates import is_due


class NoAuthority(Exception):  # noqa: N818 (an answer)
    """Its file is damaged, or its time is over or not begun. Phones trust what it held: only a person replaces it."""


@dataclass(frozen=True)
class Ensured:
    """`left_out` are names that the authority may not vouch for; `made` when the server's certificate is new."""

    made: bool
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class KeptCertificates:
    instance: Path

    @property
    def folder(self) -> Path:
        return self.instance / "certificates"

    @property
    def server_file(self) -> Path:
        return self.folder / "server.pem"

    @property
    def secret_files(self) -> tuple[Path, ...]:
        return (self.folder / "authority.pem", self.server_file)

    @property
    def public_file(self) -> Path:
        return self.folder / "authority.crt"

    def ensure(self, names: Iterable[str], now: datetime) -> Ensured:
        """Make what is missing, due, or issued by another authority. Raises NoAuthority, OSError."""
        names = list(names)
        authority = self.authority(names, now)
        fitting = [name for name in names if authority.limits.allow(name)]
        left_out = tuple(name for name in names if name not in fitting)
        ends_at, server = authority.certificate.not_valid_after_utc, self.server()
        if server and authority.issued(server) and not is_due(server.standing, fitting, ends_at, now):
            return Ensured(False, left_out)
        replace(self.server_file, new_server(authority, fitting, now).pem, 0o600)
        return Ensured(True, left_out)

    def authority(self, names: Iterable[str], now: datetime) -> Pair:
        """Read it, or make it once; of two that begin at once, both use the first one's."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / "authority.pem"
        if not path.exists():
            kept_secret(path, new_authority((*own_hosts(), "localhost")[0], names, now).pem)
            sync(self.instance)
        try:
            pair = Pair.read(path.read_text())
        except ValueError as error:
            raise NoAuthority(path) from error
        if not (pair.limits.domains or pair.limits.networks):
            raise NoAuthority(path)
        if not pair.certificate.not_valid_before_utc <= now < pair.certificate.not_valid_after_utc:
            raise NoAuthority(path)
        public = pair.certificate.public_bytes(Encoding.PEM).decode()
        if not self.public_file.exists() or self.public_file.read_text() != public:
            replace(self.public_file, public, 0o644)
        return pair

    def server(self) -> Pair | None:
        try:
            return Pair.read(self.server_file.read_text())
        except (FileNotFoundError, ValueError):
            return None

    def public_authority(self) -> x509.Certificate | None:
        """For whoever asks; None when there is none yet."""
        return certificate_in(self.public_file)

    def server_certificate(self) -> x509.Certificate | None:
        """Without its key, which nobody needs who only asks what the server is called; None where it cannot be read."""
        return certificate_in(self.server_file)

    def server_names(self) -> list[str]:
        """In the order in which they were wanted."""
        certificate = self.server_certificate()
        return names_of(certificate) if certificate else []


def certificate_in(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return None


def replace(path: Path, text: str, mode: int) -> None:
    """The old one or the new one, also after a power cut; never a part of it."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            os.fchmod(descriptor, mode)
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        Path(draft).replace(path)
        sync(path.parent)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
