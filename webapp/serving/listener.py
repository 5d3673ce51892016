"""The address that is served: checked, and bound once for all workers."""

from __future__ import annotations

import errno
import ipaddress
import resource
import socket
from contextlib import suppress
from dataclasses import dataclass

from indexer import UsageError

BACKLOG = 1024
"""New connections that the system queues while all workers are busy, or while one is being replaced."""
_SPARE = 200  # descriptors of a worker that are not connections, mostly files of builds
_MANY = 65_536  # descriptors; a worker never needs more


@dataclass(frozen=True, slots=True)
class Address:
    """An IP address and a port."""

    family: socket.AddressFamily
    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can reach it."""
        address = ipaddress.ip_address(self.host)
        mapped = getattr(address, "ipv4_mapped", None)
        return (mapped or address).is_loopback

    @property
    def url(self) -> str:
        """The URL of the page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class AddressTakenError(OSError):
    """Another program listens at the address."""


def bind_socket(host: str, port: int, *, public: bool) -> tuple[socket.socket, Address]:
    """A bound socket that does not listen yet, and its address; port 0 takes a free port.

    Raises OSError with a one-line message when the address cannot be bound (`AddressTakenError` when another program
    listens there), and `UsageError` when other machines could reach it but `public` is false.
    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        _require_meant(Address(family, str(place[0]), port), public)
        opened = socket.socket(family, kind)
        try:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind(place)
            opened.setblocking(False)
            return opened, Address(family, *opened.getsockname()[:2])
        except BaseException:
            opened.close()
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        kind_of_error = AddressTakenError if error.errno == errno.EADDRINUSE else OSError
        raise kind_of_error(f"cannot serve {host}:{port} ({reason}); choose another with --host or --port") from None


def bind_near(host: str, port: int, *, public: bool) -> tuple[socket.socket, Address]:
    """As `bind_socket`, but takes a free port when another program listens at this one."""
    try:
        return bind_socket(host, port, public=public)
    except AddressTakenError:
        return bind_socket(host, 0, public=public)


def _require_meant(address: Address, public: bool) -> None:
    if not public and not address.loopback:
        raise UsageError(
            f"everyone who can reach {address.host} could read every article: add --public if that is meant, put a proxy "
            "with HTTPS and a login in front, and name the hosts that it is reached by in web.hosts"
        )


def connection_limit(wanted: int) -> int:
    """The number of connections that a worker may keep: `wanted`, or fewer if the system allows it fewer descriptors.

    Raises the limit of descriptors of this process as far as the system allows.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MANY if hard == resource.RLIM_INFINITY else min(hard, _MANY)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    allowed = _MANY if soft == resource.RLIM_INFINITY else soft
    return max(8, min(wanted, allowed - _SPARE))
