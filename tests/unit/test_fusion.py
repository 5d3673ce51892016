"""Two rankings become one by laws that hold whatever the scores are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.embed import conversation_vector, embed_turns, semantic_share
from indexer.retrieval.fusion import fuse, norm, weight_by_reach
from tests.embedder_contract import LetterEmbedder

# Whole numbers and powers of two: sums of them are exact, so laws about order need no tolerance.
SCORES = st.integers(-64, 64)
LISTS = st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=12)
WEIGHTS = st.sampled_from([0.0, 0.2, 0.5, 0.9])


def fused(pairs, weight, *, numbers=None):
    """The pairs of scores, fused; passages are numbered 0, 10, 20, …"""
    words, meaning = np.array(pairs, np.float64).T
    passages = np.arange(len(pairs)) * 10 if numbers is None else np.array(numbers)
    return fuse(passages, words, meaning, weight)


def by_passage(result):
    """Each passage's score."""
    return dict(zip(result.passages.tolist(), result.scores.tolist(), strict=True))


@given(pairs=LISTS, weight=WEIGHTS)
def test_the_order_is_that_of_the_weighted_sum(pairs, weight) -> None:
    """A passage stands before another only if (1 - weight) · norm(words) + weight · norm(meaning) is not smaller."""
    result = fused(pairs, weight)
    words, meaning = np.array(pairs, np.float64).T
    extent = words.max() - words.min() or 1.0
    by_sum = (1 - weight) * (words - words.min()) / extent + weight * norm(meaning)
    assert (np.diff(by_sum[result.passages // 10]) <= 1e-12).all()


@given(pairs=LISTS, weight=WEIGHTS)
def test_scores_never_rise_and_ties_stand_in_reading_order(pairs, weight) -> None:
    """Each passage is there once; scores never rise; of equal ones the passage with the smaller number is first."""
    result = fused(pairs, weight)
    assert sorted(result.passages.tolist()) == [10 * place for place in range(len(pairs))]
    keys = list(zip((-result.scores).tolist(), result.passages.tolist(), strict=True))
    assert keys == sorted(keys)


@given(pairs=LISTS, weight=WEIGHTS)
def test_what_is_better_in_both_is_not_worse(pairs, weight) -> None:
    """A passage that does as well in both lists as another, or better, never scores less."""
    scores = by_passage(fused(pairs, weight))
    for one, (words, meaning) in enumerate(pairs):
        for other, (fewer, farther) in enumerate(pairs):
            if words >= fewer and meaning >= farther:
                assert scores[10 * one] >= scores[10 * other]


@given(pairs=LISTS, weight=WEIGHTS, shift=SCORES, scale=st.sampled_from([0.25, 1.0, 8.0]))
def test_shifting_and_scaling_leave_the_order(pairs, weight, shift, scale) -> None:
    """Adding a number to all of a list's scores, or multiplying them, leaves the order; what meaning adds, too."""
    before = fused(pairs, weight)
    moved = fused([(words, meaning * scale + shift) for words, meaning in pairs], weight)
    assert by_passage(moved) == pytest.approx(by_passage(before))
    stretched = fused([(words * scale + shift, meaning) for words, meaning in pairs], weight)
    if len({words for words, _ in pairs}) > 1:
        wanted = {passage: score * scale + shift for passage, score in by_passage(before).items()}
        assert by_passage(stretched) == pytest.approx(wanted)


@given(pairs=LISTS, weight=WEIGHTS, seed=st.randoms())
def test_the_order_of_the_input_does_not_matter(pairs, weight, seed) -> None:
    """The passages can be given in any order."""
    numbers = list(range(len(pairs)))
    seed.shuffle(numbers)
    shuffled = fused([pairs[number] for number in numbers], weight, numbers=numbers)
    plain = fused(pairs, weight, numbers=range(len(pairs)))
    assert shuffled.passages.tolist() == plain.passages.tolist()
    assert shuffled.scores.tolist() == plain.scores.tolist()


@given(pairs=LISTS, weight=WEIGHTS)
def test_a_score_is_the_sum_of_its_parts(pairs, weight) -> None:
    """What the words come to is left as it was; what meaning adds is never negative; together they are the score."""
    result = fused(pairs, weight)
    assert (result.by_words + result.by_meaning == result.scores).all()
    assert result.by_words.tolist() == [pairs[passage // 10][0] for passage in result.passages.tolist()]
    assert (result.by_meaning >= 0).all()


def test_without_weight_the_words_rank_alone() -> None:
    """With weight 0 the scores are those of the words."""
    result = fused([(3, 0), (5, -1), (4, 9)], 0.0)
    assert result.passages.tolist() == [10, 20, 0]
    assert result.scores.tolist() == [5, 4, 3]


def test_when_words_tell_nothing_apart_meaning_does() -> None:
    """Passages that all have the same words' score are ranked by their vectors."""
    assert fused([(2, 1), (2, 3), (2, 2)], 0.4).passages.tolist() == [10, 20, 0]


def test_a_worked_example() -> None:
    """Words 0, 5, 10 and similarities .9, .5, .1 at weight .2: meaning adds 2.5, 1.25 and 0."""
    result = fused([(0, 0.9), (5, 0.5), (10, 0.1)], 0.2)
    assert result.passages.tolist() == [20, 10, 0]
    assert result.scores.tolist() == pytest.approx([10, 6.25, 2.5])


def test_nothing_fused_is_nothing() -> None:
    """Two empty lists give an empty one."""
    empty = np.empty(0)
    assert len(fuse(empty.astype(np.int64), empty, empty, 0.5).passages) == 0


# The vector of a conversation


def test_a_conversation_s_vector_leans_to_its_newest_turn() -> None:
    """The turns' vectors are added by weight; the sum has length 1."""
    vectors = np.eye(3, dtype=np.float32)
    found = conversation_vector(vectors, [0.3, 0.0, 1.0])
    np.testing.assert_allclose(found, np.array([0.3, 0, 1]) / np.sqrt(1.09), rtol=1e-6)
    assert found.dtype == np.float32


def test_turns_without_weight_or_words_are_not_embedded() -> None:
    """What was dropped from a conversation, or is empty, is not embedded; when nothing is left there are zeros."""
    embedder = LetterEmbedder()
    assert (embed_turns(embedder, ["tea", "", "wasp"], [0.0, 1.0, 1.0]) == embedder.embed(["wasp"])[0]).all()
    assert embedder.embedded[0] == "wasp"
    assert not embed_turns(embedder, ["", "tea"], [1.0, 0.0]).any()


def test_numbers_are_left_to_words() -> None:
    """The share of the worth that lies in terms with a digit is taken from what vectors may say."""
    assert semantic_share({"en:coach": 3.0, "en:2004": 1.0}) == pytest.approx(0.75)
    assert semantic_share({"en:2004": 1.0}) == 0
    assert semantic_share({"en:coach": 3.0}) == 1
    assert semantic_share({}) == 1


@given(weight=st.floats(0, 0.9), reach=st.floats(0, 3), more=st.floats(0, 3))
def test_the_more_words_reach_the_less_meaning_weighs(weight, reach, more) -> None:
    """The weight of meaning never rises with what words reach, and stays what was set for a usual question."""
    assert weight_by_reach(weight, reach + more) <= weight_by_reach(weight, reach) <= 1.5 * weight
    assert weight_by_reach(weight, 1.2) == pytest.approx(weight)
