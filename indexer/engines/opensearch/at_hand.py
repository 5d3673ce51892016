"""What was fetched a moment ago, kept as long as there is room for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Key = TypeVar("Key")
Value = TypeVar("Value")
_ABOUT = 150  # bytes that an entry takes beside its value


class AtHand(Generic[Key, Value]):
    """Values by their keys, at most of so many bytes: of an index that never changes, so none is ever out of date.

    When there is no room for more, all are let go of. Safe to share between threads.
    """

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most, self._size = most, size
        self._values: dict[Key, Value] = {}
        self._room = most
        self._changing = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value of the key, if it is there."""
        return self._values.get(key)

    def some(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """The values that are there, by key."""
        values = self._values
        return {key: values[key] for key in keys if key in values}

    def put(self, key: Key, value: Value) -> None:
        """Keeps a value."""
        self.update({key: value})

    def update(self, values: Mapping[Key, Value]) -> None:
        """Keeps values, if they are not more than there is room for."""
        size = sum(self._size(value) + _ABOUT for value in values.values())
        with self._changing:
            if size > self._room:
                self._values, self._room = {}, self._most  # another one: other threads may be reading the old one
            if size <= self._room:
                self._values.update(values)
                self._room -= size
