"""A list is quoted with the sentence that introduces it, and an item of a list with both.

"You need the following documents:" answers nothing without the list, and of "proof of insurance" nobody can tell what it is
needed for. Both are quoted as one slice of the article, as far as whole items fit. A list is what a file says is one, lines
that begin with bullets or numbers, and lines that stand below each other without a blank line, each a sentence of its own.
Of other text, the paragraph is quoted that a colon at the end of a line introduces.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.answering.empty_sentences import says_nothing
from indexer.text.lines import COLONS, begins_item
from indexer.text.word_counts import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.types import Article, Span

_COLON = re.compile(f"[{''.join(COLONS)}]")
_LINE_END = re.compile(r"[^\S\n]*\n")
_ROOM = 2  # times `answer.max_words`, for a list and what introduces it


def lists_of(article: Article) -> tuple[Span, ...]:
    """The lists of an article, where its file says what is one."""
    return tuple(part.span for part in article.structure if part.kind == "list")


def may_be_listed(article: Article, start: int, end: int) -> bool:
    """Whether something from `start` on can introduce a list up to `end`: else `with_list` finds nothing.

    That is a colon at the end of a line; between sentences there is nothing but white space.
    """
    return any(_LINE_END.match(article.text, colon.end()) for colon in _COLON.finditer(article.text, start, end))


def with_list(
    article: Article, lists: Sequence[Span], sentences: Sequence[Span], position: int, most: int
) -> tuple[int, int]:
    """The first and last of the `sentences` that are quoted of the one at `position`: what introduces its list, and items.

    The sentences follow each other; `lists` are those of the article. `most` is the setting `answer.max_words`. The sentence
    alone is quoted where there is no list, or what introduces it is too far away.
    """
    text = _Text(article, lists, sentences)
    intro = text.introduction(position)
    if intro is None:
        return position, position
    last, words = intro, word_count(article.quote(sentences[intro]))
    for item in range(intro + 1, len(sentences)):
        words += word_count(article.quote(sentences[item]))
        if words > _ROOM * most or not text.follows(item, intro):
            break
        if not text.ends_with_colon(item):  # what it introduces may not fit
            last = item
    return (intro, last) if intro < last and position <= last else (position, position)


class _Text:
    """Successive sentences of an article, by their positions."""

    def __init__(self, article: Article, lists: Sequence[Span], sentences: Sequence[Span]) -> None:
        self.article, self.lists, self.sentences = article, lists, sentences
        self.gaps = ["", *(article.text[one.end : two.start] for one, two in pairwise(sentences))]

    def introduction(self, position: int) -> int | None:
        """The sentence that introduces the list of this one, if it is not that itself; None for none."""
        while not self._introduces(position):
            start = position
            while start and "\n" not in self.gaps[start]:
                start -= 1
            if not self._begins_item(start):
                start = self._first_of_lines(start)
            if start <= 0:
                return None
            position = start - 1
        return position

    def follows(self, position: int, intro: int) -> bool:
        """Whether this sentence goes on with what is introduced, if all sentences between do."""
        if says_nothing(self.article.quote(self.sentences[position])):
            return False
        if "\n" in self.gaps[position] and self._begins_item(position):
            return True
        same_paragraph = self.gaps[position].count("\n") < 2
        return (position == intro + 1 or same_paragraph) and not self._marked(position)

    def ends_with_colon(self, position: int) -> bool:
        """Whether this sentence introduces what follows it."""
        return self.article.quote(self.sentences[position]).endswith(COLONS)

    def _introduces(self, position: int) -> bool:
        return position + 1 < len(self.gaps) and "\n" in self.gaps[position + 1] and self.ends_with_colon(position)

    def _begins_item(self, position: int) -> bool:
        own = self.sentences[position]
        listed = any(span.covers(own) for span in self.lists) or begins_item(self.article.text, own.start, own.end)
        return listed and not self._marked(position)

    def _first_of_lines(self, position: int) -> int:
        """The first of the lines that this one stands among without a blank line, each a sentence; -1 if it does not."""
        first, after = position, position + 1
        while first and self.gaps[first].count("\n") == 1:
            first -= 1
        while after < len(self.gaps) and self.gaps[after].count("\n") == 1:
            after += 1
        alone = after == len(self.gaps) or "\n" in self.gaps[after]
        return first if after - first > 1 and alone and not self._marked(position) else -1

    def _marked(self, position: int) -> bool:
        return any(mark.span.overlaps(self.sentences[position]) for mark in self.article.marks)
