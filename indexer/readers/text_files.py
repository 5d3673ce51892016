"""What readers of text files share: the fields of the front matter, the text behind it, and a title from the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers import fields, front_matter
from indexer.readers.encoding import text_of
from indexer.readers.file_walk import shown
from indexer.readers.notes import note
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits


def fields_and_text(file: SourceFile, limits: Limits) -> tuple[fields.GivenFields, str]:
    """The fields of a file's front matter, and the text behind it, both normalised."""
    path = shown(file.path)
    parts = front_matter.split(normalise(text_of(file.path, limits.file_size)))
    given = fields.GivenFields(parts.fields, path)
    if parts.problem:
        given.notes.append(note("front matter", path, parts.problem))
    return given, parts.text


def title_of_name(file: SourceFile) -> str:
    """The file's name without its suffix: a title when there is no other."""
    return file.id.rpartition("/")[2].removesuffix(file.path.suffix)
