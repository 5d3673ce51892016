"""The articles of one file, and of all sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.corpus.files import Skipped, files, shown, unreadable
from indexer.corpus.formats import READERS
from indexer.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.corpus.files import SourceFile
    from indexer.types import Article


def read(sources: Sequence[Path], *, language: str = "en") -> Iterator[Article | Skipped]:
    """Every article of the sources, in the order of `files`, and everything that was skipped.

    `language` is that of articles that do not say theirs. Of two articles with one id the second is skipped.
    """
    paths: dict[str, str] = {}
    for file in files(sources):
        if isinstance(file, Skipped):
            yield file
            continue
        for item in articles(file, language=language):
            yield item if isinstance(item, Skipped) else once(item, paths)


def articles(file: SourceFile, *, language: str = "en") -> Iterator[Article | Skipped]:
    """The articles of one file, in order, and what of it was skipped: never an error."""
    path = shown(file.path)
    reader = READERS.get(file.path.suffix.lower())
    if reader is None:
        yield Skipped(path, f"is of no format that is read ({', '.join(READERS)}); convert it, or leave it out")
        return
    if file.size == 0:
        yield Skipped(path, "is empty; write an article into it, or remove it")
        return
    try:
        yield from reader(file, language=language)
    except OSError as error:
        yield unreadable(file.path, error)
    except ArticleError as error:
        yield Skipped(error.path, error.reason)
    except RecursionError:
        yield Skipped(path, "is nested too deeply; simplify it")


def once(article: Article, paths: dict[str, str]) -> Article | Skipped:
    """The article, or why not, if its id is taken; `paths` are those of the ids so far, and grow."""
    path = article.path or article.id
    if article.id not in paths:
        paths[article.id] = path
        return article
    first = paths[article.id]
    holder = "an earlier article of this file" if first == path else first
    return Skipped(path, f"has the id {article.id!r}, as {holder} has; give one of them another id, or remove it")
