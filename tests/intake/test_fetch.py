"""Fetching an address: within limits, and from nowhere private."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

pytest.importorskip("urllib3")

from checker.intake.extract import IntakeError
from checker.intake.fetch import Limits, _is_public, fetch

OPEN = Limits(private=True, seconds=5)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/page":
                self._answer(200, b"<p>words</p>")
            case "/packed":
                self._answer(200, gzip.compress(b"0" * 1_000_000), encoding="gzip")
            case "/moved":
                self._answer(302, b"", location="/page")
            case "/circle":
                self._answer(302, b"", location="/circle")
            case "/inside":
                self._answer(302, b"", location="http://169.254.169.254/latest")
            case "/file":
                self._answer(302, b"", location="file:///etc/passwd")
            case "/slow":
                self.send_response(200)
                self.end_headers()
                for _ in range(50):
                    self.wfile.write(b"x" * 70_000)
                    time.sleep(0.1)
            case _:
                self._answer(404, b"no")

    def _answer(self, status: int, body: bytes, location: str = "", encoding: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests are quiet."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the other side has seen enough
            return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server of one's own."""
    server = HTTPServer(("127.0.0.1", 0), _Site)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_and_a_redirect(site: str) -> None:
    """The result has the last address."""
    assert fetch(f"{site}/page?x=1", OPEN).content == b"<p>words</p>"
    found = fetch(f"{site}/moved", OPEN)
    assert (found.content, found.url) == (b"<p>words</p>", f"{site}/page")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/circle", "more than 5 redirects"),
        ("/file", "cannot be fetched; use an http or https address"),
        ("/nothing", "answers with status 404"),
    ],
)
def test_what_is_refused(site: str, path: str, message: str) -> None:
    """Each with its reason."""
    with pytest.raises(IntakeError, match=message):
        fetch(site + path, OPEN)


def test_a_private_address_is_never_connected_to(site: str) -> None:
    """Neither at once nor behind a redirect."""
    with pytest.raises(IntakeError, match="private network"):
        fetch(f"{site}/page")
    with pytest.raises(IntakeError, match="private network"):
        fetch("http://localhost:1/")


def test_a_redirect_into_a_private_network(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is made for each address, also where the first one is public."""
    monkeypatch.setattr("checker.intake.fetch._is_public", lambda address: address == "127.0.0.1")
    assert fetch(f"{site}/page").content
    with pytest.raises(IntakeError, match=r"169\.254\.169\.254 is an address of a private network"):
        fetch(f"{site}/inside")


def test_size_is_counted_unpacked(site: str) -> None:
    """A thousand bytes on the way, a million here."""
    with pytest.raises(IntakeError, match="larger than 10,000 bytes"):
        fetch(f"{site}/packed", Limits(private=True, bytes=10_000))
    assert len(fetch(f"{site}/packed", OPEN).content) == 1_000_000


def test_time_is_counted_in_all(site: str) -> None:
    """A server that drips is left alone."""
    begun = time.monotonic()
    with pytest.raises(IntakeError, match=r"took longer than 0\.5 seconds"):
        fetch(f"{site}/slow", Limits(private=True, seconds=0.5))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@example.org/",
        "http://a:99999999/",
        "x",
    ],
)
def test_what_is_no_address(url: str) -> None:
    """No scheme but the web's, and no password."""
    with pytest.raises(IntakeError):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - looked at, not bound to
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b:1::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """Private ones in every wrapping."""
    assert _is_public(address) is public
