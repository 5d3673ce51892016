"""The base of irregular forms: "took" → "take", "children" → "child". What a stemmer cannot know stands in word lists.

One file a language, `languages/irregular/<code>.txt`. A line gives a base and its forms: "take: took taken"; a line that
begins with # is a comment. Words are whole words in small letters.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


_FOLDER = Path(__file__).parent / "languages" / "irregular"


@cache
def base_forms(language: str) -> Mapping[str, str]:
    """Irregular form → base, both case-folded; empty for a language without a list. Read at the first call (1 ms).

    A word in capitals is often no form: an LED was not led by anybody.
    """
    path = _FOLDER / f"{language}.txt"
    if not path.is_file():
        return MappingProxyType({})
    lines = (
        line.partition(":") for line in path.read_text("utf-8").casefold().splitlines() if not line.startswith("#")
    )
    return MappingProxyType({form: base for base, _, forms in lines for form in forms.split()})
