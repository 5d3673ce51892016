"""The sockets that a worker's loop waits for.

Only sockets whose state may have changed are looked at again, so thousands of idle connections cost next to nothing;
waitress's own loop asks every connection every time.
"""

from __future__ import annotations

import select
from collections import deque
from typing import Any, TypeAlias

from waitress import wasyncore

Socket: TypeAlias = Any  # a dispatcher of waitress, which has no types


class Sockets:
    """Waits for the sockets in `opened`, which maps descriptors to them. Other threads may call only `changed`."""

    def __init__(self, opened: dict[int, Socket]) -> None:
        self._opened = opened
        self._poll = select.poll()
        self._registered: dict[int, int] = {}
        self._changed: deque[Socket] = deque()

    def changed(self, *sockets: Socket) -> None:
        """Marks sockets that may want to read or write from now on, or no longer."""
        self._changed.extend(sockets)

    def all_changed(self) -> None:
        """Marks all sockets."""
        self._changed.extend(list(self._opened.values()))

    def forget(self, descriptor: int) -> None:
        """Stops waiting for a socket; to be called when it is closed."""
        if self._registered.pop(descriptor, 0):
            self._poll.unregister(descriptor)

    def wait(self, seconds: float) -> None:
        """Waits until sockets are ready, at most so many seconds, then reads and writes."""
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
        """Updates the events that are waited for on this socket."""
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
