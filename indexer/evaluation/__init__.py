"""How good are ranking and answers? Reads judged queries, makes a run or answers of them, and measures these.

query      a question to try, with an id and the questions asked before it
qrels      the judgements: how relevant (0 not, 1 or more relevant) each judged item is to each query
run        a ranking of items for every query, best first
level      what an item is: a passage, or an article (ranked by its best passage)
cut-off    how deep a measure looks: `nDCG@10` sees ranks 1 to 10
measure    a number from 0 to 1 for one query's ranking; a run's is the mean over all judged queries
comparison two runs under one measure, with the p-value of their difference
TREC file  a run as text, one item a line, the common format of evaluation programs
outcome    the quotes that a query got, or none (a refusal), and the confidence
risk       the share of wrong answers among those given; coverage is the share of queries that get one

`evaluate` agrees with ir_measures on the TREC file of the same run.
"""

from indexer.evaluation.answers import AnswerMeasures, Outcome, ask_all, has_answer, measure_answers
from indexer.evaluation.comparison import Comparison, compare
from indexer.evaluation.confidence import Curve, Point, auroc, risk_coverage
from indexer.evaluation.measures import MEASURES, Measure, by_query, evaluate
from indexer.evaluation.per_query import write_per_query
from indexer.evaluation.qrels import Qrels, read_qrels
from indexer.evaluation.queries import Query, read_queries
from indexer.evaluation.runs import Level, Run, level_of, run
from indexer.evaluation.trec import read_run, write_run

__all__ = [
    "MEASURES",
    "AnswerMeasures",
    "Comparison",
    "Curve",
    "Level",
    "Measure",
    "Outcome",
    "Point",
    "Qrels",
    "Query",
    "Run",
    "ask_all",
    "auroc",
    "by_query",
    "compare",
    "evaluate",
    "has_answer",
    "level_of",
    "measure_answers",
    "read_qrels",
    "read_queries",
    "read_run",
    "risk_coverage",
    "run",
    "write_per_query",
    "write_run",
]
