"""Dates that need no other date: `25 Oct 2016`, “October 2016”, “the 1990s”, “im 19. Jahrhundert”, `1998–2004`.

English and German. What is too vague to be a period, or impossible, is found as well, and means nothing: the words of
“31 February 2016” must not be read as “February 2016”, nor those of “around 1850” as “1850”.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from indexer.answering.times.numbers import is_measure, is_other_year, is_year
from indexer.answering.times.periods import Period, century, day, decade, joined, month, years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MONTHS = (
    "january januar jänner jan jän", "february februar feb", "march märz mar mär", "april apr", "may mai",
    "june juni jun", "july juli jul", "august aug", "september sept sep", "october oktober oct okt",
    "november nov", "december dezember dec dez",
)  # fmt: skip
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_NUMBER, key=len, reverse=True))
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip

_Y = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_Z = r"(?P<until>1[0-9]{3}|20[0-9]{2})"
_M = rf"(?P<month>{_NAMES})\b\.?"
_N = rf"(?P<second>{_NAMES})\b\.?"
_D = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_E = r"(?P<end>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
# Words that say which part of a year is meant, but not exactly: they belong to the expression and narrow nothing.
PART = (
    r"(?:(?:very\s)?(?:early|earlier|late|later|mid)(?:\sin)?[\s-]"
    r"|(?:the\s)?(?:beginning|start|middle|end)\sof\s|(?:anfang|mitte|ende)\s(?:de[rs]\s)?)"
)
# Between a month or day and its year: “February 1974”, “February of the year 1974”, “Februar des Jahres 1974”.
_OF = r",?\s(?:of\s|des\s|von\s)?(?:the\syear\s|jahre?s\s)?"
# The same with “in”, which may also begin what is said next: with a capital, behind a word that dates.
_IN = r",?\s(?:in\s(?:the\syear\s)?|im\sjahre?\s)"
_IN_A = (
    r"(?:"
    + "|".join(
        rf"(?<=\b{word}\s)"
        for word in (
            "in",
            "since",
            "by",
            "from",
            "until",
            "till",
            "before",
            "after",
            "during",
            "between",
            "im",
            "seit",
            "ab",
            "bis",
            "vor",
            "nach",
            "von",
            "zwischen",
        )
    )
    + rf"|(?P<part>{PART}))(?=(?-i:[A-ZÄÖÜ]))"
)
_TO = r"(?:\s?[–—-]\s?|\s(?:to|and|until|till|through|bis|und)\s)"
_NTH = rf"(?:(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th|\.)|(?P<word>{'|'.join(_ORDINALS)}))"
_BEGIN = r"(?<![\w./,:$€£#'’-])"
_END = r"(?![\w/]|[-.,:][0-9]|\s?%)"
_NOT_BC = r"(?!\s?(?:BCE?\b|B\.\s?C\.|v\.\s?Chr))"


def find_absolute(text: str) -> Iterator[tuple[int, int, Period | None]]:
    """Start, end and period of all that looks like a date, in any order; they may overlap. No period: it means nothing."""
    lower = text.casefold()
    for pattern, meaning, needed in _FORMS:
        if needed and not any(piece in lower for piece in needed):
            continue
        for match in pattern.finditer(text):
            try:
                yield match.start(), match.end(), meaning(match)
            except ValueError:  # no calendar has it, or it ends before it begins
                yield match.start(), match.end(), None


def _month(match: re.Match[str], group: str = "month") -> int:
    return _NUMBER[match[group].casefold()]


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
    first = match["half"].casefold() in {"first", "1st", "ersten", "erste", "1."}
    return Period(date(year, 1, 1), date(year, 6, 30)) if first else Period(date(year, 7, 1), date(year, 12, 31))


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
    number = int(match["nth"]) if match["nth"] else _ORDINALS.index(match["word"].casefold()) + 1
    return century(number) if 1 <= number <= 21 else None


_A_MONTH = "jan feb mar mär apr may mai jun jul aug sep oct okt nov dec dez"
# A pattern, what it means, and of which pieces one has to be there for it to be worth looking.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"{_BEGIN}(?:{form}){_END}{_NOT_BC}", re.IGNORECASE), meaning, tuple(needed.split()))
    for form, meaning, needed in (
        (rf"{_Y}-(?P<m>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _numbered_day, "-"),
        (rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<m>[0-9]{{1,2}})\.\s?{_Y}", _numbered_day, "."),
        (rf"(?:the\s)?{_D}{_TO}(?:the\s)?{_E}\s(?:of\s)?{_M},?\s{_Y}", _days, _A_MONTH),
        (rf"{_M}\s{_D}{_TO}{_E}\s?,?\s{_Y}", _days, _A_MONTH),
        (rf"(?:the\s)?{_D}[\s-]?(?:of\s)?{_M}(?:\s?,?[\s-]|{_OF}|{_IN}){_Y}", _day, _A_MONTH),
        (rf"{_M}\s(?:the\s)?{_D}(?:\s?,?\s|{_OF}|{_IN}){_Y}", _day, _A_MONTH),
        (rf"{PART}?{_M}{_TO}{_N}{_OF}{_Y}", _months, _A_MONTH),
        (rf"{_IN_A}{_M}{_TO}{_N}{_IN}{_Y}", _months, _A_MONTH),
        (rf"{PART}?{_M}{_OF}{_Y}", _one_month, _A_MONTH),
        (rf"{_IN_A}{_M}{_IN}{_Y}", _one_month, _A_MONTH),
        (rf"{_Y}-(?P<m>0[1-9]|1[0-2])", _numbered_month, "-"),
        (
            rf"(?:the\s)?{PART}?{_Y[:-1]})(?<=0)(?:['’]?s|er(?:n|\sjahren?)?)",
            lambda match: decade(int(match["year"])),
            "0s 0’ 0' 0er",
        ),
        (rf"(?:the\s)?{PART}?(?:the\s)?{_NTH}[\s-](?:century|jahrhunderts?)", _century, "century jahrhundert"),
        (rf"(?:the\s)?(?P<half>first|1st|second|2nd)\shalf\sof\s{_Y}", _half, "half"),
        (rf"(?P<half>ersten?|1\.|zweiten?|2\.)\s(?:halbjahr|jahreshälfte)\s{_Y}", _half, "halbjahr jahreshälfte"),
        (rf"{_Y}(?:\s?[–—-]\s?|/){_Z}", _range, "– — - /"),
        (rf"{_Y}[–—/-](?P<short>[0-9]{{2}})", _short_range, "– — - /"),
        # A winter may be that of the year before.
        (rf"winter\s(?:of\s)?{_Y}(?:[/–-][0-9]{{2,4}})?", lambda _match: None, "winter"),
        (rf"{PART}{_Y}", _part_of_year, "early earlier late mid of anfang mitte ende"),
        (_Y, _year, ""),
    )
)
