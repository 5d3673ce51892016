"""Letter groups: so many letters in a row. They find other forms of a word, and turns of phrase made of stop words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text, case-folded."""
    return _WORD.findall(text.casefold())


def flat(text: str) -> str:
    """The words of a text, case-folded, with one space around each."""
    return joined(words(text))


def joined(parts: Sequence[str]) -> str:
    """The words, with one space around each."""
    return f" {' '.join(parts)} "


def groups(flattened: str, size: int) -> tuple[str, ...]:
    """The distinct groups of `size` letters, spaces included, in order."""
    return tuple(dict.fromkeys(flattened[at : at + size] for at in range(len(flattened) - size + 1)))


def share(wanted: Sequence[str], flattened: str) -> float:
    """The share of the groups that a flattened text holds, 0 to 1."""
    return sum(group in flattened for group in wanted) / (len(wanted) or 1)
