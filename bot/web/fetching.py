"""Asking other sites whether a page is there, and never anything within somebody's own network.

The address that is connected to is the one that was looked at: a name that stands for another one
a moment later leads nowhere else.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from handlers.newsletters import Answer, UnreachableError

SECONDS = 5.0
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"User-Agent": "Samverkansboten (kontrollerar länkar)", "Accept": "*/*"}
_NOT_FOUND = 400
# Returns the IP addresses that a name stands for; raises OSError.
Resolve: TypeAlias = Callable[[str], Sequence[str]]


def is_public(address: str) -> bool:
    """Tell whether an IP address is everybody's: no private, local, reserved or special one."""
    one = ipaddress.ip_address(address.partition("%")[0])
    # An IPv4 address can be written within one of IPv6.
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    if mapped is not None:
        return is_public(str(mapped))
    special = one.is_multicast or one.is_reserved or getattr(one, "is_site_local", False)
    return one.is_global and not special


def resolved(host: str) -> Sequence[str]:
    """Return the addresses that a name stands for."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


class WebFetcher:
    """Ask over HTTP, for the head of a page first."""

    def __init__(
        self, resolve: Resolve = resolved, allowed: Callable[[str], bool] = is_public
    ) -> None:
        self._resolve = resolve
        self._allowed = allowed

    def ask(self, address: str) -> Answer:
        """Return what a site answers; raise ``UnreachableError``."""
        answer = self._asked("HEAD", address)
        # Many a site answers this way only to whoever wants the page itself.
        return answer if answer.status < _NOT_FOUND else self._asked("GET", address)

    def _asked(self, method: str, address: str) -> Answer:
        try:
            parts = urlsplit(address)
            port = parts.port or _PORTS[parts.scheme]
            host = (parts.hostname or "").encode("idna").decode()
            connection = _Pinned(host, port, self._checked(host), secure=parts.scheme == "https")
        except (KeyError, ValueError) as error:
            raise UnreachableError from error
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        try:
            connection.request(method, path, headers=_HEADERS)
            answer = connection.getresponse()
            location = answer.headers.get("Location", "")
            return Answer(answer.status, urljoin(address, location) if location else "")
        except (OSError, HTTPException, ValueError) as error:
            raise UnreachableError from error
        finally:
            connection.close()

    def _checked(self, host: str) -> str:
        """Return an address to connect to; one that is private shuts out all the others."""
        try:
            found = self._resolve(host)
        except OSError as error:
            raise UnreachableError from error
        if not found:
            raise UnreachableError
        if not all(map(self._allowed, found)):
            raise UnreachableError(private=True)
        return found[0]


class _Pinned(HTTPConnection):
    """A connection to one IP address, for the site with a name."""

    def __init__(self, host: str, port: int, ip: str, *, secure: bool) -> None:
        # Before the rest: the name is told with a port where it is not the usual one.
        self.default_port = _PORTS["https" if secure else "http"]
        super().__init__(host, port, timeout=SECONDS)
        self._ip = ip
        self._secure = secure

    def connect(self) -> None:
        """Connect to the address that was looked at."""
        plain = socket.create_connection((self._ip, self.port), SECONDS)
        if not self._secure:
            self.sock = plain
            return
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise
