"""Which passages may be found, if a phrase in quotation marks stands nowhere?

In a question of other words too, such a phrase is searched by its words, and the answer says so: quotation marks are often a
way to stress a title or a term. A question of phrases alone finds nothing then, and says what it looked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.retrieval.allowed import allowed_passages
from indexer.retrieval.operators import has_other_words

if TYPE_CHECKING:
    from indexer.retrieval.allowed import Allowed
    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question


def allowed_or_by_words(build: Searchable, question: Question) -> tuple[Question, Allowed | None]:
    """The question with the phrases that count and what is told of the others, and the passages that may be found."""
    allowed = allowed_passages(build, question)
    if allowed is None or not question.phrases or not allowed.is_empty():
        return question, allowed
    nowhere = [phrase for phrase in dict.fromkeys(question.phrases) if _is_nowhere(build, question, phrase)]
    by_words = bool(nowhere) and has_other_words(question.text)
    ending = "; its words were searched instead." if by_words else "."
    told = replace(question, notes=(*question.notes, *(_told(question, phrase) + ending for phrase in nowhere)))
    if not by_words:
        return told, allowed
    kept = replace(told, phrases=tuple(phrase for phrase in question.phrases if phrase not in nowhere))
    return kept, allowed_passages(build, kept)


def _is_nowhere(build: Searchable, question: Question, phrase: str) -> bool:
    """Whether no passage that the filters and exclusions allow says the phrase."""
    alone = allowed_passages(build, replace(question, phrases=(phrase,), required=()))
    return alone is not None and alone.is_empty()


def _told(question: Question, phrase: str) -> str:
    where = "in no article that the filters allow" if question.filters else "in no article"
    return f"“{phrase}” stands {where} word for word"
