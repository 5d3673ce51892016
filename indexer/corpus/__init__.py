"""Which articles are there, and what do they say?

source        a folder or a file that someone named to be read
file          one regular file of a source, with its size and the time it changed
reader        makes articles of a file; one module a format, found by the file's suffix (`formats`)
front matter  the YAML lines between `---` at the top of a file: its article's fields
field         what is said about an article: title, source, author, published, url, language, metadata
mark          a span that is not running text: headline, heading, caption, dateline
skipped       a file, or a line of one, that gave no article, and why
passage       some whole sentences of an article (`passages`)

`read` composes `files`, which lists what there is, and `articles`, which reads one file. An article's id is
its file's path within the source, unless the file gives ids of its own.
"""

from indexer.corpus.articles import articles, once, read
from indexer.corpus.files import Skipped, SourceFile, files
from indexer.corpus.formats import VERSIONS, reader_of

__all__ = ["VERSIONS", "Skipped", "SourceFile", "articles", "files", "once", "read", "reader_of"]
