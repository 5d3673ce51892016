"""The printed lines of a page, in the order of the file, with the position and size of their letters."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from indexer.readers.bullets import with_bullet
from indexer.readers.links import behind
from indexer.readers.pdf.glyph_numbers import fonts_of_numbers, read_by_glyphs
from indexer.readers.pdf.hidden_text import without_hidden
from indexer.readers.pdf.letters import along, box_of, end_of, index_of, letter_at
from indexer.readers.pdf.page_links import areas_on, words_linked
from indexer.readers.pdf.right_to_left import reading_order
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pypdfium2 import PdfPage

    from indexer.readers.links import Link
    from indexer.readers.pdf.letters import Characters, Letter
    from indexer.readers.pdf.page_links import Area

_HYPHEN = "\ufffe"  # what PDFium writes for a hyphen at the end of a line, and for characters it knows nothing of
_UNKNOWN = "\ufffd"
_PIECE = re.compile(f"[^\r\n{_HYPHEN}]*(?:{_HYPHEN}|[^\r\n{_HYPHEN}])")
_RAISED = 0.5  # of the size of the letters: how far apart pieces of one line may stand, up and down
_APART = 1.5  # of their size: how far apart, from left to right
_SPACE = 0.12  # of their size: the least width of a space


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. Lengths are in points; `base`, where its letters stand, grows from the top of the page downwards.

    `size` is that of most letters, `first_size` of the first; `weight` is how bold they are. `broken` says that its last
    word goes on in the next line (the text has no hyphen then). `turned`: not in the direction of most of the page.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    first_size: float
    weight: int = 400
    broken: bool = False
    turned: bool = False
    links: tuple[Link, ...] = ()

    @property
    def width(self) -> float:
        """From its left end to its right."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a page that have text, in the order of the file, and the height of the page in points."""

    lines: tuple[Line, ...]
    height: float = 0.0


class _Measured(NamedTuple):
    """A piece of a line: its first, middle and last letter, and the point where it ends."""

    text: str
    letters: tuple[Letter, ...]
    right: tuple[float, float]
    weight: int
    broken: bool
    links: tuple[Link, ...]


def printed_on(page: PdfPage) -> Printed:
    """What is printed on a page. Most lines run from left to right, however the page is turned."""
    characters = page.get_textpage()
    try:
        text = without_hidden(page, characters.raw, characters.get_text_range())
        measured = list(_measured(characters.raw, text, areas_on(page))) if text.strip() else []
    finally:
        characters.close()
    left, bottom, right, top = page.get_bbox()
    box = page.get_cropbox()
    measured = [each for each in measured if _is_within(each, box)] or measured
    angle = _usual(round(each.letters[1].angle, 1) for each in measured)
    down = -1 if 2 * sum(each.letters[1].mirrored for each in measured) > len(measured) else 1
    bases = [down * (x * math.sin(angle) - y * math.cos(angle)) for x in (left, right) for y in (bottom, top)]
    pieces = [_line(each, angle, down, min(bases)) for each in measured]
    if (page.get_rotation() or angle) and _is_upside_down([piece for piece in pieces if not piece.turned]):
        pieces.reverse()
    return Printed(tuple(_joined(pieces)), max(bases) - min(bases))


