"""The grammar of operators in a question: phrases, exclusions and filters.

    "military base"            the passage must hold these words in this order; “…”, „…“ and «…» mean the same
    -infrastructure            the passage must not hold this word; -"military base": nor these
    source:agenda.ge           only articles of this source; with spaces: source:"The Daily"
    author:"Nino Alavidze"     only articles of this author
    after:2016-10 before:2017  only articles dated within these periods, both inclusive
    alone: …                   earlier questions of the conversation do not count

Text that resembles an operator stays a word of the question: `after:lunch`, the minus of `-5`, the hyphens of
`mother-to-child`, the quotation mark of `24" pipe`, or one that is not closed. A phrase contains no operators.
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
# The two marks of a pair may differ: keyboards and editors often curl only one of them.
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
_BEHIND = ".,;:!?)]}…" + _MARKS  # marks after a word that are no part of it
_ABBREVIATION = re.compile(r"(?:\w\.){2,}")
NAMES, DAYS = frozenset({"source", "author"}), frozenset({"after", "before"})


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of a question: `text[start:end]`, its marks included (code points, half-open).

    `kind` is alone, source, author, after, before, phrase or excluded. `value` is the name (case-folded), the date, or the
    phrase or word as written; empty for `alone:`.
    """

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question, parsed. `words` is the text to search by: all but operators, and the words of phrases."""

    words: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    filters: Filters
    alone: bool


def find_operators(text: str) -> tuple[Operator, ...]:
    """Every operator of the question, in order, without overlaps. The only place where the grammar is read."""
    alone = _ALONE.match(text)
    offset = alone.end() if alone else 0
    # What follows `alone:` is read as a text of its own, so that an operator may stand at its beginning.
    others = filter(None, (_operator(match, offset) for match in _OPERATOR.finditer(text[offset:])))
    return (*((Operator("alone", "", 0, offset),) if alone else ()), *others)


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
    """The question with its operators replaced by spaces, so that offsets of words stay; phrases keep their words."""
    return _without(text, find_operators(text))


def _without(text: str, every: Iterable[Operator]) -> str:
    """The text with all operators but phrases replaced by spaces."""
    for each in every:
        if each.kind != "phrase":
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _operator(match: re.Match[str], offset: int) -> Operator | None:
    """The operator of a match in a text that begins at `offset`; None when its value is not valid."""
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
    """The word without marks after it."""
    abbreviation = _ABBREVIATION.match(word)  # its last full stop is part of it
    bare = word.rstrip(_BEHIND)
    return abbreviation[0] if abbreviation and abbreviation.end() > len(bare) else bare


def merged(first: Filters, second: Filters) -> Filters:
    """Both filters combined: the names of both; of two dates for the same limit the one of `second`."""
    return Filters(
        tuple(dict.fromkeys((*first.sources, *second.sources))),
        tuple(dict.fromkeys((*first.authors, *second.authors))),
        second.after or first.after,
        second.before or first.before,
    )
