"""The terms of a beginning of a word, `guantanam*`: what the vocabulary holds of it, within bounds.

Terms are stems, which may be shorter than the beginning (`runn*` means `run`, from `running`). So the terms are those that
begin with it, and those of the words that some common ending makes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import QuestionError
from indexer.question_limits import MOST_PREFIX_TERMS
from indexer.text.analyzers import analyzer
from indexer.text.folding import folded_text
from indexer.types import Message

if TYPE_CHECKING:
    from indexer.retrieval.searchable import Searchable

_ENDINGS = ("", *"abcdefghijklmnopqrstuvwxyz", "ed", "en", "er", "es", "ies", "ing", "ion", "ung")


def prefix_terms(build: Searchable, prefix: str) -> tuple[str, ...]:
    """The terms of the words that begin with the prefix, in every language of the build; the `*` at its end is ignored.

    Raises `QuestionError` when there are more than `MOST_PREFIX_TERMS`. Empty when the build holds no such word.
    """
    beginning = prefix.rstrip("*")
    terms: dict[str, None] = {}
    for language in build.languages:
        for form in dict.fromkeys((beginning.casefold(), folded_text(beginning))):
            terms.update(dict.fromkeys(_beginning_with(build, f"{language}:{form}", prefix)))
        own = analyzer(language)
        completed = (own.terms_of(beginning + ending) for ending in _ENDINGS)
        terms.update((each[0], None) for each in completed if len(each) == 1 and _is_known(build, each[0]))
    if len(terms) > MOST_PREFIX_TERMS:
        raise _too_many(prefix, len(terms))
    return tuple(terms)


def _beginning_with(build: Searchable, beginning: str, prefix: str) -> list[str]:
    first, last = (build.vocabulary.position(beginning + end) for end in ("", "\U0010ffff"))
    if last - first > MOST_PREFIX_TERMS:
        raise _too_many(prefix, last - first)
    return [build.vocabulary.term(number) for number in range(first, last)]


def _is_known(build: Searchable, term: str) -> bool:
    return build.vocabulary.number(term) is not None


def _too_many(prefix: str, count: int) -> QuestionError:
    return QuestionError(
        Message(
            "“{prefix}” is the beginning of {count} words, and {most} are the most; write more of its letters",
            prefix=prefix,
            count=count,
            most=MOST_PREFIX_TERMS,
        )
    )
