"""Which IP addresses belong to the public internet.

`ipaddress.is_global` is wrong for multicast, 6to4, NAT64, fec0::/10, 3fff::/20, 5f00::/16, 192.88.99/24 and 168.63.129.16, so the list is
explicit: the IANA special-purpose registries, and the addresses of cloud metadata services.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

_REFUSED = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
224.0.0.0/4 240.0.0.0/4
::1/128 ::/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20
5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
"""


@lru_cache(maxsize=1)
def _networks() -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(network) for network in _REFUSED.split())


def is_public_address(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address can belong to somebody on the public internet; IPv4 inside IPv6 is unwrapped first."""
    if isinstance(address, IPv6Address):
        address = _unwrapped(address)
    return not any(address in network for network in _networks() if network.version == address.version)


def _unwrapped(address: IPv6Address) -> IPv4Address | IPv6Address:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    number = int(address)
    if 1 < number < 1 << 32:  # IPv4-compatible (RFC 4291, section 2.5.5.1)
        return IPv4Address(number)
    return address
