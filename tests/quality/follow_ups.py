"""`python -m tests.quality.follow_ups`: are follow-up questions understood? Asks the conversations of `follow_ups.txt`.

Every turn is asked after those before it; a turn that is not the first of its conversation is also asked alone. A turn is
right when a passage of a right article, or a quote of the answer, holds the words of its answer, whatever their case and
punctuation. With `--failures`, the turns whose answer is in no quote are listed with what was quoted instead.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from indexer import Library, rebuild
from tests.quality.sets import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.library import Reading
    from indexer.types import Answer

CONVERSATIONS = Path(__file__).with_name("follow_ups.txt")
KINDS = ("first", "pronoun", "topic", "instead", "continuing", "change")
TODAY = "2026-11-28"
ALONE = "follow-ups, alone"
_BEST = 3  # passages, as many as an answer has quotes


@dataclass(frozen=True, slots=True)
class Turn:
    """A question after those of `history`: the articles that answer it, and words of the answer, in one or several ways."""

    question: str
    kind: str
    articles: frozenset[str]
    answers: tuple[str, ...]
    history: tuple[str, ...] = ()

    def holds(self, text: str) -> bool:
        """Whether a text holds the words of the answer, whole."""
        return any(f" {_plain(answer)} " in f" {_plain(text)} " for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Result:
    """Whether the first passage, one of three, the first quote, one of three is right; and whether nothing was answered."""

    turn: Turn
    passage: bool
    passages: bool
    quote: bool
    quotes: bool
    refused: bool
    shown: tuple[str, ...] = ()


def read_conversations(text: str) -> dict[str, list[Turn]]:
    """The turns of every set, by its name; raises `ValueError` for a line that is none of those that the file describes."""
    found: dict[str, list[Turn]] = {}
    turns: list[Turn] = []
    history: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        if line.startswith("["):
            turns = found.setdefault(line.strip("[]"), [])
        elif line.strip():
            turns.append(_turn(line, number, history))
            history = (*history, turns[-1].question)
            continue
        history = ()
    return found


def _turn(line: str, number: int, history: tuple[str, ...]) -> Turn:
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) != 4 or fields[1] not in KINDS or (fields[1] == "first") != (not history):
        raise ValueError(f"line {number} is not “question | kind | articles | answers”: {line}")
    question, kind, articles, answers = fields
    return Turn(question, kind, frozenset(articles.split()), tuple(answers.split(" / ")), history)


def ask(reading: Reading, turn: Turn, *, alone: bool = False) -> Result:
    """What a turn finds after its history, or without it."""
    answer = reading.ask((turn.question,) if alone else (*turn.history, turn.question), k=_BEST, today=TODAY)
    passages = [hit.article.id in turn.articles and turn.holds(hit.passage.text) for hit in answer.hits]
    quotes = [turn.holds(citation.quote) for citation in answer.citations]
    return Result(turn, any(passages[:1]), any(passages), any(quotes[:1]), any(quotes), not quotes, _shown(answer))


def _shown(answer: Answer) -> tuple[str, ...]:
    cited = answer.citations or answer.related
    return (*([answer.reason] if answer.reason else ()), *(f"[{each.article_id}] {each.quote}" for each in cited))


def table(results: Iterable[tuple[str, str, Result]]) -> Iterator[str]:
    """The shares as lines of Markdown, a line for each set and group (first turns, follow-ups, a kind of follow-ups)."""
    yield "| set | turns | n | passage first | one of three | quote first | one of three | refused |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for (name, group), lines in groupby(results, key=lambda line: line[:2]):
        own = [result for _, _, result in lines]
        columns = zip(
            *((each.passage, each.passages, each.quote, each.quotes, each.refused) for each in own), strict=True
        )
        shares = " | ".join(f"{sum(column) / len(own):.2f}" for column in columns)
        yield f"| {name} | {group} | {len(own)} | {shares} |"


def grouped(by_set: dict[str, list[tuple[Result, Result | None]]]) -> Iterator[tuple[str, str, Result]]:
    """Set, group and result: the groups of every set, then those of all sets, then the kinds of follow-ups."""
    every = [pair for pairs in by_set.values() for pair in pairs]
    for name, pairs in (by_set | {"all": every}).items():
        yield from ((name, "first", result) for result, alone in pairs if alone is None)
        yield from ((name, "follow-ups", result) for result, alone in pairs if alone is not None)
        yield from ((name, ALONE, alone) for _, alone in pairs if alone is not None)
    for kind in KINDS[1:]:
        yield from (("all", kind, result) for result, _ in every if result.turn.kind == kind)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, also when there is nothing to measure."""
    given = _parser().parse_args(arguments)
    found: dict[str, list[tuple[Result, Result | None]]] = {}
    with tempfile.TemporaryDirectory(prefix="footnote-follow-ups-") as work:
        for name, turns in read_conversations(CONVERSATIONS.read_text("utf-8")).items():
            corpus = given.data / name / "corpus.jsonl"
            if given.sets and name not in given.sets:
                continue
            if not corpus.is_file():
                print(f"skipped: {name}: {corpus} is not there; name another folder with --data", file=sys.stderr)
                continue
            found[name] = _measured(corpus, Path(given.keep or work) / name, turns)
    if found:
        print(*table(grouped(found)), sep="\n")
    if given.failures:
        print(*(line for pairs in found.values() for result, _ in pairs for line in _failure(result)), sep="\n")
    return 0


def _measured(corpus: Path, instance: Path, turns: Sequence[Turn]) -> list[tuple[Result, Result | None]]:
    """The result of every turn with its history, and without it where it has one."""
    rebuild(instance, [corpus])
    with Library.open(instance) as library, library.reading() as reading:
        return [(ask(reading, turn), ask(reading, turn, alone=True) if turn.history else None) for turn in turns]


def _failure(result: Result) -> Iterator[str]:
    if not result.quotes:
        turn = result.turn
        yield f"\n{' → '.join((*turn.history, turn.question))}  ({turn.kind}; {' / '.join(turn.answers)})"
        yield f"    passage {'first' if result.passage else 'in three' if result.passages else 'not found'}"
        yield from (f"    {line}" for line in result.shown)


def _plain(text: str) -> str:
    """The letters and digits of a text, case-folded, one space between words."""
    return " ".join(re.findall(r"\w+", text.casefold().replace(",", "")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.quality.follow_ups", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the sets")
    parser.add_argument("--sets", nargs="+", metavar="SET", help="only these")
    parser.add_argument("--keep", type=Path, help="a folder to build in")
    parser.add_argument("--failures", action="store_true", help="list the turns whose answer is in no quote")
    return parser


if __name__ == "__main__":
    sys.exit(main())
