"""Splits exports of press archives (Nexis, ProQuest), one file with many articles, into the articles and their fields.

Nexis numbers its articles (`1 of 10 DOCUMENTS`) or ends each with `End of Document`; ProQuest draws a line between them.
Both print the fields of an article as lines `BYLINE: By ADA KING`, above or below its text. What is no field and stands
above the text is the paper, the date and the headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers import fields as article_fields
from indexer.readers.bylines import name_of_byline
from indexer.readers.file_walk import shown
from indexer.text.dates import find, published
from indexer.types import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_NUMBER = re.compile(
    r"^[ \t]*(?:\d{1,4} (?:of|von|de|di|sur) \d{1,4} (?:DOCUMENTS|DOKUMENTEN|DOCUMENTOS|DOCUMENTI)"
    r"|Dokument \d{1,4} von \d{1,4})[ \t]*$",
    re.MULTILINE,
)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_RULE = re.compile(r"^_{20,}[ \t]*$", re.M)
_NEXIS = re.compile(r"^[ \t]*(?:LENGTH|Length|LÄNGE|LONGUEUR|LONGITUD|Länge): \d[\d.,]* \w+", re.M)
_PROQUEST = re.compile(r"^(?:ProQuest document ID|Publication title|Full text):", re.M)
_FIELD = re.compile(r"[ \t]*([A-Z][A-Za-z-]*(?: [A-Za-z]+){0,3}):[ \t]*(.*)", re.S)
_DOCUMENT = re.compile(r"Document \d+ of \d+")
_RIGHTS = re.compile(r"copyright\b|©|\(c\)|all rights reserved", re.I)
_BODY = re.compile(r"Body|Volltext|Corps|Cuerpo")
_GRAPHIC = re.compile(r"Graphic|Classification|Grafik")
_COUNT = re.compile(r"Page \d+ of \d+")

_ABOVE = frozenset(
    {"byline", "section", "length", "dateline", "headline", "highlight", "series", "title", "body", "correction-date"}
)
_BELOW = frozenset(
    {
        *("load-date", "language", "publication-type", "document-type", "subject", "organization", "company", "person"),
        *(
            "geographic",
            "country",
            "state",
            "city",
            "graphic",
            "url",
            "ticker",
            "industry",
            "journal-code",
            "notes",
            "classification",
        ),
        *("copyright", "type", "acc-no", "pub-type"),
    }
)
_OF_PROQUEST = frozenset(
    {
        *(
            "title",
            "author",
            "publication info",
            "publication title",
            "publication date",
            "publication year",
            "abstract",
        ),
        *(
            "links",
            "full text",
            "subject",
            "location",
            "people",
            "company / organization",
            "pages",
            "section",
            "publisher",
        ),
        *(
            "place of publication",
            "country of publication",
            "publication subject",
            "issn",
            "source type",
            "document type",
        ),
        *(
            "language of publication",
            "proquest document id",
            "document url",
            "copyright",
            "last updated",
            "database",
            "dateline",
        ),
        *(
            "number of pages",
            "first page",
            "volume",
            "issue",
            "document feature",
            "identifier / keyword",
            "credit",
            "illustration",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """One article of an export: its fields by the names that articles use, and its text without the headline."""

    fields: dict[str, object]
    text: str


def articles(file: SourceFile, limits: Limits, exported: Iterable[ExportedArticle]) -> Iterator[Article | Note]:
    """The articles of an export, numbered in their ids; each has its headline above its text."""
    for number, each in enumerate(exported, 1):
        title = str(each.fields.get("title", ""))
        yield from article_fields.article_and_notes(
            article_fields.GivenFields(each.fields, f"{shown(file.path)}:{number}"),
            "\n\n".join(part for part in (title, each.text) if part),
            id=f"{file.id}:{number}",
            path=shown(file.path),
            language=limits.language,
            marks=[Mark(Span(0, len(title)), "headline")] if title else [],
        )


def split(text: str) -> list[ExportedArticle]:
    """The articles of a normalised export; empty when the text is none."""
    if _NEXIS.search(text) and (_NUMBER.search(text) or _END.search(text)):
        parts = (_END if _END.search(text) else _NUMBER).split(text)
        articles = [_nexis(part) for part in parts if _NEXIS.search(part)]
    elif _PROQUEST.search(text) and _RULE.search(text):
        articles = [_proquest(part) for part in _RULE.split(text) if _PROQUEST.search(part)]
    else:
        articles = []
    return [article for article in articles if article.text or article.fields.get("title")]


def _paragraphs(text: str) -> list[str]:
    """The blocks between blank lines, each line without the blanks around it."""
    blocks = re.split(r"\n[ \t]*\n", text)
    return [stripped for block in blocks if (stripped := "\n".join(line.strip() for line in block.split("\n")).strip())]


def _nexis(part: str) -> ExportedArticle:
    fields: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    for block in _lines_apart(_paragraphs(_NUMBER.sub("", part))):
        name, value = _field(block, _ABOVE | _BELOW)
        if name == "body" or _BODY.fullmatch(block):
            fields.setdefault("length", "")
            body += [value] if value else []
        elif name and (name in _BELOW or not body):
            fields.setdefault(name, value)
        elif _GRAPHIC.fullmatch(block) and body:
            fields.setdefault("load-date", "")
        elif _RIGHTS.match(block) or _COUNT.fullmatch(block):
            continue
        elif "length" in fields and not fields.keys() & _BELOW:
            body.append(block)
        elif not body:
            head.append(block)
    return _article(fields, *_head(head), body)


def _lines_apart(blocks: Sequence[str]) -> Iterator[str]:
    """The blocks; one that has a field in it, as its lines: newer exports print fields without blank lines between."""
    for block in blocks:
        lines = block.split("\n")
        if len(lines) > 1 and any(
            _field(line, _ABOVE | _BELOW)[0] or _RIGHTS.match(line) or find(line) for line in lines[:6]
        ):
            yield from _continued(lines)
        else:
            yield block


def _continued(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a block of fields; a value that is wrapped goes on in the next line with a small letter."""
    current = lines[0]
    for line in lines[1:]:
        if line[:1].islower():
            current = f"{current} {line}"
        else:
            yield current
            current = line
    yield current


