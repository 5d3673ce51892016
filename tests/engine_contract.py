"""The promises of `indexer.engines.base.Engine`, as tests that any engine can be put through.

Subclass `EngineContract` with a fixture `engines` that gives the engine under test and a `BruteForce` over the same
passages. `BruteForce` is the second engine: BM25 by the book, one passage after the other, no arrays.
"""

from __future__ import annotations

import math
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from whoosh.util.numeric import byte_to_length, length_to_byte

from indexer.types import QuestionTerm


class BruteForce:
    """Scores every passage by the formula; `passages` are {field: [term, …]}."""

    def __init__(self, passages, *, k1, b):
        self._k1, self._b = k1, b
        self._counts = [{field: Counter(terms) for field, terms in passage.items()} for passage in passages]
        fields = {field for passage in passages for field in passage}
        self._average = {
            field: sum(len(passage[field]) for passage in passages) / len(passages) or 1.0 for field in fields
        }

    def __len__(self):
        return len(self._counts)

    def document_frequency(self, term, field="text"):
        return sum(term in counts[field] for counts in self._counts)

    def idf(self, term, field="text"):
        return math.log(len(self) / (self.document_frequency(term, field) + 1)) + 1

    def passages_with(self, term, field="text"):
        return np.array([number for number, counts in enumerate(self._counts) if term in counts[field]], np.int32)

    def contributions(self, terms, passages, *, fields):
        added = [self._added(terms, passage, fields) for passage in passages.tolist()]
        keys = dict.fromkeys(key for one in added for key in one)
        return [(*key, np.array([one.get(key, 0.0) for one in added])) for key in keys]

    def _added(self, terms, passage, fields):
        found = {}
        for term in terms:
            for field, weight in fields.items():
                counts = self._counts[passage][field]
                if weight > 0 and term.term in counts:
                    length = byte_to_length(length_to_byte(counts.total()))
                    norm = self._k1 * ((1 - self._b) + self._b * length / self._average[field])
                    tf = counts[term.term]
                    found[field, term.term] = (
                        weight * term.weight * self.idf(term.term, field) * tf * (self._k1 + 1) / (tf + norm)
                    )
        return found

    def matching(self, terms, *, fields, allowed=None):
        every = range(len(self)) if allowed is None else np.flatnonzero(allowed).tolist()
        return np.array([passage for passage in every if self._added(terms, passage, fields)], np.int64)

    def top(self, terms, k, *, fields, allowed=None):
        scores = {}
        for passage in range(len(self)):
            added = self._added(terms, passage, fields)
            if added and (allowed is None or allowed[passage]):
                scores[passage] = sum(added.values())
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:k]
        return np.array(best, np.int64), np.array([scores[passage] for passage in best])


def assert_same_ranking(found, expected):
    """The same scores to 1e-9, and the same passages but for the order of scores that are as close as that."""
    (numbers, scores), (true_numbers, true_scores) = found, expected
    assert len(numbers) == len(true_numbers)
    np.testing.assert_allclose(scores, true_scores, rtol=1e-9, atol=1e-9)
    true = dict(zip(true_numbers.tolist(), true_scores.tolist(), strict=True))
    last = true_scores[-1] if len(true_scores) else 0.0
    for number, score in zip(numbers.tolist(), scores.tolist(), strict=True):
        # Scores that differ by less than rounding may change places, also across the cut at k.
        assert math.isclose(true.get(number, last), score, rel_tol=1e-9, abs_tol=1e-9)


class EngineContract:
    """What every engine promises. `engines` is (engine under test, brute force, some terms that occur)."""

    FIELDS = ({"text": 1.0}, {"text": 1.0, "title": 0.3}, {"title": 2.0}, {"text": 0.5, "title": 0.0})

    @staticmethod
    def questions(terms):
        """Questions of one term, of all, of unknown ones, and of unequal weights."""
        yield ()
        yield (QuestionTerm("en:unheard", "unheard"),)
        for term in terms[:3]:
            yield (QuestionTerm(term, term),)
        yield tuple(QuestionTerm(term, term, 0.3**place) for place, term in enumerate(terms[:12]))

    def test_ranks_as_the_formula_says(self, engines):
        """The best k passages are those of BM25 by the book, with the same scores, in the same order."""
        engine, brute, terms = engines
        for question in self.questions(terms):
            for fields in self.FIELDS:
                for k in (1, 3, len(brute) + 5):
                    assert_same_ranking(engine.top(question, k, fields=fields), brute.top(question, k, fields=fields))

    def test_filters_inside(self, engines):
        """A filter never loses a hit: the best allowed passages are found however bad they are."""
        engine, brute, terms = engines
        for allowed in (
            np.zeros(len(brute), np.bool_),
            np.arange(len(brute)) % 2 == 0,
            np.arange(len(brute)) == len(brute) - 1,
        ):
            for question in self.questions(terms):
                found = engine.top(question, 3, fields=self.FIELDS[1], allowed=allowed)
                assert_same_ranking(found, brute.top(question, 3, fields=self.FIELDS[1], allowed=allowed))
                assert allowed[found[0]].all()

    def test_matching_is_all_that_can_be_found(self, engines):
        """The passages that match are those of a ranking without end, in reading order, whatever is allowed."""
        engine, brute, terms = engines
        for allowed in (None, np.zeros(len(brute), np.bool_), np.arange(len(brute)) % 2 == 0):
            for question in self.questions(terms):
                for fields in self.FIELDS:
                    found = engine.matching(question, fields=fields, allowed=allowed)
                    assert found.tolist() == brute.matching(question, fields=fields, allowed=allowed).tolist()
                    best, _ = engine.top(question, len(brute), fields=fields, allowed=allowed)
                    assert found.tolist() == sorted(best.tolist())

    def test_contributions_add_up(self, engines):
        """What each field and term adds is a passage's whole score."""
        engine, brute, terms = engines
        question = tuple(QuestionTerm(term, term, 0.7) for term in terms[:6])
        numbers, scores = engine.top(question, 5, fields=self.FIELDS[1])
        added = engine.contributions(question, numbers, fields=self.FIELDS[1])
        np.testing.assert_allclose(sum(amounts for _, _, amounts in added), scores, rtol=1e-12)
        expected = {
            (field, term): amounts
            for field, term, amounts in brute.contributions(question, numbers, fields=self.FIELDS[1])
        }
        for field, term, amounts in added:
            np.testing.assert_allclose(amounts, expected.pop((field, term), np.zeros(len(numbers))), rtol=1e-12)
        assert not expected

    def test_counts_passages(self, engines):
        """Document frequencies and idfs count the passages that hold a term, and an unknown term has none."""
        engine, brute, terms = engines
        assert len(engine) == len(brute)
        for term in (*terms[:10], "en:unheard"):
            for field in ("text", "title"):
                assert engine.document_frequency(term, field) == brute.document_frequency(term, field)
                assert math.isclose(engine.idf(term, field), brute.idf(term, field), rel_tol=1e-12)
                assert engine.passages_with(term, field).tolist() == brute.passages_with(term, field).tolist()

    def test_same_from_many_threads(self, engines):
        """Threads that search at the same time get what one alone gets."""
        engine, _, terms = engines
        questions = list(self.questions(terms)) * 5

        def ask(question):
            numbers, scores = engine.top(question, 5, fields=self.FIELDS[1])
            return numbers.tolist(), scores.tolist()

        alone = [ask(question) for question in questions]
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(ask, questions)) == alone
