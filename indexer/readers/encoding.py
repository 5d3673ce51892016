"""Decoding a file: which character encoding its bytes are in, and its text.

A byte order mark decides. Without one, the file is UTF-8 if all of it is valid UTF-8; else charset-normalizer guesses
from a sample, among common encodings only, unless another one is clearly more plausible (`plausible_encodings.py`). Text
that has no letters but Western European ones is read as Windows-1252, since many encodings fit it.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.file_walk import shown
from indexer.readers.limits import megabytes

if TYPE_CHECKING:
    from pathlib import Path

# The marks of UTF-32 begin with those of UTF-16, so they come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "compressed"),
    (b"\x7fELF", "a program"),
)
_COMMON = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒ€£¥§©®°«»¡¿ªº·•–—…‘’‚“”„™½¼¾×±\xa0\xad"
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

# Characters that hardly follow a small letter (capitals, opening quotation marks, fractions): a sign of a wrong encoding.
_MISPLACED = re.compile(r"(?<=[a-z])(?:[À-ÖØ-ÞŒŠŽŸ‘“„‚¡¿¼-¾¯¸ˆ˜ƒ†‡]|\ufffd)")

_BINARY = "is binary, not text; convert it to text first"

_SAMPLE = 65_536  # bytes that are looked at for a guess; it takes milliseconds, and longer for more
_MOST_CONTROLS = 0.01  # share of control characters in a text; with more the file is binary
_GOOD_PER_BAD = 20  # characters of valid UTF-8 for each invalid byte, from which on a file is damaged UTF-8


def text_of(path: Path, most: int) -> str:
    """The text of a file, decoded and not yet normalised.

    Raises `ArticleError` when it is binary or has more than `most` bytes, `OSError` when it is unreadable.
    """
    return text_and_encoding(path, most)[0]


def text_and_encoding(path: Path, most: int) -> tuple[str, str]:
    """As `text_of`, and the name of the encoding that the file is in."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        raw = file.read(min(size, most) + 1)
        if len(raw) > size:  # it grows, or has a size that the system does not tell
            raw += file.read(most + 1 - len(raw))
    if len(raw) > most:
        raise ArticleError(shown(path), too_large(most))
    return _decoded(raw, shown(path))


def too_large(most: int) -> str:
    """The reason why a file of more than `most` bytes is skipped."""
    return f"is larger than {megabytes(most)}; split it, or raise read.file_size"


def decoded(raw: bytes, path: str) -> str:
    """The text of the bytes `raw`; raises `ArticleError`, which names `path`, when they are binary."""
    return _decoded(raw, path)[0]


def _decoded(raw: bytes, path: str) -> tuple[str, str]:
    """The text and the name of its encoding."""
    if marked := encoding_mark(raw):
        mark, encoding = marked
        return _unless_binary(raw[len(mark) :].decode(encoding, "replace"), path), encoding
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise ArticleError(path, f"is {kind}, not text; convert it to text first")
    sample = raw[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        return _decoded_utf16(raw, path)
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        return _decoded_by_guess(raw, path)


def encoding_mark(raw: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that `raw` begins with, and the encoding that it stands for."""
    return next(((mark, encoding) for mark, encoding in _MARKS if raw.startswith(mark)), None)


def encoding_of(sample: bytes) -> str | None:
    """The likeliest encoding of `sample`, bytes that are not UTF-8; None when no encoding fits."""
    return _encoding(sample[:_SAMPLE])


def unmarked_utf16(raw: bytes) -> str:
    """The encoding of UTF-16 without a byte order mark, told by its zeros: every second byte of Western text is zero.

    Empty for all other bytes.
    """
    sample = raw[:_SAMPLE]
    half, controls = len(sample) // 2, len(_CONTROLS.findall(sample))
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > half // 2 and controls - zeros.count(0) <= half // 50:
            return encoding
    return ""


def _decoded_utf16(raw: bytes, path: str) -> tuple[str, str]:
    """The text of UTF-16 without a byte order mark; raises `ArticleError` for all other bytes."""
    encoding = unmarked_utf16(raw)
    if not encoding:
        raise ArticleError(path, _BINARY)
    return _unless_binary(raw.decode(encoding, "replace"), path), encoding


def _unless_binary(text: str, path: str) -> str:
    if text.count("\ufffd") > _MOST_CONTROLS * len(text) + 1:
        raise ArticleError(path, _BINARY)
    return text


def _decoded_by_guess(raw: bytes, path: str) -> tuple[str, str]:
    damaged = raw.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    if _multibyte(damaged) > _GOOD_PER_BAD * bad:
        return damaged, "utf-8"
    first = _NOT_ASCII.search(raw)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    encoding = _encoding(raw[start : start + _SAMPLE])
    if encoding is None:
        raise ArticleError(path, "is in no known encoding; save it as UTF-8")
    return raw.decode(encoding, "replace"), encoding


def _multibyte(text: str) -> int:
    """The number of characters that were decoded from several bytes of valid UTF-8."""
    return sum(len(match[0]) for match in re.finditer(r"[^\0-\x7f\ufffd]+", text))


def _is_mac_roman(sample: bytes) -> bool:
    """Whether the bytes are plausible Western text in Mac Roman, and implausible in Windows-1252."""
    mac = sample.decode("mac_roman")
    return (
        all(character < "\x80" or character in _WESTERN for character in mac)
        and _MISPLACED.search(mac) is None
        and _MISPLACED.search(sample.decode("cp1252", "replace")) is not None
    )


def _encoding(sample: bytes) -> str | None:
    if _is_mac_roman(sample):
        return "mac_roman"
    from charset_normalizer import from_bytes  # noqa: PLC0415  most files are UTF-8

    from indexer.readers.plausible_encodings import plausible_encoding  # noqa: PLC0415

    matches = from_bytes(sample, cp_isolation=_COMMON)
    encodings = [match.encoding for match in matches]
    if plausible := plausible_encoding(sample, encodings[0] if encodings else None):
        return plausible
    western = not encodings or encodings[0] == "cp1250" or "cp1252" in encodings
    if western and all(character < "\x80" or character in _WESTERN for character in sample.decode("cp1252", "replace")):
        return "cp1252"
    return encodings[0] if encodings else None
