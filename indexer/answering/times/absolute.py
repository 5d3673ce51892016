"""Dates that need no other date: `25 Oct 2016`, “October 2016”, “the 1990s”, “im 19. Jahrhundert”, `1998–2004`.

In every language whose profile has `times`. Words that are too vague for a period, or name an impossible date, are found
too, without a period: “31 February 2016” must not be read as “February 2016”, nor “around 1850” as “1850”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from indexer.answering.times.numbers import is_measure, is_other_year, is_year
from indexer.answering.times.periods import Period, century, day, decade, joined, month, years
from indexer.answering.times.time_words import (
    LANGUAGES,
    MONTH_NUMBERS,
    PART,
    TIMES,
    TO,
    all_words,
    any_date,
    any_time,
    hints,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_ORDINALS = {name: number for times in TIMES for number, name in enumerate(times.ordinals, 1)}

_Y = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_YEAR = re.compile(_Y)
_Z = r"(?P<until>1[0-9]{3}|20[0-9]{2})"
_M = rf"(?P<month>{_NAMES})\b\.?"
_N = rf"(?P<second>{_NAMES})\b\.?"
_ORDINAL_ENDING = rf"(?:{any_date(lambda dates: dates.ordinals)}|\.)"
_D = rf"(?P<day>[0-9]{{1,2}}){_ORDINAL_ENDING}?"
_E = rf"(?P<end>[0-9]{{1,2}}){_ORDINAL_ENDING}?"
_THE = rf"(?:(?:{any_date(lambda dates: dates.articles)})\s)?"
_OF_WORD = rf"(?:(?:{any_date(lambda dates: dates.of_month)})\s)?"
# Between a month or day and its year: “February 1974”, “February of the year 1974”, “Februar des Jahres 1974”.
_OF = rf",?\s(?:(?:{any_time(lambda times: times.of)})\s)?(?:(?:{any_time(lambda times: times.the_year)})\s)?"
# The same with “in”, which may also begin what is said next: with a capital, behind a word that dates.
_IN = rf",?\s(?:{any_time(lambda times: times.in_year)})"
_AFTER_DATING = "|".join(rf"(?<=\b{word}\s)" for word in sorted(all_words(lambda times: times.prepositions)))
_IN_A = rf"(?:{_AFTER_DATING}|(?P<part>{PART}))(?=(?-i:[A-ZÄÖÜ]))"
_TO = rf"(?:\s?[–—-]\s?|\s(?:{TO})\s)"
_NTH = rf"(?:(?P<nth>[0-9]{{1,2}}){_ORDINAL_ENDING}|(?P<word>{'|'.join(_ORDINALS)}))"
_CENTURY = any_time(lambda times: times.century)
_DECADE = any_time(lambda times: times.decade)
_WINTER = any_time(lambda times: times.winter)
_BEGIN = r"(?<![\w./,:$€£#'’-])"
_END = r"(?![\w/]|[-.,:][0-9]|\s?%)"
_NOT_BC = rf"(?!\s?(?:{any_time(lambda times: times.before_christ)}))"


def find_absolute(text: str) -> Iterator[tuple[int, int, Period | None]]:
    """Start, end and period of everything that looks like a date, in any order, overlaps included; None for no period."""
    lower = text.casefold()
    there = {hint for hint in _HINTS if hint in lower}
    has_year = _YEAR.search(text) is not None
    for pattern, meaning, hints_of_form in _FORMS:
        if "year" in pattern.groupindex and not has_year:
            continue
        if hints_of_form and hints_of_form.isdisjoint(there):
            continue
        for match in pattern.finditer(text):
            try:
                yield match.start(), match.end(), meaning(match)
            except ValueError:  # no calendar has it, or it ends before it begins
                yield match.start(), match.end(), None


def _month(match: re.Match[str], group: str = "month") -> int:
    return MONTH_NUMBERS[match[group].casefold()]


def _day(match: re.Match[str]) -> Period:
    return day(date(int(match["year"]), _month(match), int(match["day"])))


def _numbered_day(match: re.Match[str]) -> Period:
    return day(date(int(match["year"]), int(match["m"]), int(match["day"])))


def _days(match: re.Match[str]) -> Period:
    year, number = int(match["year"]), _month(match)
    return Period(date(year, number, int(match["day"])), date(year, number, int(match["end"])))


def _one_month(match: re.Match[str]) -> Period:
    return month(_month(match), int(match["year"]))


def _numbered_month(match: re.Match[str]) -> Period | None:
    # “2004-05” is a month to some and a season to others.
    number, year = int(match["m"]), int(match["year"])
    return None if year % 100 < number else month(number, year)


def _months(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    return joined(month(_month(match), year), month(_month(match, "second"), year))


def _half(match: re.Match[str]) -> Period:
    year = int(match["year"])
    return (
        Period(date(year, 1, 1), date(year, 6, 30)) if match["first"] else Period(date(year, 7, 1), date(year, 12, 31))
    )


def _year(match: re.Match[str]) -> Period | None:
    return years(int(match["year"])) if is_year(match.string, *match.span("year")) else None


def _part_of_year(match: re.Match[str]) -> Period | None:
    owned = is_other_year(match.string, *match.span("year"))
    return None if owned else years(int(match["year"]))


def _range(match: re.Match[str]) -> Period | None:
    first, last = int(match["year"]), int(match["until"])
    # A season of two years lies within them; of several fiscal years nobody knows when they begin.
    owned = last != first + 1 and is_other_year(match.string, match.start(), match.end())
    return None if owned or is_measure(match.string, match.start(), match.end()) else years(first, last)


def _short_range(match: re.Match[str]) -> Period | None:
    first, short = int(match["year"]), int(match["short"])
    ambiguous = "–" not in match[0] and short <= 12  # it may be a month
    return None if ambiguous or short <= first % 100 else years(first, first - first % 100 + short)


def _century(match: re.Match[str]) -> Period | None:
    number = int(match["nth"]) if match["nth"] else _ORDINALS[match["word"].casefold()]
    return century(number) if 1 <= number <= 21 else None


def _half_forms() -> Iterator[tuple[str, str]]:
    """The halves of a year: the pattern of each language, and pieces of it."""
    for profile in LANGUAGES:
        if (times := profile.times) is not None and times.half:
            article = rf"(?:(?:{profile.dates.articles})\s)?" if profile.dates.articles else ""
            nth = rf"(?:(?P<first>{times.first_half})|{times.second_half})"
            yield rf"{article}{nth}\s(?:{times.half})\s{_Y}", " ".join(hints(times.half))


_A_MONTH = " ".join(dict.fromkeys(name[:3] for name in MONTH_NUMBERS))
_Forms = Iterable[tuple[str, Callable[[re.Match[str]], Period | None], str]]


def _forms() -> _Forms:
    """Each form of a date: its pattern, what it means, and pieces of which a text has one where the form occurs."""
    return (
        (rf"{_Y}-(?P<m>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _numbered_day, "-"),
        (rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<m>[0-9]{{1,2}})\.\s?{_Y}", _numbered_day, "."),
        (rf"{_THE}{_D}{_TO}{_THE}{_E}\s{_OF_WORD}{_M},?\s{_Y}", _days, _A_MONTH),
        (rf"{_M}\s{_D}{_TO}{_E}\s?,?\s{_Y}", _days, _A_MONTH),
        (rf"{_THE}{_D}[\s-]?{_OF_WORD}{_M}(?:\s?,?[\s-]|{_OF}|{_IN}){_Y}", _day, _A_MONTH),
        (rf"{_M}\s{_THE}{_D}(?:\s?,?\s|{_OF}|{_IN}){_Y}", _day, _A_MONTH),
        (rf"{PART}?{_M}{_TO}{_N}{_OF}{_Y}", _months, _A_MONTH),
        (rf"{_IN_A}{_M}{_TO}{_N}{_IN}{_Y}", _months, _A_MONTH),
        (rf"{PART}?{_M}{_OF}{_Y}", _one_month, _A_MONTH),
        (rf"{_IN_A}{_M}{_IN}{_Y}", _one_month, _A_MONTH),
        (rf"{_Y}-(?P<m>0[1-9]|1[0-2])", _numbered_month, "-"),
        (rf"{_THE}{PART}?{_Y[:-1]})(?<=0)(?:{_DECADE})", lambda match: decade(int(match["year"])), "0"),
        (rf"{_THE}{PART}?{_THE}{_NTH}[\s-](?:{_CENTURY})", _century, " ".join(hints(_CENTURY))),
        *((form, _half, hint) for form, hint in _half_forms()),
        (rf"{_Y}(?:\s?[–—-]\s?|/){_Z}", _range, "– — - /"),
        (rf"{_Y}[–—/-](?P<short>[0-9]{{2}})", _short_range, "– — - /"),
        # A winter may be that of the year before.
        (rf"(?:{_WINTER})\s{_OF_WORD}{_Y}(?:[/–-][0-9]{{2,4}})?", lambda _match: None, " ".join(hints(_WINTER))),
        (rf"{PART}{_Y}", _part_of_year, ""),
        (_Y, _year, ""),
    )


_FORMS = tuple(
    (re.compile(rf"{_BEGIN}(?:{form}){_END}{_NOT_BC}", re.IGNORECASE), meaning, frozenset(hints.split()))
    for form, meaning, hints in _forms()
)
_HINTS = frozenset[str]().union(*(hints for _, _, hints in _FORMS))
