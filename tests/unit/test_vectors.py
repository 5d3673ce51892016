"""Vectors: written once, taken over when nothing changed, and searched exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from indexer.errors import DamagedBuildError
from indexer.store import sign_bits, vectors
from indexer.store.vector_writer import KnownVectors, embed_texts, write_vectors
from indexer.store.vectors import Vectors
from tests.embedder_contract import LetterEmbedder

PASSAGES = (
    "The lighthouse keeper lights the lamp at dusk.",
    "Ships are warned of rocks by a light on the coast.",
    "Green tea is heated soon after it is picked.",
    "Ships are warned of rocks by a light on the coast.",
    "Wasps buzz.",
)
WORDS = st.text("abc ", max_size=8)
PASSAGE_LISTS = st.lists(WORDS, max_size=30)


class Rows:
    """An embedder that gives the texts of a test the rows it was made with, by their number."""

    name = "rows"
    digest = "0" * 64
    language = None

    def __init__(self, rows) -> None:
        self.rows = np.asarray(rows, np.float32)
        self.dimensions = self.rows.shape[1]

    def embed(self, texts):
        return self.rows[[int(text) for text in texts]]


def embedded(folder, texts, embedder, previous=None):
    """Writes the texts' vectors in several parts; returns how many were made anew."""
    texts, known = list(texts), KnownVectors(previous, embedder)
    return write_vectors(
        folder, embedder, (embed_texts(texts[at : at + 7], embedder, known) for at in range(0, len(texts), 7))
    )


def written(folder, rows):
    """The vectors of a build of equally long passages that have these rows."""
    embedded(folder, (f"{number:05}" for number in range(len(rows))), Rows(rows))
    return Vectors(folder)


def vectors_of(found):
    """The vectors as numbers, float64."""
    return found.rows * found.scales[:, None].astype(np.float64)


def random_rows(count, dimensions, seed=0):
    """Rows of length 1 in all directions."""
    rows = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


# Writing


def test_every_passage_has_its_vector(tmp_path) -> None:
    """Vectors stand in the order of the passages, and the model that made them is named."""
    embedder = LetterEmbedder()
    assert embedded(tmp_path / "v", iter(PASSAGES), embedder) == len(PASSAGES)
    found = Vectors(tmp_path / "v")
    lengths = [len(passage) / (len(passage) + 100) for passage in PASSAGES]
    expected = embedder.embed(PASSAGES) * np.array(lengths)[:, None]
    np.testing.assert_allclose(vectors_of(found), expected, atol=1 / vectors.MOST)
    np.testing.assert_allclose(np.linalg.norm(vectors_of(found), axis=1), lengths, rtol=1e-6)
    assert (found.name, found.digest, found.dimensions) == ("letters", embedder.digest, 26)
    assert len(found) == len(PASSAGES)


def test_a_heading_is_not_nearer_than_the_text_that_answers(tmp_path) -> None:
    """Of two passages that say the same the longer is nearer, so that bare headings do not come before texts."""
    embedded(tmp_path / "v", ["tea", "tea " * 50], LetterEmbedder())
    numbers, _ = Vectors(tmp_path / "v").top(LetterEmbedder().embed(["tea"])[0], 2)
    assert numbers.tolist() == [1, 0]


def test_no_passages_are_vectors_too(tmp_path) -> None:
    """A build without passages has vectors, none of them near to anything."""
    embedded(tmp_path / "v", [], LetterEmbedder())
    numbers, similarities = Vectors(tmp_path / "v").top(np.ones(26, np.float32), 5)
    assert len(numbers) == len(similarities) == 0


def test_only_what_is_new_is_embedded(tmp_path) -> None:
    """A passage that the last build held, at whatever place, is not embedded again."""
    embedded(tmp_path / "before", PASSAGES, LetterEmbedder())
    embedder = LetterEmbedder()
    now = ("Something new.", *PASSAGES[::-1], "Wasps buzz!")
    assert embedded(tmp_path / "after", now, embedder, Vectors(tmp_path / "before")) == 2
    assert embedder.embedded == ["Something new.", "Wasps buzz!"]
    embedded(tmp_path / "without", now, LetterEmbedder())
    assert (vectors_of(Vectors(tmp_path / "after")) == vectors_of(Vectors(tmp_path / "without"))).all()


def test_another_model_s_vectors_are_not_taken_over(tmp_path) -> None:
    """After a change of the model every passage is embedded anew."""
    embedded(tmp_path / "before", PASSAGES, LetterEmbedder("other"))
    assert embedded(tmp_path / "after", PASSAGES, LetterEmbedder(), Vectors(tmp_path / "before")) == len(PASSAGES)


