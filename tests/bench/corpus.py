"""What is indexed and asked: the first N articles of a file, the passages made of them, and the queries."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "scale"
ARTICLES = DATA / "debian-docs-200k.jsonl.xz"
QUERIES = DATA / "queries.jsonl"
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as text and as the distinct terms that all peers look for."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with `articles.jsonl`, which Footnote reads, and `passages.jsonl`, which the others do."""

    folder: Path

    @property
    def articles(self) -> Path:
        """Articles, one a line."""
        return self.folder / "articles.jsonl"

    @property
    def passages(self) -> Path:
        """A passage of Footnote's build a line: its text, and terms that Footnote's text field holds besides."""
        return self.folder / "passages.jsonl"

    def terms(self) -> Iterator[list[str]]:
        """The terms of every passage, in order, each as often as it occurs."""
        terms = analyzer(LANGUAGE).terms
        with self.passages.open(encoding="utf-8") as file:
            for line in file:
                text, besides = json.loads(line)
                yield terms(text) + besides


def write_articles(source: Path, size: int, corpus: Corpus) -> int:
    """Writes the first `size` articles of a `.jsonl` or `.jsonl.xz` file, without copies, which are one article to Footnote.

    Returns how many there were.
    """
    corpus.folder.mkdir(parents=True, exist_ok=True)
    opened = lzma.open if source.suffix == ".xz" else open
    seen: set[tuple[str, str]] = set()
    with opened(source, "rb") as lines, corpus.articles.open("wb") as file:
        for line in lines:
            article = json.loads(line)
            before = len(seen)
            seen.add((article.get("title", ""), article["text"]))
            if len(seen) > before:
                file.write(line)
            if len(seen) == size:
                break
    return len(seen)


def read_queries(source: Path) -> Sequence[Query]:
    """The queries of a file that have at least one term."""
    with source.open(encoding="utf-8") as file:
        texts = [str(json.loads(line)["text"]) for line in file]
    terms = analyzer(LANGUAGE).terms
    queries = [Query(text, tuple(dict.fromkeys(terms(text)))) for text in texts]
    return [query for query in queries if query.terms]
