"""A document from an address, with limits, and never from a private network.

urllib3 makes the connections. The host's address is looked up once and checked, and the connection
goes to that very address, so that the name cannot point elsewhere a moment later. The same is done
for every redirect.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from checker.intake.extract import IntakeError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

MOVED: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one fetch."""

    bytes: int = 20_000_000
    """Of the document, unpacked."""

    seconds: float = 30
    """For all of it, redirects included."""

    redirects: int = 5
    private: bool = False
    """Whether addresses of private networks are allowed; only tests need them."""


DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """The document at an address."""

    content: bytes
    url: str
    """The address after all redirects."""


def fetch(url: str, limits: Limits = DEFAULT) -> Fetched:
    """The document at an address.

    Raises ``IntakeError`` if it is not a public web address, or exceeds the limits.
    """
    until = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        response = _open(url, limits, until)
        try:
            if response.status in MOVED and (target := response.headers.get("Location")):
                url = urljoin(url, target)
                continue
            if response.status != 200:
                raise IntakeError(f"{url} answers with status {response.status}")
            return Fetched(_read(response, url, limits, until), url)
        finally:
            response.close()
    raise IntakeError(f"more than {limits.redirects} redirects; use the last address")


@dataclass(frozen=True, slots=True)
class _Target:
    """The parts of an address that a request needs."""

    secure: bool
    host: str
    port: int
    path: str
    """With the query."""

    named: str
    """The host as the request names it, with the port if the address has one."""


def _open(url: str, limits: Limits, until: float) -> BaseHTTPResponse:
    """The response of one address, redirects not followed, its body not read yet."""
    try:
        import urllib3
    except ModuleNotFoundError:
        raise IntakeError(
            "fetching an address needs one more library; "
            "run pip install '.[intake]' in the tool's checkout"
        ) from None
    target = _target(url)
    pool = _pool(target, _address(target.host, target.port, limits), limits)
    if time.monotonic() > until:
        raise IntakeError(f"{url} took longer than {limits.seconds:g} seconds")
    headers = {"Host": target.named, "User-Agent": "checker", "Accept-Encoding": "gzip"}
    try:
        return pool.request(
            "GET", target.path, headers=headers, redirect=False, preload_content=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise IntakeError(f"{url} cannot be fetched: {type(error).__name__}") from None


def _target(url: str) -> _Target:
    """The parts of a web address; raises ``IntakeError`` if it is not one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise IntakeError(f"{url} is not an address") from None
    host = parts.hostname
    if host is None or not _is_plain_web_address(parts):
        raise IntakeError(
            f"{url} cannot be fetched; use an http or https address without name and password"
        )
    secure = parts.scheme == "https"
    try:
        port = parts.port or (443 if secure else 80)
    except ValueError:
        raise IntakeError(f"{url} has no valid port") from None
    query = f"?{parts.query}" if parts.query else ""
    named = host if parts.port is None else f"{host}:{parts.port}"
    return _Target(secure, host, port, (parts.path or "/") + query, named)


def _is_plain_web_address(parts: SplitResult) -> bool:
    """Whether an address names a host to ask by HTTP, and no user."""
    has_login = parts.username or parts.password
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not has_login


def _pool(target: _Target, address: str, limits: Limits) -> HTTPConnectionPool:
    """Connections to an address that was checked; certificates are checked for the host's name."""
    import urllib3

    seconds = min(10.0, limits.seconds)
    timeout = urllib3.Timeout(connect=seconds, read=seconds)
    if not target.secure:
        return urllib3.HTTPConnectionPool(address, target.port, timeout=timeout, retries=False)
    return urllib3.HTTPSConnectionPool(
        address,
        target.port,
        timeout=timeout,
        retries=False,
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _address(host: str, port: int, limits: Limits) -> str:
    """The host's first address; raises ``IntakeError`` unless all its addresses are public."""
    try:
        found = [
            str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
    except (OSError, UnicodeError):
        raise IntakeError(f"there is no host named {host}") from None
    if not limits.private and not all(map(_is_public, found)):
        raise IntakeError(f"{host} is an address of a private network, which is never fetched")
    return found[0]


def _is_public(address: str) -> bool:
    """Whether an address is public, and the IPv4 address inside it, if there is one, as well."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and _is_translated(found):
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


def _is_translated(address: IPv6Address) -> bool:
    """Whether an address carries an IPv4 address in its last 32 bits.

    Those of 64:ff9b::/96 (RFC 6052) and 64:ff9b:1::/48 (RFC 8215) do.
    """
    return int(address) >> 32 == 0x0064FF9B << 64 or int(address) >> 80 == 0x0064FF9B0001


def _read(response: BaseHTTPResponse, url: str, limits: Limits, until: float) -> bytes:
    """The body; raises ``IntakeError`` as soon as it exceeds the limits."""
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
        raise IntakeError(f"the connection to {url} broke off: {type(error).__name__}") from None
    return content
