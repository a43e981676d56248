"""A document from an address, with limits, and never from a private network.

urllib3 does the talking. The address of the host is looked up once and checked, and the connection goes to
that very address, so that a name cannot point elsewhere a moment later; likewise for every redirect.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from checker.intake.extract import IntakeError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

MOVED: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take."""

    bytes: int = 20_000_000
    """Of the document, unpacked."""

    seconds: float = 30
    """In all."""

    redirects: int = 5
    private: bool = False
    """Whether addresses of private networks are allowed: for tests, which have a server of their own."""


DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    content: bytes
    url: str
    """The last one, behind all redirects."""


def fetch(url: str, limits: Limits = DEFAULT) -> Fetched:
    """The document at an address.

    Raises ``IntakeError`` if it is no public web address, or takes more than the limits allow.
    """
    until = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        response = _open(url, limits, until)
        try:
            if response.status in MOVED and (target := response.headers.get("Location")):
                url = urljoin(url, target)
                continue
            if response.status != 200:
                raise IntakeError(f"{url} answers {response.status}")
            return Fetched(_read(response, url, limits, until), url)
        finally:
            response.close()
    raise IntakeError(f"more than {limits.redirects} redirects; give the last address")


def _open(url: str, limits: Limits, until: float) -> BaseHTTPResponse:
    try:
        import urllib3
    except ModuleNotFoundError:
        raise IntakeError(
            "an address needs one more library: pip install '.[intake]' in the tool's checkout"
        ) from None
    try:
        parts = urlsplit(url)
    except ValueError:
        raise IntakeError(f"{url} is no address") from None
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username
        or parts.password
    ):
        raise IntakeError(
            f"{url} is no address that is fetched: http or https, without name and password"
        )
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise IntakeError(f"{url} has no valid port") from None
    address = _address(parts.hostname, port, limits)
    timeout = urllib3.Timeout(connect=min(10.0, limits.seconds), read=min(10.0, limits.seconds))
    pool: HTTPConnectionPool
    if parts.scheme == "https":
        host = parts.hostname
        pool = urllib3.HTTPSConnectionPool(
            address,
            port,
            timeout=timeout,
            retries=False,
            server_hostname=host,
            assert_hostname=host,
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    if time.monotonic() > until:
        raise IntakeError(f"{url} took longer than {limits.seconds:g} seconds")
    try:
        headers = {"Host": named, "User-Agent": "checker", "Accept-Encoding": "gzip"}
        return pool.request("GET", target, headers=headers, redirect=False, preload_content=False)
    except urllib3.exceptions.HTTPError as error:
        raise IntakeError(f"{url} cannot be fetched: {type(error).__name__}") from None


def _address(host: str, port: int, limits: Limits) -> str:
    """The address that a host has, if all that it has are public."""
    try:
        found = [
            str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
    except (OSError, UnicodeError):
        raise IntakeError(f"no host is called {host}") from None
    if not limits.private and not all(map(_is_public, found)):
        raise IntakeError(f"{host} is an address of a private network, which is never fetched")
    return found[0]


def _is_public(address: str) -> bool:
    """Whether an address is reachable by everybody; one that is packed into another is looked at, too."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and _is_translated(found):
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


def _is_translated(address: IPv6Address) -> bool:
    """Whether it is in 64:ff9b::/96 (RFC 6052) or 64:ff9b:1::/48 (RFC 8215), which carry an IPv4 address."""
    return int(address) >> 32 == 0x0064FF9B << 64 or int(address) >> 80 == 0x0064FF9B0001


def _read(response: BaseHTTPResponse, url: str, limits: Limits, until: float) -> bytes:
    """The body, as far as the limits go."""
    import urllib3

    content = b""
    try:
        while part := response.read1(65_536, decode_content=True):
            content += part
            if len(content) > limits.bytes:
                raise IntakeError(f"{url} is larger than {limits.bytes:,} bytes")
            if time.monotonic() > until:
                raise IntakeError(f"{url} took longer than {limits.seconds:g} seconds")
    except urllib3.exceptions.HTTPError as error:
        raise IntakeError(f"{url} broke off: {type(error).__name__}") from None
    return content
