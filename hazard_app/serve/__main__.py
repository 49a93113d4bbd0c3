"""The production server, `python -m hazard_app.serve`: one process a core, all on one listening socket."""

import os
import pkgutil
import resource
import socket
import sys

import click

from hazard_app.serve.parent import Parent
from hazard_app.serve.say import N_, say
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
@click.option("--app", default="hazard_app:create_app", help="Another application, to measure or test with.")
def main(host: str, port: int, processes: int, app: str) -> None:
    """Serve until told to end."""
    try:
        listener = bind(host, port)
    except OSError as error:
        say(
            N_("This address cannot be used; another program may have it. Choose another HOST or PORT"),
            host_and_port(host, port),
        )
        click.echo(error, err=True)
        sys.exit(1)
    allow_many_files()
    parent = Parent(pkgutil.resolve_name(app), listener, processes)
    sys.exit(parent.run(on_open=lambda: announce(listener)))


def bind(host: str, port: int) -> socket.socket:
    """Listen there. Raises OSError when the address is taken, forbidden or not ours."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server((str(address[0]), port), family=family, backlog=1024)


def allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def announce(listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    say(N_("Open in a browser"), f"http://{host_and_port(LOOPBACK.get(host, host), port)}")
    if host in LOOPBACK:
        say(N_("On a phone in the same network"), f"http://{host_and_port(own_address(), port)}")
        say(N_("On phones, camera, position and offline work need https with a trusted certificate."))


def host_and_port(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def own_address() -> str:
    """This machine's address in its network; its name where it has no route to anywhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only asks which way a packet would leave.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


if __name__ == "__main__":
    main()
