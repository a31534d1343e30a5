"""Whose door is this address? Of IPv6 an office has a whole network: counting single addresses counts nothing."""

import ipaddress
from functools import lru_cache

BIT_RUMAH = 64


@lru_cache(maxsize=4096)
def jaringan(alamat: str) -> str:
    """`2001:db8:1:2::/64` for any address of it; an IPv4 address, also one written as IPv6, and what is no address
    stay as they are."""
    try:
        ip = ipaddress.ip_address(alamat.partition("%")[0])
    except ValueError:
        return alamat
    if ip.version == 4:
        return alamat
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, BIT_RUMAH), strict=False))
