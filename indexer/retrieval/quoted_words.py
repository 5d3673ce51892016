"""Which passages may be found, if a phrase in quotation marks stands nowhere?

In a question of other words too, such a phrase is searched by its words, and the answer says so: quotation marks are often a
way to stress a title or a term. A question of phrases alone finds nothing then, and says what it looked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.retrieval.allowed import allowed_passages
from indexer.retrieval.operators import has_other_words
from indexer.types import Message

if TYPE_CHECKING:
    from indexer.retrieval.allowed import Allowed
    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question

_NOWHERE = (
    "“{phrase}” stands in no article word for word.",
    "“{phrase}” stands in no article word for word; its words were searched instead.",
)
_NOWHERE_ALLOWED = (
    "“{phrase}” stands in no article that the filters allow word for word.",
    "“{phrase}” stands in no article that the filters allow word for word; its words were searched instead.",
)


def allowed_or_by_words(build: Searchable, question: Question) -> tuple[Question, Allowed | None]:
    """The question with the phrases that count and what is told of the others, and the passages that may be found."""
    allowed = allowed_passages(build, question)
    if allowed is None or not question.phrases or not allowed.is_empty():
        return question, allowed
    nowhere = [phrase for phrase in dict.fromkeys(question.phrases) if _is_nowhere(build, question, phrase)]
    by_words = bool(nowhere) and has_other_words(question.text)
    notes = (_told(question, phrase, by_words=by_words) for phrase in nowhere)
    told = replace(question, notes=(*question.notes, *notes))
    if not by_words:
        return told, allowed
    kept = replace(told, phrases=tuple(phrase for phrase in question.phrases if phrase not in nowhere))
    return kept, allowed_passages(build, kept)


def _is_nowhere(build: Searchable, question: Question, phrase: str) -> bool:
    """Whether no passage that the filters and exclusions allow says the phrase."""
    alone = allowed_passages(build, replace(question, phrases=(phrase,), required=()))
    return alone is not None and alone.is_empty()


def _told(question: Question, phrase: str, *, by_words: bool) -> Message:
    """That the phrase is nowhere; `by_words` says that its words were searched."""
    nowhere, nowhere_so_by_words = _NOWHERE_ALLOWED if question.filters else _NOWHERE
    return Message(nowhere_so_by_words if by_words else nowhere, phrase=phrase)
