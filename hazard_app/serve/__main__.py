"""The production server, `python -m hazard_app.serve`: one process a core, all on one listening socket."""

import contextlib
import os
import pkgutil
import resource
import socket
import sys
from datetime import UTC, datetime

import click

from hazard_app.certificates.addresses import own_address, wanted_names
from hazard_app.certificates.kept import KeptCertificates, NoAuthority
from hazard_app.config import instance_folder
from hazard_app.serve.parent import Parent
from hazard_app.serve.say import N_, say
from hazard_app.serve.tls import Tls
from hazard_app.serve.worker import CONNECTIONS

# A connection and up to two temporary files each, and room for everything else.
OPEN_FILES = 3 * CONNECTIONS + 200
# What "listen everywhere" is called on this machine itself.
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - whoever starts us chooses it


def cores() -> int:
    # In a container fewer may be ours than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command()
@click.option("--host", default="127.0.0.1", help="0.0.0.0 lets phones in.")
@click.option("--port", default=8000, help="0 takes any free one.")
@click.option("--processes", type=click.IntRange(min=1), default=cores, help="One a core by default.")
@click.option("--https-port", type=int, help="Speak https there too, with a certificate of our own; 0: any free one.")
@click.option("--https-name", "names", multiple=True, help="What else phones call this machine; may be repeated.")
@click.option("--app", default="hazard_app:create_app", help="Another application, to measure or test with.")
def main(host: str, port: int, processes: int, https_port: int | None, names: tuple[str, ...], app: str) -> None:
    """Serve until told to end."""
    listener = bound(host, port)
    tls = None if https_port is None else begin_tls(bound(host, https_port), (*names, host))
    allow_many_files()
    parent = Parent(pkgutil.resolve_name(app), listener, processes, tls)
    sys.exit(parent.run(on_open=lambda: announce(listener, tls.listener if tls else None)))


def bound(host: str, port: int) -> socket.socket:
    """Listen there, or end with a sentence."""
    try:
        return bind(host, port)
    except OSError as error:
        say(
            N_("This address cannot be used; another program may have it. Choose another HOST or PORT"),
            host_and_port(host, port),
        )
        click.echo(error, err=True)
        sys.exit(1)


def bind(host: str, port: int) -> socket.socket:
    """Listen there. Raises OSError when the address is taken, forbidden or not ours."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server((str(address[0]), port), family=family, backlog=1024)


def begin_tls(listener: socket.socket, names: tuple[str, ...]) -> Tls:
    """With a certificate that fits, or end with a sentence."""
    kept = KeptCertificates(instance_folder())
    try:
        ensured = kept.ensure(wanted_names(names), datetime.now(UTC))
    except ValueError as error:
        say(N_("This is no name or address for a certificate"), error)
    except NoAuthority as error:
        say(N_("The certificate authority is damaged, or its time is over. Move the file away to get a new one"), error)
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


def allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def announce(listener: socket.socket, with_tls: socket.socket | None = None) -> None:
    say(N_("Open in a browser"), address_of(listener, "http"))
    if with_tls:
        say(N_("The same over https"), address_of(with_tls, "https"))
    if listener.getsockname()[0] not in LOOPBACK:
        return
    outside = own_address()
    say(
        N_("On a phone in the same network"), address_of(with_tls or listener, "https" if with_tls else "http", outside)
    )
    if with_tls:
        say(N_("First, once on each phone, so that it trusts us"), f"{address_of(listener, 'http', outside)}/trust")
    else:
        say(N_("On phones, camera, position and offline work need https with a trusted certificate: make run HTTPS=1"))


def address_of(listener: socket.socket, scheme: str, host: str = "") -> str:
    here, port = listener.getsockname()[:2]
    return f"{scheme}://{host_and_port(host or LOOPBACK.get(here, here), port)}"


def host_and_port(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


if __name__ == "__main__":
    main()
