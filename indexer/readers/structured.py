"""The article of a structured document: its blocks, and the fields that it states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers import fields, headline, press_exports
from indexer.readers.blocks import assemble
from indexer.readers.file_walk import shown
from indexer.readers.first_lines import date_of_name
from indexer.readers.text_files import title_of_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from indexer.readers.blocks import Assembled, Block
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Mark, Note

_NUMBERED = re.compile(
    r"(?:chapter|part|section|kapitel|teil|chapitre|partie|cap[ií]tulo|parte)\s+(?:\d+|[ivxlc]+)\W*", re.I
)
_LONGEST_TITLE = 120  # code points of a line that a numbered title is completed by


def article_of_blocks(
    file: SourceFile,
    limits: Limits,
    blocks: Iterable[Block],
    stated: Mapping[str, object],
    *,
    id: str = "",  # noqa: A002  it is the field's name
    from_text: bool = False,
) -> Iterator[Article | Note]:
    """The article that these blocks make, with the fields `stated`; without an `id` it has the file's.

    The title is the one stated, else the headline or first heading, else what looks like one, else the file's name. In a
    document without headings, first lines and headings are recognised as they are in plain text. With `from_text`, a
    dateline, a byline and other first lines give the fields that are not stated.
    """
    document = assemble(blocks)
    exported = press_exports.split(document.text)
    if exported:
        yield from press_exports.articles(file, limits, exported)
        return
    is_table = 0 in document.unmarked  # it begins with a row
    heading = headline.Heading() if is_table or document.title() else headline.recognise(document.text)
    title = document.title() or _completed(heading.title, document)
    yield from fields.article_and_notes(
        fields.GivenFields(stated, shown(file.path)),
        document.text,
        id=id or file.id,
        path=shown(file.path),
        language=limits.language,
        otherwise={
            "title": title or title_of_name(file),
            "published": date_of_name(file.id),
            **(_of_dateline(heading) if from_text else {}),
        },
        marks=_joined(document, heading.marks),
        places=document.places,
        structure=document.structure,
        from_text=from_text,
    )


def _of_dateline(heading: headline.Heading) -> dict[str, str]:
    fields = {"source": heading.source, "published": heading.published, "place": heading.place}
    return {name: value for name, value in fields.items() if value}


def _completed(title: str | None, document: Assembled) -> str | None:
    """The title; if it is a bare number such as `Chapter 1`, with the line below, which says what the chapter is about."""
    if title is None:
        return None
    below = document.text.removeprefix(title).lstrip("\n").partition("\n")[0]
    return f"{title} {below}" if _NUMBERED.fullmatch(title) and 0 < len(below) <= _LONGEST_TITLE else title


def _joined(document: Assembled, recognised: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks of the document, and those recognised that are of running text and not marked already."""
    taken = {mark.span.start for mark in document.marks} | document.unmarked
    marks = [*document.marks, *(mark for mark in recognised if mark.span.start not in taken)]
    return tuple(sorted(marks, key=lambda mark: (mark.span.start, mark.span.end)))
