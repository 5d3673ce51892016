"""Edits a question as it is written: removes words and operators, or adds filters. The grammar is that of `operators.py`.

Removing a word, a filter, an exclusion or a beginning of a word removes each of its occurrences. Removing a phrase removes
its quotation marks and keeps its words, and removing OR or NEAR keeps what it connects; so does removing a word of them.
Nothing else changes: text that would become an operator by the removal (the minus of `tea--pot` without “tea”) loses its
marks. Pasted markup goes first, as before a search. A question without a word left is empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.retrieval.operators import DAYS, FILTERS, find_operators, ignored, merged, parse, words_in_place
from indexer.retrieval.pasted import plain_question
from indexer.text.analyzers import analyzer
from indexer.text.characters import is_unspaced
from indexer.types import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.retrieval.operators import Operator, Parsed

    Cut = tuple[int, int, str]  # start and end of what is removed, and what replaces it

_GAP = "\0"  # stands where a word was removed; normalised text does not contain it
_TIDY = (
    # No space before a comma. Each run of gaps is looked at once, from its beginning: there may be a thousand in one.
    (re.compile(r"(?<![\s\0])\s*+\0[\s\0]*+(?=[.,;:!?]+(?:\s|$))"), ""),
    (re.compile(r"^[.,;:!?]+\s"), ""),
    (re.compile(r"[\s\0]+"), " "),
)
_CONNECTIVE = re.compile(r"(?<!\S)(?:OR|NEAR/[1-9]\d{0,2})(?!\S)")
_MARKS = re.compile(r'["“”„«»]')
_QUOTES = ("{}", '"{}"', "«{}»")


def without_word(question: str, word: str, language: str) -> str:
    """The question without the word: without each token whose terms in `language` are all terms of the word.

    A stop word, which a question of nothing else is searched by, has its common terms. In a script without spaces a word may
    be part of a token.
    """
    text = plain_question(question)
    spans = list(_tokens(text, word, language)) or list(_in_clause(text, word))
    cuts = [_with_hyphens(text, start, end) for start, end in spans]
    for each in find_operators(text):
        if each.marks and any(each.start <= start < each.end for start, _ in spans):
            cuts += _marks(each)
    return _edited(text, cuts) if spans else question


def _tokens(text: str, word: str, language: str) -> Iterator[tuple[int, int]]:
    own = analyzer(language)
    # Neighbours that are searched as one word too (`wi fi`) go together.
    terms = {term for token in own.tokens(word) for term in token.word.indexed or token.word.common}
    for token in own.tokens(words_in_place(text)):
        every = token.word.indexed or token.word.common
        if every and terms.issuperset(every):
            yield token.start, token.end


def _in_clause(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word of a script without spaces stands within tokens."""
    if is_unspaced(word):
        yield from (match.span() for match in re.finditer(re.escape(word), words_in_place(text)))


def without(question: str, kind: str, value: str = "") -> str:
    """The question without the operators of that kind (see `Operator`) and value; of any value for `after` and `before`."""
    text = plain_question(question)
    every = [each for each in find_operators(text) if each.kind == kind and (each.value == value or kind in DAYS)]
    cuts = [cut for each in every for cut in (_marks(each) if each.marks else [_whole(each)])]
    if kind == "prefix":
        cuts += _prefixes_of_connected(text, value)
    return _edited(text, cuts) if cuts else question


def without_filters(question: str) -> str:
    """The question without any filter."""
    text = plain_question(question)
    cuts = [_whole(each) for each in find_operators(text) if each.kind in FILTERS]
    return _edited(text, cuts) if cuts else question


def with_filters(question: str, filters: Filters) -> str:
    """The question with these filters added at its end, each in a form that parses as this filter."""
    text = question.strip()
    for name, value in filters.pairs:
        wanted = merged(parse(text).filters, Filters.of([(name, value)]))
        forms = [f"{text} {name}:{quotes.format(value)}".strip() for quotes in _QUOTES]
        text = next((form for form in forms if _same(parse(form).filters, wanted)), forms[1])
    return text


def dropping(question: str, shown: str) -> str:
    """The question in which what was understood beside its words, `shown`, does not count."""
    quotes = "{}" if shown.isalnum() else '"{}"'
    return f"{question.strip()} without:{quotes.format(shown)}"


