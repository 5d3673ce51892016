"""Shares of the source files, so that several processes, on one machine or on many, each read and analyse their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.errors import UsageError
from indexer.readers import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.types import Skipped

MOST = 999
"""So many parts can a library be made in."""
_FORM = re.compile(r"([0-9]{1,3})/([0-9]{1,3})", re.ASCII)
_OVERHEAD = 1_000  # bytes that a file counts for, however small


@dataclass(frozen=True, slots=True)
class Share:
    """Share `part` of `parts`, counted from 1: a run of the files in reading order, of about as many bytes as each other.

    Every file belongs to one share, as long as the files stay as they are.
    """

    part: int
    parts: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The share that a text such as `2/8` names; raises `UsageError`."""
        form = _FORM.fullmatch(text)
        if form is None or not 1 <= int(form[1]) <= int(form[2]):
            raise UsageError(f"{text!r} is no part; write 2/8 for the second of eight parts, with {MOST} at most")
        return cls(int(form[1]), int(form[2]))

    def __str__(self) -> str:
        return f"{self.part}/{self.parts}"

    def files(self, listed: Sequence[SourceFile | Skipped]) -> list[SourceFile | Skipped]:
        """Those of the listed files whose middle byte lies within the share."""
        files = [file for file in listed if isinstance(file, SourceFile)]
        return [file for file, place in zip(files, self._places(files), strict=True) if place == self.part - 1]

    def _places(self, files: Sequence[SourceFile]) -> Iterator[int]:
        """The share of each file, counted from 0."""
        total, end = 2 * sum(file.size + _OVERHEAD for file in files), 0
        for file in files:
            cost = file.size + _OVERHEAD
            end += cost
            yield (2 * end - cost) * self.parts // total