@settings(deadline=None, max_examples=50)  # it writes files
@given(before=PASSAGE_LISTS, after=PASSAGE_LISTS)
def test_an_update_equals_a_rebuild(before, after) -> None:
    """Whatever the last build held, the files are the same byte for byte as those written without it."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        embedded(home / "before", before, LetterEmbedder())
        embedded(home / "update", after, LetterEmbedder(), Vectors(home / "before"))
        embedded(home / "rebuild", after, LetterEmbedder())
        files = sorted(path.name for path in (home / "rebuild").iterdir())
        assert len(files) == 4
        for file in files:
            assert (home / "update" / file).read_bytes() == (home / "rebuild" / file).read_bytes()


@pytest.mark.parametrize("file", [vectors.VECTORS, vectors.SCALES, vectors.KEYS, vectors.MODEL])
def test_a_missing_or_damaged_file_is_noticed(tmp_path, file) -> None:
    """Vectors of which a file is missing or holds something else cannot be opened."""
    embedded(tmp_path / "v", PASSAGES, LetterEmbedder())
    (tmp_path / "v" / file).write_bytes(b"{}")
    with pytest.raises(DamagedBuildError, match="cannot be read"):
        Vectors(tmp_path / "v")
    (tmp_path / "v" / file).unlink()
    with pytest.raises(DamagedBuildError, match=file):
        Vectors(tmp_path / "v")


# Searching


def expected(rows, question, k, allowed=None):
    """The best `k` of all that are allowed, by their own similarities."""
    numbers = np.arange(len(rows)) if allowed is None else np.flatnonzero(allowed)
    scores = rows.similarities(question, numbers)
    best = np.lexsort((numbers, -scores))[:k]
    return numbers[best], scores[best]


@settings(deadline=None, max_examples=50)  # it writes files
@given(
    rows=arrays.arrays(np.float32, (12, 3), elements=st.sampled_from([-1, -0.5, 0, 0.25, 1])),
    k=st.integers(1, 15),
    allowed=st.one_of(st.none(), arrays.arrays(np.bool_, 12)),
)
def test_the_nearest_are_found_in_order(rows, k, allowed) -> None:
    """The passages found are those of the highest similarities, equal ones in reading order, none that is not allowed."""
    with tempfile.TemporaryDirectory() as name:
        found = written(Path(name) / "v", rows)
        question = np.array([0.6, 0, 0.8], np.float32)
        numbers, similarities = found.top(question, k, allowed)
        wanted, scores = expected(found, question, k, allowed)
        assert numbers.tolist() == wanted.tolist()
        assert similarities.tolist() == scores.tolist()


def test_nothing_is_near_to_zeros(tmp_path) -> None:
    """A question that says nothing to the model finds nothing, instead of anything."""
    numbers, _ = written(tmp_path / "v", random_rows(5, 8)).top(np.zeros(8, np.float32), 3)
    assert len(numbers) == 0


def test_a_similarity_is_the_same_however_it_is_asked_for(tmp_path) -> None:
    """A passage's similarity is the same to the last bit among all, among a few, and alone."""
    found = written(tmp_path / "v", random_rows(300, 40))
    question = random_rows(1, 40, seed=1)[0]
    numbers, similarities = found.top(question, 300)
    alone = [float(found.similarities(question, np.array([number]))[0]) for number in numbers]
    assert alone == similarities.tolist()
    few = np.zeros(300, np.bool_)
    few[numbers[:7]] = True
    assert found.top(question, 5, few)[1].tolist() == similarities[:5].tolist()


@pytest.mark.parametrize("most", [2**22, 1])
def test_the_compiled_search_finds_the_same(tmp_path, monkeypatch, most) -> None:
    """With numba, passages, order and similarities are the same to the last bit, also with a filter or by sign bits."""
    pytest.importorskip("numba", reason="the extra [speed] is not installed")
    plain = written(tmp_path / "v", random_rows(500, 140))
    compiled = Vectors(tmp_path / "v", compiled=True)
    assert compiled._products is not plain._products
    monkeypatch.setattr(vectors, "_COMPARED", 50)
    for searched in (plain, compiled):
        monkeypatch.setattr(searched, "_all", most)
    allowed = np.arange(500) % 3 == 0
    for question in random_rows(5, 140, seed=1):
        for filtered in (None, allowed):
            theirs, own = plain.top(question, 20, filtered), compiled.top(question, 20, filtered)
            assert [part.tolist() for part in theirs] == [part.tolist() for part in own]


