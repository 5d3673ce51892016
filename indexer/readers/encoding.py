"""From the bytes of a file to its text.

A byte order mark decides; else UTF-8, if it fits; else what charset-normalizer makes of a sample. Its guess
is bound to the encodings that are common, and Western European text, which many of them fit, is read as
Windows-1252.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

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

# What does not stand behind a small letter: a capital one, an opening mark, a fraction.
_MISPLACED = re.compile(r"(?<=[a-z])(?:[À-ÖØ-ÞŒŠŽŸ‘“„‚¡¿¼-¾¯¸ˆ˜ƒ†‡]|\ufffd)")

_BINARY = "is binary, not text; convert it to text first"

_SAMPLE = 65_536  # bytes; the guess takes milliseconds for so many, and grows with them
_MOST_CONTROLS = 0.01  # of a text's bytes; a stray one is a slip, many are a program's
_GOOD_PER_BAD = 20  # UTF-8 that is damaged here and there is still UTF-8


def text_of(path: Path, most: int) -> str:
    """The text of a file, not yet normal.

    Raises `ArticleError` when it is binary or has more than `most` bytes, `OSError` when it is unreadable.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        raw = file.read(min(size, most) + 1)
        if len(raw) > size:  # it grows, or has a size that the system does not tell
            raw += file.read(most + 1 - len(raw))
    if len(raw) > most:
        raise ArticleError(shown(path), too_large(most))
    return decoded(raw, shown(path))


def too_large(most: int) -> str:
    """Why a file of more than `most` bytes is skipped."""
    return f"is larger than {megabytes(most)}; split it, or raise read.file_size"


def decoded(raw: bytes, path: str) -> str:
    """The text of `raw`, the bytes of the file at `path`; raises `ArticleError` when it is binary."""
    if marked := encoding_mark(raw):
        mark, encoding = marked
        return _readable(raw[len(mark) :].decode(encoding, "replace"), path)
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise ArticleError(path, f"is {kind}, not text; convert it to text first")
    sample = raw[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        return _wide(raw, sample, path)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _guessed(raw, path)


def encoding_mark(raw: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that `raw` begins with, and the encoding that it stands for."""
    return next(((mark, encoding) for mark, encoding in _MARKS if raw.startswith(mark)), None)


def encoding_of(sample: bytes) -> str | None:
    """The encoding that `sample`, which is not UTF-8, seems to be in."""
    return _encoding(sample[:_SAMPLE])


def _wide(raw: bytes, sample: bytes, path: str) -> str:
    """UTF-16 without its mark, or nothing readable: every second byte of Western text in it is zero."""
    half = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        others = len(_CONTROLS.findall(sample)) - zeros.count(0)
        if zeros.count(0) > half // 2 and others <= half // 50:
            return _readable(raw.decode(encoding, "replace"), path)
    raise ArticleError(path, _BINARY)


def _readable(text: str, path: str) -> str:
    if text.count("\ufffd") > _MOST_CONTROLS * len(text) + 1:
        raise ArticleError(path, _BINARY)
    return text


def _guessed(raw: bytes, path: str) -> str:
    damaged = raw.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    if _multibyte(damaged) > _GOOD_PER_BAD * bad:
        return damaged
    first = _NOT_ASCII.search(raw)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    encoding = _encoding(raw[start : start + _SAMPLE])
    if encoding is None:
        raise ArticleError(path, "is in no known encoding; save it as UTF-8")
    return raw.decode(encoding, "replace")


def _multibyte(text: str) -> int:
    """How many characters took several bytes of UTF-8, rightly."""
    return sum(len(match[0]) for match in re.finditer(r"[^\0-\x7f\ufffd]+", text))


def _is_mac_roman(sample: bytes) -> bool:
    """Whether Western text makes sense as old Macs wrote it, and none as Windows-1252."""
    mac = sample.decode("mac_roman")
    return (
        all(character < "\x80" or character in _WESTERN for character in mac)
        and _MISPLACED.search(mac) is None
        and _MISPLACED.search(sample.decode("cp1252", "replace")) is not None
    )


def _encoding(sample: bytes) -> str | None:
    if _is_mac_roman(sample):
        return "mac_roman"
    matches = from_bytes(sample, cp_isolation=_COMMON)
    found = [match.encoding for match in matches]
    western = not found or found[0] == "cp1250" or "cp1252" in found
    if western and all(character < "\x80" or character in _WESTERN for character in sample.decode("cp1252", "replace")):
        return "cp1252"
    return found[0] if found else None
