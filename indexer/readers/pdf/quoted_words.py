"""Which words of a quote stand on which page, by the article alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import Article

_PACKED = (".gz", ".xz")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article on one page, and the page's text before them, which tells the first of two equal ones."""

    text: str
    before: str = ""


def file_sha256(article: Article) -> str | None:
    """The SHA-256 of the PDF file that the article was read from; None for an article of another format."""
    sha256 = article.metadata.get("file_sha256")
    paged = bool(article.places) and article.places[0].kind == "page"
    has_file = article.path is not None and not article.path.casefold().endswith(_PACKED)
    return sha256 if paged and has_file and isinstance(sha256, str) else None


def pages_of(article: Article) -> int:
    """How many pages the file has; at least 1."""
    pages = article.metadata.get("pages")
    return pages if type(pages) is int and pages > 0 else 1


def pages_with(article: Article, span: Span) -> tuple[int, ...]:
    """The pages, counted from 1, that the words at `span` stand on."""
    return tuple(sorted({page for page, part in _parts(article) if part.overlaps(span)}))


def read_by_ocr(article: Article) -> tuple[int, ...]:
    """The pages, counted from 1, whose text was read by OCR."""
    return tuple(sorted({int(place.label) for place in article.places if place.ocr and place.label.isdecimal()}))


def words_on(article: Article, page: int, span: Span) -> tuple[Words, ...]:
    """The words at `span` that stand on a page, counted from 1: in one piece, unless a footnote comes between."""
    words: list[Words] = []
    before = ""
    for number, part in _parts(article):
        if number != page:
            continue
        if part.overlaps(span):
            start, end = max(part.start, span.start), min(part.end, span.end)
            words.append(Words(article.text[start:end], before + article.text[part.start : start]))
        before += part.of(article.text)
    return tuple(words)


def _parts(article: Article) -> Iterator[tuple[int, Span]]:
    """The pages, and what of the text stands on each; a page may have several parts."""
    ends = [place.start for place in article.places[1:]] + [len(article.text)]
    for place, end in zip(article.places, ends, strict=False):  # without places there is one end
        if place.kind == "page" and place.label.isdecimal() and place.start < end:
            yield int(place.label), Span(place.start, end)
