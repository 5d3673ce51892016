"""What is a quay, who was Otto Lind? Questions that ask what something is, and the sentences that say so.

A sentence says what something is if it begins with its name, and soon goes on as a definition does: “Otto Lind (1840–1911)
was an engineer”, “A quay, also called a wharf, is the edge of a harbour”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.text.languages import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.text.languages.profile import AnswerWords

_MOST_WORDS = 8  # of a name


def joined_answers(pattern: Callable[[AnswerWords], str]) -> str:
    """The patterns of all languages that answer types are known of, as one."""
    return joined(lambda profile: pattern(profile.answers) if profile.answers is not None else "")


_A = joined_answers(lambda words: words.a)
_ASKED = re.compile(
    rf"\W*(?:(?:{joined_answers(lambda words: words.what)}|{joined_answers(lambda words: words.who)})"
    rf"(?:['’]s| (?:{joined_answers(lambda words: words.being)}))|(?:{joined_answers(lambda words: words.about)}))"
    rf" (?:(?:{_A}) )?(?P<name>\S+(?: \S+){{0,{_MOST_WORDS - 1}}})",
    re.IGNORECASE,
)
_END = re.compile(r"[\s?!.…;:,]+$")
_STARTS = rf"\W*(?:(?i:{_A}) )?"
_FULL_NAME = r"(?: [A-ZÀ-Þ][\w.'’-]*| [a-z]{1,3}(?= [A-ZÀ-Þ])){1,5}(?= ?[(\[,])"  # Otto “Lind Moe”, born in 1840, was …
_ENDS = rf"(?![\w'’-])(?:(?! [A-ZÀ-Þ])|{_FULL_NAME})"  # Warsaw University is not Warsaw
_GOES_ON = r"(?: ?\([^)]{0,200}\)| ?\[[^]]{0,200}\]| ?,[^,;:.!?]{0,80},){0,3}"
_DEFINING = joined_answers(lambda words: words.defining)
_DEFINED = joined_answers(lambda words: words.defined)
_SAYS = rf" ?,? (?i:{_DEFINING}) (?:\w+ )?(?i:{_DEFINED})\b"


def named_in(question: str) -> str | None:
    """The name of what the question asks to be told about; None when it asks for something else."""
    asked = _ASKED.fullmatch(_END.sub("", " ".join(question.split())))
    return asked["name"] if asked else None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a question asks to be told about. `begins` matches a sentence that begins with it, `says` one that defines it."""

    begins: re.Pattern[str]
    says: re.Pattern[str]

    @classmethod
    def of(cls, question: str) -> Self | None:
        """What the question asks about; None when it asks for something else."""
        asked = named_in(question)
        if asked is None:
            return None
        name = r"\s+".join(map(re.escape, asked.split()))
        begins = rf"{_STARTS}(?i:{name})s?{_ENDS}"
        return cls(re.compile(begins), re.compile(begins + _GOES_ON + _SAYS))
