"""Which type of answer does a question ask for (date, number, name …), and how much does a sentence look like one?

The type follows from the question's words, in English and German. A date, number or name that stands in the question
itself is no answer to it. Names are recognised by their capitals, so a sentence's first word does not count. A number
counts most before what is counted ("how many ships": three ships) or with its unit ("how far": ten miles).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, Self

AnswerType = Literal["when", "number", "name", "reason", "definition"]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_WHEN = _words(
    r"when|wann|(?:what|which|in welchem|welches) (?:year|month|day|date|century|decade|time|jahr|monat|tag)"
)
_NUMBER = _words(
    r"how (?:many|much|old|long|far|tall|large|big|often|high|deep|fast|wide|heavy)|wie ?(?:viele?|alt|lange|hoch|weit|groß)"
    r"|percentage|percent|proportion|number|amount|population|rate|age|distance|temperature|cost|price|score|ratio"
    r"|frequency|size|length|prevalence|incidence|duration|prozent|anzahl"
)
_NAME = _words(
    r"who|whom|whose|where|wer|wem|wen|wo|woher|wohin|(?:what|which|welche[rsmn]?) (?:\w+ )?(?:person|man|woman|king|queen"
    r"|president|leader|author|scientist|player|actor|general|emperor|pope|artist|writer|minister|coach|director"
    r"|philosopher|name|country|city|state|place|region|county|town|river|continent|island|area|province|land|stadt|ort)"
)
_REASON = _words(r"why|warum|weshalb|what (?:caused|causes|reason|was the reason)")
_DEFINITION = re.compile(
    r"\s*(?:what|was) (?:is|are|was|were|ist|sind) (?:a|an|the|eine?)?\s?\w+(?:\s\w+)?\s?\?*", re.IGNORECASE
)

_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
_FIGURE = re.compile(r"\d[\d.,]*")
_NUMBER_WORD = _words(
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|forty|fifty|hundred|thousand|million"
    r"|billion|half|twice|third|quarter|most|majority|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend"
)
_MONTH = _words(
    r"january|february|march|april|may|june|july|august|september|october|november|december|century|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|1\d{3}s|20\d\ds|januar|februar|märz|mai|juni|juli|oktober|dezember"
    r"|jahrhundert"
)
_COUNTED = _words(r"(?:how (?:many|much)|wie ?viele?)\s+(\w+)(?:\s+(\w+))?")
_AFTER_NUMBER = _words(
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|hundred|thousand|million|billion|dozen"
    r"|several|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\s+((?:[\w-]+\s+){0,2}[\w-]+)"
)
_MEASURE = _words(r"(?:how|wie) ?(old|long|far|tall|high|much|large|often|alt|lange|weit|hoch)")
_LENGTH = r"feet|met(?:er|re)s?|ft|m|miles|km|kilomet\w+|yards"
_TIME = r"years?|months?|weeks?|days?|hours?|minutes?|seconds?|jahre?n?|monate?n?|wochen?|tage?n?|stunden?|minuten?"
_UNITS = {
    unit: re.compile(rf"(?:\b(?:{pattern})\b|[$€£%])" if unit == "much" else rf"\b(?:{pattern})\b", re.IGNORECASE)
    for unit, pattern in {
        "old": r"aged?|years?", "alt": r"jahre?n?", "long": rf"{_LENGTH}|{_TIME}", "lange": _TIME, "far": _LENGTH,
        "weit": _LENGTH, "tall": _LENGTH, "high": _LENGTH, "hoch": _LENGTH,
        "often": r"every|once|twice|times|per|annual|daily|weekly",
        "much": r"million|billion|thousand|percent|dollars|pounds|euros",
        "large": r"square|acres|hectares|km|miles|million|thousand",
    }.items()
}  # fmt: skip
_WHICH = _words(r"(?:what|which|welche[rsmn]?)\s+((?:\w+\s+){0,3})")
_NO_NOUN = frozenset(
    "is are was were do does did has have had can could will would the a an of in to kind type kinds types sort other"
    " there ist sind war waren hat hatte".split()
)
_SHORTEST_STEM = 4  # letters of a word that its forms share at least; of a longer word all but the last two
_CAPITAL = re.compile(r"(?<=[\w,;:’'\"”)(] )[A-ZÄÖÜÉÈÀÁÍÓÚÑÇŠŽŁ][\w’'-]+")
_BECAUSE = _words(
    r"because|since|due to|so that|in order to|therefore|as a result|thus|caused|led to|resulting|reason|weil|wegen|damit"
    r"|aufgrund"
)
_DEFINES = _words(r"(?:is|are|was|were|refers to|means|ist|sind|war) (?:a|an|the|one|defined|eine?|der|die|das)")


def expected_answer_types(question: str) -> frozenset[AnswerType]:
    """The types of answer that the question asks for; empty when its words do not say."""
    types: set[AnswerType] = set()
    if _WHEN.search(question):
        types.add("when")
    elif _NUMBER.search(question):
        types.add("number")
    if _NAME.search(question):
        types.add("name")
    if _REASON.search(question):
        types.add("reason")
    if _DEFINITION.fullmatch(question):
        types.add("definition")
    return frozenset(types)


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """What an answer of one question looks like; made once, then compared with many sentences.

    `question` is case-folded. `counted` are the stems of what is counted ("how many ships"), `unit` matches the unit of
    a measure ("how far"), `head` is the stem of the last word of the noun after "which".
    """

    types: frozenset[AnswerType]
    question: str
    counted: tuple[str, ...]
    unit: re.Pattern[str] | None
    head: str

    @classmethod
    def of(cls, question: str) -> Self:
        """What an answer of this question looks like."""
        counted, measure, which = _COUNTED.search(question), _MEASURE.search(question), _WHICH.search(question)
        nouns = [word for word in (counted.groups() if counted else ()) if word and word.casefold() not in _NO_NOUN]
        return cls(
            types=expected_answer_types(question),
            question=question.casefold(),
            counted=tuple(map(_stem, nouns)),
            unit=_UNITS[measure[1].casefold()] if measure else None,
            head=_head(which[1].split()) if which else "",
        )

    def score(self, sentence: str) -> float:
        """How much the sentence looks like an answer: the sum of the weights of what speaks for it, 0 for nothing."""
        score = 0.0
        if "when" in self.types:
            score += 1.0 * self._has_new(_YEAR, sentence) + 0.7 * self._has_new(_MONTH, sentence)
        if "number" in self.types:
            score += self._number_score(sentence)
        if "name" in self.types and self._has_new(_CAPITAL, sentence):
            score += 0.5
        if "reason" in self.types and _BECAUSE.search(sentence):
            score += 0.5
        if "definition" in self.types and _DEFINES.search(sentence):
            score += 0.7
        if self.head and self.head in sentence.casefold():
            score += 0.5
        return score

    def _number_score(self, sentence: str) -> float:
        figure = self._has_new(_FIGURE, sentence)
        number_word = not figure and _NUMBER_WORD.search(sentence) is not None
        score = 0.9 * figure + 0.6 * number_word
        if self.counted and any(map(self._has_counted, _AFTER_NUMBER.findall(sentence))):
            score += 1.2
        if self.unit and (figure or number_word) and self.unit.search(sentence):
            score += 1.2
        return score

    def _has_counted(self, words: str) -> bool:
        return any(word.startswith(self.counted) for word in words.casefold().split())

    def _has_new(self, pattern: re.Pattern[str], sentence: str) -> bool:
        """Whether the sentence has a match that does not stand in the question."""
        return any(match[0].casefold() not in self.question for match in pattern.finditer(sentence))


def _head(words: list[str]) -> str:
    """The stem of the last word before one that cannot be part of a noun phrase; empty for none."""
    nouns = list(takewhile(lambda word: word.casefold() not in _NO_NOUN, words))
    return _stem(nouns[-1]) if nouns else ""


def _stem(word: str) -> str:
    return word.casefold()[: max(_SHORTEST_STEM, len(word) - 2)]
