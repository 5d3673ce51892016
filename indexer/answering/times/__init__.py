"""Which days do the words of a question or of a quote mean?

period      a run of whole days, both ends included; one end may be open
expression  words that name a period: “in the 1990s”, “since 2010”, “this year”
anchor      the day, month or year that relative words count from: the day of asking, or when the article was published
precision   a period is never finer than its words: “early 2016” is 2016, “two weeks ago” is a week
timeline    the dated quotes of an answer in the order of their dates

`absolute.py` and `relative.py` find dates by the word lists of the languages, `numbers.py` decides which number is a year,
`expressions.py` joins dates (“between … and …”) and reads the word before them (“since …”), `tense.py` decides which Monday
is meant, `periods.py` computes with days, `timeline.py` orders quotes. Words that could mean several periods are left out.
Nothing is ever written into a quote.
"""

from indexer.answering.times.expressions import in_question, in_quote, relative_in_quote
from indexer.answering.times.timeline import order_by_date

__all__ = ["in_question", "in_quote", "order_by_date", "relative_in_quote"]
