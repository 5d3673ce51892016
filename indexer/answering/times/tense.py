"""Whether a sentence speaks of what was or of what will be: which Monday “on Monday” is.

English only, and careful: the last verb before the expression decides, when nothing between them could begin another
thought. At the beginning of a sentence it is the first verb after it. Words that leave the time open (“would”, “is”,
“agreed to meet”) decide nothing, so that such a Monday is left out.
"""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUTURE = _words("will shall won't")
_PAST = _words(
    "was were had did didn't wasn't weren't said told spoke met went came began took gave made held saw left won lost "
    "became got found fell rose fought sent struck shot wrote brought bought caught drove flew knew led paid sold "
    "stood thought took withdrew broke chose drew grew hid ran sang sank spoke stole swore threw wore"
)
# Never part of a future: “Will Reed said”.
_FINITE = _words(
    "was were had did said went came began took gave saw fell rose spoke wrote drove flew knew broke chose drew grew hid "
    "sang sank stole swore threw wore withdrew became"
)
_OPEN = _words(
    "would could should may might can must is are am be been being has have scheduled expected planned slated due set "
    "proposed intended supposed hoped need hundred indeed speed feed breed exceed proceed succeed based related called "
    "wanted needed unless if"
)
_TELLING = _words("said added stated announced reported claimed warned confirmed declared noted explained denied")
_EVENTS = _words(
    "signed died arrived resigned voted approved agreed launched attacked exploded killed arrested opened closed elected"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?", re.ASCII)
_INFINITIVE = re.compile(r"\bto (?!(?:the|a|an|his|her|its|their|our|this|that|these|those)\b)[a-z]+")
_ANOTHER_THOUGHT = re.compile(
    r"[,:“”\"()–—]|\b(?:that|which|who|whether|because|as|while|when|where|and|but|or|than|before|after|until)\b"
)
_TOLD_WHOM = re.compile(
    r"\s(?:the\s|a\s)?[\w’']+(?:\s(?:reporters|journalists|agency|newspaper|television|radio|news))*\s"
)
_TELLING_WHERE = re.compile(r"\s(?:(?:in|at|during|from)\s[^,]*)?")
_GROUP = 3  # words after “will” or “be” that a participle is looked for in
_REACH = 200  # code points; a word farther away tells nothing about the expression
_BREAK = re.compile(r"[.!?;]\s")


def tense_of(text: str, start: int, end: int) -> Tense | None:
    """Whether what is said about `text[start:end]` is past or to come; None when the words leave it open."""
    verb = _verb(text, start, end)
    return _decided(verb[0]) if verb else None


def is_news(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a “today”, is that of an event and not of our times: “told TASS today”, “used today”."""
    verb = _verb(text, start, end)
    if verb is None or _decided(verb[0]) is None:
        return False
    word, between = verb[1:]
    finite = verb[0] == "future" or word in _PAST or word in _TELLING or word in _EVENTS
    return finite and len(between.split()) <= _GROUP


def _verb(text: str, start: int, end: int) -> tuple[str, str, str] | None:
    """What the verb that an expression belongs to tells of the time, the verb, and the words between the two."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    if len(before.split()) <= 1:
        after = _BREAK.split(text[end : end + _REACH])[0].removeprefix(",")
        told = _told(re.split(r"[,:–—]", after)[0])
        return (told[0][1], told[0][2], "") if told else None
    told = _told(before)
    if not told or not _belongs(told[-1][2], before[told[-1][0] :]):
        return None
    return told[-1][1], told[-1][2], before[told[-1][0] :]


def _belongs(verb: str, between: str) -> bool:
    """Whether an expression that stands right after `between` can only be the verb's."""
    if verb in _TELLING:  # “said parliament meets on Monday”
        return _TELLING_WHERE.fullmatch(between) is not None and not _told(between)
    if verb == "told" and between.strip():
        return _TOLD_WHOM.fullmatch(between) is not None
    return _ANOTHER_THOUGHT.search(between) is None and _INFINITIVE.search(between) is None


def _decided(told: str) -> Tense | None:
    return "past" if told == "past" else "future" if told == "future" else None


def _told(text: str) -> list[tuple[int, str, str]]:
    """The words that tell of time: where each ends, past, future or open, and the word."""
    told: list[tuple[int, str, str]] = []
    group, left = "", 0
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'")
        time = _time_of(word)
        if time == "past" and left > 0 and word not in _FINITE:  # “will be signed”
            time = group
        elif time in {"future", "open"} and not (time == "open" and left > 0 and group == "future"):
            group, left = time, _GROUP + 1
        elif time == "open":
            time = group
        left -= 1
        if time:
            told.append((match.end(), time, word.casefold()))
    return told


def _time_of(word: str) -> str | None:
    lower = word.casefold()
    if lower in _FUTURE or lower.endswith("'ll"):
        return "future"
    if lower in _OPEN:
        return "open"
    if lower in _PAST or (word.islower() and len(word) > 4 and word.endswith("ed") and not word.endswith("eed")):
        return "past"
    return None
