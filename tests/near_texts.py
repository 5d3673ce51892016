"""Texts for tests of near-duplicates: stories of nonsense that nobody else writes, and reports made from templates."""

from __future__ import annotations

import random

_WORDS = [
    f"{first}{middle}{last}" for first in "bdfgklmnprst" for middle in "aeiou" for last in ("n", "rk", "lt", "st")
]
_TOWNS = ["Norrvik", "Sund", "Halvern", "Bergstad", "Ostra", "Lillby", "Kalmo", "Tvist"]
_NAMES = ["Ada Brandt", "Per Lunde", "Ola Vik", "Mia Strand", "Jon Dahl", "Eva Holm", "Nils Berg", "Tove Lie"]


def sentences(seed: object, count: int) -> list[str]:
    """Sentences that no other seed gives."""
    chance = random.Random(str(seed))  # noqa: S311
    return [" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(count)]


def story(*parts: list[str]) -> str:
    """A text of these sentences."""
    return " ".join(sentence for part in parts for sentence in part)


def _match(chance: random.Random) -> str:
    home, away, other = chance.sample(_TOWNS, 3)
    first, second, coach = chance.sample(_NAMES, 3)
    return (
        f"{home} beat {away} {chance.randint(2, 5)}-{chance.randint(0, 1)} in front of {chance.randint(900, 9000)} people. "
        f"{first} opened the scoring in the {chance.randint(2, 40)}th minute after a long ball from the left. "
        f"The home side controlled the game from then on and had most of the chances before the break. "
        f"{second} added a second goal with a header in the {chance.randint(46, 89)}th minute. "
        f"Coach {coach} said that he was pleased with the result and with the way his players had worked for each other. "
        f"{home} are now {chance.randint(1, 16)}th in the table, and meet {other} in the next round."
    )


def _shares(chance: random.Random) -> str:
    return (
        f"Shares of {chance.choice(_TOWNS)} Industries closed {chance.choice(['up', 'down'])} "
        f"{chance.randint(1, 9)}.{chance.randint(1, 99)} percent at {chance.randint(10, 900)} crowns. "
        f"The trading volume was {chance.randint(100, 999)} thousand shares on the Northern exchange. "
        "This report was written automatically from data that the exchange provides. Past performance is no indication of "
        "future results, and nothing in this report is advice to buy or sell a security. Readers who want advice should ask "
        "an adviser who knows their means, their needs and their plans."
    )


def _sentence(chance: random.Random) -> str:
    return (
        f"The district court of {chance.choice(_TOWNS)} has sentenced a man of {chance.randint(18, 80)} to "
        f"{chance.randint(2, 60)} months in prison for {chance.choice(['burglary', 'assault', 'fraud', 'theft', 'arson'])}. "
        f"He must pay {chance.randint(1, 999)} crowns. Judge {chance.choice(_NAMES)} said that the court had given weight to "
        "his earlier convictions. The defence has not yet decided whether it will appeal. Both parties have two weeks to "
        "appeal against the sentence. Names are not published until a sentence is final, in accordance with the rules of "
        "the press council."
    )


TEMPLATES = (_match, _shares, _sentence)
"""Each makes a report, with figures and names that a `random.Random` chooses."""
