"""What is written at once, Whoosh reads as if it had written it itself, one by one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.filetables import OrderedHashReader

from indexer.engines.base import FIELDS, Postings
from indexer.engines.whoosh.bm25 import length_bytes
from indexer.engines.whoosh.index import open_index, write_index
from indexer.engines.whoosh.segment import write_segment
from indexer.engines.whoosh.term_dictionary import write_hash

SIZE = 300  # passages: more than two blocks of postings

held = st.one_of(
    st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 300), min_size=1, max_size=6),
    st.integers(1, SIZE).map(lambda count: dict.fromkeys(range(count), 1)),
    st.integers(1, SIZE).map(lambda count: {number: 1 + number // 100 for number in range(count)}),
)
counted = st.dictionaries(st.text("abcé", min_size=1, max_size=3), held, max_size=5)


def postings_of(terms, own):
    """The postings of a field, from its terms' passages and counts."""
    present = [number for number, term in enumerate(terms) if term in own]
    rows = [(passage, count) for number in present for passage, count in sorted(own[terms[number]].items())]
    passages, counts = np.array(rows, np.int32).reshape(-1, 2).T
    lengths = np.bincount(passages, counts, SIZE).astype(np.int32)
    ends = np.cumsum([len(own[terms[number]]) for number in present])
    return Postings(np.array(present, np.int32), ends.astype(np.int64), passages, counts, lengths)


def read(matcher):
    """The passages and weights that a Whoosh matcher goes through."""
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight()))
        matcher.next()
    return found


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, counted)))
def test_whoosh_reads_every_posting(fields):
    """For any postings: Whoosh finds each term with its passages, counts, lengths and statistics, and no other."""
    terms = sorted({term for own in fields.values() for term in own})
    postings = {name: postings_of(terms, own) for name, own in fields.items()}
    with tempfile.TemporaryDirectory() as folder:
        write_index(Path(folder), [write_segment(Path(folder), 0, terms, postings, SIZE)])
        index = open_index(Path(folder))
        with index.reader() as reader:
            for name, own in fields.items():
                assert list(reader.field_terms(name)) == sorted(own)
                assert reader.field_length(name) == postings[name].lengths.sum()
                for term, rows in own.items():
                    assert read(reader.postings(name, term)) == sorted(rows.items())
                    info = reader.term_info(name, term)
                    assert (info.doc_frequency(), info.weight()) == (len(rows), sum(rows.values()))
                    assert (info.min_id(), info.max_id(), info.max_weight()) == (
                        min(rows),
                        max(rows),
                        max(rows.values()),
                    )
                    own_bytes = length_bytes(postings[name].lengths[list(rows)])
                    assert length_bytes(np.array([info.min_length(), info.max_length()])).tolist() == [
                        own_bytes.min(),
                        own_bytes.max(),
                    ]
        index.close()


@settings(max_examples=50, deadline=None)
@given(
    st.sets(st.binary(min_size=1, max_size=4), max_size=40).map(sorted),
    st.lists(st.binary(min_size=1, max_size=4), max_size=10),
    st.integers(0, 3_000),
)
def test_whoosh_finds_every_key(given_keys, others, more):
    """For few keys and for many: Whoosh's hash gives each its value, knows no other, and keeps their order."""
    keys = sorted({*given_keys, *(f"{number:04d}".encode() for number in range(more))})
    values = [number.to_bytes(4, "big") for number in range(len(keys))]
    storage = RamStorage()
    with storage.create_file("hash") as file:
        letters = np.frombuffer(b"".join(keys), np.uint8)
        ends = np.cumsum([len(key) for key in keys], dtype=np.int64)
        write_hash(file, letters, ends, np.arange(len(keys), dtype=">u4"), {"fact": 1})
    reader = OrderedHashReader.open(storage, "hash")
    assert reader.extras["fact"] == 1
    assert list(reader.items()) == list(zip(keys, values, strict=True))
    for key, value in zip(keys, values, strict=True):
        assert list(reader.all(key)) == [value]
    for key in others:
        assert (key in reader) == (key in keys)
        assert reader.closest_key(key) == next((other for other in keys if other >= key), None)
    reader.close()
