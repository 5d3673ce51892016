"""What a reader can write into a question beside words: phrases, exclusions, filters.

    "military base"            the passage must hold these words in this order; “…”, „…“ and «…» mean the same
    -infrastructure            the passage must not hold this word; -"military base": nor these
    source:agenda.ge           only articles of this source; with spaces: source:"The Daily"
    author:"Nino Alavidze"     only articles of this author
    after:2016-10 before:2017  only articles dated within these periods, both inclusive
    alone: …                   the question stands alone: what was asked before does not weigh in

What looks like one of these but is not stays a word of the question: `after:lunch`, the minus of `-5`, the hyphens of
`mother-to-child`, the quotation mark of `24" pipe` or one that nothing closes. Within a phrase there are no operators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.dates import period
from indexer.types import PERIOD, Filters

_ALONE = re.compile(r"\s*alone:\s*", re.IGNORECASE)
# Mixed pairs are let through: keyboards and editors curl one mark of a pair and not the other.
_QUOTED = r"""(?: ["“”„] ([^"“”„]*) ["“”] | « ([^«»]*) » ) (?!\w)"""
_OPERATOR = re.compile(
    rf"""
      (?<!\S) (?P<filter> source|author|after|before ) : (?: {_QUOTED} | ([^\s"“”„«»]\S*) )
    | (?<!\w) (?: (?<!\S) (?P<minus> - ) )? (?P<phrase> {_QUOTED} )
    | (?<!\S) - (?P<excluded> (?!\d | (?:source|author|after|before):) \w\S* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = ' "“”„«»'
_BEHIND = ".,;:!?)]}…" + _MARKS  # what may stand behind a word without being part of it
_ABBREVIATION = re.compile(r"(?:\w\.){2,}")


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
    found = _Found()
    words = _OPERATOR.sub(found.take, text[alone.end() :] if alone else text)
    filters = Filters(
        tuple(found.names["source"]), tuple(found.names["author"]), found.days.get("after"), found.days.get("before")
    )
    return Parsed(" ".join(words.split()), tuple(found.phrases), tuple(found.excluded), filters, alone is not None)


def words_in_place(text: str) -> str:
    """The question's words where they stand in it: a text as long as the question, with spaces for its operators."""
    alone = _ALONE.match(text)
    found, start = _Found(), alone.end() if alone else 0
    return " " * start + _OPERATOR.sub(lambda match: found.take(match).ljust(len(match[0])), text[start:])


class _Found:
    """Collects operators; `take` gives what is left of each in the question's words."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {"source": [], "author": []}
        self.days: dict[str, str] = {}
        self.phrases: list[str] = []
        self.excluded: list[str] = []

    def take(self, match: re.Match[str]) -> str:
        kind, excluded = match["filter"], match["excluded"]
        if kind:
            value = match[2] or match[3] or _bare(match[4] or "")
            return " " if self._filters(kind.casefold(), value.strip().casefold()) else match[0]
        if excluded:
            self.excluded.append(_bare(excluded))
            return " "
        phrase = match["phrase"].strip(_MARKS)
        if not any(character.isalnum() for character in phrase):
            return match[0]
        (self.excluded if match["minus"] else self.phrases).append(phrase)
        return " " if match["minus"] else match[0]

    def _filters(self, kind: str, value: str) -> bool:
        """Takes a filter, unless its value is none."""
        if kind in self.names:
            self.names[kind] += [value] if value else []
            return bool(value)
        if is_period(value):
            self.days[kind] = value
            return True
        return False


def _bare(word: str) -> str:
    """The word without the marks behind it."""
    return word if _ABBREVIATION.fullmatch(word) else word.rstrip(_BEHIND)


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
