"""Words of the best passages help long questions on a topic, and only these."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.builds import open_current
from indexer.retrieval import search, understand
from indexer.settings import Settings
from tests.conftest import library_of

TOPIC = "the harbour froze that winter and ships waited for a pilot in the bay"
REASON = "words of the best passages"


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """Articles on a frozen harbour, of which one says icebreaker; another one does too, and says little else of it."""
    folder = tmp_path_factory.mktemp("feedback")
    telling = [f"The harbour froze in winter {n}. Ships waited in the bay. An icebreaker came." for n in range(8)]
    texts = {f"best{n}": text for n, text in enumerate(telling)}
    texts |= {"also": "The icebreaker left the bay.", "other": "The teapot left the bay."}
    articles = [{"_id": id_, "text": text, "language": "en"} for id_, text in texts.items()]
    with library_of(folder, *articles):
        yield next(path.parent for path in folder.rglob("current.json"))


def ranking(instance, text, *, today="2026-01-01"):
    """The passages of a question by their articles, with what feedback adds to each."""
    with open_current(instance) as build:
        question = understand([text], build, Settings(), filters=None, today=today)
        found = search(build, question, Settings())
        ids = [build.store.article_id(int(number)) for number in build.store.passages["article"][found.passages]]
        reasons = dict(found.reasons)
        total = sum(reasons.values(), np.zeros(len(found)))
        return found, dict(zip(ids, reasons.get(REASON, np.zeros(len(found))).tolist(), strict=True)), total


def test_a_passage_with_their_words_rises(instance) -> None:
    """Of two passages with the same words of the question, the one with a word of the best passages comes first."""
    _, amounts, _ = ranking(instance, TOPIC)
    assert amounts["also"] > amounts["other"] > 0
    assert list(amounts).index("also") < list(amounts).index("other")


def test_a_short_question_is_left_alone(instance) -> None:
    """Below twelve words nothing is added, and no reason is given."""
    found, _, _ = ranking(instance, "When did the harbour freeze that winter?")
    assert REASON not in dict(found.reasons)


def test_what_is_added_is_explained_and_never_negative(instance) -> None:
    """Reasons and BM25 add up to the scores, and the same question gets the same."""
    found, amounts, total = ranking(instance, TOPIC)
    assert min(amounts.values()) >= 0
    with open_current(instance) as build:
        added = build.engine.contributions(found.question.terms, found.passages, fields=found.fields)
        bm25 = sum((part for _, _, part in added), np.zeros(len(found)))
    np.testing.assert_allclose(bm25 + total, found.scores, rtol=1e-12)
    again, _, _ = ranking(instance, TOPIC)
    assert again.scores.tolist() == found.scores.tolist()


def test_a_long_question_without_a_known_word_finds_nothing(instance) -> None:
    """Where nothing is found there is nothing to learn from."""
    found, amounts, _ = ranking(instance, " ".join("zeppelin" + letter for letter in "bcdfghjklmnpqr"))
    assert len(found) == 0 == len(amounts)
