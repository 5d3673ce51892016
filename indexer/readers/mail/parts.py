"""The texts of a message: its body, and the messages in it; quoted replies and attachments are left out."""

from __future__ import annotations

import codecs
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import TYPE_CHECKING

from indexer.readers.blocks import Block
from indexer.readers.encoding import decoded
from indexer.readers.html.blocks import blocks_of, letters
from indexer.readers.html.tree import parsed_page

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r"^[ \t]*>.*\n?", re.MULTILINE)
_ATTRIBUTION = re.compile(r"^[^\n]{0,200}(?:\n[^\n]{1,120})?:[ \t]*\n(?=\s*>)", re.MULTILINE)  # On Monday, Ada wrote:
_WINDOWS = re.compile(r"windows[-_]?(\d+)", re.IGNORECASE)
_HTML_BEFORE_TEXT = 2  # times as many letters as the plain text has, from which on the HTML is read instead


def blocks_of_message(message: Message, path: str) -> list[Block]:
    """The blocks of a message: its subject as a heading, then its texts."""
    subject = header(message, "subject")
    return [*([Block(subject, "heading", 0)] if subject else []), *_blocks(message, path)]


def header(message: Message, name: str) -> str:
    """A header on one line; empty when there is none."""
    return _words(_raw_header(message, name))


def people(message: Message, name: str) -> str:
    """The names in a header of addresses; of whom it gives no name, the address."""
    return names_of(_raw_header(message, name))


def names_of(addresses: str) -> str:
    """The names in a list of addresses; of whom it gives no name, the address."""
    parsed = getaddresses([addresses])
    return ", ".join(_words(name).strip("'\" ") or address for name, address in parsed if name or address)


def _raw_header(message: Message, name: str) -> str:
    """A header as it stands there; bytes that are not ASCII, as some programs write them, are decoded."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    raw = value.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _words(printed: str) -> str:
    """The words of a header, some of which may be written in base64 or the like."""
    try:
        text = str(make_header(decode_header(printed)))
    except (ValueError, LookupError, MessageError):
        text = printed
    return " ".join(text.split())


def text_of_part(part: Message, path: str) -> str:
    """The text of a part, in the encoding that it declares if that is right."""
    raw = payload(part)
    try:
        return raw.decode(encoding_of(part) or "utf-8")
    except UnicodeDecodeError:
        return decoded(raw, path)


def payload(part: Message) -> bytes:
    """The bytes of a part."""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def encoding_of(part: Message) -> str | None:
    """The encoding that a part declares, by a name that Python knows; None when it knows none."""
    name = _WINDOWS.sub(r"cp\1", str(part.get_content_charset() or ""))
    try:
        "a".encode(name)  # refuses codecs of bytes, such as zlib
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def attachments(message: Message) -> list[str]:
    """The names of the files that a message carries."""
    return [name for part in message.walk() if (name := part.get_filename()) and not part.is_multipart()]


def paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs of plain text, without what it quotes of the message that it answers."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    own = _QUOTED.sub("", _ATTRIBUTION.sub("", lines))
    yield from (Block(part) for part in re.split(r"\n[ \t]*\n", own if own.strip() else _unquoted(lines)))


def html_blocks(html: bytes | str, path: str, encoding: str | None = None) -> list[Block]:
    """The blocks of a text in HTML, without what it quotes of the message that it answers."""
    if not html.strip():
        return []
    root = parsed_page(html, path, encoding)
    for quoted in root.xpath("//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"):
        quoted.drop_tree()
    return blocks_of(root)


def chosen(plain: list[Block], html: list[Block]) -> list[Block]:
    """Of two forms of one text the plain one, unless it says much less."""
    return html if letters(html) > _HTML_BEFORE_TEXT * letters(plain) else plain


def _blocks(part: Message, path: str) -> Iterator[Block]:
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        forms = {each.get_content_type(): list(_blocks(each, path)) for each in _parts(part)}
        plain = forms.pop("text/plain", [])
        yield from chosen(plain, max(forms.values(), key=letters, default=[]))
    elif kind == "message/rfc822":
        yield from (block for each in _parts(part) for block in _inner(each, path))
    elif part.is_multipart():
        yield from (block for each in _parts(part) for block in _blocks(each, path))
    elif part.get_content_disposition() == "attachment" or part.get_filename():
        return
    elif kind == "text/html":
        yield from html_blocks(payload(part), path, encoding_of(part))
    elif kind == "text/plain":
        yield from paragraphs(text_of_part(part, path))


def _inner(message: Message, path: str) -> Iterator[Block]:
    """The blocks of a message within another: its subject is a heading, and its sender stands below."""
    yield Block(header(message, "subject"), "heading", 2)
    yield Block(header(message, "from"))
    yield from _blocks(message, path)


def _parts(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _unquoted(text: str) -> str:
    return re.sub(r"^[ \t>]+", "", text, flags=re.MULTILINE)
