"""The grammar of operators in a question: phrases, exclusions, alternatives, nearness, beginnings of words, and filters.

    "military base"            the passage must hold these words in this order; “…”, „…“ and «…» mean the same
    -infrastructure            the passage must not hold this word; -"military base": nor these
    ferry OR "night boat"      the passage must hold one of these words or phrases at least
    ferry NEAR/5 storm         the passage must hold both, at most five words apart
    guantanam*                 any word that begins so
    source:agenda.ge           only articles of this source; with spaces: source:"The Daily"
    author:alavidze            only articles of this author
    title:agreement            only articles with this word in their title
    name:"Ada Holm"            only articles that have this person, organisation or place (`text/names.py`)
    id:news/a.txt folder:news  only the article of this id, or those below it; only those in this folder
    after:2016-10 before:2017  only articles dated within these periods, both inclusive
    alone: …                   earlier questions of the conversation do not count
    without:Clarke             what was understood beside the words does not count: a name of an earlier answer, “latest”

Text that resembles an operator stays a word of the question: `after:lunch`, the minus of `-5` (`minus.py`), the hyphens of
`mother-to-child`, the quotation mark of `24" pipe`, or one that is not closed, and whatever stands between backticks. A
phrase contains no operators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.iso_dates import is_period
from indexer.retrieval.connectives import bare, connect
from indexer.retrieval.minus import excludes
from indexer.retrieval.pasted import CODE
from indexer.types import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.types import Requirement

    Spans = tuple[tuple[int, int], ...]

_CACHED = 128  # questions: one question is read several times
_ALONE = re.compile(r"\s*alone:\s*", re.IGNORECASE)
# The two marks of a pair may differ: keyboards and editors often curl only one of them.
_QUOTED = r"""(?: ["“”„] ([^"“”„]*) ["“”] | « ([^«»]*) » ) (?!\w)"""
_FILTER = "source|author|title|name|id|folder|after|before"
_NAMED = f"{_FILTER}|without"
_OPERATOR = re.compile(
    rf"""
      (?<!\S) (?P<filter> {_NAMED} ) : (?: {_QUOTED} | ([^\s"“”„«»]\S*) )
    | (?<!\w) (?: (?<!\S) (?P<minus> - ) )? (?P<phrase> {_QUOTED} )
    | (?<!\S) - (?P<excluded> (?! (?:{_NAMED}): ) \w\S* )
    | (?<! [^\s(\[{{'‘] ) (?P<prefix> [^\W_]+ (?: ['’-] [^\W_]+ )* \* ) (?= [\s.,;:!?)\]}}'’] | \Z )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT_PREFIX = re.compile(r"(?<![^\s(])([^\W\d_]{2})\*(?=[\s.,;:!?)]|\Z)")
_MARKS = ' "“”„«»'
_FOLDED, DAYS = frozenset({"source", "author", "title", "name", "without"}), frozenset({"after", "before"})
FILTERS = frozenset(_FILTER.split("|"))
SHORTEST_PREFIX = 3
"""Letters and digits before the `*` of a word that is searched by its beginning."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of a question: `text[start:end]`, its marks included (code points, half-open).

    `kind` is alone, phrase, excluded, without, any, near, prefix or the name of a filter. `value` is the name, title or
    dropped word (case-folded), the id, folder or date, the phrase, word or beginning as written, or the alternatives as
    `Requirement.written`; empty for `alone:`. `marks` are the spans without which a phrase, or words that are connected, are
    just words.
    """

    kind: str
    value: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()
    requirement: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question, parsed. `words` is the text to search by: all but operators, and the words of phrases and alternatives.

    `prefixes` are the beginnings of words, each with its `*`, those among the alternatives too. `without` is what shall not
    count of what is understood beside the words, case-folded.
    """

    words: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    filters: Filters
    alone: bool
    required: tuple[Requirement, ...]
    prefixes: tuple[str, ...]
    without: frozenset[str] = frozenset()


def find_operators(text: str) -> tuple[Operator, ...]:
    """Every operator of the question, in order, without overlaps."""
    return _scanned(text)[0]


@lru_cache(_CACHED)
def parse(text: str) -> Parsed:
    """The question's words and operators."""
    every, prefixes, blanks, _ = _scanned(text)
    return Parsed(
        " ".join(_blanked(text, blanks).split()),
        tuple(each.value for each in every if each.kind == "phrase"),
        tuple(each.value for each in every if each.kind == "excluded"),
        Filters.of((each.kind, each.value) for each in every if each.kind in FILTERS),
        any(each.kind == "alone" for each in every),
        tuple(each.requirement for each in every if each.requirement),
        prefixes,
        frozenset(each.value for each in every if each.kind == "without"),
    )


def words_in_place(text: str) -> str:
    """The question with its operators replaced by spaces, so that offsets of words stay; phrases keep their words."""
    return _blanked(text, _scanned(text)[2])


def ignored(text: str) -> Spans:
    """Where OR and NEAR stand that count neither as operators nor as words."""
    return _scanned(text)[3]


def has_other_words(text: str) -> bool:
    """Whether the question has words beside its operators and phrases."""
    phrases = ((each.start, each.end) for each in find_operators(text) if each.kind == "phrase")
    return re.search(r"\w", _blanked(words_in_place(text), phrases)) is not None


def short_prefixes(text: str) -> tuple[str, ...]:
    """Two letters before a `*`: too short for a beginning of a word. One letter is rather a name, as in `A* search`."""
    return tuple(dict.fromkeys(match[1] for match in _SHORT_PREFIX.finditer(text)))


@lru_cache(_CACHED)
def _scanned(text: str) -> tuple[tuple[Operator, ...], tuple[str, ...], Spans, Spans]:
    """All operators; the beginnings of words; the spans that are no words to search by; those of ignored connectives.

    The grammar is read here alone.
    """
    alone = _ALONE.match(text)
    offset = alone.end() if alone else 0
    # What follows `alone:` is read as a text of its own, so that an operator may stand at its beginning.
    code = [span.span() for span in CODE.finditer(text, offset)] if "`" in text else []
    single = list(_single_operators(text[offset:], offset, code))
    connected, needless = connect(text, offset, single, code)
    inside = {id(each) for chain in connected for each in chain.operands}
    chains = [
        Operator("near" if chain.requirement.within else "any", chain.requirement.written, chain.start, chain.end,
                 chain.marks, chain.requirement)
        for chain in connected
    ]  # fmt: skip
    others = [each for each in single if id(each) not in inside]
    first = [Operator("alone", "", 0, offset)] if alone else []
    every = (*first, *sorted([*others, *chains], key=lambda each: each.start))
    blanks = [(each.start, each.end) for each in (*first, *single) if each.kind != "phrase"]
    blanks += [mark for chain in chains for mark in chain.marks] + needless
    prefixes = tuple(each.value for each in single if each.kind == "prefix")
    return every, prefixes, tuple(blanks), tuple(needless)


def _single_operators(text: str, offset: int, code: Sequence[tuple[int, int]]) -> Iterator[Operator]:
    """The operators of one part, in order, of a text that begins at `offset`; there are none within `code`."""
    for match in _OPERATOR.finditer(text):
        if any(start <= offset + match.start() < end for start, end in code):
            continue
        operator = _operator(match, offset)
        if operator is not None:
            yield operator


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in place of these spans."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _operator(match: re.Match[str], offset: int) -> Operator | None:
    """The operator of a match in a text that begins at `offset`; None when its value is not valid."""
    start, end = offset + match.start(), offset + match.end()
    if match["filter"]:
        kind = match["filter"].casefold()
        value = (match[2] or match[3] or bare(match[4] or "")).strip()
        value = value.casefold() if kind in _FOLDED else value.strip("/") if kind == "folder" else value
        return Operator(kind, value, start, end) if (is_period(value) if kind in DAYS else value) else None
    if match["excluded"]:
        value = bare(match["excluded"])
        excluded = excludes(match.string, match.start(), value)
        return Operator("excluded", value, start, end) if excluded else None
    if match["prefix"]:
        long_enough = sum(map(str.isalnum, match["prefix"])) >= SHORTEST_PREFIX
        return Operator("prefix", match["prefix"], start, end) if long_enough else None
    value = match["phrase"].strip(_MARKS)
    if not any(character.isalnum() for character in value):
        return None
    if match["minus"]:
        return Operator("excluded", value, start, end)
    return Operator("phrase", value, start, end, ((start, start + 1), (end - 1, end)))


def merged(first: Filters, second: Filters) -> Filters:
    """Both filters combined: the names of both; of two dates for the same limit the one of `second`."""
    return Filters.of((*first.pairs, *second.pairs))
