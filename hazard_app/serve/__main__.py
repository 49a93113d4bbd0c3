"""The production server, `python -m hazard_app.serve`: one process a core, all on one listening socket."""

import os
import pkgutil
import resource
import socket
import sys
from pathlib import Path

import click

from hazard_app.certificates.addresses import own_address
from hazard_app.serve.certified import with_given_certificate, with_own_certificate
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
@click.option("--certificate", type=click.Path(path_type=Path), help="Another one instead: key and chain in one file.")
@click.option("--app", default="hazard_app:create_app", help="Another application, to measure or test with.")
def main(
    host: str,
    port: int,
    processes: int,
    https_port: int | None,
    names: tuple[str, ...],
    certificate: Path | None,
    app: str,
) -> None:
    """Serve until told to end."""
    listener = bound(host, port)
    tls = None if https_port is None else begin_tls(bound(host, https_port), (*names, host), certificate)
    allow_many_files()
    parent = Parent(pkgutil.resolve_name(app), listener, processes, tls)
    sys.exit(parent.run(on_open=lambda: announce(listener, tls)))


def begin_tls(listener: socket.socket, names: tuple[str, ...], certificate: Path | None) -> Tls:
    return with_given_certificate(listener, certificate) if certificate else with_own_certificate(listener, names)


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


def allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def announce(listener: socket.socket, tls: Tls | None = None) -> None:
    say(N_("Open in a browser"), address_of(listener, "http"))
    if tls:
        say(N_("The same over https"), address_of(tls.listener, "https"))
    if listener.getsockname()[0] in LOOPBACK:
        announce_outside(listener, tls, own_address())


def announce_outside(listener: socket.socket, tls: Tls | None, host: str) -> None:
    phones = address_of(tls.listener, "https", host) if tls else address_of(listener, "http", host)
    say(N_("On a phone in the same network"), phones)
    if tls is None:
        say(N_("On phones, camera, position and offline work need https with a trusted certificate: make run HTTPS=1"))
    elif tls.is_ours:
        say(N_("First, once on each phone, so that it trusts us"), f"{address_of(listener, 'http', host)}/trust")


def address_of(listener: socket.socket, scheme: str, host: str = "") -> str:
    here, port = listener.getsockname()[:2]
    return f"{scheme}://{host_and_port(host or LOOPBACK.get(here, here), port)}"


def host_and_port(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


if __name__ == "__main__":
    main()
