"""What a reader can write into a question beside words: phrases, exclusions, filters.

    "military base"            the passage must hold these words in this order
    -infrastructure            the passage must not hold this word
    source:agenda.ge           only articles of this source; with spaces: source:"The Daily"
    author:"Nino Alavidze"     only articles of this author
    after:2016-10 before:2017  only articles dated within these periods, both inclusive
    alone: …                   the question stands alone: what was asked before does not weigh in

What looks like one of these but is not (`after:lunch`) stays a word of the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.dates import period
from indexer.types import PERIOD, Filters

_ALONE = re.compile(r"\s*alone:\s*", re.IGNORECASE)
_FILTER = re.compile(r'(?<!\S)(source|author|after|before):(?:["“]([^"”]*)["”]|(\S+))', re.IGNORECASE)
_PHRASE = re.compile(r'(?<![\w])["“]([^"“”]+)["”]')
_EXCLUDED = re.compile(r"(?<!\S)-(?=\w)(\S+)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question taken apart. `words` is what is left to search by; the words of phrases are among them."""

    words: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    filters: Filters
    alone: bool


def parse(text: str) -> Parsed:
    """The question's words and operators."""
    alone = _ALONE.match(text)
    if alone:
        text = text[alone.end() :]
    sources: list[str] = []
    authors: list[str] = []
    dates: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        kind, value = match[1].casefold(), (match[2] or match[3] or "").strip().casefold()
        if kind in {"after", "before"} and is_period(value):
            dates[kind] = value
        elif kind == "source" and value:
            sources.append(value)
        elif kind == "author" and value:
            authors.append(value)
        else:
            return match[0]
        return " "

    text = _FILTER.sub(take, text)
    phrases = tuple(match[1].strip() for match in _PHRASE.finditer(text) if match[1].strip())
    outside = _PHRASE.sub(lambda match: " " * len(match[0]), text)
    excluded = tuple(match[1].strip(".,;:!?") for match in _EXCLUDED.finditer(outside))
    spans = [match.span() for match in _EXCLUDED.finditer(outside)]
    for start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    filters = Filters(tuple(sources), tuple(authors), dates.get("after"), dates.get("before"))
    return Parsed(" ".join(text.split()), phrases, excluded, filters, alone is not None)


def is_period(value: str) -> bool:
    """Whether `value` is a date that exists: YYYY, YYYY-MM or YYYY-MM-DD."""
    if PERIOD.fullmatch(value) is None:
        return False
    try:
        period(value)
    except ValueError:
        return False
    return True


def merged(first: Filters, second: Filters) -> Filters:
    """Both filters at once: names are added to each other, a date of the second comes before one of the first."""
    return Filters(
        tuple(dict.fromkeys((*first.sources, *second.sources))),
        tuple(dict.fromkeys((*first.authors, *second.authors))),
        second.after or first.after,
        second.before or first.before,
    )
