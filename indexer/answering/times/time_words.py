"""The time words of all languages that time expressions are understood in, joined.

They are joined because the language of a question or quote is not always known; see `indexer.text.languages`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.languages import PROFILES, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.text.languages.profile import DateWords, TimeWords

LANGUAGES = tuple(profile for profile in PROFILES.values() if profile.times is not None)
TIMES = tuple(profile.times for profile in PROFILES.values() if profile.times is not None)


def any_time(pattern: Callable[[TimeWords], str]) -> str:
    """One pattern of the languages' time words."""
    return joined(lambda profile: pattern(profile.times) if profile.times is not None else "")


def any_date(pattern: Callable[[DateWords], str]) -> str:
    """One pattern of the date words of these languages."""
    return joined(lambda profile: pattern(profile.dates) if profile.times is not None else "")


def all_words(words: Callable[[TimeWords], frozenset[str]]) -> frozenset[str]:
    """The union of sets of words."""
    return frozenset().union(*map(words, TIMES))


def alternatives(*texts: str) -> str:
    """The words of texts (separated by white space) as one pattern, each once."""
    return "|".join(dict.fromkeys(word for text in texts for word in text.split()))


def hints(pattern: str) -> tuple[str, ...]:
    """The longest word of each alternative: a text without any of them cannot match the pattern, and need not be tried."""
    return tuple(max(re.findall(r"(?<![\\\w])\w+", alternative), key=len) for alternative in pattern.split("|"))


MONTH_NUMBERS = {
    name: number
    for profile in LANGUAGES
    for number, names in enumerate(profile.dates.months, 1)
    for name in names.split()
}
"""Month's name or abbreviation, in small letters → 1 to 12."""
UP_TO = alternatives(*(times.up_to for times in TIMES))
"""“to”, “until” … between the two ends of a range."""
TO = f"{UP_TO}|{alternatives(*(closer for times in TIMES for closer in times.between.values()))}"
"""The same, and “and”."""
PART = rf"(?:{any_time(lambda times: times.parts)})"
"""Which part of a period is meant, though not exactly (“early ”): belongs to an expression, and narrows nothing."""