def _is_within(measured: _Measured, page: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a piece stands on the page; what stands beside it is not seen."""
    left, bottom, right, top = page
    middle = measured.letters[1]
    return left <= middle.x <= right and bottom <= middle.y <= top


def _measured(characters: Characters, text: str, areas: Sequence[Area]) -> Iterator[_Measured]:
    """The lines as PDFium divides them: pieces of what stands on one line may come one by one."""
    by_glyphs = fonts_of_numbers(characters, text)
    for match in _PIECE.finditer(text):
        whole = match[0].rstrip(_HYPHEN)
        if not whole.strip():
            continue
        start = match.start() + len(whole) - len(whole.lstrip())
        end = match.start() + len(whole.rstrip()) - 1
        links = tuple(words_linked(characters, text, start, end + 1, areas)) if areas else ()
        first = letter_at(characters, start)
        if first.is_leftwards or not whole.isascii():
            runs = _runs(characters, text, start, end + 1, leftwards=first.is_leftwards)
            piece = "".join(_spaced(characters, text, before, run) for before, run in pairwise([[], *runs]))
            read = [at for run in runs for at in run if not text[at].isspace()]
            first, end, middle = letter_at(characters, read[0]), read[-1], read[len(read) // 2]
        else:
            piece, middle = whole, (start + end) // 2
        if by_glyphs:
            piece = read_by_glyphs(characters, text, start, end + 1, by_glyphs) or piece
        letters = (first, letter_at(characters, middle), letter_at(characters, end))
        weight = min(letter.weight for letter in letters)
        hyphen = match[0].endswith(_HYPHEN)
        broken = hyphen and bool(raw.FPDFText_IsHyphen(characters, index_of(characters, match.end() - 1)))
        printed = piece if broken or not hyphen else piece + _UNKNOWN
        yield _Measured(printed, letters, end_of(characters, end, letters[-1]), weight, broken, links)


def _runs(characters: Characters, text: str, start: int, end: int, *, leftwards: bool) -> list[list[int]]:
    """The positions of a line's characters in the order in which they are read, in runs that a blank stands between.

    Where lines run to the left, as on a page that is upside down or mirrored, PDFium gives their parts from the last to the
    first; and it gives some words mirrored that run from right to left.
    """
    if not leftwards:
        return [_read(characters, text, list(range(start, end)))]
    runs: list[tuple[float, list[int]]] = []
    before = math.inf
    for at in range(start, end):
        if text[at].isspace():  # it may be PDFium's own, and stand anywhere
            runs[-1][1].append(at)
            continue
        here = along(characters, index_of(characters, at))
        if here < before:
            runs.append((here, []))
        runs[-1][1].append(at)
        before = here
    return [_read(characters, text, run) for _, run in sorted(runs)]


def _spaced(characters: Characters, text: str, before: list[int], run: list[int]) -> str:
    """The text of a run, behind a blank if it does not begin right where the run before it ends."""
    written = "".join(text[at] for at in run).strip()
    if not before:
        return written
    last = next(at for at in reversed(before) if not text[at].isspace())
    letter = letter_at(characters, last)
    left, right, bottom, top = box_of(characters, last)
    cos, sin = math.cos(letter.angle), math.sin(letter.angle)
    end = max(x * cos + y * sin for x in (left, right) for y in (bottom, top))
    gap = along(characters, index_of(characters, run[0])) - end
    return f" {written}" if gap > _SPACE * letter.size else written


def _read(characters: Characters, text: str, run: list[int]) -> list[int]:
    order = reading_order("".join(text[at] for at in run), lambda at: along(characters, index_of(characters, run[at])))
    return run if order is None else [run[at] for at in order]


def _line(measured: _Measured, angle: float, down: int, top: float) -> Line:
    """The line of a measured piece, in coordinates that are turned by `angle`, run `down` or (-1) up, and begin at `top`."""
    letters, (x, y) = measured.letters, measured.right
    cos, sin = (math.cos(angle), math.sin(angle)) if angle else (1.0, 0.0)
    first, middle, last = letters
    left = first.x * cos + first.y * sin
    bases = [down * (each.x * sin - each.y * cos) for each in letters]
    return Line(
        " ".join(normalise(measured.text).split()),
        left, max(left, x * cos + y * sin), _median(*bases) - top,
        _median(first.size, middle.size, last.size), first.size, measured.weight, measured.broken,
        middle.angle != angle and abs(math.remainder(middle.angle - angle, 2 * math.pi)) > 0.1,
        measured.links,
    )  # fmt: skip


def _median(one: float, two: float, three: float) -> float:
    return max(min(one, two), min(max(one, two), three))


def _is_upside_down(pieces: list[Line]) -> bool:
    """Whether the lines come from the last to the first, as PDFium gives them of pages that are shown sideways."""
    steps = [following.base - piece.base for piece, following in pairwise(pieces)]
    return sum(step < 0 for step in steps) > 2 * sum(step > 0 for step in steps)


def _joined(pieces: list[Line]) -> Iterator[Line]:
    """The lines, put together of the pieces that stand on one line."""
    line: Line | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if line is not None and _goes_on(line, piece):
            longer = max(line, piece, key=lambda each: len(each.text))
            space = " " if piece.left - line.right > _SPACE * longer.size else ""
            line = replace(
                longer,
                text=f"{line.text}{space}{piece.text}",
                left=line.left, right=max(line.right, piece.right), first_size=line.first_size, broken=piece.broken,
                links=(*line.links, *behind(line.text, piece.links)),
            )  # fmt: skip
            continue
        if line is not None:
            yield _bulleted(line)
        line = piece
    if line is not None:
        yield _bulleted(line)


def _bulleted(line: Line) -> Line:
    text = with_bullet(line.text)
    return line if text == line.text else replace(line, text=text)


def _goes_on(line: Line, piece: Line) -> bool:
    """Whether a piece stands right behind a line, perhaps raised or lowered."""
    size = max(line.size, piece.size)
    return (
        not line.broken
        and line.turned == piece.turned
        and abs(piece.base - line.base) < _RAISED * size
        and -_RAISED * size < piece.left - line.right < _APART * size
    )


def _usual(angles: Iterable[float]) -> float:
    counts: dict[float, int] = {}
    for angle in angles:
        counts[angle] = counts.get(angle, 0) + 1
    return max(counts, key=lambda angle: counts[angle]) if counts else 0.0
