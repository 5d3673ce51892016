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
from typing import TYPE_CHECKING

from indexer.iso_dates import is_period
from indexer.types import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable

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
NAMES, DAYS = frozenset({"source", "author"}), frozenset({"after", "before"})


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator as it stands in a question: `text[start:end]`, with all its marks; code points, half-open.

    `kind` is alone, source, author, after, before, phrase or excluded. `value` is what it means: names are case-folded,
    phrases and excluded words as written; empty for `alone:`.
    """

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question taken apart. `words` is what is left to search by; the words of phrases are among them."""

    words: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    filters: Filters
    alone: bool


def find_operators(text: str) -> tuple[Operator, ...]:
    """Every operator of the question, in order; none overlap. This is the only reading of the grammar that there is."""
    alone = _ALONE.match(text)
    offset = alone.end() if alone else 0
    # The rest is read by itself: what follows `alone:` stands at the beginning of a question.
    read = filter(None, (_operator(match, offset) for match in _OPERATOR.finditer(text[offset:])))
    return (*((Operator("alone", "", 0, offset),) if alone else ()), *read)


def parse(text: str) -> Parsed:
    """The question's words and operators."""
    every = find_operators(text)
    values: dict[str, list[str]] = {}
    for each in every:
        values.setdefault(each.kind, []).append(each.value)
    after, before = (values.get(kind, [None])[-1] for kind in ("after", "before"))
    filters = Filters(tuple(values.get("source", ())), tuple(values.get("author", ())), after, before)
    words = " ".join(_without(text, every).split())
    return Parsed(words, tuple(values.get("phrase", ())), tuple(values.get("excluded", ())), filters, "alone" in values)


def words_in_place(text: str) -> str:
    """The question's words where they stand in it: a text as long as the question, with spaces for its operators."""
    return _without(text, find_operators(text))


def _without(text: str, every: Iterable[Operator]) -> str:
    """The text with spaces for all operators but phrases, whose words are among the question's."""
    for each in every:
        if each.kind != "phrase":
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _operator(match: re.Match[str], offset: int) -> Operator | None:
    """The operator of a match in a text that begins at `offset`; None when its value is none."""
    if match["filter"]:
        kind = match["filter"].casefold()
        value = (match[2] or match[3] or _bare(match[4] or "")).strip().casefold()
        valid = bool(value) if kind in NAMES else is_period(value)
    elif match["excluded"]:
        kind, value, valid = "excluded", _bare(match["excluded"]), True
    else:
        kind, value = ("excluded" if match["minus"] else "phrase"), match["phrase"].strip(_MARKS)
        valid = any(character.isalnum() for character in value)
    return Operator(kind, value, offset + match.start(), offset + match.end()) if valid else None


def _bare(word: str) -> str:
    """The word without the marks behind it."""
    abbreviation = _ABBREVIATION.match(word)  # its last full stop is part of it
    bare = word.rstrip(_BEHIND)
    return abbreviation[0] if abbreviation and abbreviation.end() > len(bare) else bare


def merged(first: Filters, second: Filters) -> Filters:
    """Both filters at once: names are added to each other, a date of the second comes before one of the first."""
    return Filters(
        tuple(dict.fromkeys((*first.sources, *second.sources))),
        tuple(dict.fromkeys((*first.authors, *second.authors))),
        second.after or first.after,
        second.before or first.before,
    )
