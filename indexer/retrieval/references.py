"""How a question leans on the turns before it: which of its words stand for what was named there.

continuing  a question without a content word of its own ("Why?", "Who else?"): what was asked before is asked on
instead     a question that asks the same of another ("What about Rome?", "And in 2015?"): a name or year replaces one
reference   a word that stands for what the last answer names: people, things, places or times
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from indexer.retrieval.question_words import read_question
from indexer.text.languages import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.retrieval.question_words import QuestionWord, ReadQuestion
    from indexer.text.languages.profile import FollowUps

Kind = Literal["people", "things", "places", "times"]
KINDS: tuple[Kind, ...] = ("people", "things", "places", "times")
YEAR = re.compile(r"(?<![\w.,-])(?:1[0-9]{3}|20[0-9]{2})(?![\w-]|[.,][0-9])")
_KEPT = 256  # turns
_MOST_OTHER_WORDS = 3  # content words of a question that asks the same of another


@dataclass(frozen=True, slots=True)
class Leaning:
    """How one question leans on those before it; `continuing` and `instead` exclude each other."""

    continuing: bool = False
    instead: bool = False
    kinds: frozenset[Kind] = frozenset()

    @property
    def means_what_was_asked(self) -> bool:
        """Whether a word stands for something else than people: mostly for what the question before asked about."""
        return bool(self.kinds - {"people"})


def leaning(text: str, languages: Sequence[str]) -> Leaning:
    """How the question leans on earlier ones; `text` is without its operators."""
    return _leaning(text, tuple(languages))


@lru_cache(_KEPT)  # a turn is looked at again for the weights of its terms, of its vector, and by every later turn
def _leaning(text: str, languages: tuple[str, ...]) -> Leaning:
    question = read_question(text, languages, common_weight=1.0)
    words = profile_of(question.language).follow_ups
    content = list(_content(question, words))
    others = _search(words.others, text)
    if not content:
        every: frozenset[Kind] = frozenset() if others else frozenset({"people", "things"})
        return Leaning(continuing=True, kinds=_kinds(question, words) or every)
    if _asks_instead(question, words, content):
        return Leaning(instead=True)
    return Leaning(kinds=_kinds(question, words))


def is_year(word: str) -> bool:
    """Whether a word of a question is a year."""
    return YEAR.fullmatch(word) is not None


def is_name(question: ReadQuestion, word: QuestionWord) -> bool:
    """Whether a word stands in a question as a name: with a capital that its place does not explain."""
    if profile_of(question.language).follow_ups.capital_nouns:
        return word.shown[:1].isupper()
    return word.shown[:1].isupper() and bool(question.text[: word.start].strip(" \t'\"“‘(¿¡"))


def _content(question: ReadQuestion, words: FollowUps) -> Iterator[QuestionWord]:
    """The words that say what the question is about."""
    common = profile_of(question.language).common_words
    for word in question.words:
        lower = word.shown.casefold()
        if not word.is_stop_word and lower not in common and not whole_words(words.others).fullmatch(lower):
            yield word


def _asks_instead(question: ReadQuestion, words: FollowUps, content: Sequence[QuestionWord]) -> bool:
    """Whether the question begins with "what about" and names little else, or is nothing but a year."""
    if all(is_year(word.shown) for word in content):
        return True
    opening = whole_words(words.instead).match(question.text.lstrip(" ¿,"))
    if opening is None or len(content) > _MOST_OTHER_WORDS:
        return False
    rest = question.text.lstrip(" ¿,")[opening.end() :]
    return not _search(profile_of(question.language).question_words, rest)


def _kinds(question: ReadQuestion, words: FollowUps) -> frozenset[Kind]:
    """What the question's pronouns stand for; one behind a name of the question itself stands for that name."""
    names = [word.start for word in question.words if not word.is_stop_word and is_name(question, word)]
    first = min(names, default=len(question.text))
    patterns: dict[Kind, str] = {
        "people": words.people, "things": words.things, "places": words.places, "times": words.times,
    }  # fmt: skip
    return frozenset(
        kind
        for kind, pattern in patterns.items()
        for match in whole_words(pattern).finditer(question.text)
        if not _is_capitals(match[0]) and (match.start() < first or kind in {"places", "times"})
    )


def _is_capitals(word: str) -> bool:
    """Whether it is written as an abbreviation is: IT."""
    return len(word) > 1 and word.isupper()


def _search(pattern: str, text: str) -> bool:
    return whole_words(pattern).search(text) is not None


@cache
def whole_words(pattern: str) -> re.Pattern[str]:
    """The words of a profile's pattern, whole; an empty one matches nothing."""
    return re.compile(rf"(?<!\w)(?:{pattern or '(?!)'})(?!\w)", re.IGNORECASE)
