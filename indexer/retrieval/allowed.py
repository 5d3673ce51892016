"""Which passages may be found at all: those that satisfy a question's filters, phrases and exclusions.

Words are looked up in the index. Of the passages that hold all words of a phrase, those are kept in which its terms stand
next to each other in the forward array, and only the text of these is read, since terms are stems and stop words are not in
that array. Of a phrase of stop words alone, the text of every passage that holds them all is read, at most of `_READ`.
"""

from __future__ import annotations

import re
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.retrieval.holding import certain_terms, holding_word, holding_words
from indexer.retrieval.requirements import meeting_requirements
from indexer.text.characters import is_unspaced
from indexer.text.folding import folded_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.store import Store
    from indexer.types import Filters, Question

    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

_READ = 20_000  # passages whose texts are looked into for a phrase of stop words
_AT_ONCE = 2_000  # passages whose terms are in memory at a time
_READ_AT_ONCE = 50  # passages whose texts are
_WORD = re.compile(r"\w+")
_REACH = 3  # positions: another term of the same token may stand between (F-16 is f-16, f and 16)


class Allowed:
    """The passages that satisfy the filters, are among `only` (None: any), and are not among `without`.

    Keeps the contract of `indexer.engines.base.Predicate`. Both arrays of passage numbers rise.
    """

    def __init__(
        self, store: Store, filters: Filters, only: Numbers | None = None, without: Numbers | None = None
    ) -> None:
        self.filters = filters
        self._store, self._only, self._without = store, only, without

    def admits(self, passages: NDArray[np.integer]) -> Mask:
        """Whether each of the passages may be found."""
        admitted = self._store.satisfying(self.filters, passages)
        if self._only is not None:
            admitted &= _among(passages, self._only)
        if self._without is not None:
            admitted &= ~_among(passages, self._without)
        return admitted

    def admitted(self, first: int, last: int) -> Mask:
        """Whether each passage from number `first` up to `last` may be found."""
        return self._mask[first:last]

    @cached_property
    def _mask(self) -> Mask:
        """The same of every passage of the build: made when an engine goes through all of them, and kept for the next."""
        if self._only is None:
            mask = self._store.satisfying(self.filters, slice(None))
        else:
            mask = np.zeros(len(self._store.passages["article"]), np.bool_)
            mask[self._only] = self._store.satisfying(self.filters, self._only)
        if self._without is not None:
            mask[self._without] = False
        return mask

    def is_empty(self) -> bool:
        """Whether phrases and requirements leave no passage."""
        return self._only is not None and not len(self._only)

    def keeping(self, passages: Numbers) -> Allowed:
        """The same, but only of these passages, which are admitted already."""
        return Allowed(self._store, self.filters, passages, self._without)

    def dropping(self, passages: Numbers) -> Allowed:
        """The same without these passages."""
        every = passages if self._without is None else np.union1d(self._without, passages)
        return Allowed(self._store, self.filters, self._only, every)


def _among(passages: NDArray[np.integer], numbers: Numbers) -> Mask:
    """Whether each of the passages is one of the numbers, which rise."""
    if not len(numbers):
        return np.zeros(len(passages), np.bool_)
    return np.asarray(numbers.take(numbers.searchsorted(passages), mode="clip") == passages)


def allowed_passages(build: Searchable, question: Question) -> Allowed | None:
    """The passages that may be found; None: all of them may."""
    if not (question.filters or question.phrases or question.excluded or question.required):
        return None
    allowed = Allowed(build.store, question.filters)
    for words in question.excluded:
        allowed = allowed.dropping(_excluded(build, words, allowed))
    allowed = meeting_requirements(build, question, allowed, partial(_with_phrase, build))
    for phrase in question.phrases:
        allowed = allowed.keeping(_with_phrase(build, phrase, allowed))
    return allowed


