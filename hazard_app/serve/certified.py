"""https with a certificate of our own, made and renewed here, or with one that somebody else looks after."""

import contextlib
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from ssl import SSLError

from hazard_app.certificates.addresses import wanted_names
from hazard_app.certificates.kept import KeptCertificates, NoAuthority
from hazard_app.config import instance_folder
from hazard_app.serve.say import N_, say
from hazard_app.serve.tls import Tls

DAMAGED = N_(
    "The certificate authority is damaged, or its time is over or not begun. Move the file away to get a new one"
)


def with_own_certificate(listener: socket.socket, names: tuple[str, ...]) -> Tls:
    """One that fits, or the end with a sentence."""
    kept = KeptCertificates(instance_folder())
    try:
        ensured = kept.ensure(wanted_names(names), datetime.now(UTC))
    except ValueError as error:
        say(N_("This is no name or address for a certificate"), error)
    except NoAuthority as error:
        say(DAMAGED, error)
    except OSError as error:
        say(N_("The certificate cannot be kept or read"), error)
    else:
        if ensured.left_out:
            say(N_("Our certificate authority may not vouch for these names"), ", ".join(ensured.left_out))
        return Tls(listener, kept.server_file, renew=lambda: renew(kept, names))
    sys.exit(1)


def renew(kept: KeptCertificates, names: tuple[str, ...]) -> None:
    """While serving: whatever is wrong now, the certificate that we have goes on."""
    with contextlib.suppress(OSError, ValueError, NoAuthority):
        if kept.ensure(wanted_names(names), datetime.now(UTC)).made:
            say(N_("The certificate was made anew; phones that trust our authority notice nothing."))


def with_given_certificate(listener: socket.socket, file: Path) -> Tls:
    """Key and chain in one PEM file; when it changes it is read again. Or the end with a sentence."""
    try:
        return Tls(listener, file)
    except (SSLError, OSError) as error:
        say(N_("This file holds no certificate with its key, or cannot be read"), f"{file} ({error})")
        sys.exit(1)
