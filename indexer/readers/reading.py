"""Reading one file: its articles, or why it gave none."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers import clock
from indexer.readers.archives import unpacked
from indexer.readers.base import FileDigest, Kept, LineArticle
from indexer.readers.encoding import too_large
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.formats import FORMATS
from indexer.readers.kinds import head_of, is_archive, kind_of, refusal
from indexer.types import NO_FORMAT, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.base import FileFormat, Item
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits

_BLOCK = 512  # bytes that `st_blocks` counts
_SMALL, _HUGE = 2**20, 2**33  # bytes


def read_file(file: SourceFile, limits: Limits) -> Iterator[Item]:
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


def read_with_digest(file: SourceFile, limits: Limits) -> Iterator[Item]:
    """As `read_file`; at the end the file's digest."""
    before = digest_of(file)
    yield from read_file(file, limits)
    yield FileDigest(before if before == digest_of(file) else "")


def digest_of(file: SourceFile) -> str:
    """The SHA-256 of the file as it is now; empty when it cannot be read, or would take long: it may have endless holes."""
    try:
        with file.path.open("rb") as opened:
            facts = os.fstat(opened.fileno())
            has_holes = facts.st_size > _SMALL and getattr(facts, "st_blocks", facts.st_size) * _BLOCK < facts.st_size
            if has_holes or facts.st_size > _HUGE:
                return ""
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _read_document(file: SourceFile, head: bytes, limits: Limits) -> Iterator[Item]:
    file_format = FORMATS.get(kind_of(file.path.suffix.lower(), head))
    reason = _refusal(file, file_format, head, limits)
    if file_format is None or reason:
        yield Skipped(shown(file.path), reason)
    else:
        yield from file_format.read(file, limits)


def _read_archive(archive: SourceFile, head: bytes, limits: Limits) -> Iterator[Item]:
    """What the files of an archive give; paths of unpacked copies become their places in the archive."""
    number = 0
    for member in unpacked(archive, head, limits):
        number += 1
        if isinstance(member, Skipped):
            yield member
            continue
        clock.part_begins(member.size)
        copy, place = shown(member.path), _place(archive, member)
        for item in _read_member(member, limits):
            path = "" if isinstance(item, (FileDigest, Kept, LineArticle)) else item.path or ""
            if isinstance(item, (FileDigest, Kept, LineArticle)) or not path.startswith(copy):
                yield item
            else:
                yield replace(item, path=place + path.removeprefix(copy))
    if not number:
        yield Skipped(shown(archive.path), "holds no file that could be read; leave it out")


def _read_member(member: SourceFile, limits: Limits) -> Iterator[Item]:
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


def id_taken(path: str, article_id: str, holder: str) -> Skipped:
    """Why an article of the file `path` is skipped: one of the file `holder` has its id."""
    first = "an earlier article of this file" if holder == path else holder
    return Skipped(path, f"has the id {article_id!r}, as {first} has; give one of them another id, or remove it")
