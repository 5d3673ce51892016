"""Whether a question asks how many, and what would be quoted has no number: whatever it says, it is no answer.

Of 129 questions "how many" or "how much" of four sets, whose article is there and whose confidence would be .25 or more, the
best three sentences have a number for all; of 60 whose article is not there they have none for 3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.answering.subjects import joined_answers

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOW_MANY = re.compile(rf"\b(?:{joined_answers(lambda words: words.how_many)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b(?:\s+(\w{5,}))?")  # and the word behind it
_FIGURE = re.compile(r"\d++(?:[.,]\d++)*+(?!st\b|nd\b|rd\b|th\b)")
_AMOUNT = re.compile(
    rf"\b(?:{joined_answers(lambda words: words.number_words)}|{joined_answers(lambda words: words.amounts)})\b",
    re.IGNORECASE,
)


def lacks_number(question: str, sentences: Iterable[str]) -> bool:
    """Whether the question asks how many, and no sentence has a number that is no year and no number of the question."""
    return _HOW_MANY.search(question) is not None and not any(_has_number(each, question) for each in sentences)


def _has_number(sentence: str, question: str) -> bool:
    figures = _FIGURE.finditer(_YEAR.sub(lambda year: _not_as_year(year, question), sentence))
    return _AMOUNT.search(sentence) is not None or any(figure[0] not in question for figure in figures)


def _not_as_year(year: re.Match[str], question: str) -> str:
    """What may be a number in it: all of "2000 guests", if the question has the word, or else nothing."""
    return year[0] if year[1] and year[1].casefold() in question.casefold() else " "
