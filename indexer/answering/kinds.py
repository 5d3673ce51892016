"""What kind of answer a question asks for, and whether a sentence holds one.

The kind is read off the question's first question word. Names are recognised by their capitals, so a sentence's first
word does not count, and a name that the question itself gives is no answer.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["when", "number", "name", "reason"]

_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\b(when|wann|quand|cuándo|quando|wanneer)\b", re.IGNORECASE), "when"),
    (re.compile(r"\b(what|which|in welchem) (year|month|day|date|century|jahr)\b", re.IGNORECASE), "when"),
    (re.compile(r"\bhow (many|much|old|long|far|tall|large|big|often)\b", re.IGNORECASE), "number"),
    (re.compile(r"\bwie ?viele?\b|\bcombien\b|\bcuánt[oa]s?\b", re.IGNORECASE), "number"),
    (re.compile(r"\b(who|whom|whose|where|wer|wem|wen|wo|qui|où|quién|dónde)\b", re.IGNORECASE), "name"),
    (re.compile(r"\b(why|warum|weshalb|pourquoi|por qué|perché|waarom)\b", re.IGNORECASE), "reason"),
)
_DATE = re.compile(
    r"\b(1[0-9]{3}|20[0-9]{2})\b|\b(january|february|march|april|june|july|august|september|october|november|december"
    r"|januar|februar|märz|juni|juli|oktober|dezember|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\b(19|20)?[0-9]0s\b|\b(century|jahrhundert|this year|next year|last year|today|yesterday|tomorrow)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand"
    r"|million|billion|half|twice|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(because|since|due to|so that|in order to|therefore|weil|wegen|da)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;:’'\"”)] )[A-ZÄÖÜÉÈÀÁÍÓÚÑÇŠŽŁ][\w’'-]+")


def kind_of(question: str) -> Kind | None:
    """What the question asks for, or None when its words do not say."""
    found = [(match.start(), kind) for pattern, kind in _KINDS if (match := pattern.search(question))]
    return min(found)[1] if found else None


def holds(kind: Kind, sentence: str, question: str) -> bool:
    """Whether the sentence holds something of that kind which the question does not already say."""
    if kind == "when":
        return _DATE.search(sentence) is not None
    if kind == "number":
        return _NUMBER.search(sentence) is not None
    if kind == "reason":
        return _REASON.search(sentence) is not None
    known = question.casefold()
    return any(match.group().casefold() not in known for match in _NAME.finditer(sentence))
