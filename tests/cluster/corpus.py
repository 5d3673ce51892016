"""Random passages, and builds of them, for the tests of the cluster."""

from __future__ import annotations

from functools import partial

import numpy as np

from indexer.engines.base import NumberedPostings, Postings
from indexer.engines.choice import engine_writer
from indexer.settings import Settings
from indexer.text.vocabulary import Vocabulary, write_vocabulary


def settings_of(cluster, name, **more):
    """The settings of a library of that name in the cluster."""
    return Settings(engine_name="opensearch", opensearch_url=" ".join(cluster.urls), opensearch_name=name, **more)


def counted_passages(count, *, seed, words=300):
    """So many passages as {field: {term: count}}; some words are common and most are rare."""
    random = np.random.default_rng(seed)
    terms = np.array([f"en:word{number}" for number in range(words)])
    return [
        {
            "text": _counted(terms[random.zipf(1.3, random.integers(0, 150)) % words]),
            "title": _counted(terms[random.zipf(1.3, random.integers(0, 9)) % words]),
        }
        for _ in range(count)
    ]


def _counted(terms):
    distinct, counts = np.unique(terms, return_counts=True)
    return dict(zip(distinct.tolist(), counts.tolist(), strict=True))


def write_build(folder, passages, settings):
    """Writes what the engine of the settings keeps of a build of these passages; returns its vocabulary."""
    vocabulary = write_arrays(folder, passages, settings)
    engine_writer(folder, settings).commit(vocabulary)
    return vocabulary


def write_arrays(folder, passages, settings):
    """The same without the index in the cluster."""
    folder.mkdir()
    terms = sorted({term for passage in passages for counts in passage.values() for term in counts})
    write_vocabulary(folder / "vocabulary", terms)
    number = {term: place for place, term in enumerate(terms)}
    writer = engine_writer(folder, settings)
    writer.finish([partial(_numbered, passages, number)], len(terms))
    return Vocabulary(folder / "vocabulary")


def _numbered(passages, number, field):
    cells = sorted(
        (number[term], passage, count)
        for passage, counts in enumerate(passages)
        for term, count in counts[field].items()
    )
    rows = np.array(cells, np.int32).reshape(-1, 3)
    present, firsts = np.unique(rows[:, 0], return_index=True)
    ends = np.append(firsts[1:], len(rows)).astype(np.int64) if len(present) else np.empty(0, np.int64)
    lengths = np.array([sum(counts[field].values()) for counts in passages], np.int32)
    postings = Postings(np.arange(len(present), dtype=np.int32), ends, rows[:, 1].copy(), rows[:, 2].copy(), lengths)
    return NumberedPostings(postings, present.astype(np.int32))
