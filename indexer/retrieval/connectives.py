"""`OR` and `NEAR/5` in a question: which words and phrases do they connect?

A connective stands in capitals between two words, phrases or beginnings of words, with spaces around it. `a OR b OR c` are
three alternatives; where OR and NEAR would share a word, the first of them counts and the other is ignored. One that
connects nothing, such as the OR of "Portland, OR", stays a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from indexer.types import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Span = tuple[int, int]

_TOKEN = re.compile(r"\S+")
_CONNECTIVE = re.compile(r"OR|NEAR/([1-9][0-9]{0,2})")
_AROUND = "([{'\"“”„«»‘’"
_BEHIND = '.,;:!?)]}… "“”„«»'  # marks after a word that are no part of it
_ABBREVIATION = re.compile(r"(?:\w\.){2,}")


def bare(word: str) -> str:
    """The word without marks after it."""
    abbreviation = _ABBREVIATION.match(word)  # its last full stop is part of it
    without_marks = word.rstrip(_BEHIND)
    return abbreviation[0] if abbreviation and abbreviation.end() > len(without_marks) else without_marks


class Single(Protocol):
    """An operator of one part, such as a phrase; see `operators.Operator`."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def marks(self) -> tuple[Span, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Operand:
    """A word, phrase or beginning of a word: its part of a requirement, its place, and its last token."""

    part: str
    start: int
    end: int
    token: int
    operator: Single | None = None

    @property
    def marks(self) -> tuple[Span, ...]:
        return self.operator.marks if self.operator else ()


@dataclass(frozen=True, slots=True)
class Connected:
    """Words and phrases that are connected: what they require, where they stand, and which operators are among them."""

    requirement: Requirement
    start: int
    end: int
    marks: tuple[Span, ...]
    operands: tuple[Single, ...]


def connect(
    text: str, offset: int, singles: Sequence[Single], code: Sequence[Span]
) -> tuple[list[Connected], list[Span]]:
    """What is connected in the text from `offset` on, and where connectives stand that are ignored: OR between filters, too.

    `singles` are the operators of one part, in order; nothing in the spans of `code` is a connective.
    """
    if "OR" not in text and "NEAR/" not in text:
        return [], []
    return _Connecting(text, offset, singles, code).connect()


class _Connecting:
    """One text, token by token."""

    def __init__(self, text: str, offset: int, singles: Sequence[Single], code: Sequence[Span]) -> None:
        self._text = text
        self._tokens = [match.span() for match in _TOKEN.finditer(text, offset)]
        starts = [start for start, _ in self._tokens]
        self._first = {bisect_right(starts, each.start) - 1: each for each in reversed(singles)}
        self._last = {bisect_right(starts, each.end - 1) - 1: each for each in singles}
        self._covered = {
            token
            for start, end in (*code, *((each.start, each.end) for each in singles))
            for token in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1))
        }

    def connect(self) -> tuple[list[Connected], list[Span]]:
        chains: list[tuple[int, list[_Operand], list[Span]]] = []
        needless: list[Span] = []
        run_end = -1  # the last token of operands that follow each other; in such a run the first connective decides
        for number, span in enumerate(self._tokens):
            match = None if number in self._covered else _CONNECTIVE.fullmatch(self._text, *span)
            if match is None:
                continue
            if self._between_filters(number):
                needless.append(span)
                continue
            left, right = self._operand(number - 1, self._last), self._operand(number + 1, self._first)
            if left is None or right is None:
                continue
            within = int(match[1] or 0)
            if left.token > run_end:
                chains.append((within, [left, right], [span]))
            elif not within and not chains[-1][0] and chains[-1][1][-1].token == left.token:  # another alternative
                chains[-1][1].append(right)
                chains[-1][2].append(span)
            else:
                needless.append(span)
            run_end = right.token
        connected = [_connected(*chain) for chain in chains]
        return ([] if self._is_shouted(connected) else connected), needless

    def _between_filters(self, number: int) -> bool:
        before, behind = self._last.get(number - 1), self._first.get(number + 1)
        kinds = {"source", "author", "id", "folder"}
        return before is not None and behind is not None and before.kind == behind.kind and before.kind in kinds

    def _operand(self, number: int, operators: dict[int, Single]) -> _Operand | None:
        """The operand that the token of that number ends or begins; None when it is no word, phrase or beginning."""
        if not 0 <= number < len(self._tokens):
            return None
        if number in self._covered:
            operator = operators.get(number)
            if operator is None or operator.kind not in {"phrase", "prefix"}:
                return None
            token = next(last for last, each in self._last.items() if each is operator)
            return _Operand(operator.value, operator.start, operator.end, token, operator)
        start, end = self._tokens[number]
        written = self._text[start:end]
        word = written.lstrip(_AROUND)
        start += len(written) - len(word)
        word = bare(word)
        is_word = re.search(r"\w", word) is not None and _CONNECTIVE.fullmatch(word) is None
        return _Operand(word, start, start + len(word), number) if is_word else None

    def _is_shouted(self, connected: Iterable[Connected]) -> bool:
        """Whether the whole text is in capitals, so that OR is a word of its sentence as any other."""
        if any(character.islower() for character in self._text):
            return False
        others = self._text
        for each in connected:
            others = others[: each.start] + " " * (each.end - each.start) + others[each.end :]
        return any(character.isupper() for character in others)


def _connected(within: int, operands: Sequence[_Operand], connectives: Sequence[Span]) -> Connected:
    marks = sorted([*connectives, *(mark for operand in operands for mark in operand.marks)])
    return Connected(
        Requirement(tuple(operand.part for operand in operands), within),
        operands[0].start,
        operands[-1].end,
        tuple(marks),
        tuple(operand.operator for operand in operands if operand.operator),
    )
