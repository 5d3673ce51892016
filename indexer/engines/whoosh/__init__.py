"""Whoosh 2.7.4, the index of record, and the arrays that make it fast.

segment         the postings of one batch of passages, as files of Whoosh's own format; `index` lists a build's segments
impact          what a term adds to a passage's score: all of BM25 but the term's weight in the question
impact arrays   every posting's passage and impact, by term: what Whoosh would compute, computed once
kernel          a function that adds the impacts of a question's terms and keeps the best few

Whoosh itself can open and search what is written here; the engine reads the arrays, and `compare.py` holds the two
together for `footnote check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engines.whoosh.kind import WhooshKind
from indexer.lazy_imports import lazy_names

if TYPE_CHECKING:
    from indexer.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine", "WhooshKind"]

__getattr__ = lazy_names(__name__, {"indexer.engines.whoosh.engine": ("WhooshEngine",)})
