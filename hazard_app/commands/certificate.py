"""`flask certificate`: https certificates of our own, for a proxy that serves them, and to read out a fingerprint."""

from collections.abc import Iterator
from pathlib import Path

import click
from cryptography.hazmat.primitives.serialization import Encoding
from flask import current_app
from flask.cli import AppGroup
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hazard_app.certificates.addresses import wanted_names
from hazard_app.certificates.kept import KeptCertificates, NoAuthority
from hazard_app.certificates.pair import fingerprint, names_of
from hazard_app.clock import now
from hazard_app.commands.sentences import refuse, say, warn

certificate = AppGroup("certificate", help="https with a certificate of our own. 自建 https 证书。")


@certificate.command("make")
@click.argument("names", nargs=-1)
def make(names: tuple[str, ...]) -> None:
    """Make what is missing or due, for this machine and NAMES. 制作或更新证书，可另加域名、地址。"""
    kept = kept_here()
    try:
        ensured = kept.ensure(wanted_names(names), now())
    except NoAuthority as error:
        raise refuse(no_authority(error)) from error
    except ValueError as error:
        raise refuse(_l("This is no name or address for a certificate: %(name)s", name=error)) from error
    except OSError as error:
        raise refuse(_l("The certificate cannot be kept or read: %(reason)s", reason=error)) from error
    for name in ensured.left_out:
        warn(_l("Our certificate authority may not vouch for %(name)s; it was left out.", name=name))
    say(_l("A new certificate was made.") if ensured.made else _l("The certificate is right and was left as it is."))
    tell(kept)


@certificate.command("show")
@click.option("--authority", is_flag=True, help="Only the authority's certificate, as PEM. 只输出根证书。")
def show(authority: bool) -> None:
    """Names, last day, fingerprint and files. 显示域名、有效期、指纹和文件。"""
    kept = kept_here()
    public = kept.public_authority()
    if public is None or kept.server_certificate() is None:
        raise refuse(_l("There is no certificate yet: flask certificate make"))
    if authority:
        click.echo(public.public_bytes(Encoding.PEM), nl=False)
    else:
        tell(kept)


def tell(kept: KeptCertificates) -> None:
    for sentence in sentences(kept):
        say(sentence)


def sentences(kept: KeptCertificates) -> Iterator[LazyString]:
    public, server = kept.public_authority(), kept.server_certificate()
    if public is None or server is None:
        return
    yield _l("Names: %(names)s", names=", ".join(names_of(server)))
    yield _l("Lasts until %(day)s", day=server.not_valid_after_utc.date())
    yield _l("Certificate and key, secret: %(file)s", file=kept.server_file)
    yield _l("The authority that phones trust: %(file)s", file=kept.public_file)
    yield _l("It lasts until %(day)s", day=public.not_valid_after_utc.date())
    yield _l("Its SHA-256 fingerprint: %(fingerprint)s", fingerprint=fingerprint(public))


def no_authority(error: NoAuthority) -> LazyString:
    return _l(
        "The certificate authority is damaged, or its time is over or not begun: %(file)s. "
        "Move the file away and a new one is made; every phone then has to trust that one.",
        file=error,
    )


def kept_here() -> KeptCertificates:
    return KeptCertificates(Path(current_app.instance_path))
