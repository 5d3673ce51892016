"""The words of a question as it was typed, in its own language: which of them are searched by, and how much each weighs.

Courtesy around a question ("please tell me …") is left out. A common word that is no stop word ("many", "took") weighs less
than others. Stop words are kept apart: they weigh nothing unless there is nothing else to search by.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import not_
from typing import TYPE_CHECKING

from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.text.characters import is_unspaced
from indexer.text.courtesy import question_span
from indexer.text.languages import profile_of
from indexer.text.unspaced_words import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.text.analyzers import Token, Word

_SHOUTED = 8  # capitals of a question that say nothing, if it has no small letters
_AND = "AND"  # between words, in capitals: an operator of other programs, which says nothing here
_SHORT = 3  # words of a question that may be no sentence, but a name and what is asked about it


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word of the question, `text[start:end]` as typed; its weight is that of all words it counts as (`Word.size`)."""

    start: int
    end: int
    shown: str
    word: Word
    weight: float = 1.0

    @property
    def is_stop_word(self) -> bool:
        """Whether no part of it says what the question is about."""
        return not self.word.indexed


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """The words of a question, stop words too, and the language that they were read in."""

    text: str
    language: str
    words: tuple[QuestionWord, ...]


def read_question(text: str, languages: Sequence[str], *, common_weight: float) -> ReadQuestion:
    """The words of a question; `common_weight` is that of common words that are no stop words, others weigh 1."""
    start, end = question_span(text)
    if start == end:  # nothing but courtesy: there may be an article about it
        start, end = 0, len(text)
    language = question_language(text[start:end], languages)
    return ReadQuestion(text, language, tuple(_words(text, start, end, language, common_weight)))


def question_language(words: str, languages: Sequence[str]) -> str:
    """The language in which most tokens of the question are stop words; of several the one named first."""
    if len(languages) == 1:
        return languages[0]
    every = tokens.find_all(words)
    return max(languages, key=lambda language: sum(map(not_, map(analyzer(language).terms_of, every))))


def _words(text: str, start: int, end: int, language: str, common_weight: float) -> Iterator[QuestionWord]:
    common, part = profile_of(language).common_words, _not_shouted(text[start:end])
    every = list(analyzer(language).tokens(part))
    for place, token in enumerate(every):
        if part[token.start : token.end] == _AND and 0 < place < len(every) - 1:
            continue
        whole = _first_name(part, every, language) if place == 0 else token.word
        for first, last in _segments(part[token.start : token.end], language):
            from_, to = token.start + first, token.start + last
            written = part[from_:to]
            word = whole if to - from_ == token.end - token.start else analyzer(language).word(written)
            weight = word.size * (common_weight if written.casefold() in common else 1.0)
            yield QuestionWord(start + from_, start + to, text[start + from_ : start + to], word, weight)


def _segments(token: str, language: str) -> list[tuple[int, int]]:
    return segments(token, language) if is_unspaced(token) else [(0, len(token))]


def _not_shouted(text: str) -> str:
    """The text, in small letters if it is written in capitals throughout."""
    lower = text.lower()
    capitals = sum(character.isupper() for character in text)
    shouted = text.isupper() and capitals >= _SHOUTED and " " in text.strip()
    return lower if shouted and len(lower) == len(text) else text


def _first_name(text: str, every: Sequence[Token], language: str) -> Word:
    """The first word; as a name, if it is a stop word but stands like one: "Will Smith", "May election", not "Will it …?"."""
    first, *others = (text[token.start : token.end] for token in every[: _SHORT + 1])
    named = first[:1].isupper() and first.casefold() in profile_of(language).names and len(others) > 0
    full_name = named and others[0][:1].isupper() and not others[0].isupper()
    no_sentence = named and len(others) < _SHORT and not text.rstrip().endswith("?")
    return analyzer(language).word(first) if full_name or no_sentence else every[0].word
