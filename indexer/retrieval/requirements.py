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
from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.types import QuestionTerm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.allowed import Allowed
    from indexer.retrieval.searchable import Searchable
    from indexer.text.analyzers import Analyzer
    from indexer.types import Question, Requirement

    Numbers = NDArray[np.int64]
    PhraseSearch = Callable[[str, "Allowed"], Numbers]

_FIELDS = ("text", "title")
_READ_AT_ONCE = 50  # passages whose texts are in memory


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
    passages = _admitted(allowed, both)
    near = [is_near for start in range(0, len(passages), _READ_AT_ONCE)
            for is_near in _read(build, requirement, passages[start : start + _READ_AT_ONCE])]  # fmt: skip
    return passages[np.array(near, np.bool_)]


def _in_text(build: Searchable, part: str) -> Numbers | None:
    """The passages whose text holds the terms of the part, rising; None when it has no terms."""
    if part.endswith("*"):
        return _with_word(build, part)
    if not _has_terms(part):
        return None
    every = [holding_words(build, language, part) for language in build.languages]
    return np.unique(np.concatenate(every))


def _read(build: Searchable, requirement: Requirement, passages: Numbers) -> Iterator[bool]:
    """Whether the text of each of the passages has both parts within reach, in some language of the build."""
    spend()
    readers = [_Near(build, requirement, analyzer(language)) for language in build.languages]
    for text in build.store.fetch_texts(passages):
        yield any(reader.holds(text) for reader in readers)


class _Near:
    """Looks for both parts of a requirement in texts, by one analyzer."""

    def __init__(self, build: Searchable, requirement: Requirement, own: Analyzer) -> None:
        self._analyzer, self._within = own, requirement.within
        self._parts = [[self._word(build, word) for word in self._words(part)] for part in requirement.parts]

    def _words(self, part: str) -> list[str]:
        return [part] if part.endswith("*") else tokens.find_all(part)

    def _word(self, build: Searchable, word: str) -> tuple[bool, frozenset[str], str]:
        """Of a word: whether one of its terms is enough, its terms, and how it is written."""
        if word.endswith("*"):
            return True, frozenset(prefix_terms(build, word)), word
        own = self._analyzer.word(word)
        return False, frozenset((own.joined,) if own.joined else own.parts), word.casefold()

    def holds(self, text: str) -> bool:
        """Whether the text has both parts within reach of each other, in either order."""
        tokens = [
            (frozenset(token.terms), text[token.start : token.end].casefold()) for token in self._analyzer.tokens(text)
        ]
        first, second = (list(self._places(part, tokens)) for part in self._parts)
        return any(_distance(one, other) <= self._within for one, other in product(first, second))

    def _places(
        self, part: Sequence[tuple[bool, frozenset[str], str]], tokens: Sequence[tuple[frozenset[str], str]]
    ) -> Iterator[tuple[int, int]]:
        """First and last token of each place where the words of the part follow each other."""
        for start in range(len(tokens) - len(part) + 1 if part else 0):
            if all(_matches(word, tokens[start + offset]) for offset, word in enumerate(part)):
                yield start, start + len(part) - 1


def _matches(word: tuple[bool, frozenset[str], str], token: tuple[frozenset[str], str]) -> bool:
    one_is_enough, terms, written = word
    if not terms:
        return written == token[1]
    return bool(terms & token[0]) if one_is_enough else terms <= token[0]


def _distance(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Words from the end of the first place to the beginning of the second; infinite where they overlap."""
    first, second = sorted((one, other))
    return second[0] - first[1] if second[0] > first[1] else float("inf")
