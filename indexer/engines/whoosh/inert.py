"""A pickle as plain data: what it says, without running anything that it names.

Whoosh's table of contents is two pickles, and to unpickle is to run whatever the pickle asks for. Here only names on a
list are read, as inert values that remember what they were made of; any other name is refused. The unpickler is
Python's own, written in Python: the one in C takes memory for as many values as a pickle claims to have.
"""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection


class Inert:
    """A value of the class `name`, made of `arguments`; `states` are what it was told to remember, in order."""

    name = ""

    def __init__(self, *arguments: object) -> None:
        self.arguments = arguments
        self.states: list[Any] = []

    def __setstate__(self, state: object) -> None:
        self.states.append(state)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Inert) and self._all() == other._all()

    __hash__ = None  # type: ignore[assignment]  # it can change

    def _all(self) -> tuple[object, ...]:
        return self.name, self.arguments, self.states


def read_inert(written: bytes, names: Collection[str]) -> Any:  # noqa: ANN401  whatever was pickled
    """What one pickle says, and nothing after it; raises `pickle.UnpicklingError` for a name that is not on the list.

    Names are dotted, as `re._compile`. A pickle that is broken may raise anything else.
    """
    stream = io.BytesIO(written)
    value = _Reader(stream, names).load()
    if stream.read(1):
        raise pickle.UnpicklingError("something follows the pickle")
    return value


class _Reader(pickle._Unpickler):
    def __init__(self, stream: io.BytesIO, names: Collection[str]) -> None:
        super().__init__(stream)
        self._names = names

    def find_class(self, module: str, name: str) -> type[Inert]:
        dotted = f"{module}.{name}"
        if dotted not in self._names:
            raise pickle.UnpicklingError(f"it names {dotted}, which no index does")
        return type(name, (Inert,), {"name": dotted, "__new__": _made})


def _made(cls: type[Inert], *arguments: object) -> Inert:
    """A value as `cls.__new__` gives it to an unpickler, which never calls `__init__`."""
    value = object.__new__(cls)
    Inert.__init__(value, *arguments)
    return value
