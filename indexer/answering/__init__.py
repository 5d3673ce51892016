"""Which sentences answer the question, and are they an answer at all?

candidate     a sentence of one of the best passages that may be quoted: not a caption, not too long
answer type   what the question asks for: a date, a number, a name …
overlap       the share of the question's worth (weight · idf) that a sentence holds
lead          what a reader may want to know next: a name, a year, a question of the article
fact          what a sentence of an article says by itself of its subject: what it is, when it was built
confidence    the probability that the library answers the question
abstention    the decision not to answer, with the reason ("not found")

Every quote is a slice of a stored article; nothing is composed.
"""

from indexer.answering.answer import answer_question
from indexer.answering.leads import leads_of
from indexer.answering.reasons import reason_without_results
from indexer.answering.stated_facts import facts_in, questions_in
from indexer.answering.verification import verify_quote

__all__ = ["answer_question", "facts_in", "leads_of", "questions_in", "reason_without_results", "verify_quote"]
