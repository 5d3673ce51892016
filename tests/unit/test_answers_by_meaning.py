"""With a model, meaning has a say in which sentence is quoted and in whether one is, and never quotes what words miss."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Library, Settings, rebuild
from indexer.answering import confidence_features
from indexer.answering.candidates import rank_candidates
from indexer.answering.semantic_rerank import rerank_by_meaning
from indexer.builds import open_current
from indexer.retrieval import Meaning, search, understand
from indexer.text.embedders import WORDLLAMA, calibrated_similarity, embedder
from indexer.text.embedders.calibration import _ANSWERED
from tests.embedder_contract import LetterEmbedder

QUESTION = "When was the lamp of the lighthouse lit?"
TEXTS = (
    "The lamp of the lighthouse was lit in March. The lighthouse has a lamp. A lamp was lit when the lighthouse was shut.",
    "Every lighthouse lamp was lit by hand. The lighthouse keeper lit a lamp at dusk. Nobody lit the lighthouse in May.",
    "Lamps were lit in the harbour. The lighthouse lamp burns oil. When it was lit the lighthouse was seen for miles.",
    "The lighthouse stands on a rock. A lamp is lit in the town on holidays. The lit lamp guides ships.",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """An instance made with the embedder of letters."""
    folder = tmp_path_factory.mktemp("meaning")
    lines = [json.dumps({"_id": f"{n}", "title": "", "text": text, "language": "en"}) for n, text in enumerate(TEXTS)]
    (folder / "articles.jsonl").write_text("\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("indexer.builds.making"), "embedder", lambda _: LetterEmbedder())
        rebuild(folder / "instance", [folder / "articles.jsonl"], Settings().replaced({"semantic.model": "letters"}))
    return folder / "instance"


@pytest.fixture
def ask(place, monkeypatch):
    """Asks the question where every sentence is as like to it as is said, or as `like(text)` says; passages likewise."""
    monkeypatch.setattr(importlib.import_module("indexer.builds.open"), "embedder", lambda _: LetterEmbedder())

    def asked(like, **given):
        say = like if callable(like) else lambda _: like
        monkeypatch.setattr(Meaning, "answer_similarity", lambda _, found: np.array([say(text) for text in found]))
        passages = 1.0 if callable(like) else like
        monkeypatch.setattr(confidence_features, "_passage_similarity", lambda *_: passages)
        with Library.open(place, given) as library:
            return library.ask([QUESTION])

    return asked


@pytest.fixture(scope="module")
def found(place):
    """The build, and the sentences that words find for the question, best first."""
    with open_current(place) as build:
        question = understand([QUESTION], build, Settings(), filters=None, today="2026-11-25")
        yield build, rank_candidates(build, search(build, question, Settings()), Settings())


@settings(max_examples=50)
@given(likes=st.lists(st.floats(-1, 2), min_size=8, max_size=8))
def test_meaning_orders_what_words_found(found, likes):
    """The best eight are put in order again, each by what it gains; no sentence comes or goes, and the rest stay behind."""
    build, by_words = found
    assert len(by_words) > 8
    ordered = rerank_by_meaning(build, by_words, lambda texts: np.array(likes[: len(texts)]))
    assert ordered[8:] == by_words[8:]
    assert {one.number for one in ordered[:8]} == {one.number for one in by_words[:8]}
    scores = [one.score for one in ordered[:8]]
    assert scores == sorted(scores, reverse=True)
    before = {one.number: (one.score, like) for one, like in zip(by_words, likes, strict=False)}
    for one in ordered[:8]:
        score, like = before[one.number]
        assert one.score == score if like <= 0 else one.score > score or like < 1e-15


def test_of_sentences_alike_by_words_the_nearer_is_quoted_first(ask):
    """What the model finds near comes first; what it finds far does not vanish."""
    first = ask(1.0).citations
    other = first[1].quote
    assert ask(lambda text: 9.0 * (text == other)).citations[0].quote == other
    assert {one.quote for one in ask(0.5).citations} == {one.quote for one in first}


def test_meaning_decides_whether_there_is_an_answer(ask):
    """Words that occur together are less of an answer when no sentence is near in meaning, and the reason says so."""
    near, far = (ask(like, **{"answer.threshold": 0.9}) for like in (1.0, -1.0))
    assert near.status == "answered"
    assert near.confidence > far.confidence
    assert (far.status, far.reason) == (
        "not_found",
        "One passage mentions “lamp”, “lighthouse” and “lit”, but no sentence seems to answer the question.",
    )
    assert far.hits == near.hits


def test_meaning_can_be_switched_off(ask):
    """With `semantic.weight` 0 the model is not asked, and words decide alone."""

    def never(text):
        raise AssertionError(text)

    assert ask(never, **{"semantic.weight": 0}).status == "answered"


def ruled(model):
    """How like the ruler's own questions are to their answers, and to each other's, on average."""
    questions, answers = (model.embed(texts).astype(np.float64) for texts in zip(*_ANSWERED, strict=True))
    alike = calibrated_similarity(model, questions @ answers.T)
    own = float(np.diag(alike).mean())
    return own, float(alike.sum() - np.diag(alike).sum()) / (alike.size - len(alike))


def test_a_model_that_tells_nothing_apart_is_not_made_to():
    """Letters are no meaning: a question's own answer is then hardly more like it than a stranger's."""
    own, others = ruled(LetterEmbedder())
    assert others == pytest.approx(0, abs=1e-9)
    assert abs(own) < 1


@pytest.mark.skipif(
    importlib.util.find_spec("wordllama") is None and os.environ.get("CI") != "true",
    reason="the extra [semantic] is not installed",
)
def test_likeness_is_on_one_scale_for_every_model():
    """Of the ruler's own questions a model finds their answers 1 like on average, and the others' 0."""
    own, others = ruled(embedder(WORDLLAMA))
    assert (own, others) == (pytest.approx(1), pytest.approx(0, abs=1e-9))
