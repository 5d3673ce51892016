"""The tokens of a text: its words as written, with their places.

A token is a run of letters and digits with their combining marks, and the signs that belong inside it: the apostrophe of
`don't`, the hyphens of `COVID-19`, the comma of `1,000`, the full stops of `U.S.`, the ampersand of `AT&T`, the signs of
`C++` and `C#`. A word that a hyphen breaks at the end of a line is one token, and so is one that was decoded wrongly. In
scripts without spaces between words a token is what stands between other characters, often a whole clause.
"""

from __future__ import annotations

import re

from indexer.text.characters import APOSTROPHES, HYPHENS, INVISIBLE, MARKS, UNSPACED
from indexer.text.mojibake import MANGLED

_LETTER = rf"[^\W_{UNSPACED}]"
_RUN = rf"{_LETTER}+(?:(?:[{MARKS}{INVISIBLE}]|{MANGLED})+{_LETTER}*)*"
# The rest of a broken word begins with a small letter: “Anglo-\nSaxon” keeps its hyphen.
_LINE_END = r"[ \t]*\n[ \t]*(?=[^\W\d_A-ZÀ-ÖØ-Þ])"
_HYPHEN = rf"[{HYPHENS}](?:[{INVISIBLE}]*|{_LINE_END})"
# “R&D”, but neither “&nbsp;” nor a list of parameters.
_AMPERSAND = r"&(?=[^\W_]{1,4}(?![\w;=]))"
_TOKEN = re.compile(
    rf"""
      [{UNSPACED}][{UNSPACED}{MARKS}{INVISIBLE}]*
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w’']))?
    | {_RUN} (?: (?:[{APOSTROPHES}]|{_HYPHEN}|(?<=\d)[.,](?=\d)|{_AMPERSAND}) {_RUN} )* (?: \+\+ | \#(?!\w) )?
    """,
    re.VERBOSE,
)
_BROKEN = re.compile(rf"(?<=[^\W\d_])[{HYPHENS}]{_LINE_END}")
_JOINER = "\u2060"  # invisible, and no white space: stands in a chunk for the end of a line
# What a capital letter may follow at the beginning of a sentence or of direct speech.
_OPENING = re.compile(r"(?:^|[.!?…:;(\[{“„”«»‘\"–—•|*#>]|(?<!\w)['’-])[\s]*$|\n[ \t]*$")
_LOOK_BACK = 4  # code points before a token that tell whether it begins something

find = _TOKEN.finditer
"""The matches of all tokens in a text, in order."""
find_all = _TOKEN.findall
"""The tokens of a text, in order."""


def chunks(text: str) -> list[str]:
    """The text between its white space; a word that is broken at the end of a line is one chunk. No token crosses two."""
    if "\n" in text:
        text = _BROKEN.sub(lambda match: match[0][0] + _JOINER, text)
    return text.split()


def begins(text: str, start: int) -> bool:
    """Whether the token at `start` begins a sentence, a line or direct speech, so that its capital says nothing."""
    return _OPENING.search(text, max(0, start - _LOOK_BACK), start) is not None
