"""Whether a sentence is about the past or the future: “on Monday” is the Monday before or the one after.

English only, and careful. The last verb before the expression decides, if no other clause can begin between the two; at the
beginning of a sentence the first verb after the expression. Verbs that leave the time open (“would”, “is”, “agreed to
meet”) decide nothing, and the expression is left out.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

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


class _Verb(NamedTuple):
    """A verb in a text: its time (past, future or open), the word in small letters, and where it ends."""

    time: str
    word: str
    end: int


def tense_of(text: str, start: int, end: int) -> Tense | None:
    """Whether the sentence puts the expression `text[start:end]` into the past or the future; None when it is open."""
    verb, _ = _verb_of(text, start, end)
    return _tense(verb)


def is_news(text: str, start: int, end: int) -> bool:
    """Whether “today”, at `text[start:end]`, is the day of an event (“told TASS today”) and not our times (“used today”)."""
    verb, between = _verb_of(text, start, end)
    if verb is None or _tense(verb) is None:
        return False
    finite = verb.time == "future" or verb.word in _PAST or verb.word in _TELLING or verb.word in _EVENTS
    return finite and len(between.split()) <= _GROUP


def _tense(verb: _Verb | None) -> Tense | None:
    """The verb's time as a tense; None when it is open, or there is no verb."""
    if verb is None:
        return None
    return "past" if verb.time == "past" else "future" if verb.time == "future" else None


def _verb_of(text: str, start: int, end: int) -> tuple[_Verb | None, str]:
    """The verb that the expression belongs to, and the words from the verb to the expression; None when it is not sure."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    if len(before.split()) <= 1:
        after = _BREAK.split(text[end : end + _REACH])[0].removeprefix(",")
        verbs = _verbs(re.split(r"[,:–—]", after)[0])
        return (verbs[0] if verbs else None), ""
    verbs = _verbs(before)
    if not verbs:
        return None, ""
    between = before[verbs[-1].end :]
    return (verbs[-1] if _belongs(verbs[-1].word, between) else None), between


def _belongs(verb: str, between: str) -> bool:
    """Whether an expression after the words `between` can only belong to the verb before them."""
    if verb in _TELLING:  # “said parliament meets on Monday”
        return _TELLING_WHERE.fullmatch(between) is not None and not _verbs(between)
    if verb == "told" and between.strip():
        return _TOLD_WHOM.fullmatch(between) is not None
    return _ANOTHER_THOUGHT.search(between) is None and _INFINITIVE.search(between) is None


def _verbs(text: str) -> list[_Verb]:
    """The verbs of a text that tell of time, in order; a participle has the time of its auxiliary (“will be signed”)."""
    verbs: list[_Verb] = []
    auxiliary, words_left = "", 0
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'")
        time = _time_of(word)
        if time == "past" and words_left > 0 and word not in _FINITE:
            time = auxiliary
        elif time in {"future", "open"} and not (time == "open" and words_left > 0 and auxiliary == "future"):
            auxiliary, words_left = time, _GROUP + 1
        elif time == "open":
            time = auxiliary
        words_left -= 1
        if time:
            verbs.append(_Verb(time, word.casefold(), match.end()))
    return verbs


def _time_of(word: str) -> str | None:
    """The time that a word tells of as a verb: future, open or past; None when it is no such verb."""
    lower = word.casefold()
    if lower in _FUTURE or lower.endswith("'ll"):
        return "future"
    if lower in _OPEN:
        return "open"
    if lower in _PAST or (word.islower() and len(word) > 4 and word.endswith("ed") and not word.endswith("eed")):
        return "past"
    return None
