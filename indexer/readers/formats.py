"""The formats that are read, by name and by suffix.

To add one, write a module that makes its `FileFormat`, and add it to `FORMATS`. A change in code that several readers
share raises the versions of all of them.
"""

from __future__ import annotations

from indexer.readers.base import FileFormat, loaded_later
from indexer.readers.captions import CAPTIONS
from indexer.readers.csv_tables import TABLE
from indexer.readers.docx import WORD
from indexer.readers.jsonl import JSON_LINES
from indexer.readers.markdown import MARKDOWN
from indexer.readers.odt import OPEN_DOCUMENT_TEXT
from indexer.readers.plain import PLAIN_TEXT
from indexer.readers.pptx import PRESENTATION
from indexer.readers.rst import RESTRUCTURED_TEXT
from indexer.readers.rtf import RICH_TEXT
from indexer.readers.spreadsheet import SPREADSHEET

# Readers over large libraries, which only the process that reads files loads.
PDF = FileFormat("pdf", 3, (".pdf",), loaded_later("indexer.readers.pdf.reader"))
HTML = FileFormat("html", 2, (".html", ".htm", ".xhtml", ".xht"), loaded_later("indexer.readers.html.pages"))
MESSAGE = FileFormat("mail", 1, (".eml",), loaded_later("indexer.readers.mail.messages"))
MAILBOX = FileFormat("mailbox", 1, (".mbox", ".mbx"), loaded_later("indexer.readers.mail.mailboxes"), whole=False)
SNAPSHOT = FileFormat("mhtml", 2, (".mhtml", ".mht"), loaded_later("indexer.readers.mail.snapshots"))
OUTLOOK = FileFormat("outlook", 1, (".msg",), loaded_later("indexer.readers.mail.outlook"))
BOOK = FileFormat("epub", 2, (".epub",), loaded_later("indexer.readers.epub"))
FEED = FileFormat("feed", 1, (".rss", ".atom"), loaded_later("indexer.readers.feeds"))
NEWS = FileFormat("news_xml", 1, (".xml", ".nitf", ".newsml"), loaded_later("indexer.readers.news_xml"))
WEB_ARCHIVE = FileFormat("warc", 2, (".warc",), loaded_later("indexer.readers.web_archives"), whole=False)
WIKI = FileFormat("mediawiki", 1, (".mediawiki",), loaded_later("indexer.readers.mediawiki"), whole=False)

FORMATS: dict[str, FileFormat] = {
    each.name: each
    for each in (
        JSON_LINES,
        MARKDOWN,
        PLAIN_TEXT,
        PDF,
        HTML,
        MESSAGE,
        MAILBOX,
        SNAPSHOT,
        OUTLOOK,
        BOOK,
        FEED,
        NEWS,
        WEB_ARCHIVE,
        WIKI,
        RESTRUCTURED_TEXT,
        WORD,
        OPEN_DOCUMENT_TEXT,
        RICH_TEXT,
        PRESENTATION,
        SPREADSHEET,
        CAPTIONS,
        TABLE,
    )
}

SUFFIXES: dict[str, str] = {suffix: each.name for each in FORMATS.values() for suffix in each.suffixes}
"""Suffix, in small letters → name of the format."""
