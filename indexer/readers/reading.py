"""Reading one file: its articles, or why it gave none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.archives import unpacked
from indexer.readers.encoding import too_large
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.formats import FORMATS
from indexer.readers.kinds import head_of, is_archive, kind_of, refusal
from indexer.types import NO_FORMAT, Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.base import FileFormat
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Note


def read_file(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The articles of one file in order, what of it was skipped, and what was not understood; of an archive, of its files.

    Raises nothing: an exception of the reader skips the rest of the file, and is the reason given.
    """
    head = head_of(file.path)
    reader = _read_archive if is_archive(file.path, head) else _read_document
    # A short function: in a longer one, Python 3.11 needs memory to come out of a `try`, and without any it tries for ever.
    try:
        yield from reader(file, head, limits)
    except Exception as error:  # whatever it is, it costs this file only
        error.__traceback__ = None  # it holds the reader's variables, which may take all of the memory
        skipped = skipped_after(error, file.path, shown(file.path), limits)
    else:
        return
    yield skipped


def _read_document(file: SourceFile, head: bytes, limits: Limits) -> Iterator[Article | Skipped | Note]:
    file_format = FORMATS.get(kind_of(file.path.suffix.lower(), head))
    reason = _refusal(file, file_format, head, limits)
    if file_format is None or reason:
        yield Skipped(shown(file.path), reason)
    else:
        yield from file_format.read(file, limits)


def _read_archive(archive: SourceFile, head: bytes, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """What the files of an archive give; paths of unpacked copies become their places in the archive."""
    number = 0
    for member in unpacked(archive, head, limits):
        number += 1
        if isinstance(member, Skipped):
            yield member
            continue
        copy, place = shown(member.path), _place(archive, member)
        for item in _read_member(member, limits):
            path = item.path or ""
            yield replace(item, path=place + path.removeprefix(copy)) if path.startswith(copy) else item
    if not number:
        yield Skipped(shown(archive.path), "holds no file that could be read; leave it out")


def _read_member(member: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    if is_archive(member.path, head_of(member.path)):
        yield Skipped(shown(member.path), "is an archive within an archive; unpack it into a folder")
    else:
        yield from read_file(member, limits)


def _place(archive: SourceFile, member: SourceFile) -> str:
    """The path of an archive, and that of a file in it, if it can have several."""
    path = shown(archive.path)
    return f"{path}{member.id.removeprefix(archive.id)}" if member.id.startswith(f"{archive.id}/") else path


def _refusal(file: SourceFile, file_format: FileFormat | None, head: bytes, limits: Limits) -> str:
    """Why a file is not even opened; empty when it may be read."""
    if file.size == 0:
        return "is empty; write an article into it, or remove it"
    if file_format is None:
        return refusal(file.path.suffix.lower(), head) or NO_FORMAT
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
