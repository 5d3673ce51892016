"""Which format a file is in: what its first bytes say comes before its name.

A name decides where the bytes leave it open: text may be Markdown, JSON Lines or a table, and a zip any office document.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from indexer.readers.formats import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.readers.base import FileFormat

_HEAD = 8_192  # bytes that are looked at
ARCHIVE_SUFFIXES = (".gz", ".xz", ".zip", ".wacz")
GZIP, XZ, ZIP, _OLE = b"\x1f\x8b", b"\xfd7zXZ\0", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = frozenset({"docx", "pptx", "spreadsheet", "odt", "epub"})
_IN_ZIP = (
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "spreadsheet"),
    (b"word/", "docx"),
    (b"ppt/", "pptx"),
    (b"xl/", "spreadsheet"),
)
"""What the first bytes of a zip hold if it is a document."""
_LEADING = re.compile(rb"\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DOCTYPE = re.compile(rb"<!doctype\s+([\w:]+)[^>\[]*(?:\[.*?\]\s*)?>\s*(?:<!--.*?-->\s*)*", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_ROOTS = {
    b"html": "html",
    b"rss": "feed",
    b"rdf": "feed",
    b"feed": "feed",
    b"mediawiki": "mediawiki",
    **dict.fromkeys((b"nitf", b"newsml", b"newsitem", b"newsmessage", b"packageitem"), "news_xml"),
}
"""Root elements of XML and HTML, in small letters → name of the format."""
_SIGNATURES = ((b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"WEBVTT", "captions"), (b"WARC/", "warc"))
_SNAPSHOT = re.compile(rb"^(?:From: <Saved by |Snapshot-Content-Location:)", re.MULTILINE)
_MAILBOX = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\n]+\n[\w-]+:")
_MESSAGE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_OLE_SUFFIXES = frozenset({".doc", ".dot", ".msg", ".xls"})
_OLD = {".ppt": ".pptx", ".pps": ".pptx"}
_ENCRYPTED = "is encrypted, or of an older format; save it without a password in today's format"


def format_of(path: Path) -> FileFormat | None:
    """The format of a file; None when no reader reads it, or it is compressed. Raises nothing."""
    return FORMATS.get(kind_of(path.suffix.lower(), head_of(path)))


def reader_of(path: Path) -> str:
    """Name and version of the reader of a file, as a build records them; of all readers for one that is compressed."""
    head = head_of(path)
    if is_archive(path, head):
        return f"archive {zlib.crc32(' '.join(each.reader for each in FORMATS.values()).encode()):x}"
    file_format = FORMATS.get(kind_of(path.suffix.lower(), head))
    return file_format.reader if file_format else ""


def head_of(path: Path) -> bytes:
    """The first bytes of a file; none when it cannot be read: its reader will say why."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def is_archive(path: Path, head: bytes) -> bool:
    """Whether a file is compressed and is no document of its own, by its first bytes, else by its name."""
    if not head:
        return False
    return head.startswith((GZIP, XZ, ZIP)) and not kind_of(path.suffix.lower(), head)


def kind_of(suffix: str, head: bytes) -> str:
    """The name of the format of a file with this suffix that begins with `head`; empty when none reads it."""
    by_name = SUFFIXES.get(suffix, "")
    if head.startswith(ZIP):
        return _zipped(by_name, head)
    if head.startswith(GZIP):
        return "warc" if _unpacked(head).startswith(b"WARC/") else ""
    if head.startswith(XZ):
        return ""
    if head.startswith(_OLE):
        return by_name if suffix in _OLE_SUFFIXES or by_name in _ZIPPED else ""
    head = head.removeprefix(b"\xef\xbb\xbf")
    signed = next((name for signature, name in _SIGNATURES if head.startswith(signature)), None)
    by_content = signed or _marked_up(head) or _mail(by_name, head)
    return by_content if by_content in FORMATS else by_name


def refusal(suffix: str, head: bytes) -> str:
    """Why a file with this suffix that begins with `head` is not read, though its kind is known; empty when it is not."""
    if suffix in _OLD:
        return f"is of an old format; open it in its program and save it as {_OLD[suffix]}"
    return _ENCRYPTED if head.startswith(_OLE) else ""


def _zipped(by_name: str, head: bytes) -> str:
    """The kind of document that a zip is; empty for an archive."""
    if by_name in _ZIPPED:
        stated = next((name for mark, name in _IN_ZIP[:3] if mark in head), by_name)
        return stated if stated in FORMATS else by_name
    return next((name for mark, name in _IN_ZIP if mark in head and name in FORMATS), "")


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def _marked_up(head: bytes) -> str | None:
    """The format whose root element, or document type, comes first."""
    start = _LEADING.match(head)
    position = start.end() if start else 0
    declared = _DOCTYPE.match(head, position)
    root = _ROOT.match(head, declared.end() if declared else position)
    name = declared[1] if declared else root[1] if root else b""
    return _ROOTS.get(name.lower())


def _mail(by_name: str, head: bytes) -> str | None:
    """Whether text of no name, or a name of plain text, is a saved page, a mailbox or a message."""
    if by_name not in {"", "plain"}:
        return None
    if _MAILBOX.match(head):
        return "mailbox"
    headers = _MESSAGE.match(head.replace(b"\r\n", b"\n"))
    if headers is None:
        return None
    if _SNAPSHOT.search(headers[0]):
        return "mhtml"
    names = {line.partition(b":")[0].lower() for line in headers[0].split(b"\n")}
    return "mail" if b"from" in names and names & {b"message-id", b"received", b"mime-version"} else None
