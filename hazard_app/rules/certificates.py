"""Certificates of our own: how long they last, what they vouch for, and when one has to be made anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

# From the first day to the last. Apple refuses a server's certificate of more than 825 days, and of a public authority
# one of more than 398.
SERVER_LASTS = timedelta(days=397)
# Every phone is led through trusting it by hand; once in ten years is often enough.
AUTHORITY_LASTS = timedelta(days=3650)
# A server that nobody starts anew looks after its certificate this long before the end.
AHEAD = timedelta(days=30)
# Some phones' clocks are behind: a certificate begins so long before it is made.
BEHIND = timedelta(days=1)

PRIVATE_NETWORKS = tuple(
    ip_network(network)
    for network in (
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
# Ends of names that no public registry gives to anybody.
PRIVATE_DOMAINS = ("localhost", "local", "lan", "internal", "home.arpa")
# Round an address outside of those: an isolated network may number itself as it likes.
AROUND = {4: 16, 6: 64}


@dataclass(frozen=True)
class Standing:
    """A server's certificate as it stands; moments in UTC."""

    names: frozenset[str]
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Limits:
    """What an authority may vouch for: a stolen key of ours opens no bank."""

    domains: tuple[str, ...]
    networks: tuple[Network, ...]

    def allow(self, name: str) -> bool:
        address = address_of(name)
        if address:
            return any(address in network for network in self.networks)
        return any(name == domain or name.endswith(f".{domain}") for domain in self.domains)


def limits_for(names: Iterable[str]) -> Limits:
    """Private networks and names, and what this machine is called besides."""
    domains, networks = dict.fromkeys(PRIVATE_DOMAINS), dict.fromkeys(PRIVATE_NETWORKS)
    for name in names:
        address = address_of(name)
        if address is None:
            domains[name] = None
        elif not any(address in network for network in networks):
            networks[ip_network(f"{address}/{AROUND[address.version]}", strict=False)] = None
    return Limits(tuple(domains), tuple(networks))


def is_due(standing: Standing | None, wanted: Iterable[str], authority_ends_at: datetime, now: datetime) -> bool:
    """An address that is gone may stay in it: a cable that was pulled out comes back."""
    if standing is None or not standing.names.issuperset(wanted):
        return True
    if standing.begins_at > now:
        # Made while the clock was ahead: no phone takes it before its day.
        return True
    # In an authority's last days a new one would last no longer.
    return standing.ends_at <= now + AHEAD and standing.ends_at < authority_ends_at


def named(text: str) -> str:
    """A host's name or address in the one way a certificate writes it. Raises ValueError for what is neither."""
    address = address_of(text.strip())
    if address:
        if "%" in str(address):
            # A network card of this machine is meant, which no certificate can say and no phone knows.
            raise ValueError(text)
        return str(address)
    name = text.strip().lower().rstrip(".").encode("idna").decode()
    if not name or not all(part.replace("-", "").replace("_", "").isalnum() for part in name.split(".")):
        raise ValueError(text)
    return name


def is_loopback(name: str) -> bool:
    address = address_of(name)
    return address.is_loopback if address else name == "localhost"


def address_of(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None
