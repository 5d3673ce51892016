"""Which passages may be found at all: those that satisfy a question's filters, phrases and exclusions.

Words are looked up in the index, phrases then in the texts of the passages that hold all of their words. A phrase of stop
words alone is not in the index: only the best `_READ` passages that hold some other word of the question are looked into
for it, and no more are found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.analyzer import analyzer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question

    Mask = NDArray[np.bool_]

_READ = 1_000
_WORD = re.compile(r"\w+")


def allowed_passages(build: Searchable, question: Question, fields: Mapping[str, float]) -> Mask | None:
    """One truth value a passage: whether it may be found. None: all of them may. `fields` weighs the fields searched."""
    allowed = build.store.allowed(question.filters)
    if not question.phrases and not question.excluded:
        return allowed
    allowed = np.ones(len(build.engine), np.bool_) if allowed is None else allowed
    for word in question.excluded:
        for language in build.languages:
            holding = _holding_all(build, analyzer(language).terms(word), ("text", "title"))
            # A phrase: its words alone do not make it.
            allowed &= ~(_saying(build, allowed & holding, word) if " " in word else holding)
    for phrase in question.phrases:
        if _indexed(build, phrase):
            possible = np.zeros(len(build.engine), np.bool_)
            for language in build.languages:
                possible |= _holding_all(build, analyzer(language).terms(phrase), ("text",))
            allowed = _saying(build, allowed & possible, phrase)
    if all(_indexed(build, phrase) for phrase in (*question.phrases, *question.excluded)):
        return allowed
    return _read(build, question, fields, allowed)


def _indexed(build: Searchable, phrase: str) -> bool:
    """Whether the phrase has a term in some language."""
    return any(analyzer(language).terms(phrase) for language in build.languages)


def _holding_all(build: Searchable, terms: list[str], fields: tuple[str, ...]) -> Mask:
    """Whether each passage holds all of the terms; none does when there are no terms."""
    found = np.full(len(build.engine), bool(terms))
    for term in terms:
        holds = np.zeros(len(build.engine), np.bool_)
        for field in fields:
            holds[build.engine.passages_with(term, field)] = True
        found &= holds
    return found


def _saying(build: Searchable, possible: Mask, phrase: str) -> Mask:
    """Those of the possible passages whose text has the phrase."""
    found = possible.copy()
    for number in np.flatnonzero(possible).tolist():
        found[number] = holds_phrase(build.store.passage(number).text, phrase)
    return found


def _read(build: Searchable, question: Question, fields: Mapping[str, float], allowed: Mask) -> Mask:
    """Of the best passages those that their text allows, by the phrases of stop words alone."""
    best, _ = build.engine.top(question.terms, _READ, fields=fields, allowed=allowed)
    build.store.fetch(build.store.passages["article"][best].tolist())
    found = np.zeros(len(build.engine), np.bool_)
    found[best] = True
    for phrase in question.phrases:
        found = found if _indexed(build, phrase) else _saying(build, found, phrase)
    for phrase in question.excluded:
        found = found if _indexed(build, phrase) else found & ~_saying(build, found, phrase)
    return found


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after the other, whatever their case."""
    words = _WORD.findall(phrase.casefold())
    if not words:
        return True
    return re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text.casefold()) is not None
