"""Words whose UTF-8 bytes were read as Windows-1252 before they were saved: cafÃ© is café, donâ€™t is don’t.

A letter beyond ASCII is two bytes in UTF-8, a typographic mark three; read so, they are a letter such as Ã and a sign such as
©, or â€ and a sign. The text stays as it is, and is quoted so; the word is searched as what it stands for.
"""

from __future__ import annotations

import re

from indexer.text.characters import APOSTROPHES, HYPHENS, MARKS

_FIRST = "ÂÃÄÅÎÏÐÑ"  # first bytes of Latin, Greek and Cyrillic letters, and of Latin-1 signs
_SECOND = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0) if byte != 0xA0)
_CLOSING = "»”’›–—…"  # after a capital letter and before a space, these are what they look like: «IRMÃ»
_SIGNS = re.escape("".join(sign for sign in _SECOND if not sign.isalnum() and sign not in _CLOSING))

MANGLED = rf"(?:(?<=[{_FIRST}])(?:[{_SIGNS}]|[{_CLOSING}](?=[^\W\d_]))|(?<=â)€[{re.escape(_SECOND)}]?)"
"""A pattern of the signs that such a word holds, each after what comes before it."""
_DAMAGED = re.compile(rf"[{_FIRST}][{re.escape(_SECOND)}]|â€")
_PART = re.compile(r"[\x80-\uffff]+")
_UNDECODED = re.compile("â€?$")  # the second half of a quotation mark is lost: it has no sign in Windows-1252
_EDGES = re.compile(r"^\W+|\W+$")
_INSIDE = re.compile(rf"[^{HYPHENS}\w{MARKS}{APOSTROPHES}.,&]")


def demangled(word: str) -> str:
    """The word as it was meant, without quotation marks around it; any other word as it is."""
    if _DAMAGED.search(word) is None:
        return word
    meant = _PART.sub(lambda part: _decoded(part[0]), word)
    return word if meant == word else _INSIDE.sub("-", _EDGES.sub("", meant))


def _decoded(part: str) -> str:
    try:
        return _UNDECODED.sub("", part).encode("cp1252").decode()
    except UnicodeError:
        return part
