"""The part of a sentence that is quoted: the whole sentence, or a run of its clauses.

Of a sentence of more than `answer.max_words` words the run of whole clauses is quoted that is worth most to the question (of
equal runs the first), as long as the limit allows; it begins where it can be read alone (`text/clauses.py`). It is a slice
of the article like any other quote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.answering import char_ngrams
from indexer.answering.empty_sentences import says_nothing
from indexer.text.analyzers import analyzer
from indexer.text.clauses import clause_spans, stand_alone
from indexer.text.word_counts import word_count
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from indexer.types import Article
    from indexer.types.article import MarkKind

_ENDS = frozenset(".!?…:;。！？।؟۔”»\"')]")  # of sentences, and of what is not a heading
_LABEL = 5  # words at the most
_HEADING, _CAPITALS = 12, 0.6  # words at the most, and the share of them that begin with a capital
_SHORT = 2  # letters of a word that says little in a title
_FEW = 3  # words that are a heading without capitals
_ROW = re.compile(r" \| |\t|: ")
_PICTURE = re.compile(
    r"\b(?:photo|picture|image|illustration|caption|portrait|foto|bild|abbildung|imagen|immagine)\w*", re.IGNORECASE
)
_AUTHOR = re.compile(
    r"\bwho(?:['’]s| is| are| was| were)? (?:(?:wrote|authored|the authors?|reported)\b|.{1,80} by\W*$)|\bwritten by\b"
    r"|\bauthors? of\b|\bwer (?:hat .{1,80} geschrieben|schrieb|ist der autor|ist die autorin|verfasste)\b",
    re.IGNORECASE,
)


def quotable(article: Article, sentence: Span, *, also: Collection[MarkKind] = ()) -> bool:
    """Whether the sentence is running text: not a headline, heading, caption, dateline, byline or line of links.

    The kinds in `also` may be quoted too; and so may whatever is all that its article says, such as a bare headline.
    """
    marks = (mark for mark in article.marks if mark.kind not in also)
    return not any(mark.span.overlaps(sentence) for mark in marks) or _is_all(article, sentence)


def is_byline(article: Article, sentence: Span) -> bool:
    """Whether it says who wrote the article."""
    return any(mark.kind == "byline" and mark.span.overlaps(sentence) for mark in article.marks)


def is_label(text: str) -> bool:
    """Whether it is hardly a sentence, but what stands on a button or in a menu: a few words without an end."""
    return text[-1:] not in _ENDS and word_count(text) <= _LABEL


def is_heading(article: Article, line: Span) -> bool:
    """Whether it looks like a heading or the label of a link that nothing marks: a short line that ends no sentence.

    Most of its words have capitals, or there are few and no figure; it is no row of a table.
    """
    text, words = article.text, article.quote(line).split()
    if len(words) > _HEADING or text[line.end - 1] in _ENDS or _ROW.search(text, line.start, line.end):
        return False
    if "\n" in (text[line.start - 1 : line.start] or "\n") and "\n" in (text[line.end : line.end + 2] or "\n"):
        capitals = sum(word[:1].isupper() for word in words)
        return capitals > _CAPITALS * len(words) or (len(words) <= _FEW and not any(map(str.isdigit, "".join(words))))
    return False


@dataclass(frozen=True, slots=True)
class Quotable:
    """Which sentences may answer one question: running text that says something.

    The kinds of marks in `also` may, too; `asked` are the question's words in small letters.
    """

    also: tuple[MarkKind, ...]
    asked: frozenset[str]

    @classmethod
    def of(cls, question: str) -> Self:
        """Of a question about a picture, captions may answer, and of one about who wrote something, bylines."""
        kinds: dict[MarkKind, re.Pattern[str]] = {"caption": _PICTURE, "byline": _AUTHOR}
        also = tuple(kind for kind, asks in kinds.items() if asks.search(question))
        return cls(also, frozenset(char_ngrams.words(question)))

    def allows(self, article: Article, sentence: Span) -> bool:
        """Whether the sentence may be quoted: no title, question, boilerplate, address or line of links."""
        if not quotable(article, sentence, also=self.also):
            return False
        if "byline" in self.also and is_byline(article, sentence):
            return self._names(article)
        text = article.quote(sentence)
        if says_nothing(text):
            return False
        return text[-1:] in _ENDS or not (self._repeats(text) or _repeats_title(article, sentence))

    def _names(self, article: Article) -> bool:
        """Whether the question has half of the longer words of the article's title."""
        words = [word for word in char_ngrams.words(article.title) if len(word) > _SHORT]
        return 2 * sum(word in self.asked for word in words) >= len(words) > 0

    def _repeats(self, text: str) -> bool:
        """Whether a heading, marked as such or not, only repeats words of the question; a row (“Dogs: free”) says more."""
        return _ROW.search(text) is None and self.asked.issuperset(char_ngrams.words(text))


def _is_all(article: Article, sentence: Span) -> bool:
    """Whether the article says nothing else."""
    return article.quote(sentence) == article.text.strip()


def _repeats_title(article: Article, sentence: Span) -> bool:
    """Whether a line says no more than a part of the article's title does, and is not all that the article says."""
    quote = article.quote(sentence)
    return (
        len(quote) <= 2 * len(article.title)
        and char_ngrams.spaced_words(quote) in char_ngrams.spaced_words(article.title)
        and not _is_all(article, sentence)
    )


def quoted_part(article: Article, sentence: Span, weights: Mapping[str, float], most: int) -> Span | None:
    """The sentence, or its run of clauses of at most `most` words that is worth most; None when each clause is longer.

    `weights` are the worth of the question's terms (`QueryWeights.by_term`).
    """
    text = sentence.of(article.text)
    if word_count(text) <= most:
        return sentence
    spans = clause_spans(text)
    words = [word_count(text[start:end]) for start, end in spans]
    worth = [_worth(text[start:end], article.language, weights) for start, end in spans]
    alone = stand_alone(text, spans, article.language)
    runs = [(first, last) for first, last in _longest_runs(words, most) if last > first and alone[first]]
    if not runs:
        return None
    first, last = max(runs, key=lambda run: sum(worth[run[0] : run[1]]))
    return Span(sentence.start + spans[first][0], sentence.start + spans[last - 1][1])


def _longest_runs(words: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """For each clause the longest run from it, [first, last), of at most `most` words; empty for a longer clause."""
    for first in range(len(words)):
        last, total = first, 0
        while last < len(words) and total + words[last] <= most:
            total += words[last]
            last += 1
        yield first, last


def _worth(clause: str, language: str, weights: Mapping[str, float]) -> float:
    """The worth of the distinct terms that a clause holds."""
    return sum(weights.get(term, 0.0) for term in dict.fromkeys(analyzer(language).terms(clause)))
