"""Whether a sentence spells out an abbreviation: “acute respiratory distress syndrome (ARDS)”, “ARDS (acute …)”.

The letters of the abbreviation must stand in the words before it, or in the brackets after it, in their order, and the
first at the beginning of a word (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", 2003).
"""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(r"[^\W_](?:[^\W_]|[.&/-](?=[^\W_])){1,9}\.?")
_BRACKETS = r"\(\s?({})s?\s?[),;]"
_LETTERS = re.compile(r"[^\W_]")
_MORE_WORDS = 5  # in the long form, at most, than the abbreviation has letters; and twice as many as these


def spells_out(abbreviation: str, sentence: str) -> bool:
    """Whether the sentence says in brackets, or before them, what a short word without spaces stands for."""
    if _ABBREVIATION.fullmatch(abbreviation) is None:
        return False
    escaped = re.escape(abbreviation)
    for bracket in re.finditer(_BRACKETS.format(escaped), sentence, re.IGNORECASE):
        if _begins_long_form(abbreviation, sentence[: bracket.start()].split()):
            return True
    for behind in re.finditer(rf"(?<![\w-]){escaped}s? ?\(([^()]+)\)", sentence, re.IGNORECASE):
        if _begins_long_form(abbreviation, behind[1].split(",")[0].split()):
            return True
    return False


def _begins_long_form(abbreviation: str, words: list[str]) -> bool:
    """Whether the last of the words hold the letters of the abbreviation, the first of them at the beginning of one."""
    letters = [letter.casefold() for letter in _LETTERS.findall(abbreviation)]
    text = " ".join(words[-min(len(letters) + _MORE_WORDS, 2 * len(letters)) :]).casefold()
    place = len(text)
    for number in range(len(letters) - 1, -1, -1):
        place = text.rfind(letters[number], 0, place)
        while number == 0 and place > 0 and text[place - 1].isalnum():
            place = text.rfind(letters[number], 0, place)
        if place < 0:
            return False
    return len(text) - place > len(letters)
