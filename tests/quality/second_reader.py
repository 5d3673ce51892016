"""`python -m tests.quality.second_reader FOLDER`: the main text of saved pages beside that of another reader, trafilatura.

Neither is a reference: the pages that they read differently are printed first, to be looked at. Texts are compared as in
`html_text.py`, as bags of four words in a row: precision is the share of our text that trafilatura has too, recall the share
of its text that ours has.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.readers.html.tree import page_text
from tests.quality.html_text import article_of, mean, score, untitled

if TYPE_CHECKING:
    from collections.abc import Sequence


def _second(page: Path) -> str:
    """The text that trafilatura reads; empty when it finds none."""
    from trafilatura import extract  # noqa: PLC0415  an extra

    text = page_text(page.read_bytes(), str(page))
    return extract(text, include_comments=False, include_tables=True, favor_precision=False) or ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0, also if there is nothing to measure, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of pages, *.html")
    pages = sorted(parser.parse_args(arguments).folder.glob("*.html"))
    try:
        others = {page: _second(page) for page in pages}
    except ImportError:
        print('skipped: there is no trafilatura; run pip install "footnote-search[bench]"', file=sys.stderr)
        return 0
    scores = {}
    for page, other in others.items():
        article = article_of(page)
        scores[page] = score(untitled(article.text if article else "", article), untitled(other, article))
    for page, each in sorted(scores.items(), key=lambda row: row[1].f1):
        print(f"{each.f1:.3f}  P {each.precision:.3f}  R {each.recall:.3f}  {page.stem}")
    if scores:
        total = mean(list(scores.values()))
        print(f"{len(scores)} pages: F1 {total.f1:.3f}  precision {total.precision:.3f}  recall {total.recall:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
