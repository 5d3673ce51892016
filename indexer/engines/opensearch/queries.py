"""What is sent to the cluster, as data: queries for candidates, for all passages that match, and for rows.

In the index a passage has its number `n`, its `row` (`rows.py`), and for each field a text of `term|impact`, where the
term is its number in the vocabulary and the impact stands as the term's frequency:

    impact = round(2^bits · tf · (k1 + 1) / (tf + norm))

Its similarity is `query.boost * doc.freq`, so that a `term` query adds boost · impact, whatever shard the passage is in.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

import numpy as np
from pyroaring import BitMap

from indexer.engines.base import FIELDS
from indexer.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.engines.opensearch.terms import Clause

MOST_CLAUSES = 1_000
"""Clauses of one query; a cluster allows 1,024 unless it is told otherwise."""
AT_ONCE = 10_000
"""Hits of one page: what an index allows unless it is told otherwise."""

_IMPACTS = {"type": "text", "analyzer": "impacts", "search_analyzer": "whitespace", "similarity": "impact"}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "n": {"type": "integer"},
        "row": {"type": "binary", "doc_values": True},
        **{field: {**_IMPACTS, "norms": False, "index_options": "freqs"} for field in FIELDS},
    },
}
_SIMILARITY = {"impact": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}}
_ANALYSIS = {
    "analyzer": {"impacts": {"type": "custom", "tokenizer": "whitespace", "filter": ["impact"]}},
    "filter": {"impact": {"type": "delimited_term_freq", "delimiter": "|"}},
}
# A function of its own for each shard: a function's loops may take a million steps, which is enough for 64 million passages.
_EVERY_SHARD = (
    "void add(long[] all, long[] own) { for (int i = 0; i < own.length; i++) { all[i] |= own[i]; } } "
    "long[] all = new long[params.words]; "
    "for (state in states) { if (state != null) { add(all, (long[]) state); } } return all;"
)


def index_body(shards: int, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The settings and mappings of a new index; `facts` are kept as its `_meta`."""
    settings = {
        "number_of_shards": shards,
        "number_of_replicas": 0,  # until it is written: copies are then made of whole files
        "refresh_interval": -1,
        "similarity": _SIMILARITY,
        "analysis": _ANALYSIS,
    }
    return {"settings": settings, "mappings": {**MAPPINGS, "_meta": dict(facts)}}


def candidates(
    clauses: Sequence[Clause], bits: int, size: int, where: str | None, after: Sequence[Any] | None
) -> dict[str, Any]:
    """The best passages by impacts, with their rows, after the last one of the page before."""
    should = [
        {"term": {FIELDS[each.field]: {"value": str(each.number), "boost": each.weight * each.idf / 2**bits}}}
        for each in clauses
    ]
    page: dict[str, Any] = {
        "size": size,
        "_source": False,
        "track_total_hits": False,
        "track_scores": True,
        "docvalue_fields": ["n", "row"],
        "sort": [{"_score": "desc"}, {"n": "asc"}],
        "query": {"bool": {"should": should, "minimum_should_match": 1, "filter": _filter(where)}},
    }
    return page if after is None else {**page, "search_after": list(after)}


def row_page(where: str, clauses: Sequence[Clause], after: Sequence[Any] | None) -> dict[str, Any]:
    """The rows of passages in the order of their numbers: of those that hold one of the terms, if there are any terms."""
    page: dict[str, Any] = {
        "size": AT_ONCE,
        "_source": False,
        "track_total_hits": False,
        "docvalue_fields": ["n", "row"],
        "sort": [{"n": "asc"}],
        "query": {"bool": {"filter": [*_filter(where), *([any_of(clauses)] if clauses else [])]}},
    }
    return page if after is None else {**page, "search_after": list(after)}


def every_number(query: Mapping[str, Any], passages: int) -> dict[str, Any]:
    """The numbers of all passages that match, as bits: an array of 64 bits a number, put together in the cluster."""
    bits = {
        "params": {"words": -(-passages // 64)},
        "init_script": "state.bits = new long[params.words];",
        "map_script": "int n = (int) doc['n'].value; state.bits[n >> 6] |= 1L << (n & 63);",
        "combine_script": "return state.bits;",
        "reduce_script": _EVERY_SHARD,
    }
    return {"size": 0, "track_total_hits": False, "query": dict(query), "aggs": {"n": {"scripted_metric": bits}}}


def any_of(clauses: Sequence[Clause]) -> dict[str, Any]:
    """The query for passages that hold one of the terms in its field."""
    by_field: dict[str, list[str]] = {}
    for each in clauses:
        by_field.setdefault(FIELDS[each.field], []).append(str(each.number))
    return {"bool": {"should": [{"terms": {field: terms}} for field, terms in by_field.items()]}}


def all_of(numbers: Sequence[int], fields: Sequence[str]) -> dict[str, Any]:
    """The query for passages that hold each of the terms in one of the fields."""
    each = [{"bool": {"should": [{"term": {field: str(number)}} for field in fields]}} for number in numbers]
    return {"bool": {"filter": each}}


def bitmap(numbers: NDArray[np.integer]) -> str:
    """A set of passages as the cluster takes it: a Roaring bitmap in Base64."""
    return base64.b64encode(BitMap(numbers.astype(np.uint32)).serialize()).decode()


def _filter(where: str | None) -> list[dict[str, Any]]:
    return [] if where is None else [{"terms": {"n": [where], "value_type": "bitmap"}}]


def bits_of(words: Sequence[int], passages: int, index: str) -> NDArray[np.uint8]:
    """The bits as bytes, the lowest first; raises `DamagedBuildError` for another answer."""
    try:
        bits = np.array(words, np.int64)
        if bits.shape != (-(-passages // 64),):
            raise ValueError("there are more or fewer bits than passages")
    except (ValueError, TypeError, OverflowError) as error:
        raise DamagedBuildError(index, "holds passages of another build") from error
    return bits.astype("<i8").view(np.uint8)


def rows_of(hits: Sequence[Mapping[str, Any]], index: str) -> dict[int, bytes]:
    """The rows of a page of hits by the passages' numbers, in the order of the hits; raises `DamagedBuildError`."""
    try:
        return {int(hit["fields"]["n"][0]): base64.urlsafe_b64decode(hit["fields"]["row"][0] + "==") for hit in hits}
    except (KeyError, IndexError, TypeError, ValueError, binascii.Error) as error:
        raise DamagedBuildError(index, "holds a passage without its number or row") from error
