"""The formats that are read, by name and by suffix.

To add one, write a module with a function `read`, make its `FileFormat` here, and add it to `FORMATS`. A change in code
that several readers share raises the versions of all of them.
"""

from __future__ import annotations

from indexer.readers.base import FileFormat, loaded_later

# Readers are loaded by the process that reads files, when the first file of the format comes.
JSON_LINES = FileFormat("jsonl", 6, (".jsonl", ".ndjson", ".json"), loaded_later("indexer.readers.jsonl"), whole=False)
MARKDOWN = FileFormat("markdown", 5, (".md", ".markdown"), loaded_later("indexer.readers.markdown"))
PLAIN_TEXT = FileFormat("plain", 4, (".txt", ".text"), loaded_later("indexer.readers.plain"))
RESTRUCTURED_TEXT = FileFormat("rst", 3, (".rst", ".rest"), loaded_later("indexer.readers.rst"))
WORD = FileFormat("docx", 4, (".docx", ".docm", ".dotx"), loaded_later("indexer.readers.docx"))
OPEN_DOCUMENT_TEXT = FileFormat("odt", 2, (".odt", ".ott"), loaded_later("indexer.readers.odt"))
WORD_97 = FileFormat("word97", 1, (".doc", ".dot"), loaded_later("indexer.readers.word97"))
RICH_TEXT = FileFormat("rtf", 5, (".rtf",), loaded_later("indexer.readers.rtf"))
PRESENTATION = FileFormat("pptx", 3, (".pptx", ".pptm", ".ppsx", ".potx"), loaded_later("indexer.readers.pptx"))
SPREADSHEET = FileFormat(
    "spreadsheet", 5, (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), loaded_later("indexer.readers.spreadsheet")
)
CAPTIONS = FileFormat("captions", 2, (".vtt", ".srt"), loaded_later("indexer.readers.captions"))
TABLE = FileFormat("table", 2, (".csv", ".tsv", ".tab"), loaded_later("indexer.readers.csv_tables"))
PDF = FileFormat("pdf", 11, (".pdf",), loaded_later("indexer.readers.pdf.reader"))
HTML = FileFormat("html", 7, (".html", ".htm", ".xhtml", ".xht"), loaded_later("indexer.readers.html.pages"))
MESSAGE = FileFormat("mail", 4, (".eml",), loaded_later("indexer.readers.mail.messages"))
MAILBOX = FileFormat("mailbox", 3, (".mbox", ".mbx"), loaded_later("indexer.readers.mail.mailboxes"), whole=False)
SNAPSHOT = FileFormat("mhtml", 7, (".mhtml", ".mht"), loaded_later("indexer.readers.mail.snapshots"))
OUTLOOK = FileFormat("outlook", 2, (".msg",), loaded_later("indexer.readers.mail.outlook"))
BOOK = FileFormat("epub", 7, (".epub",), loaded_later("indexer.readers.epub"))
FEED = FileFormat("feed", 1, (".rss", ".atom"), loaded_later("indexer.readers.feeds"))
NEWS = FileFormat("news_xml", 1, (".xml", ".nitf", ".newsml"), loaded_later("indexer.readers.news_xml"))
WEB_ARCHIVE = FileFormat("warc", 7, (".warc",), loaded_later("indexer.readers.web_archives"), whole=False)
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
        WORD_97,
        RICH_TEXT,
        PRESENTATION,
        SPREADSHEET,
        CAPTIONS,
        TABLE,
    )
}

SUFFIXES: dict[str, str] = {suffix: each.name for each in FORMATS.values() for suffix in each.suffixes}
"""Suffix, in small letters → name of the format."""
