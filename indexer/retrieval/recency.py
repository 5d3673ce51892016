"""What the dates of articles add to the scores of their passages.

newest   a question that asks for the newest articles ("latest", "this week") prefers them, by
             score of the best passage · 1 / (1 + age / 90 days)
         the age counts back from the day of asking, or from the newest article if that is older
year     a question that names a year prefers articles of that year, by the score of the best passage

Both are multiplied by the setting `rank.recent`; articles without a date get nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from indexer.retrieval.operators import parse
from indexer.retrieval.references import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.types import Question

NEWEST = "a newer article"
OF_THE_YEAR = "an article of the year asked for"
_HALF = 90.0  # days after which an article gets half as much


def date_scores(
    build: Searchable, question: Question, passages: NDArray[np.int64], scores: NDArray[np.float64]
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """The reasons that the question gives, with what each adds to every passage, which have these scores so far."""
    if not len(passages):
        return
    articles = build.store.passages["article"][passages]
    best = float(scores.max())
    if question.newest:
        yield NEWEST, np.where(scores > 0, best * _newness(build, articles, question.today), 0.0)
    years = [int(year) for year in YEAR.findall(parse(question.text).words)]
    if years:
        of_year = np.isin(build.store.years[articles], years)
        yield OF_THE_YEAR, np.where((scores > 0) & of_year, best, 0.0)


def _newness(build: Searchable, articles: NDArray[np.int64], today: str) -> NDArray[np.float64]:
    """For each of the articles 1 when it is new, less when it is older, 0 when it has no date."""
    last = build.store.articles["last_day"]
    newest = min(int(last.max(initial=0)), date.fromisoformat(today).toordinal())
    days = last[articles].astype(np.float64)
    return np.where(days > 0, 1.0 / (1.0 + np.abs(newest - days) / _HALF), 0.0)
