"""Which articles say what is quoted, and how many texts they are: copies of one text count once.

An article says the same when one of its sentences shares nearly all its terms with a quoted one. It is a copy when the text
around the sentence is one: of all runs of five successive terms, within a dozen sentences before it and behind it, the
other has at least half, counted in the one that has fewer ("containment" of "shingles": Broder, "On the resemblance
and containment of documents", 1997). The sentence itself does not count, for many quote an official's words who write
for themselves; headlines and datelines do not either, for every newspaper writes its own.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.quotes import quotable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.answering.sentences import Candidate
    from indexer.builds import Build

    Shingles = NDArray[np.uint64]

_SAME = 0.8  # two sentences that share so much of their terms say the same
_COPIED = 0.5  # share of the fewer shingles; one word in eight of a copy can then be another
_SHINGLE = 5  # terms
_AROUND = 12  # sentences before, and behind
_TELLING = 5  # shingles; with fewer around them, the sentences decide
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.multiply.accumulate(np.full(_SHINGLE, _PRIME))  # a polynomial modulo 2^64 names a shingle


def terms_of(build: Build, candidate: Candidate) -> frozenset[int]:
    """The numbers of the distinct terms of the candidate's sentence."""
    return frozenset(build.store.sentence_terms(candidate.number).tolist())


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two sentences, given by their terms, say nearly the same."""
    return len(one & other) >= _SAME * len(one | other)


def texts(build: Build, quoted: Sequence[Candidate], found: Iterable[Candidate]) -> list[list[Candidate]]:
    """The independent texts that say what is quoted, each as the sentences that do, one of each article.

    The `quoted` ones come first, and the others in the order of `found`. An article joins the first text that it is a copy
    of: one that holds two stories does not make them one.
    """
    said = _said(build, quoted, found)
    saying = [own[0] for own in said.values()]
    if len(saying) == 1:
        return [saying]
    around = {candidate: _around(build, candidate) for candidate in saying}
    grouped: list[list[Candidate]] = []
    for candidate in saying:
        homes = (text for text in grouped if any(_copied(build, candidate, other, around, said) for other in text))
        home = next(homes, None)
        grouped.append([candidate]) if home is None else home.append(candidate)
    return grouped


def _said(build: Build, quoted: Sequence[Candidate], found: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    """For each article its sentences that are quoted, or like a quoted one; the articles that are quoted first."""
    said: dict[int, list[Candidate]] = {}
    for candidate in quoted:
        said.setdefault(candidate.article, []).append(candidate)
    wanted = [terms for candidate in quoted if (terms := terms_of(build, candidate))]
    for candidate in found:
        terms = terms_of(build, candidate)
        if candidate not in quoted and any(alike(terms, other) for other in wanted):
            said.setdefault(candidate.article, []).append(candidate)
    return said


def _around(build: Build, candidate: Candidate) -> Shingles:
    """The distinct shingles of the running text around the candidate, sorted."""
    store = build.store
    article, own = store.article(candidate.article), store.article_sentences(candidate.article)
    near = range(max(own.start, candidate.number - _AROUND), min(own.stop, candidate.number + _AROUND + 1))
    sentences = zip(near, store.sentences_terms(near.start, near.stop), strict=True)
    running = (of for n, of in sentences if n != candidate.number and quotable(article, store.sentence_span(n)))
    terms = np.array([term for of in running for term in of], np.uint64)
    if len(terms) < _SHINGLE:
        return np.empty(0, np.uint64)
    return np.unique(np.lib.stride_tricks.sliding_window_view(terms, _SHINGLE) @ _POWERS)


def _copied(
    build: Build,
    one: Candidate,
    other: Candidate,
    around: dict[Candidate, Shingles],
    said: dict[int, list[Candidate]],
) -> bool:
    """Whether the text around one of the two is that around the other, or a part of it."""
    fewer = min(len(around[one]), len(around[other]))
    if fewer < _TELLING:
        pairs = product(said[one.article], said[other.article])
        return any(alike(terms_of(build, mine), terms_of(build, theirs)) for mine, theirs in pairs)
    return len(np.intersect1d(around[one], around[other], assume_unique=True)) >= _COPIED * fewer
