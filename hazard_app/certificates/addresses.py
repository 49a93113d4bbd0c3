"""What this machine is called, and under which addresses its network knows it."""

import fcntl
import socket
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from hazard_app.rules.certificates import address_of, named

# One address in each kind of network that a phone may share with us; nothing is sent to any of them.
ELSEWHERE = ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")
HERE = ("localhost", "127.0.0.1")
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (listened to by whoever starts us)
# Of Linux: the address of a network interface.
SIOCGIFADDR = 0x8915


def wanted_names(given: Iterable[str]) -> list[str]:
    """For a certificate: first what was asked for, then what the machine knows of itself. Raises ValueError."""
    asked = [named(name) for name in given if name not in EVERYWHERE]
    return list(dict.fromkeys([*asked, *own_addresses(), *own_hosts(), *HERE]))


def own_addresses() -> list[str]:
    """IPv4, without loopback; the one by which packets leave comes first."""
    found = (*filter(None, map(way_out, ELSEWHERE)), *of_interfaces(), *of_name(socket.gethostname()))
    return [address for address in dict.fromkeys(found) if not address.startswith("127.")]


def own_address() -> str:
    """This machine's address in its network; its name where it has none."""
    return next(iter(own_addresses()), socket.gethostname())


def own_hosts() -> list[str]:
    """The machine's name, and as phones find it where nobody runs a name server."""
    with suppress(ValueError):
        name = named(socket.gethostname())
        if address_of(name) is None and name != "localhost":
            return [name] if "." in name else [name, f"{name}.local"]
    return []


def way_out(address: str) -> str | None:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Connecting a datagram socket sends nothing; it only asks which way a packet would leave.
        probe.connect((address, 9))
        return str(probe.getsockname()[0])
    return None


def of_interfaces() -> Iterator[str]:
    """A network without a way out of it is found here, on Linux."""
    if sys.platform != "linux":
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                answer = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
                yield socket.inet_ntoa(answer[20:24])


def of_name(host: str) -> list[str]:
    with suppress(OSError):
        return socket.gethostbyname_ex(host)[2]
    return []
