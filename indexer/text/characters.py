"""Classes of characters that decide what a word is, each written as the inside of a regular expression's `[…]`.

unspaced    letters of scripts whose words are not found at spaces: written without any, or (Korean) with endings attached
mark        combining marks: accents, vowel signs; they belong to the letter before
invisible   joiners, direction marks and soft hyphens, which no reader sees
apostrophe  the signs that are typed for an apostrophe between letters
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count, groupby

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HIRAGANA = "\u3041-\u3096\u309d-\u309f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
SOUTH_EAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\uaa60-\uaa7f"
UNSPACED = HAN + KANA + "\u3105-\u312f\u31a0-\u31bf" + HANGUL + SOUTH_EAST_ASIAN

INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
APOSTROPHES = "'’ʼ‘ʻʾʿ´＇"
HYPHENS = "-‐‑"


def _marks() -> str:
    """Every combining mark (Unicode's categories Mn, Mc, Me) of the scripts in use, as ranges."""
    # Without Han, Hangul and what programs may use as they like, which are half of all and have none.
    candidates = chain(range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xFB00, 0xFE30), range(0x10A00, 0x11FFF))
    marks = [code for code in candidates if unicodedata.category(chr(code))[0] == "M"]
    counter = count()
    runs = (list(run) for _, run in groupby(marks, key=lambda code: code - next(counter)))
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


MARKS = _marks()

is_unspaced = re.compile(f"[{UNSPACED}]").match
"""Matches a text that begins with a letter of a script without spaces."""
