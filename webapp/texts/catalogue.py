"""The texts of the pages in one language, and how that language writes numbers, dates, lists and quotations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from indexer import Listed, Message
from indexer.exporting.dates import date_parts
from webapp.texts.reasons import Reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from indexer import Place, TimeExpression

FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""ISO 639-1 codes of the languages that have a catalogue."""
ORIGINAL = "en"
"""The language of the sentences of `indexer`, and of a page that is asked for in no language of ours."""

Pattern = str | list[str]

_WEEK = 7 * 86_400.0  # seconds
_UNITS = {"days": 86_400.0, "hours": 3_600.0, "minutes": 60.0}  # seconds


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of the pages in one language.

    `texts` maps each key to its pattern, or to the plural forms of one; `sentences` maps the patterns of `Message`s,
    `reasons` those of the reasons for which files were not read.
    """

    language: str
    texts: Mapping[str, Pattern]
    sentences: Mapping[str, str]
    reasons: Reasons
    plural_form: Callable[[int], int]
    thousands: str
    months: tuple[str, ...]
    quotation_marks: tuple[str, ...]

    def text(self, key: str, /, **values: object) -> Markup:
        """The text of that key with its values, which are escaped; raises `KeyError`. `n` chooses the plural form."""
        return Markup(escape(self._pattern(key, values))).format(**self._numbers_shown(values))  # noqa: S704  escaped

    def plain(self, key: str, /, **values: object) -> str:
        """The same as plain text, in which nothing is escaped."""
        return self._pattern(key, values).format(**self._numbers_shown(values))

    def sentence(self, message: str) -> str:
        """A sentence of `indexer` in this language, with a capital letter; one that has no pattern here stays English."""
        said = self.phrase(message)
        return said[:1].upper() + said[1:]

    def phrase(self, message: str) -> str:
        """The same as it stands within a sentence."""
        pattern, values = (message.pattern, message.values) if isinstance(message, Message) else (message, {})
        shown = {name: self._shown(value) for name, value in values.items()}
        return self.sentences[pattern].format(**shown) if pattern in self.sentences else message

    def reason(self, reason: str) -> str:
        """The reason why a file was not read; one that has no pattern here stays English."""
        return self.reasons.said(reason)

    def number(self, number: int) -> str:
        """A whole number with its thousands set off."""
        return f"{number:,}".replace(",", self.thousands)

    def day(self, iso: str) -> str:
        """A date as precise as it is given; what is no ISO 8601 date stays as it is."""
        parts = date_parts(iso)
        if parts is None:
            return iso
        year, month, day, _ = parts
        if month is None:
            return year
        name = self.months[month - 1]
        if day is None:
            return self.plain("date.month", month=name, year=year)
        return self.plain("date.day", day=str(day), month=name, year=year)

    def moment(self, iso: str) -> str:
        """A date with its time, if there is one."""
        parts = date_parts(iso)
        return self.plain("date.moment", day=self.day(iso), time=parts[3]) if parts and parts[3] else self.day(iso)

    def ago(self, iso: str, now: datetime | None = None) -> str:
        """How long ago a moment (UTC) was, in the largest unit that fits; of more than a week ago, the day."""
        try:
            seconds = ((now or datetime.now(UTC)) - datetime.fromisoformat(iso)).total_seconds()
        except (ValueError, TypeError):
            return self.day(iso)
        if not 0 <= seconds < _WEEK:
            return self.plain("ago.day", day=self.day(iso))
        unit = next((unit for unit in _UNITS if seconds >= _UNITS[unit]), None)
        return self.plain(f"ago.{unit}", n=int(seconds / _UNITS[unit])) if unit else self.plain("ago.now")

    def period(self, time: TimeExpression) -> str:
        """The period that words such as “last week” mean."""
        if self.language == ORIGINAL:
            return time.written
        if "/" not in time.iso:
            return self.day(time.iso)
        ends = {"first": self.day(time.first or ""), "last": self.day(time.last or "")}
        if time.first and time.last and time.first[:7] == time.last[:7]:
            return self.plain("date.days", first=str(int(time.first[8:])), last=ends["last"])
        if time.first and time.last:
            return self.plain("date.range", **ends)
        return self.plain("date.since" if time.first else "date.until", day=ends["first"] or ends["last"])

    def place(self, place: Place) -> str:
        """Where in the original a quote stands, as in `p. 12, read by OCR`."""
        where = self.plain(f"place.{place.kind}", label=place.label)
        return self.plain("place.ocr", place=where) if place.ocr else where

    def quoted(self, words: str) -> str:
        """The words in quotation marks, which are not those of a quotation within them; words that bring theirs keep them."""
        outer, inner = self.quotation_marks
        if words[:1] in _OPENING and words[-1:] in _CLOSING:
            return words
        marks = inner if any(mark in words for mark in _DOUBLE) else outer
        return f"{marks[0]}{words}{marks[1]}"

    def listed(self, words: Iterable[str], conjunction: str = "and") -> str:
        """The words with commas between, and the conjunction, `and` or `or`, before the last."""
        *most, last = words
        joined = self.plain("list.comma").join(most)
        return self.plain(f"list.{conjunction}", most=joined, last=last) if most else last

    def _shown(self, value: object) -> str:
        if isinstance(value, Listed):
            return self.listed(map(self.quoted, value.words), value.conjunction)
        return self.number(value) if isinstance(value, int) else str(value)

    def _pattern(self, key: str, values: Mapping[str, object]) -> str:
        pattern = self.texts[key]
        return pattern[self.plural_form(int(str(values["n"])))] if isinstance(pattern, list) else pattern

    def _numbers_shown(self, values: Mapping[str, object]) -> dict[str, object]:
        return {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}


_DOUBLE = frozenset('“”„"«»')
_OPENING = frozenset('“„"«‘‚')
_CLOSING = frozenset('”“"»’‘')


@cache
def catalogue_of(language: str) -> Catalogue:
    """The catalogue of a language that has one."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        data = tomllib.load(file)
    sentences = data.pop("sentences", {})
    reasons = Reasons.of(data.pop("reasons", {}))
    parts = {part: texts for part, texts in data.items() if isinstance(texts, dict)}
    return Catalogue(
        language,
        texts={f"{part}.{name}": text for part, texts in parts.items() for name, text in texts.items()},
        sentences=sentences,
        reasons=reasons,
        plural_form=c2py(data["plural"]),
        thousands=data["thousands"],
        months=tuple(data["months"]),
        quotation_marks=tuple(data["quotation_marks"]),
    )
