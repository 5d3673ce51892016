"""What kind of answer a question asks for, and how much a sentence looks like one.

The kind is read off the question's words, in English and German. A date, a number or a name that the question itself
gives is no answer to it. Names are recognised by their capitals, so a sentence's first word does not count. A number
counts most before what is counted ("how many ships": three ships) or in its unit ("how far": ten miles).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, Self

Kind = Literal["when", "number", "name", "reason", "definition"]


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
_FORM = 4  # letters at least that two forms of a word share; of a longer word all but the last two
_CAPITAL = re.compile(r"(?<=[\w,;:’'\"”)(] )[A-ZÄÖÜÉÈÀÁÍÓÚÑÇŠŽŁ][\w’'-]+")
_BECAUSE = _words(
    r"because|since|due to|so that|in order to|therefore|as a result|thus|caused|led to|resulting|reason|weil|wegen|damit"
    r"|aufgrund"
)
_DEFINES = _words(r"(?:is|are|was|were|refers to|means|ist|sind|war) (?:a|an|the|one|defined|eine?|der|die|das)")


def kinds_of(question: str) -> frozenset[Kind]:
    """What the question asks for; nothing when its words do not say."""
    found: set[Kind] = set()
    if _WHEN.search(question):
        found.add("when")
    elif _NUMBER.search(question):
        found.add("number")
    if _NAME.search(question):
        found.add("name")
    if _REASON.search(question):
        found.add("reason")
    if _DEFINITION.fullmatch(question):
        found.add("definition")
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for, ready to look at many sentences.

    `counted` are what it wants to know the number of, `unit` what that is measured in, `head` the last word
    of the noun after "which".
    """

    kinds: frozenset[Kind]
    said: str
    counted: tuple[str, ...]
    unit: re.Pattern[str] | None
    head: str

    @classmethod
    def by(cls, question: str) -> Self:
        """What this question asks for."""
        counted, measure, which = _COUNTED.search(question), _MEASURE.search(question), _WHICH.search(question)
        nouns = [word for word in (counted.groups() if counted else ()) if word and word.casefold() not in _NO_NOUN]
        return cls(
            kinds=kinds_of(question),
            said=question.casefold(),
            counted=tuple(map(_form, nouns)),
            unit=_UNITS[measure[1].casefold()] if measure else None,
            head=_head(which[1].split()) if which else "",
        )

    def likeness(self, sentence: str) -> float:
        """How much the sentence looks like an answer: 0, or the sum of the signs' weights."""
        found = 0.0
        if "when" in self.kinds:
            found += 1.0 * self._new(_YEAR, sentence) + 0.7 * self._new(_MONTH, sentence)
        if "number" in self.kinds:
            found += self._number(sentence)
        if "name" in self.kinds and self._new(_CAPITAL, sentence):
            found += 0.5
        if "reason" in self.kinds and _BECAUSE.search(sentence):
            found += 0.5
        if "definition" in self.kinds and _DEFINES.search(sentence):
            found += 0.7
        if self.head and self.head in sentence.casefold():
            found += 0.5
        return found

    def _number(self, sentence: str) -> float:
        figure = self._new(_FIGURE, sentence)
        word = not figure and _NUMBER_WORD.search(sentence) is not None
        found = 0.9 * figure + 0.6 * word
        if self.counted and any(map(self._counts, _AFTER_NUMBER.findall(sentence))):
            found += 1.2
        if self.unit and (figure or word) and self.unit.search(sentence):
            found += 1.2
        return found

    def _counts(self, after: str) -> bool:
        return any(word.startswith(self.counted) for word in after.casefold().split())

    def _new(self, pattern: re.Pattern[str], sentence: str) -> bool:
        """Whether the sentence holds a match that the question does not already give."""
        return any(match[0].casefold() not in self.said for match in pattern.finditer(sentence))


def _head(words: list[str]) -> str:
    """The last of the words before one that is no noun, as far as its forms share it; empty for none."""
    nouns = list(takewhile(lambda word: word.casefold() not in _NO_NOUN, words))
    return _form(nouns[-1]) if nouns else ""


def _form(word: str) -> str:
    return word.casefold()[: max(_FORM, len(word) - 2)]