def stands_alone(question: str) -> bool:
    """Whether the question begins with `alone:`, so that earlier questions do not count."""
    return parse(question).alone


def alone(question: str) -> str:
    """The question with `alone:` before it."""
    return question if stands_alone(question) else f"alone: {question}"


def with_history(question: str) -> str:
    """The question without `alone:` before it, so that earlier questions count."""
    while stands_alone(question):
        question = question[find_operators(question)[0].end :]
    return question


def _whole(operator: Operator) -> Cut:
    return operator.start, operator.end, _GAP


def _marks(operator: Operator) -> Iterator[Cut]:
    """The quotation marks of a phrase; the connectives of connected words, with the marks of their phrases."""
    for start, end in operator.marks:
        yield start, end, "" if end - start == 1 else _GAP


def _prefixes_of_connected(text: str, prefix: str) -> Iterator[Cut]:
    """The beginnings of words that stand among connected words, with what connects them."""
    for each in find_operators(text):
        if each.requirement and prefix in each.requirement.parts:
            yield from _marks(each)
            for match in re.finditer(rf"(?<!\w){re.escape(prefix)}", text[each.start : each.end]):
                yield each.start + match.start(), each.start + match.end(), _GAP


def _with_hyphens(text: str, start: int, end: int) -> Cut:
    """A word with the hyphen before and behind it."""
    return start - (text[start - 1 : start] == "-"), end + (text[end : end + 1] == "-"), _GAP


def _edited(text: str, cuts: Iterable[Cut]) -> str:
    """The text after the cuts, with tidy spaces and no new operators; empty when no word is left."""
    edited, end = "", 0
    every = [*cuts, *((*span, _GAP) for span in ignored(text))]
    for start, stop, instead in sorted([*every, *_words_beside(text, every)]):
        edited += text[end : max(start, end)] + instead
        end = max(stop, end)
    edited += text[end:]
    for pattern, instead in _TIDY:
        edited = pattern.sub(instead, edited.strip())
    edited = _without_new_operators(edited.strip(), operators_of(text))
    return edited if _has_words(parse(edited), parse(text)) else ""


def _words_beside(text: str, cuts: Iterable[Cut]) -> Iterator[Cut]:
    """A comma behind each OR that is a word and stands beside a cut: it must not connect what comes to stand around it."""
    if not (words := [match.span() for match in _CONNECTIVE.finditer(text)]):
        return
    operators, cut = find_operators(text), list(cuts)
    for start, end in words:
        connects = any(each.start < end and start < each.end for each in operators)
        beside = any(text[end:first].isspace() or text[last:start].isspace() for first, last, _ in cut)
        if beside and not connects:
            yield end, end, ","


def _has_words(left: Parsed, before: Parsed) -> bool:
    """Whether a word is left to search by; a number that was excluded before is none."""
    same = left.words == _MARKS.sub("", before.words)  # the words of a phrase stay words
    words = left.words if same else re.sub(r"(?<!\S)-\d\S*", "", left.words)
    return bool(left.prefixes) or re.search(r"\w", words) is not None


def operators_of(question: str) -> set[tuple[str, str]]:
    """Kind and value of every operator, beginnings of words among connected words included."""
    prefixes = {("prefix", each) for each in parse(question).prefixes}
    return {(each.kind, each.value) for each in find_operators(question)} | prefixes


def _without_new_operators(text: str, allowed: set[tuple[str, str]]) -> str:
    """The text, in which every operator but the allowed ones (kind, value) loses its marks."""
    while new := next((each for each in find_operators(text) if (each.kind, each.value) not in allowed), None):
        text = " ".join(f"{text[: new.start]}{_as_words(text, new)}{text[new.end :]}".split())
    return text


def _as_words(text: str, operator: Operator) -> str:
    """The operator's text, changed so that it is none."""
    words = text[operator.start : operator.end]
    if operator.requirement:
        return re.sub(r"(?<=\s)(OR|NEAR/\d+)(?=\s)", r"\1,", words)
    if operator.kind == "prefix":
        return words.rstrip("*")
    words = _MARKS.sub("", words)
    return words.replace(":", " ", 1) if operator.kind in {*FILTERS, "alone", "without"} else words.lstrip("-")


def _same(one: Filters, other: Filters) -> bool:
    return sorted(set(one.pairs)) == sorted(set(other.pairs))