def test_sign_bits_lose_little_and_change_nothing(tmp_path, monkeypatch) -> None:
    """Of many passages only the nearest by sign bits are compared: their similarities are exact, few are missed."""
    rows = random_rows(3_000, 64)
    found = written(tmp_path / "v", rows)
    questions = rows[:20] + 0.5 * random_rows(20, 64, seed=1)
    complete = [found.top(question, 20) for question in questions]
    monkeypatch.setattr(found, "_all", 1)
    monkeypatch.setattr(vectors, "_COMPARED", 600)
    recall = []
    for question, (numbers, similarities) in zip(questions, complete, strict=True):
        some, theirs = found.top(question, 20)
        exact = dict(zip(numbers.tolist(), similarities.tolist(), strict=True))
        shared = set(some.tolist()) & exact.keys()
        assert all(exact[n] == s for n, s in zip(some.tolist(), theirs.tolist(), strict=True) if n in shared)
        recall.append(len(shared) / 20)
    assert np.mean(recall) > 0.9


def test_sign_bits_keep_to_the_filter(tmp_path, monkeypatch) -> None:
    """A filter is applied before candidates are chosen: `k` allowed passages are found even among many others."""
    rows = random_rows(2_000, 32)
    found = written(tmp_path / "v", rows)
    monkeypatch.setattr(found, "_all", 1)
    monkeypatch.setattr(vectors, "_COMPARED", 50)
    allowed = np.zeros(2_000, np.bool_)
    allowed[::20] = True
    numbers, _ = found.top(rows[3], 40, allowed)
    assert len(numbers) == 40
    assert allowed[numbers].all()


@settings(deadline=None, max_examples=50)  # it writes files
@given(
    rows=arrays.arrays(
        np.float32, st.tuples(st.integers(1, 6), st.integers(1, 400)), elements=st.floats(-1, 1, width=16)
    ),
    seed=st.integers(0, 99),
)
def test_a_similarity_is_that_of_the_vectors(rows, seed) -> None:
    """A similarity in whole numbers is the product of the vectors, but for the rounding of each of their numbers."""
    question = random_rows(1, rows.shape[1], seed)[0]
    with tempfile.TemporaryDirectory() as name:
        found = written(Path(name) / "v", rows)
        similarities = found.similarities(question, np.arange(len(rows)))
    exact = rows.astype(np.float64) @ question * (5 / 105)
    np.testing.assert_allclose(similarities, exact, atol=0.01 * np.linalg.norm(rows, axis=1).max() * 5 / 105 + 1e-9)


def test_a_vector_takes_no_more_than_280_bytes(tmp_path) -> None:
    """What lies on the disk for a passage, its key included, is at most 280 bytes with 256 numbers a vector."""
    written(tmp_path / "v", random_rows(1_000, 256))
    assert sum(path.stat().st_size for path in (tmp_path / "v").iterdir()) < 280 * 1_000


# Sign bits


@pytest.fixture(params=[False, True], ids=["numpy", "numba"], scope="module")
def kernel(request):
    """What compares sign bits: numpy, or what numba compiles."""
    if not request.param:
        return sign_bits
    pytest.importorskip("numba", reason="the extra [speed] is not installed")
    return vectors._kernel()


@settings(deadline=None)  # the first call compiles
@given(
    rows=arrays.arrays(
        np.float32, st.tuples(st.integers(1, 5), st.integers(1, 140)), elements=st.floats(-1, 1, width=32)
    )
)
def test_differences_count_signs(kernel, rows) -> None:
    """The difference of two codes is the number of dimensions in which the signs differ, whatever the width."""
    codes = sign_bits.pack_signs(rows)
    assert codes.shape == (len(rows), sign_bits.words(rows.shape[1]))
    signs = rows > 0
    counts = kernel.differences(np.ascontiguousarray(codes.T), codes[0])
    assert counts.tolist() == (signs != signs[0]).sum(axis=1).tolist()


@given(numbers=st.lists(st.integers(0, 2**64 - 1), min_size=1))
def test_bits_are_counted_alike_by_every_numpy(numbers) -> None:
    """The count by a table, for numpy before version 2, is that of Python."""
    counted = sign_bits._counted_by_byte(np.array(numbers, np.uint64))
    assert counted.tolist() == [number.bit_count() for number in numbers]


@settings(deadline=None)
@given(counts=st.lists(st.integers(0, 9), min_size=1), k=st.integers(1, 40))
def test_the_nearest_codes_are_all_of_the_smallest_counts(kernel, counts, k) -> None:
    """The numbers found rise, are at least `k` when there are so many, and no count left out is as small."""
    found = kernel.nearest(np.array(counts, np.uint16), k).tolist()
    assert found == sorted(found)
    assert len(found) >= min(k, len(counts))
    worst = max(counts[number] for number in found)
    assert all(count > worst for number, count in enumerate(counts) if number not in found)
    assert sum(count < worst for count in counts) < min(k, len(counts))
