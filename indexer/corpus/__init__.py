"""Which articles are there, and what do they say?

source        a folder or a file that someone named to be read
file          one regular file of a source, with its size and the time it changed
reader        makes articles of a file; one module a format, found by the file's suffix (`formats`)
front matter  the lines between `---` (YAML) or `+++` (TOML) at the top of a file: its article's fields
field         what is said about an article: title, source, author, published, url, language, metadata
mark          a span that is not running text: headline, heading, caption, dateline
skipped       a file, or a line of one, that gave no article, and why
note          something that was not understood and cost no article: a date, a field
limits        what one file may cost: bytes, seconds, memory
passage       some whole sentences of an article (`passages`)

`read` composes `files`, which lists what there is, and `articles`, which reads one file; `read_isolated` reads files in
a process of its own, which may hang or crash. An article's id is its file's path within the source, unless the file
gives ids of its own.
"""

from indexer.corpus.articles import articles, once, read
from indexer.corpus.files import SourceFile, files
from indexer.corpus.formats import VERSIONS, reader_of
from indexer.corpus.isolated import read_isolated
from indexer.corpus.limits import Limits
from indexer.corpus.notes import counted

__all__ = [
    "VERSIONS",
    "Limits",
    "SourceFile",
    "articles",
    "counted",
    "files",
    "once",
    "read",
    "read_isolated",
    "reader_of",
]
