"""Lone surrogates: halves of UTF-16 pairs, which Python strings can hold and UTF-8 files cannot.

They come from escapes in JSON, from file names and from the command line.
"""

from __future__ import annotations

import re

SURROGATES = "\ud800-\udfff"
"""All of them, as a range within the brackets of a regular expression."""
_SURROGATE = re.compile(f"[{SURROGATES}]")


def has_surrogate(text: str) -> bool:
    """Whether the text holds a lone surrogate."""
    return _SURROGATE.search(text) is not None


def replace_surrogates(text: str) -> str:
    """The text with the replacement character U+FFFD for each lone surrogate; as long as before."""
    return _SURROGATE.sub("\ufffd", text)
