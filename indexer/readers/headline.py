"""Recognises the headline of a plain text, and of a news story its captions and dateline.

A news story begins with a headline, perhaps a caption or two, and a dateline that names the publisher, the date and the
place: `Agenda.ge, 25 Oct 2016 - 13:15, Tbilisi,Georgia`. Only this whole pattern gives a source and a date. All other
lines that are no running text are recognised by `line_kinds`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from indexer.readers.line_kinds import recognised
from indexer.text.dates import find
from indexer.text.lines import blocks
from indexer.types import Mark, MarkKind, Span

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_HEAD = 5_000  # code points; no headline, caption or dateline lies deeper
_SEPARATORS = " \t,;:|•·-–—"
_ENDS_IN_SEPARATOR = re.compile(r"[,;:|•·–—-]\s*$")
_NAME = re.compile(r"(?:[^\W_a-z][^\s,;!?]*|of|the|and|for|de|la|le|du|der|von)(?:[ ,/&]+|$)")
_LABEL = re.compile(r"(?:published|posted|updated|date|on)\b.*", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:photos?|image|picture|pic|illustration|credit)\b|©", re.IGNORECASE)

_LONGEST_HEADLINE, _LONGEST_TITLE, _LONGEST_CAPTION, _LONGEST_DATELINE = 200, 120, 400, 150  # code points
_MOST_CAPTIONS = 3
_MOST_NAMES = 8  # words


@dataclass(frozen=True, slots=True)
class Heading:
    """The fields that the first lines give: without a dateline only a title, or none. `marks` are those of the whole text."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    place: str | None = None
    marks: tuple[Mark, ...] = field(default=())


def recognise(text: str) -> Heading:
    """The fields that the first lines of `text` give, and the marks of all that is not running text."""
    lines = [match.span() for match in islice(_LINE.finditer(text[:_HEAD]), _MOST_CAPTIONS + 3)]
    lines = [_trimmed(text, *line) for line in lines]
    heading = _news(text, lines) or Heading(title=_title(text, lines))
    return replace(heading, marks=recognised(text, heading.marks, _is_dateline))


def marks_of(text: str) -> tuple[Mark, ...]:
    """The marks of a text whose fields are known: of all that is not running text."""
    return recognised(text, (), _is_dateline)


def _news(text: str, lines: list[tuple[int, int]]) -> Heading | None:
    if not lines or not _is_headline(text[slice(*lines[0])], _LONGEST_HEADLINE):
        return None
    for number, line in enumerate(lines[1 : _MOST_CAPTIONS + 2], 1):
        dateline = _dateline(text[slice(*line)])
        if dateline:
            below = lines[number + 1 : number + 2]
            captions = [*lines[1:number], *(line for line in below if _is_credit(text[slice(*line)]))]
            marks: list[tuple[MarkKind, tuple[int, int]]] = [
                ("headline", lines[0]),
                ("dateline", line),
                *(("caption", caption) for caption in captions),
            ]
            return Heading(
                text[slice(*lines[0])],
                *dateline,
                tuple(Mark(Span(*span), kind) for kind, span in sorted(marks, key=lambda mark: mark[1])),
            )
        if line[1] - line[0] > _LONGEST_CAPTION:
            return None
    return None


def _is_dateline(line: str) -> bool:
    return _dateline(line) is not None


def _dateline(line: str) -> tuple[str | None, str, str | None] | None:
    """The source, date and place in a dateline; None when the line is not a dateline."""
    date = find(line) if len(line) <= _LONGEST_DATELINE else None
    if date is None:
        return None
    start, end, published = date
    before, after = line[:start], line[end:].strip(_SEPARATORS + ".")
    source = before.strip(_SEPARATORS)
    if _LABEL.fullmatch(source):
        source = ""
    if source and not (_ENDS_IN_SEPARATOR.search(before) and _is_name(source)):
        return None
    if after and not _is_name(after):
        return None
    place = ", ".join(part.strip() for part in after.split(",") if part.strip())
    return source or None, published, place or None


def _is_name(words: str) -> bool:
    """Whether these words are a name: few, and each with a capital letter."""
    end = count = 0
    while match := _NAME.match(words, end):
        end, count = match.end(), count + 1
    return end == len(words) and count <= _MOST_NAMES and ". " not in words


def _is_headline(line: str, longest: int) -> bool:
    ends_sentence = line.endswith((".", ",", ";", ":")) and not line.endswith("...")
    return len(line) <= longest and not ends_sentence and any(character.isalpha() for character in line)


def _is_credit(line: str) -> bool:
    return len(line) <= _LONGEST_CAPTION and _CREDIT.search(line) is not None and find(line) is None


def _title(text: str, lines: list[tuple[int, int]]) -> str | None:
    """The first line, if it stands alone and looks like a headline."""
    if not lines:
        return None
    start, end = lines[0]
    alone = next(blocks(text[:_HEAD]), None) == (start, end)
    return text[start:end] if alone and _is_headline(text[start:end], _LONGEST_TITLE) else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
