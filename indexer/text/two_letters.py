"""Letters that are written as two where a keyboard or a form lacks them: Müller and Mueller, Ærø and Aeroe."""

from __future__ import annotations

import re

# As German and Swedish write them, and as Danish and Norwegian do (ICAO Doc 9303, part 3, section 6).
_TWO_LETTERS = ({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"}, {"æ": "ae", "ø": "oe", "å": "aa"})


def spelt_with_two_letters(word: str) -> list[str]:
    """The other spellings of a word in small letters: one kind of letter replaced by two, or two by one, or all kinds.

    Many of them are no words, such as `nür` of `nuer`: take those that somebody wrote.
    """
    spelt: dict[str, None] = {}
    for letters in _TWO_LETTERS:
        for pairs in (letters, {two: one for one, two in letters.items()}):
            held = [old for old in pairs if old in word]
            spelt.update(dict.fromkeys(word.replace(old, pairs[old]) for old in held))
            if len(held) > 1:
                parts = re.split(f"({'|'.join(held)})", word)
                spelt["".join(pairs.get(part, part) for part in parts)] = None
    return list(spelt)
