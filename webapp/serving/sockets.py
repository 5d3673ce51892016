"""Which sockets a worker's loop waits for.

Only those that something happened to are looked at anew, so thousands of idle connections cost next to nothing;
waitress's own loop asks every connection, every time.
"""

from __future__ import annotations

import select
from collections import deque
from typing import Any, TypeAlias

from waitress import wasyncore

Socket: TypeAlias = Any  # a dispatcher of waitress, which has no types


class Sockets:
    """The sockets of `opened`, which maps descriptors to them. Only `changed` may be called from other threads."""

    def __init__(self, opened: dict[int, Socket]) -> None:
        self._opened = opened
        self._poll = select.poll()
        self._registered: dict[int, int] = {}
        self._changed: deque[Socket] = deque()

    def changed(self, *sockets: Socket) -> None:
        """Tells that these may want to read or to write now, or no more."""
        self._changed.extend(sockets)

    def all_changed(self) -> None:
        """Has every socket looked at."""
        self._changed.extend(list(self._opened.values()))

    def forget(self, descriptor: int) -> None:
        """To be called when a socket is closed."""
        if self._registered.pop(descriptor, 0):
            self._poll.unregister(descriptor)

    def wait(self, seconds: float) -> None:
        """Reads and writes what can be read and written; returns after so many seconds when there is nothing."""
        while self._changed:
            self._register(self._changed.popleft())
        for descriptor, events in self._poll.poll(seconds * 1_000):
            ready = self._opened.get(descriptor)
            if ready is None:
                self.forget(descriptor)
            else:
                wasyncore.readwrite(ready, events)
                self._changed.append(ready)

    def _register(self, socket: Socket) -> None:
        """Waits for what the socket wants; for nothing when it is closed."""
        descriptor = socket._fileno  # None when it is closed
        if descriptor not in self._opened or self._opened[descriptor] is not socket:
            return
        wanted = select.POLLIN | select.POLLPRI if socket.readable() else 0
        if not socket.accepting and socket.writable():
            wanted |= select.POLLOUT
        if wanted == self._registered.get(descriptor, 0):
            return
        if wanted:
            self._poll.register(descriptor, wanted)
            self._registered[descriptor] = wanted
        else:
            self.forget(descriptor)
