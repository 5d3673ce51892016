"""What is a quay, who was Otto Lind, where is Warsaw? Questions about one thing, and the sentences that tell of it.

A sentence says what something is if it begins with its name, and soon goes on as a definition does: “Otto Lind (1840–1911)
was an engineer”, “A quay, also called a wharf, is the edge of a harbour”. Where something is, when it began and how large it
is stands in such sentences too, or in others that begin with its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Self

from indexer.text.languages import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.text.languages.profile import AnswerWords

_AT_HAND = 128  # questions: one question is read several times
_MOST_WORDS = 8  # of a name


def joined_answers(pattern: Callable[[AnswerWords], str]) -> str:
    """The patterns of all languages that answer types are known of, as one."""
    return joined(lambda profile: pattern(profile.answers) if profile.answers is not None else "")


_A = joined_answers(lambda words: words.a)
_NAME = rf"(?:(?:{_A}) )?(?P<name>\S+(?: \S+){{0,{_MOST_WORDS - 1}}}?)"
_WHAT = (
    rf"(?:(?:{joined_answers(lambda words: words.what)}|{joined_answers(lambda words: words.who)})"
    rf"(?:['’]s| (?:{joined_answers(lambda words: words.being)}))|(?:{joined_answers(lambda words: words.about)})) NAME"
)


def _asked(patterns: str) -> re.Pattern[str]:
    """Matches one of the questions, in which NAME stands for a name: one of the groups of the match."""
    number = count()
    named = re.sub("NAME", lambda _: _NAME.replace("<name>", f"<name{next(number)}>"), patterns)
    return re.compile(rf"\W*(?:{named})", re.IGNORECASE)


_ASKED_WHAT = _asked(rf"{joined_answers(lambda words: words.meant)}|{_WHAT}")
_ASKED_MORE = _asked(joined_answers(lambda words: words.of_subject))
_END = re.compile(r"[\s?!.…;:,]+$")
_STARTS = rf"\W*(?:(?i:{_A}) )?"
_FULL_NAME = r"(?: [A-ZÀ-Þ][\w.'’-]*| [a-z]{1,3}(?= [A-ZÀ-Þ])){1,5}(?= ?[(\[,])"  # Otto “Lind Moe”, born in 1840, was …
_ENDS = rf"(?![\w'’-])(?:(?! [A-ZÀ-Þ])|{_FULL_NAME})"  # Warsaw University is not Warsaw
_GOES_ON = r"(?: ?\([^)]{0,200}\)| ?\[[^]]{0,200}\]| ?,[^,;:.!?]{0,80},){0,3}"
_DEFINING = joined_answers(lambda words: words.defining)
_DEFINED = joined_answers(lambda words: words.defined)
_SAYS = rf" ?,? (?i:{_DEFINING}) (?:\w+ )?(?i:{_DEFINED})\b"


def named_in(question: str) -> str | None:
    """The name of the one thing that the question is about; None when it is about more, or something else."""
    return _named(_ASKED_WHAT, question) or _named(_ASKED_MORE, question)


def asks_what(question: str) -> bool:
    """Whether it asks what something is."""
    return _named(_ASKED_WHAT, question) is not None


@lru_cache(_AT_HAND)
def _named(asked: re.Pattern[str], question: str) -> str | None:
    found = asked.fullmatch(_END.sub("", " ".join(question.split())))
    return next(filter(None, found.groups())) if found else None


@dataclass(frozen=True, slots=True)
class Subject:
    """The one thing that a question is about. `begins` matches a sentence that begins with it, `says` one that defines it.

    `what` says that the question asks what it is.
    """

    name: str
    begins: re.Pattern[str]
    says: re.Pattern[str]
    what: bool

    @classmethod
    def of(cls, question: str) -> Self | None:
        """What the question is about; None when it is about more, or something else."""
        asked = _named(_ASKED_WHAT, question)
        named = asked or _named(_ASKED_MORE, question)
        if named is None:
            return None
        name = r"\s+".join(map(re.escape, named.split()))
        begins = rf"{_STARTS}(?i:{name})s?{_ENDS}"
        return cls(named, re.compile(begins), re.compile(begins + _GOES_ON + _SAYS), what=asked is not None)
