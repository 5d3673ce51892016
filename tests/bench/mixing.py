"""Makes more articles than there are: `python -m tests.bench.mixing FOLDER [--size 1000000]`.

The articles of the collection come first, without copies. Each further one has the first third of the words of one of them,
the second of another and the last of a third, all drawn at random. So words are as common as in the collection, and no two
articles have much more than a third of their words in common. Files hold 10,000 articles each.
"""

from __future__ import annotations

import argparse
import json
import random
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpus import ARTICLES, Corpus, write_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARTS = 3
_IN_A_FILE = 10_000


def main() -> None:
    """Writes the files that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", type=Path, default=ARTICLES)
    parser.add_argument("--size", type=int, default=1_000_000)
    given = parser.parse_args()
    corpus = Corpus(given.folder)
    write_articles(given.source, given.size, corpus)
    with corpus.articles.open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    corpus.articles.unlink()
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in islice(mixed(articles), given.size))
    for number in range(-(-given.size // _IN_A_FILE)):
        path = given.folder / f"articles-{number:04}.jsonl"
        path.write_text("".join(islice(lines, _IN_A_FILE)), encoding="utf-8")


def mixed(articles: Sequence[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The articles, then mixtures of them without end, the same ones every time; there are at least `PARTS` articles."""
    yield from articles
    shuffle = random.Random(20).shuffle  # noqa: S311  the same ones every time
    orders = [list(range(len(articles))) for _ in range(PARTS)]
    number = 0
    while True:
        for order in orders:
            shuffle(order)
        for places in zip(*orders, strict=True):
            text = " ".join(_part(str(articles[place]["text"]), part) for part, place in enumerate(places))
            yield {**articles[places[0]], "_id": f"mixed-{number}", "text": text}
            number += 1


def _part(text: str, part: int) -> str:
    words = text.split()
    return " ".join(words[part * len(words) // PARTS : (part + 1) * len(words) // PARTS])


if __name__ == "__main__":
    main()
