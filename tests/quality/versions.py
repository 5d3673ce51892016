"""`python -m tests.quality.versions`: which versions of a text are found as near-duplicates, and what is taken for one.

Articles of a public set are edited by chance: a new lead, a paragraph more, a figure corrected, the end cut off, words
replaced, and several of these at once. Beside them stand reports that are made from templates, with and without figures.

found       of the versions of each kind, how many are in one group with the original
precision   of all pairs within groups, how many are versions of one text; and how many pairs of each template are not
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.builds.analysis import analyse
from indexer.builds.term_numbers import TermNumbers
from indexer.settings import Settings
from indexer.store.article_groups import find_groups
from indexer.types import Article, sha256
from tests.near_texts import TEMPLATES, story
from tests.quality.sets import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Sentences = list[str]
    Edit = Callable[[Sentences, Sentences, random.Random], Sentences]

ARTICLES = DATA / "timeqa_human" / "corpus.jsonl"
STORIES = 400
REPORTS = (5, 40, 200)
_SENTENCE = re.compile(r"(?<=[.!?]) +")
_FIGURE = re.compile(r"\d+")
_WORDS = (120, 900)  # of a story
_BY_CHANCE = ("reportedly", "officials", "late", "major", "earlier")


def _lead(own: Sentences, others: Sentences, chance: random.Random) -> Sentences:
    return chance.sample(others, max(1, len(own) // 8)) + own[1:]


def _paragraph(own: Sentences, others: Sentences, chance: random.Random) -> Sentences:
    at = chance.randrange(len(own))
    return own[:at] + chance.sample(others, max(1, len(own) // 5)) + own[at:]


def _correction(own: Sentences, others: Sentences, chance: random.Random) -> Sentences:
    with_figure = [place for place, sentence in enumerate(own) if _FIGURE.search(sentence)]
    if not with_figure:
        return [*own, chance.choice(others)]
    at = chance.choice(with_figure)
    corrected = _FIGURE.sub(lambda figure: str(int(figure[0][:9]) + 7), own[at], count=1)
    return [*own[:at], corrected, *own[at + 1 :]]


def _cut(own: Sentences, _others: Sentences, _chance: random.Random) -> Sentences:
    return own[: max(2, int(len(own) * 0.7))]


def _words(own: Sentences, _others: Sentences, chance: random.Random) -> Sentences:
    edited = []
    for sentence in own:
        words = sentence.split()
        if len(words) > 6 and chance.random() < 0.25:
            words[chance.randrange(1, len(words) - 1)] = chance.choice(_BY_CHANCE)
        edited.append(" ".join(words))
    return edited


def _several(own: Sentences, others: Sentences, chance: random.Random) -> Sentences:
    middle = len(own) // 2
    return _correction([chance.choice(others), *own[:middle], chance.choice(others), *own[middle:]], others, chance)


EDITS: dict[str, Edit] = {
    "another lead": _lead,
    "a paragraph more": _paragraph,
    "a figure corrected": _correction,
    "the end cut off": _cut,
    "words replaced": _words,
    "several of these": _several,
}


def _agenda(chance: random.Random) -> str:
    town = chance.choice(
        ["Norrvik", "Sund", "Halvern", "Lillby", "Kalmo", "Tvist", "Ostra", "Bergstad", "Flen", "Rena"]
    )
    day = chance.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
    one, two = chance.sample(
        ["the budget", "a new school", "the harbour", "roads", "the library", "housing", "water"], 2
    )
    return (
        f"The council of {town} meets on {day} evening. On the agenda are {one} and {two}. The meeting is open to the public "
        "and can be followed on the council's website. Questions from the public must be handed in before noon on the day of "
        "the meeting. The papers are available from the town hall and from the library during opening hours. Minutes of "
        "earlier meetings can be read on the website of the council, where recordings are kept for one year."
    )


def made(sizes: int, stories: Sequence[Sentences], others: Sentences) -> Iterator[tuple[str, object, str]]:
    """The kind of each text, what it is a version of, and the text."""
    chance = random.Random(5)  # noqa: S311
    for number, own in enumerate(stories):
        yield "original", number, story(own)
        for kind, edit in EDITS.items():
            yield kind, number, story(edit(own, others, chance))
    for template in (*TEMPLATES, _agenda):
        for number in range(sizes):
            yield template.__name__.strip("_"), (template.__name__, number), template(chance)


def measure(texts: Sequence[tuple[str, object, str]]) -> tuple[Counter[str], Counter[str], int, float]:
    """How many versions of each kind are found, the wrong pairs of each kind, all pairs, and seconds to find groups."""
    articles = [Article(str(n), "Title", text, sha256(text), language="en") for n, (_, _, text) in enumerate(texts)]
    signatures = analyse(articles, Settings(), TermNumbers()).signatures
    began = time.process_time()
    groups = find_groups(signatures).tolist()
    seconds = time.process_time() - began
    originals = {of: groups[place] for place, (kind, of, _) in enumerate(texts) if kind == "original"}
    found = Counter(kind for (kind, of, _), group in zip(texts, groups, strict=True) if originals.get(of) == group)
    members = defaultdict(list)
    for (kind, of, _), group in zip(texts, groups, strict=True):
        members[group].append((kind, of))
    pairs = [pair for own in members.values() for pair in combinations(own, 2)]
    return found, Counter(one[0] for one, two in pairs if one[1] != two[1]), len(pairs), seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; also when there is nothing to measure with."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.versions")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="articles, as JSON Lines with `text`")
    given = parser.parse_args(arguments)
    if not given.articles.exists():
        print(f"skipped: {given.articles} is not there; name another with --articles", file=sys.stderr)
        return 0
    lines = (json.loads(line)["text"] for line in given.articles.read_text("utf-8").splitlines())
    texts = [text for text in lines if _WORDS[0] <= len(text.split()) <= _WORDS[1]]
    random.Random(5).shuffle(texts)  # noqa: S311
    stories = [_SENTENCE.split(text) for text in texts[:STORIES]]
    others = [each for text in texts[STORIES:] for each in _SENTENCE.split(text) if 8 < len(each.split()) < 40]
    for size in REPORTS:
        found, wrong, pairs, seconds = measure(list(made(size, stories, others)))
        if size == REPORTS[0]:
            print(", ".join(f"{kind}: {found[kind]} of {len(stories)}" for kind in EDITS))
        told = ", ".join(f"{kind} {count}" for kind, count in wrong.items()) or "none"
        print(
            f"{size} reports of each template: {pairs} pairs, precision {1 - wrong.total() / pairs:.4f}; wrong: {told}"
        )
    print(f"{seconds:.2f} s to find the groups")
    return 0


if __name__ == "__main__":
    sys.exit(main())
