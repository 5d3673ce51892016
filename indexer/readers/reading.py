"""Reading one file: its articles, or why it gave none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.encoding import too_large
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.formats import SUFFIXES, format_of
from indexer.types import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.base import FileFormat
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Note


def read_file(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of one file in order, what of it was skipped, and what was not understood.

    Raises nothing: an exception of the reader skips the rest of the file, and is the reason given.
    """
    file_format = format_of(file.path)
    reason = _refusal(file, file_format, limits)
    if file_format is None or reason:
        yield Skipped(shown(file.path), reason)
        return
    # A short function: in a longer one, Python 3.11 needs memory to come out of a `try`, and without any it tries for ever.
    try:
        yield from file_format.read(file, limits)
    except Exception as error:  # whatever it is, it costs this file only
        error.__traceback__ = None  # it holds the reader's variables, which may take all of the memory
        skipped = skipped_after(error, file.path, shown(file.path), limits)
    else:
        return
    yield skipped


def _refusal(file: SourceFile, file_format: FileFormat | None, limits: Limits) -> str:
    """Why a file is not even opened; empty when it may be read."""
    if file_format is None:
        return f"is of no format that is read ({', '.join(SUFFIXES)}); convert it, or leave it out"
    if file.size == 0:
        return "is empty; write an article into it, or remove it"
    if file_format.whole and file.size > limits.file_size:
        return too_large(limits.file_size)
    return ""


def unless_id_taken(article: Article, paths: dict[str, str]) -> Article | Skipped:
    """The article; or, when an earlier one has its id, why it is skipped.

    `paths` maps the ids of all articles so far to their files; the article's own is added.
    """
    path = article.path or article.id
    if article.id not in paths:
        paths[article.id] = path
        return article
    first = paths[article.id]
    holder = "an earlier article of this file" if first == path else first
    return Skipped(path, f"has the id {article.id!r}, as {holder} has; give one of them another id, or remove it")
