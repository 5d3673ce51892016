"""The names and years in the quotes of an answer that a pronoun of the next question can stand for.

A name is a run of capitalised words ("Lord Loudoun", "Duke of Burgundy"). A name behind a preposition of place ("in Rome") is
what "there" stands for; "he" and "they" stand for the others, where there are any. Names of the first quote come first.
"It" brings none: it mostly stands for what was asked about, which counts already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from indexer.retrieval.references import YEAR
from indexer.text.languages import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.retrieval.references import Kind

_MOST = 3  # names, and as many years
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LINK = re.compile(r"\s(?:(?:of|de|von|van|der|du|del|la|al|bin)\s){0,2}")


@dataclass(frozen=True, slots=True)
class _Name:
    shown: str
    is_place: bool


def meant_names(quotes: Sequence[str], kinds: frozenset[Kind], language: str) -> tuple[str, ...]:
    """The names and years of the quotes, as written there and best first, that words of these kinds can stand for."""
    names = list(dict.fromkeys(name for quote in quotes for name in _names(quote, language)))
    places = [name for name in names if name.is_place]
    others = [name for name in names if not name.is_place]
    meant: list[str] = []
    if "people" in kinds:
        meant += [name.shown for name in (others or names)[:_MOST]]
    if "places" in kinds:
        meant += [name.shown for name in (places or names)[:_MOST]]
    if "times" in kinds:
        meant += islice(_years(quotes), _MOST)
    return tuple(dict.fromkeys(meant))


def names_in(text: str, language: str) -> tuple[str, ...]:
    """The names in a text, each once, in order."""
    return tuple(dict.fromkeys(name.shown for name in _names(text, language)))


def _years(quotes: Iterable[str]) -> Iterator[str]:
    for quote in quotes:
        yield from YEAR.findall(quote)


def _names(quote: str, language: str) -> Iterator[_Name]:
    """The names of one quote, in order."""
    profile = profile_of(language)
    at = re.compile(rf"(?<!\w)(?:{profile.follow_ups.at or '(?!)'})\s\Z", re.IGNORECASE)
    for run_start, end in _runs(quote):
        first, _, rest = quote[run_start:end].partition(" ")
        little = _says_little(first, language)  # "The Broncos", "In March"
        start = end - len(rest) if little else run_start
        if start == end or (profile.follow_ups.capital_nouns and " " not in quote[start:end]):
            continue
        name = quote[start:end].removesuffix("'s").removesuffix("’s")
        if " " in name or not _says_little(name, language):
            yield _Name(name, at.search(quote[:start]) is not None)


def _runs(quote: str) -> Iterator[tuple[int, int]]:
    """Start and end of every run of capitalised words."""
    run: tuple[int, int] | None = None
    for word in _WORD.finditer(quote):
        if not word[0][0].isupper():
            continue
        if run and _LINK.fullmatch(quote, run[1], word.start()) and not quote[: run[1]].endswith(("'s", "’s")):
            run = run[0], word.end()
            continue
        if run:
            yield run
        run = word.span()
    if run:
        yield run


def _says_little(word: str, language: str) -> bool:
    profile = profile_of(language)
    lower = word.casefold()
    months = {name for names in profile.dates.months for name in names.split()}
    return lower in profile.stop_words or lower in profile.common_words or lower in months or len(lower) == 1
