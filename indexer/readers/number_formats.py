"""How a spreadsheet shows a number or a date, by the format code of its cell: 0.153 with `0.0%` is shown as 15.3%.

A code has up to four sections: for positive numbers, negative ones, zero and text. Codes that are not understood, and those
that each computer shows in its own way, are none: the value is then written as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

COMMON = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: "#,##0;(#,##0);-", 43: "#,##0.00;(#,##0.00);-",
}  # fmt: skip
"""The codes that files name by their numbers, but for those of currencies and dates that depend on the computer."""
_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | (?P<space>_.) | \*. | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?:black|blue|cyan|green|magenta|red|white|yellow|color\d+)\] | (?P<other>\[)
    | (?P<number>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*) | (?P<clock>AM/PM|A/P)
    | (?P<date>y+|m+|d+|h+|s+) | (?P<general>general|@) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|\Z)', re.DOTALL)
_LONGEST = 200  # code points of a code
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class _Number:
    """How a section shows numbers: what stands around them, their digits, and the power of ten that they are multiplied by.

    `whole` are the digits before the point at least, `fixed` and `most` those behind it. Without `digits`, it is text alone.
    """

    before: str
    after: str = ""
    digits: bool = False
    whole: int = 0
    fixed: int = 0
    most: int = 0
    grouped: bool = False
    scale: int = 0


_Parts = tuple[tuple[str, str], ...]  # kind (literal, date or clock) and text


def shown(value: object, code: str) -> str | None:
    """The value as a cell of this format shows it; None for a value or a code that is not understood."""
    match value:
        case bool():
            return None
        case float() | int():
            return _shown_number(Decimal(repr(value)), code)
        case datetime() | date() | time():
            parts = _date_parts(code)
            return _shown_date(value, parts) if parts else None
        case _:
            return None


def _shown_number(value: Decimal, code: str) -> str | None:
    sections = _sections(code)
    if not value.is_finite() or not sections:
        return None
    if value < 0 and len(sections) > 1:
        section, value, sign = sections[1], -value, ""
    elif not value and len(sections) > 2:
        section, sign = sections[2], ""
    else:
        section, value, sign = sections[0], abs(value), "-" if value < 0 else ""
    if section is None:
        return None
    if not section.digits:
        return section.before
    scaled = value.scaleb(section.scale)
    if scaled.adjusted() > 15:
        return None
    digits = scaled.quantize(Decimal(1).scaleb(-section.most), ROUND_HALF_UP)
    written = f"{digits:,f}" if section.grouped else f"{digits:f}"
    whole, point, decimals = written.partition(".")
    decimals = decimals[: section.fixed] + decimals[section.fixed :].rstrip("0")
    whole = ("" if whole == "0" else whole).rjust(section.whole, "0") if section.whole != 1 else whole
    sign = sign if digits else ""
    return " ".join(f"{sign}{section.before}{whole}{point if decimals else ''}{decimals}{section.after}".split())


@lru_cache(256)
def _sections(code: str) -> tuple[_Number | None, ...]:
    """The sections of a code for numbers; none for `General`, dates and codes that are not understood."""
    if len(code) > _LONGEST:
        return ()
    sections = [_section(part) for part in _SECTIONS.findall(code)[:-1][:3]]
    return tuple(sections) if sections and sections[0] else ()


def _section(code: str) -> _Number | None:
    around: list[str] = ["", ""]
    digits: str | None = None
    percents = 0
    for token in _TOKEN.finditer(code):
        if token["other"] or token["date"] or token["clock"] or token["general"]:
            return None
        if token["number"]:
            if digits is not None:
                return None
            digits = token["number"]
        else:
            literal = token["quoted"] or token["escaped"] or token["currency"] or token["literal"] or ""
            if token["literal"] and literal in "/eE":  # a fraction, an exponent
                return None
            percents += literal == "%"
            around[digits is not None] += " " if token["space"] else literal
    before, after = (part.strip() if not part.strip() else part for part in around)
    if digits is None:
        return _Number((before + after).strip()) if not percents else None
    scaled = digits.rstrip(",")
    whole, _, decimals = scaled.partition(".")
    return _Number(
        before,
        after,
        digits=True,
        whole=whole.count("0"),
        fixed=decimals.count("0"),
        most=len(decimals),
        grouped="," in whole,
        scale=2 * percents - 3 * (len(digits) - len(scaled)),
    )


@lru_cache(256)
def _date_parts(code: str) -> _Parts:
    """The parts of a code for dates; none for any other code."""
    first = _SECTIONS.match(code[:_LONGEST])
    parts: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(first[1] if first else ""):
        if token["other"] or token["number"] or token["general"]:
            return ()
        if token["date"] or token["clock"]:
            parts.append(("date" if token["date"] else "clock", token[0].lower()))
        else:
            literal = token["quoted"] or token["escaped"] or token["literal"] or (" " if token["space"] else "")
            parts.append(("literal", literal))
    return tuple(parts) if any(kind == "date" for kind, _ in parts) else ()


def _shown_date(value: date | time, parts: _Parts) -> str | None:
    in_halves = any(kind == "clock" for kind, _ in parts)
    texts: list[str] = []
    last = ""
    for number, (kind, text) in enumerate(parts):
        following = next((later for each, later in parts[number + 1 :] if each == "date"), "")
        is_minute = kind == "date" and text in {"m", "mm"} and (last.startswith("h") or following.startswith("s"))
        if kind == "literal":
            texts.append(text)
            continue
        is_time = is_minute or kind == "clock" or text[0] in "hs"
        if not isinstance(value, datetime) and is_time != isinstance(value, time):
            return None  # a day has no time, and a time no day
        texts.append(_clock(value, text, is_minute, in_halves) if is_time else _day(value, text))
        last = text if kind == "date" else last
    return " ".join("".join(texts).split())


def _clock(value: date | time, text: str, is_minute: bool, in_halves: bool) -> str:
    assert isinstance(value, (datetime, time))  # noqa: S101  checked above
    if text in {"am/pm", "a/p"}:
        half = "AM" if value.hour < 12 else "PM"
        return half if text == "am/pm" else half[0]
    if is_minute:
        return f"{value.minute:0{len(text)}}"
    hour = (value.hour % 12 or 12) if in_halves else value.hour
    return f"{hour if text[0] == 'h' else value.second:0{min(len(text), 2)}}"


def _day(value: date | time, text: str) -> str:
    assert isinstance(value, date)  # noqa: S101  checked above
    match text[0], len(text):
        case "y", size:
            return f"{value.year:04}" if size > 2 else f"{value.year % 100:02}"
        case "m", 3:
            return _MONTHS[value.month - 1][:3]
        case "m", size if size > 3:
            return _MONTHS[value.month - 1][: 1 if size == 5 else None]
        case "d", 3:
            return _DAYS[value.weekday()][:3]
        case "d", size if size > 3:
            return _DAYS[value.weekday()]
        case letter, size:
            return f"{value.month if letter == 'm' else value.day:0{size}}"
