"""Which passages may be found at all: those that satisfy a question's filters, phrases and exclusions.

Words are looked up in the index. Of the passages that hold all words of a phrase, those are kept in which its terms stand
next to each other in the forward array, and only the text of these is read, since terms are stems and stop words have
none. A phrase of stop words alone is not in the index: only the best `_READ` passages that hold some other word of the
question are looked into for it, and no more are found.
"""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.text.analyzers import analyzer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question

    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

_READ = 1_000
_AT_ONCE = 2_000  # passages whose terms are in memory at a time
_REACH = 3  # places: a token of several terms may stand between (F-16 is f-16, f and 16)
_WORD = re.compile(r"\w+")


def allowed_passages(build: Searchable, question: Question, fields: Mapping[str, float]) -> Mask | None:
    """One truth value a passage: whether it may be found. None: all of them may. `fields` weighs the fields searched."""
    allowed = build.store.allowed(question.filters)
    if not question.phrases and not question.excluded:
        return allowed
    allowed = np.ones(len(build.engine), np.bool_) if allowed is None else allowed
    for word in question.excluded:
        allowed[_excluded(build, word, allowed)] = False
    for phrase in filter(lambda phrase: _indexed(build, phrase), question.phrases):
        saying = _saying(build, _possible(build, phrase, allowed), phrase)
        allowed = np.zeros(len(build.engine), np.bool_)
        allowed[saying] = True
    if all(_indexed(build, phrase) for phrase in (*question.phrases, *question.excluded)):
        return allowed
    return _read(build, question, fields, allowed)


def _indexed(build: Searchable, phrase: str) -> bool:
    """Whether the phrase has a term in some language."""
    return any(analyzer(language).terms(phrase) for language in build.languages)


def _excluded(build: Searchable, word: str, allowed: Mask) -> Numbers:
    """The allowed passages that hold an excluded word, in text or title, or an excluded phrase, in their text."""
    if " " in word:  # a phrase: its words alone do not make it
        return _saying(build, _possible(build, word, allowed), word)
    holding = (_holding_all(build, analyzer(language).terms(word), ("text", "title")) for language in build.languages)
    return np.concatenate(list(holding))


def _possible(build: Searchable, phrase: str, allowed: Mask) -> Numbers:
    """The allowed passages that hold the terms of the phrase side by side, in one of the languages; rising."""
    found = []
    for language in build.languages:
        terms = analyzer(language).terms(phrase)
        holding = _holding_all(build, terms, ("text",))
        found.append(_adjacent(build, holding[allowed[holding]], terms))
    return np.unique(np.concatenate(found))


def _holding_all(build: Searchable, terms: Sequence[str], fields: Sequence[str]) -> Numbers:
    """The passages that hold each of the terms, in one of the fields; rising. None of them when there are no terms."""
    lists = [reduce(np.union1d, [build.engine.passages_with(term, field) for field in fields]) for term in set(terms)]
    if not lists:
        return np.empty(0, np.int64)
    lists.sort(key=len)
    found = lists[0]
    for others in lists[1:]:
        places = np.minimum(others.searchsorted(found), len(others) - 1)
        found = found[others[places] == found] if len(others) else others
    return found.astype(np.int64)


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
        for places in range(1, _REACH + 1):
            after[ends + places] = True
        at = np.flatnonzero(after[: len(terms)] & (terms == number))
        # What precedes has to be of the same passage: the nearest that does is the one to look at.
        before = ends[ends.searchsorted(at) - 1] if len(ends) else ends
        ends = at[owner[before] == owner[at]]
    found = np.zeros(len(passages), np.bool_)
    found[owner[ends]] = True
    return found


def _saying(build: Searchable, passages: Numbers, phrase: str) -> Numbers:
    """Those of the passages whose text has the phrase."""
    says = says_phrase(phrase)
    found = [says(text) for text in _texts(build, passages)]
    return passages[np.array(found, np.bool_)]


def _texts(build: Searchable, passages: Numbers) -> Iterator[str]:
    for number in passages.tolist():
        spend()
        yield build.store.passage_text(number)


def _read(build: Searchable, question: Question, fields: Mapping[str, float], allowed: Mask) -> Mask:
    """Of the best passages those that their text allows, by the phrases of stop words alone."""
    best, _ = build.engine.top(question.terms, _READ, fields=fields, allowed=allowed)
    for phrase in question.phrases:
        best = best if _indexed(build, phrase) else _saying(build, best, phrase)
    for phrase in question.excluded:
        best = best if _indexed(build, phrase) else np.setdiff1d(best, _saying(build, best, phrase))
    found = np.zeros(len(build.engine), np.bool_)
    found[best] = True
    return found


def says_phrase(phrase: str) -> Callable[[str], bool]:
    """Tells of a text whether the words of the phrase stand in it, one after the other, whatever their case."""
    words = [re.escape(word) for word in _WORD.findall(phrase.casefold())]
    pattern = re.compile(r"\b" + r"\W+".join(words) + r"\b" if words else "")
    return lambda text: pattern.search(text.casefold()) is not None
