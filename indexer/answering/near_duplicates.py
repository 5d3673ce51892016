"""How many independent texts say what is quoted? Copies of one text (wire stories, reprints) count once.

An article says the same when one of its sentences shares nearly all its terms with a quoted sentence. Two such articles
are copies when the build has them in one group of near-duplicates, or when the running text around those sentences is nearly
the same, as in a report that took over three paragraphs: of the shingles (runs of five successive terms)
within twelve sentences on each side, counted in the text that has fewer, the other text has at least half ("containment" of
"shingles": Broder, "On the resemblance and containment of documents", 1997). The matching sentence is excluded: two
independent reports often quote the same official. Headlines and datelines are excluded: every newspaper writes its own.

A ranking has one article of each group; the others are looked up here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from itertools import chain, product
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.quotes import quotable
from indexer.retrieval.copies import shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build
    from indexer.engines.base import Predicate

    Shingles = NDArray[np.uint64]
    Matches = Mapping[int, Sequence[Candidate]]  # article number → its matching sentences

_SAME_SENTENCE = 0.8  # Jaccard similarity of two sentences' terms
_COPIED = 0.5  # containment of shingles; one word in eight of a copy may then be different
_CONTEXT = 12  # sentences on each side
_FEWEST_SHINGLES = 5  # with fewer in the context, the matching sentences themselves are compared
_MOST_LOOKED_UP = 20  # articles of a group


def quoted_terms(build: Build, candidate: Candidate) -> list[frozenset[int]]:
    """The distinct terms of each sentence that is quoted of the candidate."""
    if candidate.first == candidate.last:
        return [candidate.terms]
    return list(map(frozenset, build.store.fetch_sentence_terms(range(candidate.first, candidate.last + 1))))


def nearly_identical(first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether two sentences, given as sets of term numbers, say nearly the same (Jaccard similarity of .8 or more)."""
    shared = len(first & second)
    return shared >= _SAME_SENTENCE * (len(first) + len(second) - shared)


def independent_texts(
    build: Build, quoted: Sequence[Candidate], candidates: Iterable[Candidate], where: Predicate | None = None
) -> list[list[Candidate]]:
    """The independent texts that say what is quoted; each is a list of matching sentences, one of every copy.

    Texts that are quoted come first, the others in the order of `candidates`. An article is added to the first text that it
    is a copy of: an article that copies two stories does not make these one. Near-duplicates of these articles are looked up,
    if `where` lets their passages be found.
    """
    matches = _matching_sentences(build, quoted, candidates, where)
    first_matches = [sentences[0] for sentences in matches.values()]
    if len(first_matches) == 1:
        return [first_matches]
    context = cache(partial(_context_shingles, build))
    groups: list[list[Candidate]] = []
    for candidate in first_matches:
        copied = (group for group in groups if any(_copies(build, candidate, two, context, matches) for two in group))
        group = next(copied, None)
        groups.append([candidate]) if group is None else group.append(candidate)
    return groups


def _matching_sentences(
    build: Build, quoted: Sequence[Candidate], candidates: Iterable[Candidate], where: Predicate | None
) -> dict[int, list[Candidate]]:
    """Article number → its sentences that are quoted or nearly identical to a quoted one; quoted articles first."""
    matches: dict[int, list[Candidate]] = {}
    for candidate in quoted:
        matches.setdefault(candidate.article, []).append(candidate)
    quoted_terms = [candidate.terms for candidate in quoted if candidate.terms]
    for candidate in candidates:
        if candidate not in quoted and any(nearly_identical(candidate.terms, other) for other in quoted_terms):
            matches.setdefault(candidate.article, []).append(candidate)
    for sentences in list(matches.values()):
        for candidate in _in_near_duplicates(build, sentences[0], quoted_terms, where, matches.keys()):
            matches[candidate.article] = [candidate]
    return matches


def _in_near_duplicates(
    build: Build,
    match: Candidate,
    quoted_terms: Sequence[frozenset[int]],
    where: Predicate | None,
    known: Container[int],
) -> Iterator[Candidate]:
    """As `_matching_sentences`, a sentence of each near-duplicate of the match's article that is not among the `known`."""
    store = build.store
    for article in store.groups.of(match.article)[:_MOST_LOOKED_UP].tolist():
        if article in known:
            continue
        passages = np.array(store.article_passages(article))
        found = passages if where is None else passages[where.admits(passages)]
        first, last = (store.passages[end][found].tolist() for end in ("first", "last"))
        own = list(chain.from_iterable(map(range, first, last)))
        for number, terms in zip(own, map(frozenset, store.fetch_sentence_terms(own)), strict=True):
            if any(nearly_identical(terms, other) for other in quoted_terms):
                own_span = store.sentence_span(number)
                yield replace(
                    match, number=number, article=article, span=own_span, first=number, last=number, terms=terms
                )
                break


def _context_shingles(build: Build, candidate: Candidate) -> Shingles:
    """The hashes of the distinct shingles in the running text around the candidate, sorted."""
    store = build.store
    article, own = store.article(candidate.article), store.article_sentences(candidate.article)
    context = range(max(own.start, candidate.number - _CONTEXT), min(own.stop, candidate.number + _CONTEXT + 1))
    sentences = zip(context, store.fetch_sentence_terms(context), strict=True)
    running = (
        terms
        for number, terms in sentences
        if number != candidate.number and quotable(article, store.sentence_span(number))
    )
    terms = np.array([term for sentence in running for term in sentence], np.uint64)
    return shingles(terms)


def _copies(
    build: Build,
    first: Candidate,
    second: Candidate,
    context: Callable[[Candidate], Shingles],
    matches: Matches,
) -> bool:
    """Whether both articles are near-duplicates, or the context of one candidate copies that of the other or a part of it."""
    groups = build.store.articles["group"]
    if groups[first.article] == groups[second.article]:
        return True
    fewer = min(len(context(first)), len(context(second)))
    if fewer < _FEWEST_SHINGLES:
        pairs = product(matches[first.article], matches[second.article])
        return any(nearly_identical(one.terms, two.terms) for one, two in pairs)
    return len(np.intersect1d(context(first), context(second), assume_unique=True)) >= _COPIED * fewer
