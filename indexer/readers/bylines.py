"""The author that a byline names: `By Ada King` is Ada King, `Von ADA KING und Bea Low` is Ada King und Bea Low."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.types import Mark

_OPENING = re.compile(
    r"(?:(?:written|reporting|reported|story|words)\s+by|by|von|par|por|di|door|av|af|autor(?:in)?|author|text|reporter|texte"
    r"|testo|texto)\s?:?\s+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\s*[;|/·]\s*|\s+[–—]\s+|\s*,?\s*(?:editing|edited|photograph\w*|translated|fotos?)\s+(?:by|von)\b.*",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"([^\W\d][\w'’-]*(?: [^\W\d][\w'’-]*)?), ([^\W\d][\w'’.-]*(?: [^\W\d][\w'’.-]*){0,2})\.?")
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_ROLE = re.compile(r",?\s+(?:staff|special to|correspondent|associated press|reuters|editor)\b.*", re.IGNORECASE)
_LONGEST = 120  # code points
_NOBODY = frozenset({"staff", "staff writer", "staff reporter", "staff writers", "agencies", "correspondent", "admin"})


def name_of_byline(line: str) -> str | None:
    """The names in a byline, with or without its opening word; those in capitals are written as names. None without one."""
    words = " ".join(line.split())
    names = _ROLE.sub("", _OTHERS.split(_OPENING.sub("", words, count=1))[0]).strip(" ,.")
    if not names or len(names) > _LONGEST or names.casefold() in _NOBODY or not names[0].isalpha():
        return None
    inverted = _INVERTED.fullmatch(names) if not _OPENING.match(words) else None
    names = f"{inverted[2]} {inverted[1]}" if inverted else names
    return _CAPITALS.sub(lambda word: _as_name(word[0]), names) if names.isupper() or _all_capitals(names) else names


def author_of(text: str, marks: Iterable[Mark]) -> str | None:
    """The author in the first byline of a text that is marked as one, and opens as one; None when there is none."""
    lines = (mark.span.of(text) for mark in marks if mark.kind == "byline")
    return next((name for line in lines if _OPENING.match(line) and (name := name_of_byline(line))), None)


def _all_capitals(names: str) -> bool:
    """Whether the names are in capitals, with only the words between them in small letters: `ADA KING and BEA LOW`."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", names) if not word.islower()]
    return bool(words) and all(word.isupper() for word in words) and len(words) > 1


def _as_name(word: str) -> str:
    """A word in capitals as it is written in a name; any other as it is."""
    return word.title().replace("’S", "’s") if word.isupper() else word
