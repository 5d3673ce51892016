"""Which articles are near-duplicates: nearly the same text? Found among all signatures, without comparing every two.

Two articles are near-duplicates when most of the shorter one stands in the other: an update may be much longer than the
first report. What stands in many articles, such as a disclaimer or a template, does not count for either of them, unless they
have hardly anything else: a story may be printed by fifty newspapers.

Only those are compared whose signatures agree in a whole band, three successive hashes (locality-sensitive hashing: Leskovec,
Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3): 99 in 100 pairs with a similarity of .6 do, and 3 in 4 with .4.

Each group has a leader, to which all others are similar: three texts are not one group because the first is similar to the
second and the second to the third. What is found depends on the texts alone, not on their order or on earlier builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.selection import distinct
from indexer.store.signatures import HASHES, keys, lengths, same_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.store.signatures import Signatures

    Numbers = NDArray[np.int64]
    Similarities = NDArray[np.float64]

CONTAINED = 0.75
"""The least share of the shorter of two near-duplicates that stands in the other too."""
_SIMILAR = 0.4  # the least Jaccard similarity: an article is no near-duplicate of a book that holds it
_MANY = 20  # articles, no copies of each other: what stands in more of them is a template or a disclaimer
_BY_CHANCE = 3  # times as many articles as have one 16-bit hash by chance
_FEWEST = 8  # hashes that are left without what stands in many articles
_ALIKE = 0.85  # the least Jaccard similarity of near-duplicates whose text stands in many articles
_BAND = 3  # hashes
_COMPARED = 3  # articles that agree in a band: each is compared with the first of them, and with so many after it
_PLACES = np.uint64(2**16) ** np.arange(_BAND, dtype=np.uint64)
_AT_ONCE = 20_000  # pairs
_MIXING = np.uint64(0x9E3779B97F4A7C15)  # spreads values over the places of a table
_MOST_BITS = 20  # of a place in it


def find_groups(signatures: Signatures) -> NDArray[np.int32]:
    """For each article the number of the first article of its group, which is its own when it is alone."""
    _, firsts, kinds = np.unique(keys(signatures), return_index=True, return_inverse=True)
    leaders = _leaders(len(firsts), *_similar_pairs(signatures[firsts]))[kinds]
    lowest = np.full(len(firsts), len(signatures), np.int64)
    np.minimum.at(lowest, leaders, np.arange(len(signatures)))
    return np.where(signatures[:, :HASHES].any(axis=1), lowest[leaders], np.arange(len(signatures))).astype(np.int32)


def _similar_pairs(signatures: Signatures) -> tuple[Numbers, Numbers, Similarities]:
    """The pairs of near-duplicates, each once, and what share of the shorter one stands in the other."""
    columns = np.ascontiguousarray(signatures[:, :HASHES].T)
    bands = (columns[first : first + _BAND].astype(np.uint64) for first in range(0, HASHES, _BAND))
    pairs = distinct(np.concatenate([_agreeing(_PLACES @ band) for band in bands]))
    in_many = _in_many(columns)
    found = [
        _similar(signatures, in_many, *np.divmod(pairs[start : start + _AT_ONCE], len(signatures)))
        for start in range(0, max(1, len(pairs)), _AT_ONCE)
    ]
    first, second, similarities = map(np.concatenate, zip(*found, strict=True))
    return first, second, similarities


def _agreeing(band: NDArray[np.uint64]) -> Numbers:
    """Pairs of articles with the same value, each as first · (number of articles) + second; the articles are in order."""
    bits = min(_MOST_BITS, len(band).bit_length() + 4)  # enough for sixteen places for each
    places = (band * _MIXING >> np.uint64(64 - bits)).astype(np.int64)
    shared = np.flatnonzero(
        np.bincount(places)[places] > 1
    )  # the others have a value of their own: they need no sorting
    order = shared[np.argsort(band[shared], kind="stable")]
    values = band[order]
    begins = np.append(True, values[1:] != values[:-1])[: len(values)]
    starts = np.maximum.accumulate(np.where(begins, np.arange(len(values)), 0))
    later = np.flatnonzero(~begins)
    pairs = [order[starts[later]] * len(band) + order[later]]
    for step in range(1, _COMPARED + 1):
        near = later[later - step > starts[later]]  # the first of them is compared already
        pairs.append(order[near - step] * len(band) + order[near])
    return np.concatenate(pairs)


def _in_many(columns: Signatures) -> NDArray[np.bool_]:
    """Whether each hash of shingles is that of many articles; `columns` has a row for each hash function."""
    most = _MANY + _BY_CHANCE * columns.shape[1] // 2**16
    counts = (np.bincount(column, minlength=2**16) > most for column in columns)
    return np.stack([many[column] for many, column in zip(counts, columns, strict=True)], axis=1)


def _similar(
    signatures: Signatures, in_many: NDArray[np.bool_], first: Numbers, second: Numbers
) -> tuple[Numbers, Numbers, Similarities]:
    """Those of the pairs that are near-duplicates, and what share of the shorter one stands in the other."""
    counted = ~(in_many[first] & in_many[second])
    equal = signatures[first, :HASHES] == signatures[second, :HASHES]
    left = np.count_nonzero(counted, axis=1)
    similarities = np.count_nonzero(equal & counted, axis=1) / np.maximum(left, 1)
    contained = _containment(similarities, *(_own_lengths(signatures, in_many, side) for side in (first, second)))
    in_own_words = (contained >= CONTAINED) & (similarities >= _SIMILAR) & (left >= _FEWEST)
    kept = np.flatnonzero(in_own_words | (np.count_nonzero(equal, axis=1) >= _ALIKE * HASHES))
    kept = kept[same_figures(signatures[first[kept]], signatures[second[kept]])]
    return first[kept], second[kept], contained[kept]


def _own_lengths(signatures: Signatures, in_many: NDArray[np.bool_], articles: Numbers) -> Similarities:
    """How many terms each of the articles has without what stands in many."""
    return np.asarray(lengths(signatures[articles]) * (1 - in_many[articles].mean(axis=1)))


def _containment(similarities: Similarities, first: Similarities, second: Similarities) -> Similarities:
    """The share of the smaller of two sets that is in the other, by their Jaccard similarity and their sizes."""
    shared = similarities / (1 + similarities) * (first + second)
    return np.asarray(np.minimum(1, shared / np.maximum(np.minimum(first, second), 1)))


def _leaders(articles: int, first: Numbers, second: Numbers, similarities: Similarities) -> Numbers:
    """For each article its leader: of the leaders that it is similar to, the one most similar; itself without any.

    An article is a leader unless it is similar to one; those that are similar to most others are looked at first.
    """
    one, other = np.concatenate((first, second)), np.concatenate((second, first))
    similarities = np.tile(similarities, 2)
    ranks = np.argsort(np.argsort(-np.bincount(one, minlength=articles), kind="stable"))
    leads = np.ones(articles, np.bool_)
    downward = np.flatnonzero(ranks[one] < ranks[other])
    for leader, follower in _in_order(one[downward], other[downward], ranks):
        if leads[leader]:
            leads[follower] = False
    led = np.flatnonzero(leads[one] & ~leads[other])
    worst_first = led[np.lexsort((-ranks[one[led]], similarities[led]))]
    leaders = np.arange(articles)
    leaders[other[worst_first]] = one[worst_first]
    return leaders


def _in_order(leaders: Numbers, followers: Numbers, ranks: Numbers) -> Iterator[tuple[int, int]]:
    """The pairs, those with the first leader first."""
    order = np.argsort(ranks[leaders], kind="stable")
    return zip(leaders[order].tolist(), followers[order].tolist(), strict=True)
