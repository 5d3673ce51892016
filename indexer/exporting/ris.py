"""The cited articles as RIS, which reference managers read.

A line is a tag of two characters, two spaces, a hyphen, a space and the value, and ends in CR LF. A value cannot hold a
line break, so a line break in a quote becomes a space; nothing else of a quote changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.exporting.annotations import location, strength
from indexer.exporting.works import cited_works, line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.exporting.works import Work
    from indexer.types import Answer

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def ris_text(answer: Answer) -> str:
    """The records of the cited articles, each with all that is quoted from it; empty when nothing is cited."""
    checked = f"Footnote build {line(answer.build)}. Strength: {strength(answer)}"
    return "".join(
        f"{tag}  - {value}\r\n" for work in cited_works(answer) for tag, value in (*_fields(work, checked), ("ER", ""))
    )


def _fields(work: Work, checked: str) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC" if work.url else "GEN"
    yield "ID", work.key
    yield "TI", work.title
    if work.author:
        yield "AU", work.author
    if work.source:
        yield "T2", work.source
    if work.date:
        yield "PY", f"{work.date[0]:04}"
        yield (
            "DA",
            "/".join(
                [*(f"{part:02}" if place else f"{part:04}" for place, part in enumerate(work.date))]
                + [""] * (4 - len(work.date))
            ),
        )
    if work.url:
        yield "UR", printable(work.url)
    for citation in work.citations:
        yield "N1", f"“{_one_line(citation.quote)}” ({_one_line(location(citation))})"
    yield (
        "N1",
        (f"Article {line(work.first.article_id)}, SHA-256 {work.first.article_sha256}, {checked}"),
    )


def _one_line(quote: str) -> str:
    return _LINE_BREAK.sub(" ", printable(quote))
