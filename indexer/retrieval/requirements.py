"""Which passages meet what a question requires beside phrases: alternatives, nearness, and words of the title.

Alternatives (`ferry OR boat`) are looked up in the index, in texts and titles. For nearness (`ferry NEAR/5 storm`) the
passages that hold both are looked up, and their texts are read: the index does not count all words. A word matches as in
any question, by its terms; one without terms matches as it is written.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.retrieval.holding import certain_terms, holding_word, holding_words
from indexer.retrieval.prefixes import prefix_terms
from indexer.retrieval.rerank import is_one_of
from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.types import QuestionTerm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.allowed import Allowed
    from indexer.retrieval.searchable import Searchable
    from indexer.text.analyzers import Analyzer
    from indexer.types import Question, Requirement

    Numbers = NDArray[np.int64]
    PhraseSearch = Callable[[str, "Allowed"], Numbers]

_FIELDS = ("text", "title")
_READ_AT_ONCE = 50  # passages whose texts are in memory
_AT_ONCE = 2_000  # passages whose terms are
_MOST_TERMS = 4  # of a token


def meeting_requirements(
    build: Searchable, question: Question, allowed: Allowed, phrase_search: PhraseSearch
) -> Allowed:
    """The allowed passages that meet each requirement of the question and its titles.

    `phrase_search` gives the allowed passages that say a phrase, rising.
    """
    for title in question.filters.titles:
        allowed = allowed.keeping(_admitted(allowed, _titled(build, title)))
    for requirement in question.required:
        if requirement.within:
            allowed = allowed.keeping(_near(build, requirement, allowed))
        else:
            parts = [_holding(build, part, allowed, phrase_search) for part in requirement.parts]
            known = [numbers for numbers in parts if numbers is not None]
            if len(known) == len(parts):  # an alternative that cannot be looked up excludes nothing
                allowed = allowed.keeping(_admitted(allowed, np.unique(np.concatenate(known))))
    return allowed


def _admitted(allowed: Allowed, passages: Numbers) -> Numbers:
    return passages[allowed.admits(passages)]


def _titled(build: Searchable, title: str) -> Numbers:
    """The passages of articles whose title has all the words, in one of the languages; rising."""
    titled = []
    for language in build.languages:
        terms = certain_terms(language, title)
        passages = holding_words(build, language, title, fields=("title",))
        # Headings are in that field too.
        held, sizes = build.store.titles_terms(passages)
        numbers = {build.vocabulary.number(term) for term in terms}
        owner = np.repeat(np.arange(len(passages)), sizes)
        holds = [np.bincount(owner[held == number], minlength=len(passages)) > 0 for number in numbers]
        titled.append(passages[np.logical_and.reduce(holds)] if holds else passages)
    return np.unique(np.concatenate(titled))


def _holding(build: Searchable, part: str, allowed: Allowed, phrase_search: PhraseSearch) -> Numbers | None:
    """The passages with one of the alternatives; None when it has no terms to look up."""
    if " " in part:
        return phrase_search(part, allowed) if _has_terms(part) else None
    return _with_word(build, part)


def _with_word(build: Searchable, word: str) -> Numbers | None:
    """The passages with the word, or with one that begins so; rising. None when it has no terms."""
    if word.endswith("*"):
        terms = [QuestionTerm(term, word) for term in prefix_terms(build, word)]
        return build.engine.matching(terms, fields=dict.fromkeys(_FIELDS, 1.0)) if terms else np.zeros(0, np.int64)
    if not _has_terms(word):
        return None
    every = [holding_word(build, language, word, fields=_FIELDS) for language in build.languages]
    return np.unique(np.concatenate(every))


def _has_terms(words: str) -> bool:
    return bool(tokens.find_all(words))


def _near(build: Searchable, requirement: Requirement, allowed: Allowed) -> Numbers:
    """The allowed passages that hold both parts within so many words; rising."""
    in_text = [_in_text(build, part) for part in requirement.parts]
    known = [numbers for numbers in in_text if numbers is not None]
    if not known:  # words that are not in the index at all
        return np.zeros(0, np.int64)
    both = known[0] if len(known) == 1 else np.intersect1d(known[0], known[1], assume_unique=True)
    passages = _possibly_near(build, requirement, _admitted(allowed, both))
    is_near = _Near(build, requirement)
    near = [is_near(text) for text in _texts(build, passages)]
    return passages[np.array(near, np.bool_)]


def _possibly_near(build: Searchable, requirement: Requirement, passages: Numbers) -> Numbers:
    """Those of the passages in which terms of both parts stand near enough in the forward array: a quick look.

    Stop words are not in it, so words stand nearer there; a token has `_MOST_TERMS` at most, but for rare ones.
    """
    numbers = [
        [number for term in _terms(build, part) if (number := build.vocabulary.number(term)) is not None]
        for part in requirement.parts
    ]
    reach = _MOST_TERMS * (requirement.within + sum(len(part.split()) for part in requirement.parts))
    kept = [passages[:0]]
    for start in range(0, len(passages), _AT_ONCE):
        spend()
        some = passages[start : start + _AT_ONCE]
        terms, sizes = build.store.passages_terms(some)
        first, second = (np.flatnonzero(is_one_of(terms, each)) for each in numbers)
        kept.append(some[_within_reach(first, second, sizes, reach)] if len(first) and len(second) else some)
    return np.concatenate(kept)


def _within_reach(first: Numbers, second: Numbers, sizes: Numbers, reach: int) -> NDArray[np.bool_]:
    """Whether each passage, of so many terms, has one of the `first` positions and one of the `second` within reach."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    within = np.zeros(len(sizes), np.bool_)
    behind = second.searchsorted(first)
    for neighbour in (behind - 1, behind):
        nearest = second[neighbour.clip(0, len(second) - 1)]
        near = (np.abs(nearest - first) <= reach) & (owner[nearest] == owner[first])
        within[owner[first[near]]] = True
    return within


