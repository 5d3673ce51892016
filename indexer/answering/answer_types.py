"""Which type of answer does a question ask for (date, number, name …), and how much does a sentence look like one?

The type follows from the question's words, in the languages whose profile has `answers`. A date, number or name that stands
in the question itself is no answer to it. Names are recognised by their capitals, so a sentence's first word does not
count. A number counts most before what is counted ("how many ships": three ships) or with its unit ("how far": ten miles).
A date does not count that tells when something else was, before or after what is asked about: "work begins in 2017 after the
signing" does not say when it was signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, Self

from indexer.answering.abbreviations import spells_out
from indexer.answering.subjects import Subject, asks_what, joined_answers
from indexer.text.languages import PROFILES

if TYPE_CHECKING:
    from indexer.text.languages.profile import Measure

AnswerType = Literal["when", "number", "name", "place", "reason", "way", "definition"]
SIGNS = (
    "year", "date word", "figure", "number word", "counted", "unit", "name", "full name", "place", "reason", "purpose",
    "instruction", "definition", "defined", "subject", "its subject", "spelled out", "noun asked for", "year asked for",
    "other year", "small name",
)  # fmt: skip
"""What may show that a sentence holds an answer of the type asked for; see `ExpectedAnswer.signs`."""

_OF_SUBJECT = ("place", "year", "date word", "figure", "number word")
"""What a sentence has that says where its subject is, when it was or how large it is."""

_WORDS = tuple(profile.answers for profile in PROFILES.values() if profile.answers is not None)
_MONTH_NAMES = "|".join(
    names.split()[0] for profile in PROFILES.values() if profile.answers is not None for names in profile.dates.months
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _units(measure: Measure) -> re.Pattern[str]:
    """Matches what answers a question about the measure."""
    parts = (
        joined_answers(lambda words: words.length) if measure.length else "",
        joined_answers(lambda words: words.time) if measure.time else "",
        measure.others,
    )
    units = rf"\b(?:{'|'.join(filter(None, parts))})\b"
    return re.compile(rf"(?:{units}|[{re.escape(measure.signs)}])" if measure.signs else units, re.IGNORECASE)


_WHEN = _words(
    rf"{joined_answers(lambda words: words.when)}"
    rf"|(?:{joined_answers(lambda words: words.which_when)}) (?:{joined_answers(lambda words: words.time_nouns)})"
)
_NUMBER = _words(joined_answers(lambda words: words.number))
_NAME = _words(
    rf"{joined_answers(lambda words: words.name)}"
    rf"|(?:{joined_answers(lambda words: words.which)}) (?:\w+ )?(?:{joined_answers(lambda words: words.name_nouns)})"
)
_WHERE = _words(joined_answers(lambda words: words.where))
_REASON = _words(joined_answers(lambda words: words.reason))
_WAY = _words(joined_answers(lambda words: words.way))
_PURPOSE = re.compile(rf"\W*(?:{joined_answers(lambda words: words.purpose)})\s+([^,:;]+)", re.IGNORECASE)
_INSTRUCTION = re.compile(
    rf"(?:^\W*|[,:;]\s+(?:(?:{joined_answers(lambda words: words.then)})\s+)?)"
    rf"(?:{joined_answers(lambda words: words.instructions)})\b"
    rf"|\b(?:{joined_answers(lambda words: words.allowed)})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
_FIGURE = re.compile(r"\d[\d.,]*")
_NUMBER_WORD = _words(joined_answers(lambda words: words.number_words))
_DATE_WORD = _words(rf"{_MONTH_NAMES}|{joined_answers(lambda words: words.dates)}")
_COUNTED = _words(rf"(?:{joined_answers(lambda words: words.how_many)})\s+(\w+)(?:\s+(\w+))?")
_AFTER_NUMBER = _words(rf"(?:\d[\d.,]*|{joined_answers(lambda words: words.counts)})\s+((?:[\w-]+\s+){{0,2}}[\w-]+)")
_UNITS = {word: _units(measure) for words in _WORDS for word, measure in words.measures.items()}
_MEASURE = _words(rf"(?:{joined_answers(lambda words: words.how)}) ?({'|'.join(_UNITS)})")
_WHICH = _words(rf"(?:{joined_answers(lambda words: words.which)})\s+((?:\w+\s+){{0,3}})")
_OTHER_EVENT = _words(joined_answers(lambda words: words.other_event))
_NO_EVENT = frozenset[str]().union(*(each.stop_words for each in PROFILES.values() if each.answers is not None))
_NO_NOUN = frozenset().union(*(words.no_noun for words in _WORDS))
_CAPITAL = re.compile(r"(?<=[\w,;:’'\"”)(] )[A-ZÄÖÜÉÈÀÁÍÓÚÑÇŠŽŁ][\w’'-]+")
_NAME_PART = r"[A-ZÄÖÜÉÈÀÁÍÓÚÑÇŠŽŁ][\w’'-]+"
_FULL_NAME = re.compile(rf"\b{_NAME_PART}(?: {_NAME_PART})+")
_IN_PLACE = re.compile(rf"\b(?:{joined_answers(lambda words: words.in_place)}) (?:\w+ )?{_NAME_PART}")
_BECAUSE = _words(joined_answers(lambda words: words.because))
_DEFINES = _words(
    rf"(?:{joined_answers(lambda words: words.defining)}) (?:{joined_answers(lambda words: words.defined)})"
)
_AT_HAND = 128  # questions: one question is read several times
_SHORTEST_STEM = 4  # letters of a word that its forms share at least; of a longer word all but the last two


@lru_cache(_AT_HAND)
def expected_answer_types(question: str) -> frozenset[AnswerType]:
    """The types of answer that the question asks for; empty when its words do not say."""
    types: set[AnswerType] = set()
    if _WHEN.search(question):
        types.add("when")
    elif _NUMBER.search(question):
        types.add("number")
    if _NAME.search(question):
        types.add("name")
    if _WHERE.search(question):
        types.add("place")
    if _REASON.search(question):
        types.add("reason")
    if _WAY.search(question):
        types.add("way")
    if asks_what(question):
        types.add("definition")
    return frozenset(types)


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """What an answer of one question looks like; made once, then compared with many sentences.

    `question` is case-folded. `counted` are the stems of what is counted ("how many ships"), `unit` matches the unit of
    a measure ("how far"), `head` is the stem of the last word of the noun after "which", `event` are the stems of what a
    question about a time is about, `year` is the one year that the question names, `goal` are the stems of what a question
    about a way is about, and `names` are words that have a capital in the question though not all its words have one.
    """

    types: frozenset[AnswerType]
    question: str
    counted: tuple[str, ...]
    unit: re.Pattern[str] | None
    head: str
    event: tuple[str, ...]
    year: str
    goal: tuple[str, ...]
    subject: Subject | None
    names: tuple[str, ...]

    @classmethod
    def of(cls, question: str) -> Self:
        """What an answer of this question looks like."""
        counted, measure, which = _COUNTED.search(question), _MEASURE.search(question), _WHICH.search(question)
        nouns = [word for word in (counted.groups() if counted else ()) if word and word.casefold() not in _NO_NOUN]
        types = expected_answer_types(question)
        return cls(
            types=types,
            question=question.casefold(),
            counted=tuple(map(_stem, nouns)),
            unit=_UNITS[measure[1].casefold()] if measure else None,
            head=_head(which[1].split()) if which else "",
            event=_event(question) if "when" in types else (),
            year=_year_asked_about(question),
            goal=_goal(question),
            subject=Subject.of(question),
            names=_names(question),
        )

    def signs(self, sentence: str) -> dict[str, float]:
        """What in the sentence looks like an answer, by name (`SIGNS`): at most 1 each; what is not there is left out."""
        signs: dict[str, float] = {}
        if "when" in self.types:
            own = self._about_event(sentence)
            signs["year"] = self._has_new(_YEAR, own)
            signs["date word"] = self._has_new(_DATE_WORD, own)
        if "number" in self.types:
            signs |= self._number_signs(sentence)
        if "name" in self.types:
            signs["name"] = self._has_new(_CAPITAL, sentence)
            signs["full name"] = signs["name"] and self._has_new(_FULL_NAME, sentence)
        if "place" in self.types:
            signs["place"] = self._has_new(_IN_PLACE, sentence)
        signs |= self._signs_in_words(sentence)
        if self.subject is not None:
            signs |= self._subject_signs(self.subject, sentence, any(signs.get(name) for name in _OF_SUBJECT))
        return {name: float(amount) for name, amount in signs.items() if amount}

    def _signs_in_words(self, sentence: str) -> dict[str, float]:
        """Words that give a reason, tell a way or define something, and those of the question."""
        signs: dict[str, float] = {}
        if "reason" in self.types:
            signs["reason"] = _BECAUSE.search(sentence) is not None
        if "way" in self.types:
            signs["purpose"] = self._purpose(sentence)
            signs["instruction"] = _INSTRUCTION.search(sentence) is not None
        if "definition" in self.types:
            signs["definition"] = _DEFINES.search(sentence) is not None
        if self.head:
            signs["noun asked for"] = self.head in sentence.casefold()
        if self.year:
            named = _YEAR.findall(sentence)
            signs["year asked for"] = self.year in named
            signs["other year"] = bool(named) and not min(named) <= self.year <= max(named)
        if self.names:
            signs["small name"] = any(_is_small(name, sentence) for name in self.names)
        return signs

    @staticmethod
    def _subject_signs(subject: Subject, sentence: str, answers: bool) -> dict[str, float]:
        """Whether the sentence begins with what the question is about, and says what it is, or else `answers`."""
        begins = subject.begins.match(sentence) is not None
        if not subject.what:
            return {"its subject": begins and answers}
        return {
            "subject": begins,
            "defined": begins and subject.says.match(sentence) is not None,
            "spelled out": spells_out(subject.name, sentence),
        }

    def _purpose(self, sentence: str) -> float:
        """The share of what is to be done that the sentence begins with: “to move the build, …”."""
        purpose = _PURPOSE.match(sentence)
        if purpose is None or not self.goal:
            return 0.0
        return sum(_stems_in(purpose[1], (stem,)) for stem in self.goal) / len(self.goal)

    def _about_event(self, sentence: str) -> str:
        """The sentence, or its part after "after" or "before" if only that part speaks of what the question is about."""
        for other in _OTHER_EVENT.finditer(sentence):
            before, after = (
                _stems_in(part, self.event) for part in (sentence[: other.start()], sentence[other.end() :])
            )
            if after and not before:
                return sentence[other.end() :]
        return sentence

    def _number_signs(self, sentence: str) -> dict[str, float]:
        measured = _YEAR.sub("", sentence) if self.unit else sentence  # no year says how far or how old
        figure = self._has_new(_FIGURE, measured)
        number_word = not figure and _NUMBER_WORD.search(sentence) is not None
        counted = bool(self.counted) and any(map(self._has_counted, _AFTER_NUMBER.findall(sentence)))
        unit = self.unit is not None and (figure or number_word) and self.unit.search(sentence) is not None
        return {"figure": figure, "number word": number_word, "counted": counted, "unit": unit}

    def _has_counted(self, words: str) -> bool:
        return any(word.startswith(self.counted) for word in words.casefold().split())

    def _has_new(self, pattern: re.Pattern[str], sentence: str) -> bool:
        """Whether the sentence has a match that does not stand in the question."""
        return any(match[0].casefold() not in self.question for match in pattern.finditer(sentence))


def _year_asked_about(question: str) -> str:
    """The year in the question, if there is one and not more, and it does not only say what was before or after."""
    years = list(_YEAR.finditer(question))
    if len(years) != 1:
        return ""
    before = question[: years[0].start()].split()
    return "" if before and _OTHER_EVENT.fullmatch(before[-1]) else years[0][0]


def _names(question: str) -> tuple[str, ...]:
    """The words that begin with a capital behind the first word, unless all words do that."""
    others = _WORD.findall(question)[1:]
    small = any(len(word) >= _SHORTEST_STEM and word.islower() for word in others)
    return tuple(word for word in others if word[0].isupper()) if small else ()


def _is_small(name: str, sentence: str) -> bool:
    """Whether the sentence has the name as a word without a capital, and not with one: Apple, apple."""
    if name in sentence or (small := name.lower()) not in sentence:
        return False
    return re.search(rf"\b{small}\b", sentence) is not None


def _event(question: str) -> tuple[str, ...]:
    """The stems of the question's words that are no stop words."""
    return tuple(_stem(word) for word in _WORD.findall(question.casefold()) if word not in _NO_EVENT)


def _goal(question: str) -> tuple[str, ...]:
    """The stems of what is to be done, if the question asks for a way to do something."""
    asked = _WAY.search(question)
    return _event(question[asked.end() :]) if asked else ()


def _stems_in(text: str, stems: tuple[str, ...]) -> bool:
    """Whether a word of the text begins with one of the stems."""
    return any(word.startswith(stems) for word in _WORD.findall(text.casefold()))


def _head(words: list[str]) -> str:
    """The stem of the last word before one that cannot be part of a noun phrase; empty for none."""
    nouns = list(takewhile(lambda word: word.casefold() not in _NO_NOUN, words))
    return _stem(nouns[-1]) if nouns else ""


def _stem(word: str) -> str:
    return word.casefold()[: max(_SHORTEST_STEM, len(word) - 2)]
