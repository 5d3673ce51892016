"""Texts of nonsense for tests of near-duplicates: stories of sentences that nobody else writes."""

from __future__ import annotations

import random

_WORDS = [
    f"{first}{middle}{last}" for first in "bdfgklmnprst" for middle in "aeiou" for last in ("n", "rk", "lt", "st")
]


def sentences(seed: object, count: int) -> list[str]:
    """Sentences that no other seed gives."""
    chance = random.Random(str(seed))  # noqa: S311
    return [" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(count)]


def story(*parts: list[str]) -> str:
    """A text of these sentences."""
    return " ".join(sentence for part in parts for sentence in part)
