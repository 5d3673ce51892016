"""A sentence for the reader that another language can say too: English text, with the pattern and values that made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Listed:
    """Words of the question in a sentence: in quotation marks, with `conjunction`, `and` or `or`, before the last."""

    words: tuple[str, ...]
    conjunction: str

    def __str__(self) -> str:
        *most, last = (f"“{word}”" for word in self.words)
        return f"{', '.join(most)} {self.conjunction} {last}" if most else last


class Message(str):
    """A sentence in English: `pattern` with `values` in place of the names in braces; numbers have thousands set off."""

    __slots__ = ("pattern", "values")

    pattern: str
    values: dict[str, object]

    def __new__(cls, pattern: str, /, **values: object) -> Self:
        """The sentence with these values."""
        shown = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in values.items()}
        message = super().__new__(cls, pattern.format(**shown))
        message.pattern, message.values = pattern, values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.pattern,), self.values
