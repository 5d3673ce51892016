"""One batch of articles, analysed: what a worker process does.

Everything in a batch is counted from the batch's own beginning, and terms are numbered within the batch (sorted), so
that batches can be made side by side. The engine takes its postings here; the rest is left in files for the merge.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.arrays import read_array
from indexer.engines.base import Postings
from indexer.text.analyzers import analyzer
from indexer.text.passages import split
from indexer.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engines.base import EngineWriter
    from indexer.settings import Settings
    from indexer.types import Article

_HEADINGS = frozenset({"headline", "heading"})
_JOINING = frozenset({"caption", "dateline"})
_LONGEST = 64  # code points of what is remembered; scripts without spaces have longer parts, which seldom come again
_REMEMBERED = 300_000  # of them, in all languages together: some 60 MB
_PIECE = 2**14  # bytes of a batch's terms that are read at a time
_MOST = np.iinfo(np.uint16).max  # a term that occurs more often in one passage counts as this


@dataclass(slots=True)
class Analysed:
    """A batch as the store wants it: columns by name, and where the rest was left."""

    sentences: dict[str, NDArray[Any]]
    passages: dict[str, NDArray[Any]]
    passage_counts: NDArray[Any]
    title_ends: NDArray[Any]
    left: Path


class _TermNumbers(dict[str, tuple[int, ...]]):
    """What stands between white space → the numbers of its terms; made when it is first seen. `numbers` counts all terms.

    No token holds white space, so a text has the terms of its parts; and parts are looked up ten times as fast as
    tokens are found.
    """

    def __init__(self, language: str, numbers: dict[str, int]) -> None:
        self._analyzer = analyzer(language)
        self._numbers = numbers

    def __missing__(self, part: str) -> tuple[int, ...]:
        numbers = self._numbers
        found = tuple([numbers.setdefault(term, len(numbers)) for term in self._analyzer.terms(part)])
        if len(part) <= _LONGEST:
            self[part] = found
        return found

    def of(self, parts: Iterable[str]) -> Iterator[int]:
        """The numbers of the terms of a text that is split at white space, in order."""
        return chain.from_iterable(map(self.__getitem__, parts))


@dataclass(slots=True)
class Known:
    """What was looked up so far, for the next batch: a number for each term, in order of appearance, and who finds them."""

    numbers: dict[str, int] = field(default_factory=dict)
    languages: dict[str, _TermNumbers] = field(default_factory=dict)

    def find(self, language: str) -> _TermNumbers:
        """The term numbers of a language."""
        if language not in self.languages:
            self.languages[language] = _TermNumbers(language, self.numbers)
        return self.languages[language]

    def forget(self) -> None:
        """Begins anew when so much is known that it takes too much memory."""
        if sum(map(len, self.languages.values())) > _REMEMBERED:
            self.numbers, self.languages = {}, {}

    def terms(self, *used: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int32]]:
        """The terms that are used, sorted, and for each number of all the place of its term among them."""
        present = np.zeros(len(self.numbers), np.bool_)
        for numbers in used:
            present[numbers] = True
        names = list(self.numbers)
        order = sorted(np.flatnonzero(present).tolist(), key=names.__getitem__)
        places = np.zeros(len(names), np.int32)
        places[order] = np.arange(len(order))
        return [names[number] for number in order], places


@dataclass(slots=True)
class _Batch:
    """What is collected, article by article; terms are numbered as in `known`."""

    known: Known
    forward: list[int] = field(default_factory=list)
    sentences: list[tuple[int, ...]] = field(default_factory=list)
    passages: list[tuple[int, int, int, int]] = field(default_factory=list)
    passage_counts: list[int] = field(default_factory=list)
    article_titles: list[int] = field(default_factory=list)
    article_title_ends: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    title_ends: list[int] = field(default_factory=list)

    def add(self, place: int, article: Article, settings: Settings) -> None:
        """Adds an article: its sentences and their terms, its passages, and the terms of its title and headings."""
        find = self.known.find(article.language)
        text = article.text
        edges = [edge for mark in article.marks for edge in (mark.span.start, mark.span.end)]
        spans = sentences(text, article.language, max_words=settings.sentence_max_words, breaks=edges)
        base, byte, position = len(self.sentences), 0, 0
        ascii_only = text.isascii()
        words = []
        for start, end in spans:
            sentence = text[start:end]
            byte += start - position if ascii_only else len(text[position:start].encode())
            byte_start, position = byte, end
            byte += end - start if ascii_only else len(sentence.encode())
            parts = sentence.split()
            self.forward.extend(find.of(parts))
            self.sentences.append((place, start, end, byte_start, byte, len(self.forward)))
            words.append(len(parts))
        self._add_passages(place, base, article, spans, words, settings)

    def _add_passages(
        self,
        place: int,
        base: int,
        article: Article,
        spans: Sequence[tuple[int, int]],
        words: Sequence[int],
        settings: Settings,
    ) -> None:
        title = list(self.known.find(article.language).of(article.title.split()))
        self.article_titles += title
        self.article_title_ends.append(len(self.article_titles))
        kinds = _kinds(article, spans)
        ranges = split(
            words,
            [kind in _HEADINGS for kind in kinds],
            [True, *("\n\n" in article.text[before[1] : after[0]] for before, after in pairwise(spans))][: len(spans)],
            joining=[kind in _JOINING for kind in kinds],
            min_words=settings.passage_min_words,
            max_words=settings.passage_max_words,
        )
        current, reached = -1, 0
        for first, last in ranges:
            # The heading that a passage stands under is the last before it; one that it begins with is its own.
            for sentence in range(reached, first + 1):
                if kinds[sentence] == "heading":
                    current = sentence
            reached = first + 1
            self.titles += title
            if 0 <= current < first:
                heading_terms = slice(self._terms_end(base + current - 1), self._terms_end(base + current))
                self.titles += self.forward[heading_terms]
            self.title_ends.append(len(self.titles))
            self.passages.append((place, base + first, base + last, base + current if current >= 0 else -1))
        self.passage_counts.append(len(ranges))

    def _terms_end(self, sentence: int) -> int:
        return self.sentences[sentence][-1] if sentence >= 0 else 0


def _kinds(article: Article, spans: Sequence[tuple[int, int]]) -> list[str | None]:
    """For each sentence, the kind of the heading, caption or dateline that it lies in."""
    wanted = _HEADINGS | _JOINING
    marks = sorted((mark.span.start, mark.span.end, mark.kind) for mark in article.marks if mark.kind in wanted)
    found: list[str | None] = []
    place = 0
    for start, end in spans:
        while place < len(marks) and marks[place][1] <= start:
            place += 1
        inside = place < len(marks) and marks[place][0] <= start and end <= marks[place][1]
        found.append(marks[place][2] if inside else None)
    return found


def analyse(
    number: int, articles: Sequence[Article], settings: Settings, folder: Path, engine: EngineWriter, known: Known
) -> Analysed:
    """Analyses batch `number`; gives its postings to the engine, and leaves terms and postings in `folder`."""
    known.forget()
    batch = _Batch(known)
    for place, article in enumerate(articles):
        batch.add(place, article, settings)
    numbers = [np.array(used, np.int64) for used in (batch.forward, batch.titles, batch.article_titles)]
    terms, order = known.terms(*numbers)
    forward, titles, article_titles = (order[used] for used in numbers)
    sentence_columns = _table(batch.sentences, ("article", "start", "end", "byte_start", "byte_end", "terms_end"))
    passage_columns = _table(batch.passages, ("article", "first", "last", "heading"))
    size = len(batch.passages)
    ends = np.concatenate(([0], sentence_columns["terms_end"]))
    title_ends = np.array(batch.title_ends, np.int64)
    words, owners = _laid_out(forward, ends[passage_columns["first"]], ends[passage_columns["last"]])
    title_words, title_owners = _laid_out(titles, np.concatenate(([0], title_ends[:-1])), title_ends)
    said, titled = words * size + owners, title_words * size + title_owners
    fields = {
        "text": _postings(np.append(said, titled[~_among(titled, said)]), size),
        "title": _postings(titled, size),
    }
    engine.add(number, terms, fields, size)
    left = folder / f"{number:08d}"
    leave(left, terms, {"forward": forward, "titles": article_titles}, fields)
    return Analysed(
        sentence_columns,
        passage_columns,
        np.array(batch.passage_counts),
        np.array(batch.article_title_ends),
        left,
    )


def _table(rows: Sequence[tuple[int, ...]], names: Sequence[str]) -> dict[str, NDArray[Any]]:
    table = np.array(rows, np.int64).reshape(-1, len(names))
    return {name: table[:, column] for column, name in enumerate(names)}


def _laid_out(
    terms: NDArray[np.int32], starts: NDArray[Any], ends: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All of `terms[start:end]`, one after the other, and for each which of the ranges it is from."""
    sizes = ends - starts
    owners = np.repeat(np.arange(len(sizes)), sizes)
    places = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    return terms[places].astype(np.int64), owners


