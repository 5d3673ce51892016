"""The articles of one file, and of all sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.corpus.encoding import too_large
from indexer.corpus.failures import failed
from indexer.corpus.files import files, shown
from indexer.corpus.formats import READERS, WHOLE
from indexer.corpus.limits import Limits
from indexer.types import Note, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.corpus.files import SourceFile
    from indexer.types import Article


def read(
    sources: Sequence[Path], limits: Limits | None = None, *, follow_links: bool = False
) -> Iterator[Article | Skipped | Note]:
    """Every article of the sources, in the order of `files`, everything that was skipped, and what was not understood.

    Of two articles with one id the second is skipped.
    """
    paths: dict[str, str] = {}
    for file in files(sources, follow_links=follow_links):
        if isinstance(file, Skipped):
            yield file
            continue
        for item in articles(file, limits or Limits()):
            yield item if isinstance(item, (Skipped, Note)) else once(item, paths)


def articles(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of one file, in order, and what of it was skipped or not understood.

    Never an error: what a reader raises costs the rest of this file, and is its reason.
    """
    refused = _refused(file, limits)
    if refused is not None:
        yield refused
        return
    # A short function: in a longer one, Python 3.11 needs memory to come out of a `try`, and without any it tries for ever.
    try:
        yield from READERS[_suffix(file)](file, limits)
    except Exception as error:  # whatever it is, it costs this file only
        error.__traceback__ = None  # it holds what the reader held, which may be all of the memory
        skipped = failed(error, file.path, shown(file.path), limits)
    else:
        return
    yield skipped


def _refused(file: SourceFile, limits: Limits) -> Skipped | None:
    """Why a file is not even opened."""
    suffix = _suffix(file)
    if suffix not in READERS:
        reason = f"is of no format that is read ({', '.join(READERS)}); convert it, or leave it out"
    elif file.size == 0:
        reason = "is empty; write an article into it, or remove it"
    elif suffix in WHOLE and file.size > limits.file_size:
        reason = too_large(limits.file_size)
    else:
        return None
    return Skipped(shown(file.path), reason)


def _suffix(file: SourceFile) -> str:
    return file.path.suffix.lower()


def once(article: Article, paths: dict[str, str]) -> Article | Skipped:
    """The article, or why not, if its id is taken; `paths` are those of the ids so far, and grow."""
    path = article.path or article.id
    if article.id not in paths:
        paths[article.id] = path
        return article
    first = paths[article.id]
    holder = "an earlier article of this file" if first == path else first
    return Skipped(path, f"has the id {article.id!r}, as {holder} has; give one of them another id, or remove it")
