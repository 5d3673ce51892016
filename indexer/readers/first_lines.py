"""What the first lines of a text, and the name of its file, say of it where no field does.

A byline names the author (`By Ada King`), a labelled line a field (`Start Date: 2 May 2004`), a DOI the address, the line of
names above an abstract the authors, and the name of a file its date (`2004-05-02-slug.txt`).
"""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from indexer.readers.bylines import author_of, name_of_byline
from indexer.text.dates import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.types import Mark

_HEAD = 2_500  # code points
_MOST_LINES = 14
_LABELLED = re.compile(r"([^\W\d][\w ]{1,30}?)\s?:\s+(\S.{0,150})")
_LABELS_OF = {
    "published": """date|published|published on|publication date|date published|date of publication|pub date|posted|posted on
        |start date|release date|issue date|issued|datum|veröffentlicht|veröffentlicht am|date de publication|fecha|data""",
    "author": "author|authors|written by|byline|autor|autorin|auteur|autore",
    "source": "source|publisher|newspaper|publication|outlet|journal|quelle|zeitung",
}
_LABELS = {label.strip(): field for field, labels in _LABELS_OF.items() for label in labels.split("|")}
"""Label, in small letters → field."""
_DOI = re.compile(r"\b(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]])", re.IGNORECASE)
_ABSTRACT = re.compile(r"^(?:Abstract|ABSTRACT|Summary|Zusammenfassung|Résumé|Resumen)\b", re.MULTILINE)
_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|van|von|der|la|di)){1,4}"
_NAMES_LINE = re.compile(rf"(?:{_NAME}[\d*†‡§, ]*(?:,|;| and | & |$)\s*(?:and |& )?){{1,12}}")
_LONGEST_NAMES = 300  # code points
_MARKERS = re.compile(r"(?<=[^\W\d])[\d*†‡§]+(?:,[\d*†‡§]+)*")
_SOURCE_WORDS = 8
_DATED_NAME = re.compile(
    r"(?:^|[/_. -])(?P<year>(?:19|20)\d\d)(?P<sign>[-_/.]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?=[-_. /T]|$)"
)


def stated(text: str, marks: Iterable[Mark]) -> dict[str, str]:
    """The fields that the first lines give, by name: author, published, source, url."""
    head = text[:_HEAD]
    values = _labelled(head)
    author = (
        author_of(text, (mark for mark in marks if mark.span.start < _HEAD))
        or values.get("author")
        or _authors_of_paper(head)
    )
    doi = _DOI.search(head) if _ABSTRACT.search(head) else None
    given = {**values, "author": author, "url": f"https://doi.org/{doi[1]}" if doi else None}
    return {name: value for name, value in given.items() if value}


def date_of_name(file_id: str) -> str | None:
    """The date in a file's path within its source, as `2004-05-02`; None when there is none, or no such day."""
    for match in reversed(list(_DATED_NAME.finditer(file_id))):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            continue
    return None


def _labelled(head: str) -> Mapping[str, str]:
    """The fields of labelled lines; the first line of each field counts."""
    values: dict[str, str] = {}
    for line in islice(filter(None, map(str.strip, head.split("\n"))), _MOST_LINES):
        match = _LABELLED.fullmatch(line)
        field = _LABELS.get(match[1].casefold()) if match else None
        value = _value(field, match[2].strip()) if match and field else None
        if field and value:
            values.setdefault(field, value)
    return values


def _value(field: str, written: str) -> str | None:
    if field == "published":
        return published(written)
    if field == "author":
        return name_of_byline(written)
    return written if len(written.split()) <= _SOURCE_WORDS else None


def _authors_of_paper(head: str) -> str | None:
    """The line of names that stands above an abstract, without the signs that lead to addresses."""
    abstract = _ABSTRACT.search(head)
    lines = list(filter(None, map(str.strip, head[: abstract.start()].split("\n")))) if abstract else []
    for line in lines[1:6]:
        if len(line) <= _LONGEST_NAMES and ("," in line or " and " in line) and _NAMES_LINE.fullmatch(line):
            return re.sub(r"\s+", " ", _MARKERS.sub("", line)).strip(" ,;")
    return None
