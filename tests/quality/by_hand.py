"""`python -m tests.quality.by_hand`: the answers that were read by hand, asked again, and what was thought of them.

`by_hand.txt` holds the questions with their verdicts and the causes of failures. The counts of both are printed; then each
question with what is quoted now, so that it can be read again. The seeds are the set of that name.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer import Library, rebuild
from tests.quality.golden import SEEDS
from tests.quality.sets import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUESTIONS = Path(__file__).with_name("by_hand.txt")
VERDICTS = ("first", "in three", "near", "wrong", "refused rightly", "refused wrongly")
CAUSES = ("sentence", "pronoun", "words", "passage", "stranger", "short")
TODAY = "2026-11-28"


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question about a set, the verdict on its answer, and the cause where the first quote did not answer."""

    set: str
    question: str
    verdict: str
    cause: str


def read_questions(text: str) -> list[ReadQuestion]:
    """The questions of the file; raises `ValueError` for a line that it does not describe."""
    found, name = [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("["):
            name = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            question, verdict, cause = (*(field.strip() for field in line.split("|")), "")[:3]
            if verdict not in VERDICTS or cause not in ("", *CAUSES):
                raise ValueError(f"line {number} is not “question | verdict | cause”: {line}")
            found.append(ReadQuestion(name, question, verdict, cause))
    return found


def table(questions: Sequence[ReadQuestion]) -> Iterator[str]:
    """How many verdicts of each kind every set has, as lines of Markdown; then the causes of each verdict."""
    yield "| set | n | " + " | ".join(VERDICTS) + " |"
    yield "|---" + "|--:" * (len(VERDICTS) + 1) + "|"
    for name in (*dict.fromkeys(each.set for each in questions), ""):
        own = [each for each in questions if each.set == name or not name]
        counts = Counter(each.verdict for each in own)
        yield f"| {name or 'all'} | {len(own)} | " + " | ".join(str(counts[verdict]) for verdict in VERDICTS) + " |"
    yield ""
    yield "| cause | n | " + " | ".join(VERDICTS[1:]) + " |"
    yield "|---" + "|--:" * len(VERDICTS) + "|"
    for cause in CAUSES:
        counts = Counter(each.verdict for each in questions if each.cause == cause)
        yield f"| {cause} | {counts.total()} | " + " | ".join(str(counts[verdict]) for verdict in VERDICTS[1:]) + " |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, also when a set is not there."""
    parser = argparse.ArgumentParser("python -m tests.quality.by_hand", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the sets")
    given = parser.parse_args(arguments)
    questions = read_questions(QUESTIONS.read_text("utf-8"))
    print(*table(questions), sep="\n")
    for name in dict.fromkeys(each.set for each in questions):
        articles = SEEDS if name == "seeds" else given.data / name / "corpus.jsonl"
        if not articles.exists():
            print(f"skipped: {name}: {articles} is not there; name another folder with --data", file=sys.stderr)
            continue
        print(*_answers(articles, [each for each in questions if each.set == name]), sep="\n")
    return 0


def _answers(articles: Path, questions: Sequence[ReadQuestion]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="footnote-by-hand-") as instance:
        rebuild(Path(instance), [articles])
        with Library.open(instance) as library:
            for each in questions:
                answer = library.ask([each.question], today=TODAY)
                yield f"\n{each.set}: {each.question}  ({each.verdict}{f', {each.cause}' if each.cause else ''})"
                yield f"    {answer.reason or 'answered'} ({answer.confidence:.2f})"
                yield from (f"    “{citation.quote}”" for citation in answer.citations or answer.related)


if __name__ == "__main__":
    sys.exit(main())