def _terms(build: Searchable, part: str) -> list[str]:
    """The terms of a part, in every language."""
    if part.endswith("*"):
        return list(prefix_terms(build, part))
    return [term for language in build.languages for term in certain_terms(language, part)]


def _in_text(build: Searchable, part: str) -> Numbers | None:
    """The passages whose text holds the terms of the part, rising; None when it has no terms."""
    if part.endswith("*"):
        return _with_word(build, part)
    if not _has_terms(part):
        return None
    every = [holding_words(build, language, part) for language in build.languages]
    return np.unique(np.concatenate(every))


def _texts(build: Searchable, passages: Numbers) -> Iterator[str]:
    """The text of each of the passages, in their order."""
    for start in range(0, len(passages), _READ_AT_ONCE):
        spend()
        yield from build.store.fetch_texts(passages[start : start + _READ_AT_ONCE])


class _Near:
    """A test whether a text holds both parts of a requirement within reach of each other, in either order."""

    def __init__(self, build: Searchable, requirement: Requirement) -> None:
        self._within = requirement.within
        self._parts = [[part] if part.endswith("*") else tokens.find_all(part) for part in requirement.parts]
        self._meant = {word: list(_terms_by_language(build, word)) for part in self._parts for word in part}
        self._matched: dict[str, tuple[str, ...]] = {}  # token of a text → the words of the parts that it is

    def __call__(self, text: str) -> bool:
        positions: dict[str, list[int]] = {}
        matched = self._matched
        for position, token in enumerate(tokens.find_all(text)):
            if token not in matched:
                matched[token] = tuple(word for word in self._meant if self._is(token, word))
            for word in matched[token]:
                positions.setdefault(word, []).append(position)
        first, second = (list(_places(part, positions)) for part in self._parts)
        return any(_distance(one, other) <= self._within for one, other in product(first, second))

    def _is(self, token: str, word: str) -> bool:
        """Whether a token is that word: holds its terms in some language, or is written so; or begins so."""
        if word.endswith("*"):
            return any(not terms.isdisjoint(own.terms_of(token)) for own, terms in self._meant[word])
        return token.casefold() == word.casefold() or any(
            terms.issubset(own.terms_of(token)) for own, terms in self._meant[word]
        )


def _terms_by_language(build: Searchable, word: str) -> Iterator[tuple[Analyzer, set[str]]]:
    """The terms of a word, or of all words that begin so, in each language in which the build holds them."""
    for own in map(analyzer, build.languages):
        terms = prefix_terms(build, word) if word.endswith("*") else certain_terms(own.language, word)
        in_own = {term for term in terms if term.startswith(f"{own.language}:")}
        if in_own and all(build.vocabulary.number(term) is not None for term in in_own):
            yield own, in_own


def _places(part: Sequence[str], positions: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """First and last token of each place where the words of the part follow each other, given where each word is."""
    if part and all(word in positions for word in part):
        following = [set(positions[word]) for word in part[1:]]
        for start in positions[part[0]]:
            if all(start + offset in at for offset, at in enumerate(following, 1)):
                yield start, start + len(part) - 1


def _distance(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Words from the end of the first place to the beginning of the second; infinite where they overlap."""
    first, second = sorted((one, other))
    return second[0] - first[1] if second[0] > first[1] else float("inf")
