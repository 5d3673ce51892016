"""A sentence that begins with a pronoun is quoted together with the sentence that says what the pronoun stands for.

"It was opened in 1931." answers nothing by itself; after "The old bridge was replaced." it does. Both are quoted as one
slice of the article, if they follow each other in one paragraph and are not too long together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.languages import joined
from indexer.text.word_counts import word_count
from indexer.types import Span

if TYPE_CHECKING:
    from indexer.types import Article

_PRONOUN = re.compile(rf"\W*(?:{joined(lambda language: language.pronouns)})\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s*\n")
_ROOM = 1.25  # times `answer.max_words`, for two sentences


def leans(text: str) -> bool:
    """Whether a sentence begins with a pronoun that stands for something in the sentence before it."""
    return _PRONOUN.match(text) is not None


def with_sentence_before(article: Article, sentence: Span, before: Span, most: int) -> Span:
    """What is quoted of a sentence that leans on the one before it: both, or the sentence if they cannot be joined.

    `most` is the setting `answer.max_words`. They are joined if they stand in one paragraph, nothing that is no running text
    lies in or between them, and they have no more than `_ROOM` times `most` words.
    """
    both = Span(before.start, sentence.end)
    apart = _PARAGRAPH.search(article.text, before.end, sentence.start) is not None
    broken = any(mark.span.overlaps(both) for mark in article.marks)
    if apart or broken or word_count(article.quote(both)) > _ROOM * most:
        return sentence
    return both
