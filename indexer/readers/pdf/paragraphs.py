"""Puts lines together to paragraphs, also across columns and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.pdf.lines import Line

Glue = Literal["", " ", "\n"]

_SAME_SIZE = 1.12  # lines whose letters differ more than by this factor do not belong together
_RUN_STEP = 2.5  # of the size: the greatest step from one line of a run to the next
_WIDER = 1.25  # of the usual step: a greater one begins a paragraph
_INDENT, _DEEPEST_INDENT = 0.8, 6.0  # of the size
_BOLDER = 100
_LONG = 0.7  # of the width of a run
_ITEM = re.compile(r"(?:[•‣◦▪●■\uf0b7–—-]|\(?\d{1,3}[.)]|\(?[a-z]\)|\[\d{1,3}\])\s*\S")
ENDED = re.compile(r"[.!?:…。！？؟।։][\"'”’»)\]\d]*$")
_HYPHENS = "-‐\u00ad"
_HYPHENATED = re.compile(rf"[^\W\d_][{_HYPHENS}]$")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a paragraph: its page, counted from 0, and what joins it to the line before.

    `divided` says that the line before ends within a word, which goes on here.
    """

    page: int
    line: Line
    glue: Glue = ""
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `full` says that the last of them reaches to the right edge."""

    parts: tuple[Part, ...]
    full: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.parts[0].line

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.parts[-1].line


def paragraphs_of(page: int, lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a page's lines, in order."""
    joined: list[Paragraph] = []
    for run in _runs(lines):
        for paragraph in _of_run(page, run):
            if joined and goes_on(joined[-1], paragraph):
                joined[-1] = together(joined[-1], paragraph)
            else:
                joined.append(paragraph)
    return joined


def goes_on(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on in the next one: it breaks off at the end of a column or page."""
    last, first = paragraph.last, following.first
    if not _alike(last, first) or _is_row(last) or _is_row(first):
        return False
    if last.broken:
        return True
    if ENDED.search(last.text) or _ITEM.match(first.text):
        return False
    if _begins_small(first):
        return True
    jump = paragraph.parts[-1].page != following.parts[0].page or first.base <= last.base
    return jump and paragraph.full and len(paragraph.parts) > 1


def together(paragraph: Paragraph, following: Paragraph) -> Paragraph:
    """Two paragraphs as one, the first of which goes on in the second."""
    first = following.parts[0]
    joint = _part(first.page, paragraph.last, first.line, " ")
    return Paragraph((*paragraph.parts, joint, *following.parts[1:]), following.full)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines below each other, of one size: pieces of a column."""
    run: list[Line] = []
    for line in lines:
        if run and not _below(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _below(line: Line, following: Line) -> bool:
    step = following.base - line.base
    return (
        0.3 * line.size < step < _RUN_STEP * max(line.size, following.size)
        and _alike(line, following)
        and following.left < line.right
        and line.left < following.right
    )


def _alike(line: Line, other: Line) -> bool:
    return line.turned == other.turned and max(line.size, other.size) < _SAME_SIZE * min(line.size, other.size)


def _of_run(page: int, run: Sequence[Line]) -> Iterator[Paragraph]:
    steps = [following.base - line.base for line, following in pairwise(run)]
    step = median(steps) if len(steps) > 1 else 0.0
    left, right = min(line.left for line in run), max(line.right for line in run)
    hanging = sum(line.left - left > _INDENT * line.size for line in run[1:]) > len(run) / 2
    parts = [Part(page, run[0])]
    for line, following in pairwise(run):
        full = _is_full(line, following, right)
        wide = bool(step) and following.base - line.base > _WIDER * step + 1
        if wide or _begins(line, following, left, hanging, full):
            yield Paragraph(tuple(parts), full)
            parts = [Part(page, following)]
        else:
            goes = full or _within_sentence(line, following) or _is_cut(line, following, right - left)
            parts.append(_part(page, line, following, " " if goes else "\n"))
    yield Paragraph(tuple(parts), run[-1].right > right - 2 * run[-1].size)


def _begins(line: Line, following: Line, left: float, hanging: bool, full: bool) -> bool:
    """Whether `following` begins a paragraph, by how the lines stand and what they say."""
    if line.broken:
        return False
    if abs(line.weight - following.weight) >= _BOLDER:
        return not _within_sentence(line, following)
    ended = ENDED.search(line.text) is not None
    if _ITEM.match(following.text) and (ended or not full) and not _begins_small(following):
        return True
    indent = following.left - (left if hanging else line.left)
    if hanging:
        return indent < _INDENT * following.size and line.left - following.left > _INDENT * following.size
    starts = _INDENT * following.size < indent < _DEEPEST_INDENT * following.size and not _ITEM.match(line.text)
    return (starts and (ended or not full) and not _within_sentence(line, following)) or (ended and not full)


def _is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the first word of the next line would not have fitted behind a line."""
    letter = line.width / max(1, len(line.text))
    word = following.text.split(" ", 1)[0]
    return line.right + (len(word) + 0.5) * letter > right


def _part(page: int, line: Line, following: Line, glue: Glue) -> Part:
    if _is_row(line) or _is_row(following):
        return Part(page, following, "\n")
    ends_in_hyphen = line.text[-1] in _HYPHENS and _HYPHENATED.search(line.text) and _LETTER.match(following.text)
    if line.broken or (ends_in_hyphen and glue == " "):
        return Part(page, following, "", divided=True)
    if glue == " " and _UNSPACED.match(line.text[-1]) and _UNSPACED.match(following.text):
        return Part(page, following)
    return Part(page, following, glue)


def _within_sentence(line: Line, following: Line) -> bool:
    return _begins_small(following) and ENDED.search(line.text) is None


def _is_cut(line: Line, following: Line, width: float) -> bool:
    """Whether a long line ends within a sentence that goes on with a bracket, a quotation mark or a number."""
    goes_on_so = not following.text[0].isupper() and not _ITEM.match(following.text)
    return line.width > _LONG * width and goes_on_so and ENDED.search(line.text) is None


def _begins_small(line: Line) -> bool:
    first = _LETTER.search(line.text)
    return first is not None and first[0].islower() and first.start() < 2


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table: half of its words, or more, have digits."""
    if not _DIGIT.search(line.text):
        return False
    words = line.text.split()
    figures = sum(1 for word in words if _DIGIT.search(word))
    return figures > 1 and 2 < len(words) <= 2 * figures
