"""Rich Text Format (.rtf): the text as it is printed, with its tables, notes and comments.

striprtf turns RTF into text; before that, deleted and hidden text is cut out, and signs of the private use area stand in
for what text cannot show: the edge of a cell, a heading's level, both ends of a link, and the place of a note, whose text
follows its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from striprtf.striprtf import font_table_group, rtf_to_text

from indexer.errors import ArticleError
from indexer.readers import clock
from indexer.readers.blocks import Block, table_row
from indexer.readers.bullets import BULLET, with_bullet
from indexer.readers.document_metadata import given, stated_author, stated_date, stated_title
from indexer.readers.file_walk import shown
from indexer.readers.links import count_signs, link
from indexer.readers.structured import article_of_blocks
from indexer.text import lines
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.links import Link
    from indexer.types import Article, Note

_NOTE, _CELL, _LEVEL = (
    "\ue000",
    "\ue001",
    0xE002,
)  # signs that stand in; the nine levels are the nine code points from the last on
_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?|\\[^a-z]|[{}]", re.IGNORECASE)
_CODE_PAGE = re.compile(r"\\ansicpg\d{1,5}")
_HEADING_STYLE = re.compile(r"\{\\s(\d{1,5})\b[^{};]*\s(?:heading ([1-9])|title)(?:,[^{};]*)?;\}", re.IGNORECASE)
_DATE = re.compile(r"\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})(?:\\hr(\d{1,2}))?(?:\\min(\d{1,2}))?")
_LONGEST_STYLES = 500_000  # code points of the table of styles
_ASIDES = frozenset({"footnote", "annotation", "shptxt"})
_IGNORED = frozenset({"shp", "do", "shpgrp"})  # groups that striprtf leaves out as a whole, besides those with `\\*`
_NOTES = re.compile(f"{_NOTE}(\\d+){_NOTE}")
_LINK, _LINK_END, _BREAK, _PARAGRAPH = "\ue00b", "\ue00c", "\ue00d", "\ue00e"
_LINE, _BLANK_LINE = re.compile(r"[^\n]*[^\s][^\n]*"), re.compile(r"\n\s*\n")
_BREAKS = re.compile(f"[ \t]*{_BREAK}[ \t]*")
_LINK_SIGNS = re.compile(f"{_LINK}(\\d+){_LINK}|{_LINK_END}")
_MARKUP = re.compile(r"[{}\r\n]|\\[a-z]{1,32}-?\d{0,10} ?", re.IGNORECASE)
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_LEVELS = re.compile("[\ue002-\ue00a]")
_SET = re.compile(f"[\ue002-\ue00a{_CELL}]")  # headings or tables: written by a program that knows paragraphs


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of an RTF file; its title is the one it states, else its first heading or first line."""
    raw = file.path.read_bytes()
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise ArticleError(shown(file.path), "is no RTF; open it in its program and save it anew")
    rtf = raw.decode("latin-1")
    prefix = "{\\rtf1\\ansi" + "".join(_CODE_PAGE.findall(rtf)[:1]) + font_table_group(rtf)
    yield from article_of_blocks(file, limits, _blocks(rtf, prefix, []), _info(rtf, prefix), from_text=True)