def _excluded(build: Searchable, words: str, allowed: Allowed) -> Numbers:
    """The passages that hold an excluded word, in text or title, or the allowed ones that say an excluded phrase; rising."""
    if " " in words:  # a phrase: its words alone do not make it
        return _with_phrase(build, words, allowed)
    holding = [holding_word(build, language, words, fields=("text", "title")) for language in build.languages]
    return np.unique(np.concatenate(holding))


def _with_phrase(build: Searchable, phrase: str, allowed: Allowed) -> Numbers:
    """The allowed passages that say the phrase; rising."""
    return _saying(build, _possible(build, phrase, allowed), phrase)


def _possible(build: Searchable, phrase: str, allowed: Allowed) -> Numbers:
    """The allowed passages that hold the terms of the phrase side by side, in one of the languages; rising."""
    side_by_side = []
    for language in build.languages:
        holding, terms = holding_words(build, language, phrase), certain_terms(language, phrase)
        admitted = holding[allowed.admits(holding)]
        side_by_side.append(_adjacent(build, admitted, terms) if terms else admitted[:_READ])
    return np.unique(np.concatenate(side_by_side))


def _adjacent(build: Searchable, passages: Numbers, terms: Sequence[str]) -> Numbers:
    """Those of the passages in which the terms stand one after the other, each within reach of the one before."""
    numbers = [build.vocabulary.number(term) for term in terms]
    if len(numbers) < 2 or not len(passages):
        return passages
    parts = np.array_split(passages, -(-len(passages) // _AT_ONCE))
    return np.concatenate([part[_in_order(build, part, numbers)] for part in parts])


def _in_order(build: Searchable, passages: Numbers, numbers: Sequence[int | None]) -> Mask:
    """Whether each of the passages holds the terms of these numbers in their order, near enough to each other."""
    spend()
    terms, sizes = build.store.passages_terms(passages)
    owner = np.repeat(np.arange(len(passages)), sizes)
    ends = np.flatnonzero(terms == numbers[0])
    for number in numbers[1:]:
        after = np.zeros(len(terms) + _REACH, np.bool_)
        for positions in range(1, _REACH + 1):
            after[ends + positions] = True
        at = np.flatnonzero(after[: len(terms)] & (terms == number))
        # What precedes has to be of the same passage: the nearest that does is the one to look at.
        before = ends[ends.searchsorted(at) - 1] if len(ends) else ends
        ends = at[owner[before] == owner[at]]
    in_order = np.zeros(len(passages), np.bool_)
    in_order[owner[ends]] = True
    return in_order


def _saying(build: Searchable, passages: Numbers, phrase: str) -> Numbers:
    """Those of the passages whose text has the phrase."""
    says = says_phrase(phrase)
    return passages[np.array([says(text) for text in _texts(build, passages)], np.bool_)]


def _texts(build: Searchable, passages: Numbers) -> Iterator[str]:
    """The text of each of the passages, in their order."""
    for start in range(0, len(passages), _READ_AT_ONCE):
        spend()
        yield from build.store.fetch_texts(passages[start : start + _READ_AT_ONCE])


def says_phrase(phrase: str) -> Callable[[str], bool]:
    """A test whether a text holds the words of the phrase, one after the other, whatever their case and accents."""
    words = [re.escape(word) for word in _WORD.findall(folded_text(phrase))]
    if not words:
        return lambda text: True  # noqa: ARG005
    # The boundary before the first word stands behind it: a pattern that begins with letters is looked for seven times as
    # fast as one that begins with a boundary. In a script without spaces, words have no boundaries.
    bare = is_unspaced(phrase.strip()) is not None
    first = words[0] if bare else rf"{words[0]}(?<=(?<!\w){words[0]})"
    between = r"\W*" if bare else r"\W+"
    pattern = re.compile(between.join([first, *words[1:]]) + ("" if bare else r"(?!\w)"))
    return lambda text: pattern.search(folded_text(text)) is not None
