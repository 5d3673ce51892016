"""The normal form of a text: the one that articles are stored in and quoted from."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from indexer.surrogates import SURROGATES, replace_surrogates

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SEPARATORS = re.compile("[\x1c-\x1f]")
# Control characters but for tab and line feed, the byte order mark, and the soft hyphen, which is no part of
# a word.
_UNPRINTABLE = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\ufeff]")
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# Longer than any run of marks above one letter that a person writes; other signs than marks are in such runs as well.
_MANY_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{64,}")
_ANY_OF_THESE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\ufeff" + SURROGATES + "]")


def normalise(text: str) -> str:
    """`text` in normal form: NFC, line feeds alone end lines, nothing unprintable, no lone surrogate.

    Normalising twice changes nothing. Text that is clean already is returned as it is, after one quick look. Takes linear
    time, nearly, whatever the text contains.
    """
    if _ANY_OF_THESE.search(text) is not None:
        text = _cleaned(text)
    if not text.isascii():
        text = _MANY_MARKS.sub(_ordered, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _cleaned(text: str) -> str:
    # Removed first: a NUL within CR LF must not make two lines of one.
    text = _UNPRINTABLE.sub("", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _SEPARATORS.sub(" ", text)
    text = _PAIRS.sub(_joined, text)
    return replace_surrogates(text)


def _ordered(run: re.Match[str]) -> str:
    """The marks of a run in their canonical order, which the library would bring them into in quadratic time."""
    groups = groupby(run[0], lambda sign: unicodedata.combining(sign) > 0)
    return "".join("".join(sorted(signs, key=unicodedata.combining) if marks else signs) for marks, signs in groups)


def _joined(pair: re.Match[str]) -> str:
    """The one character that two surrogates stand for."""
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
