"""The Whoosh index of a build: its schema, and the table of contents that lists its segments."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

from whoosh import fields, index
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage

from indexer.engines.base import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

INDEX_NAME = "MAIN"


def schema() -> fields.Schema:
    """The two fields. Their terms are ours, separated by spaces; Whoosh only counts them."""
    return fields.Schema(**{name: fields.KEYWORD(scorable=True) for name in FIELDS})


def segment_of(number: int, passages: int, lengths: Mapping[str, int]) -> W3Segment:
    """The segment of a batch: named after its number, so that two builds of the same articles are the same.

    `lengths` counts the terms of each field.
    """
    segment = W3Segment(W3Codec(), INDEX_NAME, segid=f"{number:016d}")
    segment.set_doc_count(passages)
    segment._fieldlengths = {intern(name): count for name, count in lengths.items()}
    return segment


def write_index(folder: Path, segments: Sequence[W3Segment]) -> None:
    """Writes the table of contents; from then on Whoosh can open the folder. A passage's number is its document number."""
    contents(segments).write(FileStorage(folder.as_posix()), INDEX_NAME)


def contents(segments: Sequence[W3Segment]) -> index.TOC:
    """The table of contents that lists these segments.

    They are made anew: a pickle says which strings are one object, so segments of other processes would be other bytes.
    """
    own = [segment_of(n, segment.doc_count_all(), segment._fieldlengths) for n, segment in enumerate(segments)]
    return index.TOC(schema(), own, 0)


def open_index(folder: Path) -> index.FileIndex:
    """The index, as Whoosh opens it: only for a folder that we have written ourselves, since its files are pickles.

    No command does; `compare.py` checks an index without opening it.
    """
    return index.open_dir(folder.as_posix(), INDEX_NAME)
