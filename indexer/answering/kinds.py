"""What kind of answer a question asks for, and how much a sentence looks like one.

The kind is read off the question's words, in English and German. A date, a number or a name that the question itself
gives is no answer to it. Names are recognised by their capitals, so a sentence's first word does not count.
"""

from __future__ import annotations

import re
from typing import Literal

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
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million"
    r"|billion|half|twice|third|quarter|most|majority|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend"
)
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


def likeness(kinds: frozenset[Kind], sentence: str, question: str) -> float:
    """How much the sentence looks like an answer of one of the kinds: 0, or the sum of the signs' weights."""
    said = question.casefold()
    found = 0.0
    if "when" in kinds and _new(_YEAR, sentence, said):
        found += 1.0
    if "number" in kinds:
        found += 0.9 if _new(_FIGURE, sentence, said) else 0.6 * bool(_NUMBER_WORD.search(sentence))
    if "name" in kinds and _new(_CAPITAL, sentence, said):
        found += 0.5
    if "reason" in kinds and _BECAUSE.search(sentence):
        found += 0.5
    if "definition" in kinds and _DEFINES.search(sentence):
        found += 0.7
    return found


def _new(pattern: re.Pattern[str], sentence: str, said: str) -> bool:
    """Whether the sentence holds a match that the question does not already give."""
    return any(match[0].casefold() not in said for match in pattern.finditer(sentence))
