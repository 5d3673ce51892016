"""Whether what is found is of another time than the question: figures of 2015 do not answer a question about 2016."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.answering.times import in_question, in_quote

if TYPE_CHECKING:
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.types import TimeExpression

_READ = 3  # passages
_FIRST, _LAST = "", "9999"  # before and after every day
_YEAR = re.compile(r"\d{4}")


def is_of_other_time(build: Build, ranking: Ranking) -> bool:
    """Whether the question names a time ("in 2016"), of which the best passages say nothing.

    They do if they name a time that shares a day with it, or their article was published then, or has the year anywhere.
    """
    question = ranking.question
    asked = [
        time for time in in_question(question.text, question.today) if time.first and time.last and not time.relative
    ]
    if not asked:
        return False
    years = {year for time in asked for year in _YEAR.findall(time.shown)}
    for passage, article in build.store.fetch_passages(ranking.passages[:_READ]):
        if any(year in article.text for year in years):
            return False
        told = in_quote(f"{article.title}\n{passage.text}", article.published)
        periods = [(time.first or _FIRST, time.last or _LAST) for time in told]
        if article.published:
            periods.append((article.published, article.published))
        if any(_share_a_day(period, time) for period in periods for time in asked):
            return False
    return True


def _share_a_day(period: tuple[str, str], time: TimeExpression) -> bool:
    """Whether a period and a time do, both as ISO 8601; a date of the period may be a month or a year alone."""
    (first, last), begins, ends = period, time.first or _FIRST, time.last or _LAST
    return first <= ends and (last >= begins or begins.startswith(last))
