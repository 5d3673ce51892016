"""The cited articles as BibTeX: `@misc` entries, which BibTeX and biblatex both read.

Letters outside ASCII stay as they are (UTF-8). Quotes stand in `annote`, which only annotated styles print.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.exporting.annotations import location, strength
from indexer.exporting.works import cited_works, line, printable
from indexer.iso_dates import MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.exporting.works import Work
    from indexer.types import Answer

# Braces are written as commands, because BibTeX counts escaped braces too.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
# Between two characters that TeX would print as another one: -- as a dash, `` as a quotation mark …
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=[!?])(?=`)")


def bibtex_text(answer: Answer) -> str:
    """The entries of the cited articles, each with all that is quoted from it; empty when nothing is cited."""
    checked = f"Footnote build {line(answer.build)}. Strength: {strength(answer)}."
    return "\n".join(_entry(work, checked) for work in cited_works(answer))


def latex(text: str) -> str:
    """The text as LaTeX that prints exactly these characters."""
    return _LIGATURE.sub("{}", "".join(_SPECIAL.get(character, character) for character in printable(text)))


def _entry(work: Work, checked: str) -> str:
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(work, checked))
    return f"@misc{{{work.key},\n{fields}\n}}\n"


def _fields(work: Work, checked: str) -> Iterator[tuple[str, str]]:
    """Names and values. Twofold braces keep a title's capitals, and an author that is no person's name whole."""
    if work.author:
        yield "author", f"{{{{{latex(work.author)}}}}}"
    yield "title", f"{{{{{latex(work.title)}}}}}"
    if work.source:
        yield "howpublished", f"{{{latex(work.source)}}}"
    if work.date:
        yield (
            "date",
            "{" + "-".join(f"{part:02}" if place else f"{part:04}" for place, part in enumerate(work.date)) + "}",
        )
        yield "year", f"{{{work.date[0]:04}}}"
    if len(work.date) > 1:
        yield "month", MONTH_NAMES[work.date[1] - 1][:3].casefold()
    if work.url:
        yield "url", f"{{{_address(work.url)}}}"
    yield "annote", f"{{{_annotation(work, checked)}}}"


def _annotation(work: Work, checked: str) -> str:
    quotes = [f"“{latex(citation.quote)}” ({latex(location(citation))})" for citation in work.citations]
    checks = f"Article {line(work.first.article_id)}, SHA-256 {work.first.article_sha256}, {checked}"
    return "\n\n".join([*quotes, latex(checks)])


def _address(url: str) -> str:
    """The address, with the characters that would end the field percent-encoded."""
    return re.sub(r"[{}\\]", lambda character: f"%{ord(character[0]):02X}", printable(url))
