"""Which articles are in these files, and what do they say?

source        a folder or a file that is to be read
file          a regular file of a source, with its size and times (`file_walk` finds them)
format        a kind of file: its name, its suffixes and its reader (`base`); `formats` lists them all
reader        a function that makes articles of the files of one format; one module each, such as `plain`
archive       a compressed file, whose files are read one by one (`archives`)
front matter  the lines between `---` (YAML) or `+++` (TOML) at the top of a file: its article's fields
field         a property of an article: title, source, author, published, url, language, metadata
mark          a span that is not running text: headline, heading, caption, dateline …
skipped       a file, or a line of one, that gave no article, and why
note          something that was not understood though no article was lost: a date, a field
limits        what one file may cost: bytes, seconds, memory

`read_file` reads one file; `read_isolated` reads files in a process of its own, which may hang or crash. An article's id
is its file's path within the source, unless the file gives another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.lazy_imports import lazy_names
from indexer.readers.base import FileFormat
from indexer.readers.file_walk import SourceFile, source_files
from indexer.readers.formats import FORMATS
from indexer.readers.kinds import reader_of

if TYPE_CHECKING:
    from indexer.readers.isolated import read_isolated
    from indexer.readers.limits import Limits
    from indexer.readers.notes import counted
    from indexer.readers.reading import read_file

__all__ = [
    "FORMATS",
    "FileFormat",
    "Limits",
    "SourceFile",
    "counted",
    "read_file",
    "read_isolated",
    "reader_of",
    "source_files",
]

__getattr__ = lazy_names(  # what reads files, which whoever only looks for them does not need
    __name__,
    {
        "indexer.readers.isolated": ("read_isolated",),
        "indexer.readers.limits": ("Limits",),
        "indexer.readers.notes": ("counted",),
        "indexer.readers.reading": ("read_file",),
    },
)