def _blocks(rtf: str, prefix: str, addresses: list[str]) -> Iterator[Block]:
    """The blocks of a group of RTF; `prefix` is the head of the file, which a note needs to be understood by itself.

    `addresses` are those of the links so far, by their numbers.
    """
    shown_rtf, asides = _prepared(rtf, addresses)
    text = normalise(_text(shown_rtf))
    for start, end in _lines(text):
        line = text[start:end]
        yield from _of_line(_BREAKS.sub("\n", _NOTES.sub("", line)), addresses)
        for number in _NOTES.findall(line):
            yield from _blocks(f"{prefix}{asides[int(number)]}}}", prefix, addresses)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs: the lines, but those of a text with blank lines and no more are put together if it was wrapped."""
    if _BLANK_LINE.search(text) and not _SET.search(text):
        return lines.blocks(text)
    return map(re.Match.span, _LINE.finditer(text))


def _of_line(line: str, addresses: list[str]) -> Iterator[Block]:
    """The blocks of a line: a paragraph, or a row of a table, whose cells may have several."""
    if _CELL not in line:
        yield _block(line, addresses)
        return
    cells = [[_block(part, addresses) for part in cell.split(_PARAGRAPH)] for cell in line.split(_CELL)]
    yield from table_row([[block for block in cell if block.text] for cell in cells])


def _block(line: str, addresses: list[str]) -> Block:
    level, line = _LEVELS.search(line), _LEVELS.sub("", line).replace(_PARAGRAPH, " ").strip()
    text, links = _linked(with_bullet(line), addresses)
    if level:
        return Block(text, "heading", level=ord(level[0]) - _LEVEL + 1, links=links)
    return Block(text, "item" if text.startswith(BULLET) else "paragraph", links=links)


def _linked(line: str, addresses: list[str]) -> tuple[str, tuple[Link, ...]]:
    """The line without the signs of its links, and these."""
    first, *rest = _LINK_SIGNS.split(line)
    made, signs = [first], count_signs(first)
    links: list[Link] = []
    for number, part in zip(rest[::2], rest[1::2], strict=True):
        if number and int(number) < len(addresses):
            links += link(signs, part, addresses[int(number)])
        made.append(part)
        signs += count_signs(part)
    return "".join(made), tuple(links)


def _text(rtf: str) -> str:
    # striprtf writes the address of a link behind its words; nobody sees it there.
    text: str = rtf_to_text(rtf.replace("HYPERLINK", "LINK"), errors="replace")
    return text


@dataclass(slots=True)
class _Group:
    """An open group: where it starts in the output, what it is, what becomes of it, and what is written behind it."""

    start: int
    hidden: bool = False
    aside: bool = False
    ignored: bool = False
    part: str = ""  # of a field: its code (`fldinst`) or its words (`fldrslt`)
    address: str = ""  # of the link that a field is
    behind: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Preparation:
    """RTF on its way out: its parts, the groups that are open, and the notes that were cut out."""

    parts: list[str] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    in_row: bool = False

    def open(self) -> None:
        """Opens a group."""
        self.groups.append(_Group(len(self.parts)))
        self.parts.append("{")

    def close(self) -> None:
        """Closes the last group: hidden text is removed, a note is cut out and leaves a sign."""
        self.parts.append("}")
        if not self.groups:
            return
        group = self.groups.pop()
        if group.hidden:
            del self.parts[group.start :]
        elif group.aside:
            sign = _sign(*_NOTE, *str(len(self.asides)), *_NOTE)
            self.asides.append("".join(self.parts[group.start :]))
            del self.parts[group.start :]
            self._outside([*group.behind, sign])
        else:
            self.parts += group.behind
        if group.part and self.groups:
            self._close_part(group, self.groups[-1])

    def _close_part(self, part: _Group, whole: _Group) -> None:
        """Closes a part of a field: the words of a link get signs at both ends, and its code is left out."""
        if part.part == "fldinst":
            code = _MARKUP.sub("", "".join(self.parts[part.start :]))
            if address := _HYPERLINK.search(code):
                whole.address = address[1]
                del self.parts[part.start :]
        elif whole.address:
            self.parts.insert(part.start, _sign(_LINK, *str(len(self.addresses)), _LINK))
            self.parts.append(_sign(_LINK_END))
            self.addresses.append(whole.address)

    def _outside(self, signs: list[str]) -> None:
        """Writes signs behind the outermost group that is ignored, where they would be lost; else here."""
        ignored = next((group for group in self.groups if group.ignored), None)
        (ignored.behind if ignored else self.parts).extend(signs)

    def word(self, token: str, word: str, number: str | None) -> None:
        """Takes in a control word; that of a note is left out, so that its group is read as text."""
        group = self.groups[-1] if self.groups else _Group(0)
        if word in _ASIDES:
            group.aside, group.ignored = True, False
            del self.parts[group.start + 1 :]
            return
        if word in {"v", "deleted"}:
            group.hidden = group.hidden or number != "0"
        elif word in {"fldinst", "fldrslt"}:
            group.part = word
        elif word == "nestrow":
            group.behind.append("\\row ")
        elif word == "trowd" and not self.in_row:
            self.in_row = True
            self.parts.append("\\par ")  # a row never goes on with the line above
        elif word == "row":
            self.in_row = False
        elif word == "par" and self.in_row:
            self.parts.append(_sign(_PARAGRAPH))
            return
        group.ignored = group.ignored or word in _IGNORED
        self.parts.append(_replaced(token, word, number))
        if word == "s" and number in self.headings:
            self.parts.append(_sign(chr(_LEVEL + self.headings[number] - 1)))

    def symbol(self, symbol: str) -> None:
        """Takes in a control symbol."""
        if symbol == "\\*" and self.groups:
            self.groups[-1].ignored = True
        self.parts.append(symbol)


def _replaced(token: str, word: str, number: str | None) -> str:
    if word in {"cell", "nestcell"}:
        return _sign(_CELL)
    if word == "line":
        return _sign(_BREAK)
    if word == "outlinelevel" and number and number in "01234567":
        return token + _sign(chr(_LEVEL + int(number)))
    if (word == "uc" and number is None) or (word == "u" and number and not -0x10000 <= int(number) <= 0x10FFFF):
        return ""  # damaged: striprtf would fail
    return token


def _sign(*characters: str) -> str:
    return "".join(f"{{\\uc1\\u{ord(character)}?}}" for character in characters)


def _prepared(rtf: str, addresses: list[str]) -> tuple[str, list[str]]:
    """The RTF without hidden text and notes, and the notes, in the order of their signs; the addresses of links are added."""
    preparation = _Preparation(addresses=addresses, headings=_heading_styles(rtf))
    position = 0
    for token in _TOKEN.finditer(rtf):
        if token.start() < position:  # in what a picture is made of
            continue
        preparation.parts.append(rtf[position : token.start()])
        clock.worked(token.end() - position)
        position = token.end()
        if token[0] == "{":
            preparation.open()
        elif token[0] == "}":
            preparation.close()
        elif token[1] == "bin":
            position += 1 + max(0, int(token[2])) if token[2] else 0
        elif token[1]:
            preparation.word(token[0], token[1], token[2])
        else:
            preparation.symbol(token[0])
    preparation.parts.append(rtf[position:])
    return "".join(preparation.parts), preparation.asides


def _heading_styles(rtf: str) -> dict[str, int]:
    """The styles of headings: number → level."""
    start = rtf.find("{\\stylesheet")
    styles = _HEADING_STYLE.finditer(rtf, start, start + _LONGEST_STYLES) if start >= 0 else ()
    return {style[1]: int(style[2] or 1) for style in styles}


def _info(rtf: str, prefix: str) -> dict[str, object]:
    """The fields in the group `info`."""
    created = _DATE.search(rtf, rtf.find("\\creatim")) if "\\creatim" in rtf else None
    return given(
        title=stated_title(_of_info(rtf, "title", prefix)),
        author=stated_author(_of_info(rtf, "author", prefix)),
        published=stated_date(_written(created) if created else None),
        subject=_of_info(rtf, "subject", prefix),
        keywords=_of_info(rtf, "keywords", prefix),
    )


def _of_info(rtf: str, name: str, prefix: str) -> str | None:
    start = rtf.find("{\\info")
    match = re.compile(rf"\{{\\{name} ([^{{}}]*)\}}").search(rtf, start) if start >= 0 else None
    return _text(f"{prefix}{{{match[1]}}}}}").strip() or None if match else None


def _written(date: re.Match[str]) -> str:
    year, month, day, hour, minute = date.groups()
    clock = f"T{int(hour):02}:{int(minute):02}:00" if hour and minute else ""
    return f"{year}-{int(month):02}-{int(day):02}{clock}"
