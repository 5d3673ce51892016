"""How good are ranking and answers? Judged queries in, a run made of them, measures of the run out.

query      a question to try, with an id and the questions asked before it
qrels      the judgements: how relevant (0 not, 1 or more relevant) each judged item is to each query
run        for every query the items found, best first
level      what an item is: a passage, or an article (ranked by its best passage)
cut-off    how deep a measure looks: `nDCG@10` sees ranks 1 to 10
measure    a number from 0 to 1 for one query's ranking; a run's is the mean over all judged queries
comparison two runs by one measure, and how likely chance alone would set them as far apart
TREC file  a run as text, one item a line, which every evaluation program reads
outcome    what became of a query that was asked for an answer: quotes, or a refusal, and the confidence in them
risk       the share of the answers given that are wrong; coverage is the share of the queries that get one

`evaluate` agrees with ir_measures on the TREC file of the same run.
"""

from indexer.evaluation.answers import Figures, Outcome, ask_all, figures, has_answer
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
    "Comparison",
    "Curve",
    "Figures",
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
    "figures",
    "has_answer",
    "level_of",
    "read_qrels",
    "read_queries",
    "read_run",
    "risk_coverage",
    "run",
    "write_per_query",
    "write_run",
]
