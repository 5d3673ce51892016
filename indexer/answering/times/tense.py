"""Whether a sentence speaks of what was or of what will be: which Monday “on Monday” is.

English only. The last word before the expression that tells, or else the first one after it, decides. Words that leave
it open (“would”, “plans to meet”) decide nothing, and neither does the present, so that such a Monday is left out.
"""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"]

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "won't", "won’t"})
_PAST = frozenset(
    "was were had did didn't wasn't weren't said told spoke met went came began took gave made held saw left won lost "
    "became got found fell rose fought sent struck shot wrote brought bought caught drove flew knew led paid sold "
    "stood thought took withdrew broke chose drew grew hid ran sang sank spoke stole swore threw wore".split()
)
# These end as a past tense does, or tell of it in other places, and leave open when.
_OPEN = frozenset(
    "would could should may might can must is are am be being scheduled expected planned slated due set proposed "
    "intended supposed hoped need hundred indeed speed feed breed exceed proceed succeed based related called wanted "
    "needed unless if".split()
)
_WORD = re.compile(r"[a-z]*['’]?[a-z]+|[A-Z][a-z]+", re.ASCII)
_INFINITIVE = re.compile(r"\bto (?!(?:the|a|an|his|her|its|their|our|this|that|these|those|be\b)\b)[a-z]+")
_REACH = 200  # code points; a word farther away tells nothing about the expression
_BREAK = re.compile(r"[.!?;]\s")


def tense(text: str, start: int, end: int) -> Tense | None:
    """Whether what is said about `text[start:end]` is past or to come; None when the words leave it open."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    after = _BREAK.split(text[end : end + _REACH])[0]
    told = [(word.start(), tense) for word in _WORD.finditer(before) if (tense := _told(word[0]))]
    if told:
        # “agreed to meet on Monday”: what was agreed lies in the past, the meeting may not.
        return None if _INFINITIVE.search(before, told[-1][0]) else _decided(told[-1][1])
    following = (tense for word in _WORD.finditer(after) if (tense := _told(word[0])))
    return _decided(next(following, "open"))


def _decided(told: str) -> Tense | None:
    return "past" if told == "past" else "future" if told == "future" else None


def _told(word: str) -> str | None:
    """What a word tells of the time: past, future or open; None when nothing."""
    word = word.replace("’", "'")
    lower = word.casefold()
    if lower in _FUTURE or lower.endswith("'ll"):
        return "future"
    if lower in _OPEN:
        return "open"
    if lower in _PAST or (word.islower() and len(word) > 4 and word.endswith("ed") and not word.endswith("eed")):
        return "past"
    return None