def _head(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """The headline, paper and date of the lines above the fields: paper, date, headline, or headline, paper, date."""
    dated = next((number for number, line in enumerate(lines) if find(line)), None)
    if dated is None:
        return (lines[0] if lines else None), None, None
    date = find(lines[dated])
    below = [line for line in lines[dated + 1 :] if not _is_edition(line)]
    paper = lines[dated - 1] if dated else None
    headline = lines[0] if dated > 1 else " ".join(below[:1]) or None
    return headline, paper, date[2] if date else None


def _is_edition(line: str) -> bool:
    return len(line) < 60 and re.search(r"\bedition\b|\bausgabe\b|\bédition\b|\bedición\b", line, re.I) is not None


def _proquest(part: str) -> ExportedArticle:
    fields: dict[str, str] = {}
    title: str | None = None
    name = ""
    for block in _paragraphs(part):
        for line in _fields_apart(block):
            named, value = _field(line, _OF_PROQUEST)
            if named:
                name = named
                fields.setdefault(name, value)
            elif name == "full text":
                fields[name] = f"{fields[name]}\n\n{line}".strip()
            elif title is None and not name and not _DOCUMENT.fullmatch(line):
                title = line
    source = fields.get("publication title", "").partition(";")[0].strip() or None
    date = published(fields.get("publication date", "")) if fields.get("publication date") else None
    body = [fields.pop("full text", "") or fields.get("abstract", "")]
    return _article(fields, title, source, date, [part for part in body if part])


def _fields_apart(block: str) -> Iterator[str]:
    """The fields of a block that has nothing but fields, one a line; else the block as it is."""
    lines = block.split("\n")
    if all(_field(line, _OF_PROQUEST)[0] for line in lines):
        yield from lines
    else:
        yield block


def _field(block: str, known: frozenset[str]) -> tuple[str, str]:
    """The name, in small letters, and the value of a block that is a field; an empty name for any other block."""
    match = _FIELD.fullmatch(block)
    name = match[1].casefold() if match else ""
    return (name, match[2].strip()) if match and name in known else ("", "")


def _article(
    fields: dict[str, str], headline: str | None, paper: str | None, date: str | None, body: Sequence[str]
) -> ExportedArticle:
    title = fields.pop("headline", "") or fields.pop("title", "") or headline or ""
    byline = fields.pop("byline", "") or fields.pop("author", "")
    given: dict[str, object] = {
        "title": " ".join(title.split()),
        "source": " ".join(paper.split()) if paper else None,
        "published": date,
        "author": name_of_byline(byline),
        "url": fields.pop("document url", "") or fields.pop("url", None),
        "metadata": {name: " ".join(value.split()) for name, value in fields.items() if value and name != "language"},
    }
    return ExportedArticle({name: value for name, value in given.items() if value}, "\n\n".join(body))
