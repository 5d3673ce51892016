"""`python -m tests.quality.html_text --references FOLDER`: how much of the text of real pages is read, and how much else.

The folder holds pages, `NAME.html`, each with the text that a reader sees as its article, `NAME.txt`, made by hand. None
ships, as they are others' texts. Texts are compared as bags of four words in a row, without the title. Precision and recall
are means over pages, and F1 is their harmonic mean, as in scrapinghub/article-extraction-benchmark.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from indexer.errors import ArticleError
from indexer.readers.file_walk import SourceFile
from indexer.readers.html.pages import read
from indexer.readers.limits import Limits
from indexer.types import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"\w+")
_SHINGLE = 4  # words


class Score(NamedTuple):
    """How well a text matches its reference."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1.0)


def score(text: str, reference: str) -> Score:
    """Shares of shingles: of the text's in the reference, and of the reference's in the text."""
    read_, wanted = _shingles(text), _shingles(reference)
    both = (read_ & wanted).total()
    return Score(both / (read_.total() or 1), both / (wanted.total() or 1))


def mean(scores: Sequence[Score]) -> Score:
    """Mean precision and mean recall."""
    return Score(fmean(each.precision for each in scores), fmean(each.recall for each in scores))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text.casefold())
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def article_of(page: Path) -> Article | None:
    """The article of a page; None if there is none."""
    file = SourceFile(page, page.name, page.stat().st_size, 0)
    try:
        return next((item for item in read(file, Limits()) if isinstance(item, Article)), None)
    except ArticleError as error:
        print(error, file=sys.stderr)
        return None


def untitled(text: str, article: Article | None) -> str:
    """The text without blocks that are the title of the article."""
    title = article.title.casefold() if article else ""
    return "\n\n".join(block for block in text.split("\n\n") if " ".join(block.split()).casefold() != title)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0, also if there is nothing to measure, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--references", type=Path, required=True, help="folder of NAME.html with NAME.txt")
    parser.add_argument("--each", action="store_true", help="print every page, the worst first")
    given = parser.parse_args(arguments)
    pages = [page for page in sorted(given.references.glob("*.html")) if page.with_suffix(".txt").is_file()]
    if not pages:
        print(f"skipped: {given.references} has no NAME.html with NAME.txt; name another folder", file=sys.stderr)
        return 0
    start = time.process_time()
    articles = {page: article_of(page) for page in pages}
    seconds = time.process_time() - start
    scores = {
        page: score(
            untitled(article.text if article else "", article),
            untitled(page.with_suffix(".txt").read_text("utf-8"), article),
        )
        for page, article in articles.items()
    }
    if given.each:
        for page, each in sorted(scores.items(), key=lambda row: row[1].f1):
            print(f"{each.f1:.3f}  P {each.precision:.3f}  R {each.recall:.3f}  {page.stem}")
    total = mean(list(scores.values()))
    print(
        f"{len(pages)} pages: F1 {total.f1:.4f}  precision {total.precision:.4f}  recall {total.recall:.4f}"
        f"  {1000 * seconds / len(pages):.1f} ms of CPU a page"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
