"""The address that is served: found, judged, and opened once for all workers."""

from __future__ import annotations

import errno
import ipaddress
import resource
import socket
from contextlib import suppress
from dataclasses import dataclass

from indexer import UsageError

BACKLOG = 1024
"""Connections that the system keeps while all workers are busy, or one is being replaced."""
_SPARE = 200  # descriptors of a worker that are not connections: the files of builds, above all
_MANY = 65_536  # descriptors; more help nobody


@dataclass(frozen=True, slots=True)
class Address:
    """A numeric address and port, as the system knows it."""

    family: socket.AddressFamily
    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Whether only programs of this machine reach it."""
        address = ipaddress.ip_address(self.host)
        mapped = getattr(address, "ipv4_mapped", None)
        return (mapped or address).is_loopback

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.port}"


class AddressTakenError(OSError):
    """Another program listens at the address."""


def listener(host: str, port: int, *, public: bool) -> tuple[socket.socket, Address]:
    """A socket bound to the address, which does not listen yet, and the address it has got; port 0 takes a free one.

    Raises OSError with one clear line when it cannot be had (`AddressTakenError` when another program has it), and
    `UsageError` when others than this machine could reach it and nobody said that they may.
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


def listener_near(host: str, port: int, *, public: bool) -> tuple[socket.socket, Address]:
    """As `listener`, but at a free port when another program has this one."""
    try:
        return listener(host, port, public=public)
    except AddressTakenError:
        return listener(host, 0, public=public)


def _require_meant(address: Address, public: bool) -> None:
    if not public and not address.loopback:
        raise UsageError(
            f"everyone who can reach {address.host} could read every article: add --public if that is meant, put a proxy "
            "with HTTPS and a login in front, and name the hosts that it is reached by in web.hosts"
        )


def connections(wanted: int) -> int:
    """How many connections a worker may keep, at most `wanted`: as many as it may have descriptors for.

    The limit of descriptors is raised as far as the system lets it.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MANY if hard == resource.RLIM_INFINITY else min(hard, _MANY)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    allowed = _MANY if soft == resource.RLIM_INFINITY else soft
    return max(8, min(wanted, allowed - _SPARE))
