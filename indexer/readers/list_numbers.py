"""How the numbers of lists are written: 4, iv, D."""

from __future__ import annotations

GREATEST = 9_999
"""The greatest number that is written in letters."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def written(number: int, form: str) -> str:
    """A number as a form of Word writes it: `lowerRoman` iv, `upperLetter` D, any other 4."""
    if not 0 < number <= GREATEST:
        return str(number)
    match form:
        case "lowerRoman" | "upperRoman":
            text = _roman(number)
        case "lowerLetter" | "upperLetter":  # after z comes aa, then bb
            text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "decimalZero":
            text = f"{number:02}"
        case "none":
            text = ""
        case _:
            text = str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text