def _among(wanted: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of `wanted` is among the keys. `np.isin` would take many times as long."""
    keys = np.sort(keys)
    places = np.searchsorted(keys, wanted)
    found = np.zeros(len(wanted), np.bool_)
    inside = places < len(keys)
    found[inside] = keys[places[inside]] == wanted[inside]
    return found


def _postings(occurrences: NDArray[np.int64], size: int) -> Postings:
    """The postings of `size` passages, from each occurrence's term · `size` + passage, by sorting them."""
    keys, counts = np.unique(occurrences, return_counts=True)
    own_terms, passages = np.divmod(keys, size)
    present, firsts = np.unique(own_terms, return_index=True)
    return Postings(
        present.astype(np.int32),
        np.append(firsts[1:], len(keys)).astype(np.int64) if len(present) else np.empty(0, np.int64),
        passages.astype(np.int32),
        np.minimum(counts, _MOST).astype(np.int32),
        np.bincount(occurrences % size, minlength=size).astype(np.int32),
    )


def leave(path: Path, terms: Sequence[str], forward: dict[str, NDArray[np.int32]], fields: dict[str, Postings]) -> None:
    """Leaves a batch's terms, forward arrays and postings in files named after `path`, for `terms_left` and the rest."""
    path.with_suffix(".terms").write_bytes("".join(f"{term}\n" for term in terms).encode())
    for name, array in forward.items():
        np.save(path.with_suffix(f".{name}.npy"), array)
    for name, postings in fields.items():
        for part in Postings.__slots__:
            np.save(path.with_suffix(f".{name}.{part}.npy"), getattr(postings, part))


def terms_left(path: Path) -> Iterator[str]:
    """The batch's terms, sorted. No term holds a line feed: tokens are letters, digits and a few signs.

    The file is open only while a piece of it is read, since there may be more batches than a process may open files.
    """
    position, rest = 0, b""
    while piece := _piece(path.with_suffix(".terms"), position):
        position += len(piece)
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line.decode() for line in lines)


def _piece(path: Path, position: int) -> bytes:
    with path.open("rb", buffering=0) as file:
        return os.pread(file.fileno(), _PIECE, position)


def forward_left(path: Path, name: str) -> NDArray[np.int32]:
    """The batch's forward array of that name (`forward` or `titles`), in the batch's own term numbers."""
    return read_array(path.with_suffix(f".{name}.npy"))


def postings_left(path: Path, field_name: str) -> Postings:
    """One field's postings of the batch."""
    return Postings(*(read_array(path.with_suffix(f".{field_name}.{part}.npy")) for part in Postings.__slots__))
