"""The same name in Latin, Cyrillic and Greek letters: Ivanov and Иванов, Papadopoulos and Παπαδόπουλος.

A name is written in Latin letters in many ways: Zelensky, Zelenskyy and Zelenskiy, Yeltsin, Eltsin and Jelzin. For a letter,
or two that are one sound, the tables give what stands for it in ISO 9 (without its accents), in BGN/PCGN (1947 for Russian,
2019 for Ukrainian, 2013 for Bulgarian) and in English, German and French newspapers, and for Greek in ISO 843 and passports
(ELOT 743). They are read in both directions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Table = Mapping[str, tuple[str, ...]]

_MOST = 300  # beginnings of spellings that are followed up at each letter

_CYRILLIC = """
    а a, б b, в v w, г g h, ґ g, д d, е e ye ie je yo io o, є ye ie e je, ж zh z j, з z s, и i y, і i, ї i yi ji, й y i j,
    к k c, л l, м m, н n, о o, п p, р r, с s ss, т t, у u ou, ў u w, ф f ph, х kh h ch, ц ts c z tz, ч ch c tch tsch, ш sh
    s sch, щ shch sch sc schtsch sht, ъ - a u, ы y i, ь -, э e, ю yu iu ju, я ya ia ja, ий y i, ый y, ия ia ea, кс x, дж j
    dj, ль l, нь n, ть t, сь s, дь d, рь r, зь z, вь v, ђ dj d, ј j y, љ lj, њ nj, ћ c ch, џ dz dj
"""
_GREEK = """
    α a, β v b, γ g y gh, δ d dh, ε e, ζ z, η i e h, θ th, ι i, κ k c, λ l, μ m, ν n, ξ x ks, ο o, π p, ρ r, σ s, τ t, υ y
    i u, φ f ph, χ ch h kh x, ψ ps, ω o, ου ou u, αι ai e, ει ei i, οι oi i, αυ av af au, ευ ev ef eu, μπ b mp, ντ d nt
    nd, γκ g gk, γγ ng gg, τζ tz j
"""
_IN_CYRILLIC = re.compile("[\u0400-\u052f]+").fullmatch
_IN_GREEK = re.compile("[\u0370-\u03ff]+").fullmatch
_IN_LATIN = re.compile("[a-z]+").fullmatch


def _table(rows: str) -> Table:
    """Letters of the other script → what stands for them in Latin."""
    parts = (row.split() for row in rows.split(","))
    return {letters: tuple("" if each == "-" else each for each in latin) for letters, *latin in parts}


def _inverse(table: Table) -> Table:
    by_latin: dict[str, list[str]] = defaultdict(list)
    for letters, latin in table.items():
        for each in latin:
            if each:
                by_latin[each].append(letters)
    return {latin: tuple(letters) for latin, letters in by_latin.items()}


_TO_LATIN = _table(_CYRILLIC), _table(_GREEK)
_FROM_LATIN = tuple(map(_inverse, _TO_LATIN))


def spellings(word: str, begins: Callable[[str], bool]) -> list[str]:
    """The spellings of a word in another script; `begins` says which beginnings are worth going on with.

    The word is in small letters without accents, and so are the spellings; none for a word of several scripts.
    """
    return [spelling for table in _tables(word) for spelling in _spelt(word, table, begins)]


def _tables(word: str) -> Iterable[Table]:
    if _IN_LATIN(word):
        return _FROM_LATIN
    if _IN_CYRILLIC(word):
        return _TO_LATIN[:1]
    return _TO_LATIN[1:] if _IN_GREEK(word) else ()


def _spelt(word: str, table: Table, begins: Callable[[str], bool]) -> Iterable[str]:
    """All ways to cut the word into letters of the table, each spelt in all ways, as long as it begins well."""
    longest = max(map(len, table))
    beginnings: list[dict[str, None]] = [{} for _ in range(len(word) + 1)]  # by how much of the word they spell
    beginnings[0][""] = None
    for start in range(len(word)):
        for beginning in list(beginnings[start])[:_MOST]:
            for end in range(start + 1, min(len(word), start + longest) + 1):
                for letters in table.get(word[start:end], ()):
                    if beginning + letters not in beginnings[end] and begins(beginning + letters):
                        beginnings[end][beginning + letters] = None
    return beginnings[-1]
