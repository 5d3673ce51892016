"""Where the words of short texts begin, sorted, so that the texts are found by the beginning of any of their words.

For the titles of articles and for the names in them (`kind`), each text being a row:

    <kind>_words.utf8    all texts, folded, each with a line feed behind it
    <kind>_keys.npy      uint64, the first eight bytes of every word and what follows it, as a number; sorted
    <kind>_starts.npy    uint32, in the same order: where the word begins in the file, in bytes
    <kind>_rows.npy      int32, in the same order: the row of its text

Eight bytes narrow down most beginnings; what is longer is compared with the texts. Characters of scripts without spaces
count as words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import narrowed, open_array, open_bytes
from indexer.errors import DamagedBuildError
from indexer.text.folding import folded_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from indexer.selection import Selection
    from indexer.store.columns import Column

_COLUMNS: dict[str, type[np.generic]] = {"keys": np.uint64, "starts": np.uint32, "rows": np.int32}
_KEY = 8  # bytes
_AT_ONCE = 20_000  # rows in memory
_MOST = 50_000  # words that are looked at for one beginning
_LINE_FEED = ord("\n")
_SIGNS = re.compile(r"[^\w\s'-]")
_LETTERS = np.array([byte >= 0x80 or chr(byte).isalnum() for byte in range(256)])
_UNSPACED = np.array([0xE3 <= byte <= 0xE9 for byte in range(256)])  # first bytes of Chinese and Japanese characters


def folded_line(text: str) -> str:
    """The text as it is compared: folded, on one line; signs that are no ASCII are spaces."""
    folded = text.casefold() if text.isascii() else _SIGNS.sub(" ", folded_text(text))
    return " ".join(folded.split())


class WordStartsWriter:
    """Takes the texts of a kind, row by row; `close` completes the files: a third of a second for a million words."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder, self._kind = folder, kind
        self._path = folder / f"{kind}_words.utf8"
        self._path.write_bytes(b"")

    def add(self, texts: Iterable[str]) -> None:
        """Adds the next texts."""
        with self._path.open("ab") as file:
            file.write("".join(f"{folded_line(text)}\n" for text in texts).encode())

    def close(self) -> None:
        """Completes every file."""
        _write_columns(self._folder, self._kind)


def combine_word_starts(folder: Path, kind: str, parts: Sequence[WordStarts], rows: Selection) -> None:
    """Writes where the words of the selected rows of the `parts` begin."""
    ends = [np.flatnonzero(part.letters == _LINE_FEED) + 1 for part in parts]
    letters: list[Column] = [part.letters for part in parts]
    with (folder / f"{kind}_words.utf8").open("wb") as file:
        for begin in range(0, len(rows), _AT_ONCE):
            file.write(rows[begin : begin + _AT_ONCE].children(ends).take(letters).tobytes())
    _write_columns(folder, kind)


def _write_columns(folder: Path, kind: str) -> None:
    """Writes the columns of the texts that stand in the file."""
    letters = np.frombuffer((folder / f"{kind}_words.utf8").read_bytes(), np.uint8)
    starts = _word_starts(letters)
    padded = np.concatenate((letters, np.zeros(_KEY, np.uint8)))
    keys = np.zeros(len(starts), np.uint64)
    for place in range(_KEY):
        keys = (keys << np.uint64(8)) | padded[starts + place]
    order = np.argsort(keys, kind="stable")
    rows = np.cumsum(letters == _LINE_FEED, dtype=np.int32)[starts]
    columns: tuple[Column, ...] = (keys, starts, rows)
    for (name, dtype), column in zip(_COLUMNS.items(), columns, strict=True):
        np.save(folder / f"{kind}_{name}.npy", narrowed(column[order], np.dtype(dtype), name))


def _word_starts(letters: Column) -> Column:
    """Where words begin in the bytes of texts."""
    of_word = _LETTERS[letters]
    begins = of_word.copy()
    begins[1:] &= ~of_word[:-1]
    return np.flatnonzero(begins | _UNSPACED[letters])


class WordStarts:
    """Looks up texts by the beginning of a word; safe to share between threads. Raises `DamagedBuildError`."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._path = folder / f"{kind}_words.utf8"
        self.letters = np.frombuffer(open_bytes(self._path), np.uint8)
        columns = [open_array(folder / f"{kind}_{name}.npy") for name in _COLUMNS]
        types = [column.dtype.type for column in columns]
        if types != list(_COLUMNS.values()) or len({column.shape for column in columns}) > 1:
            raise DamagedBuildError(self._path, "does not fit its columns")
        self._keys, self._starts, self._rows = columns

    def beginning(self, folded: str) -> tuple[Column, Column]:
        """The rows of the texts that have this text at the beginning of a word, and whether it is the first of the row.

        A row comes once for each such word. At most `_MOST` words are looked at.
        """
        wanted = folded.encode()
        first = int(np.searchsorted(self._keys, _key(wanted, 0), "left"))
        last = int(np.searchsorted(self._keys, _key(wanted, 0xFF), "right"))
        chosen = slice(first, min(last, first + _MOST))
        starts, rows = self._starts[chosen].astype(np.int64), self._rows[chosen]
        for place in range(_KEY, len(wanted)):
            same = self.letters.take(starts + place, mode="clip") == wanted[place]
            starts, rows = starts[same], rows[same]
        return rows, (starts == 0) | (self.letters[starts - 1] == _LINE_FEED)

    def lines(self) -> list[str]:
        """All texts, folded, by their rows."""
        return self.letters.tobytes().decode().split("\n")[:-1]

    def whole(self, *folded: str) -> tuple[int, ...]:
        """The rows of the texts that are one of these texts and nothing else."""
        found: list[int] = []
        for wanted in (f"{each}\n" for each in folded):
            rows, first = self.beginning(wanted)
            found += rows[first].tolist() if _LETTERS[wanted.encode()[0]] else []
        return tuple(found)

    def known(self, beginnings: list[str]) -> list[str]:
        """Those of the folded beginnings that some word has, as far as eight bytes tell."""
        if not beginnings:
            return []
        wanted = [beginning.encode() for beginning in beginnings]
        low = np.array([_key(each, 0) for each in wanted], np.uint64)
        high = np.array([_key(each, 0xFF) for each in wanted], np.uint64)
        some = np.searchsorted(self._keys, low, "left") < np.searchsorted(self._keys, high, "right")
        return [beginnings[place] for place in np.flatnonzero(some).tolist()]

    def problems(self, rows: int) -> Iterator[str]:
        """What does not fit in the files, which have so many texts, each in a sentence."""
        inside = not len(self._rows) or (int(self._rows.min()) >= 0 and int(self._rows.max()) < rows)
        within = not len(self._starts) or int(self._starts.max()) < len(self.letters)
        if not (inside and within) or int((self.letters == _LINE_FEED).sum()) != rows:
            yield f"{self._path.name} does not have a line for each text"


def _key(wanted: bytes, filled: int) -> np.uint64:
    """The least (`filled` 0) or the greatest (0xFF) key of words that begin with these bytes."""
    return np.uint64(int.from_bytes(wanted[:_KEY] + bytes([filled]) * (_KEY - len(wanted)), "big"))
