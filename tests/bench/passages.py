"""The passages of Footnote's build, for the other peers to index: exactly what its text field holds.

That field holds a passage's own words, and words of its title and heading that it does not say itself.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.base import FIELDS
from indexer.engines.whoosh.impacts import open_impacts

if TYPE_CHECKING:
    from indexer.builds import Build
    from tests.bench.corpus import Corpus


def write_passages(build: Build, corpus: Corpus) -> int:
    """Writes the passages that all peers index; returns how many there were."""
    arrays = open_impacts(build.folder / "impacts", len(build.vocabulary))
    firsts = np.concatenate(([0], arrays.ends[FIELDS.index("text")]))
    postings = slice(int(firsts[0]), int(firsts[-1]))
    terms = np.repeat(np.arange(len(firsts) - 1), np.diff(firsts))
    order = np.argsort(arrays.passages[postings], kind="stable")
    bounds = np.searchsorted(arrays.passages[postings][order], np.arange(len(arrays) + 1)).tolist()
    terms, counts = terms[order], arrays.counts[postings][order]
    with corpus.passages.open("w", encoding="utf-8") as file:
        for number in range(len(arrays)):
            own = slice(bounds[number], bounds[number + 1])
            held = Counter(dict(zip(terms[own].tolist(), counts[own].tolist(), strict=True)))
            besides = [build.vocabulary.term(term) for term in (held - _said(build, number)).elements()]
            file.write(json.dumps([build.store.passage(number).text, besides], ensure_ascii=False) + "\n")
    return len(arrays)


def _said(build: Build, number: int) -> Counter[int]:
    """The numbers of the terms in the passage's text, with how often each occurs."""
    first, last = (int(build.store.passages[name][number]) for name in ("first", "last"))
    return Counter(term for sentence in range(first, last) for term in build.store.sentence_terms(sentence))
