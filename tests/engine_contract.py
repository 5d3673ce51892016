"""The contract of `indexer.engines.base`, as tests that any engine can be put through: reading side and writing side.

Subclass `EngineContract` with a fixture `engines`, and `EngineKindContract` with a fixture `kind`. `BruteForce` is the
second engine: BM25 by the book, one passage after the other, no arrays. It keeps the whole contract too.
"""

from __future__ import annotations

import json
import math
import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import numpy as np
import pytest
from whoosh.util.numeric import byte_to_length, length_to_byte

from indexer.budget import answer_within, seconds_left
from indexer.damage import damage_of
from indexer.engines.base import FIELDS, NumberedPostings, Postings, TermStatistics
from indexer.errors import DamagedBuildError, EngineUnavailableError
from indexer.settings import Settings
from indexer.text.vocabulary import Vocabulary, write_vocabulary
from indexer.types import Filters, QuestionTerm


class Only:
    """The predicate that admits the passages of a mask."""

    filters = Filters()

    def __init__(self, mask):
        self.mask = np.asarray(mask, np.bool_)

    def admits(self, passages):
        return self.mask[passages]

    def admitted(self, first, last):
        return self.mask[first:last]


class BruteForce:
    """Scores every passage by the formula; `passages` are {field: {term: count}}."""

    def __init__(self, passages, *, k1, b):
        self._k1, self._b = k1, b
        self._counts = [{field: Counter(counts) for field, counts in passage.items()} for passage in passages]
        self._average = {
            field: sum(counts[field].total() for counts in self._counts) / len(passages) or 1.0 for field in FIELDS
        }

    def __len__(self):
        return len(self._counts)

    def statistics(self, terms, field="text"):
        _require_time()
        return {term: TermStatistics(self._size(term, field), self._idf(term, field)) for term in terms}

    def _size(self, term, field):
        return sum(term in counts[field] for counts in self._counts)

    def _idf(self, term, field):
        return math.log(len(self) / (self._size(term, field) + 1)) + 1

    def contributions(self, terms, passages, *, fields):
        _require_time()
        added = [self._added(terms, passage, fields) for passage in passages.tolist()]
        keys = dict.fromkeys(key for amounts in added for key in amounts)
        return [(*key, np.array([amounts.get(key, 0.0) for amounts in added])) for key in keys]

    def _added(self, terms, passage, fields):
        amounts = {}
        for term in terms:
            for field, weight in fields.items():
                counts = self._counts[passage][field]
                if weight > 0 and term.term in counts:
                    length = byte_to_length(length_to_byte(counts.total()))
                    norm = self._k1 * ((1 - self._b) + self._b * length / self._average[field])
                    tf = counts[term.term]
                    amounts[field, term.term] = (
                        weight * term.weight * self._idf(term.term, field) * tf * (self._k1 + 1) / (tf + norm)
                    )
        return amounts

    def matching(self, terms, *, fields, where=None):
        _require_time()
        every = np.arange(len(self))
        every = every if where is None else every[where.admits(every)]
        return np.array([passage for passage in every.tolist() if self._added(terms, passage, fields)], np.int64)

    def holding(self, terms, *, fields=("text",), most=None):
        _require_time()
        every = np.arange(len(self)) if terms else np.empty(0, np.int64)
        return every[self.holds(terms, every, fields=fields).all(axis=0)][:most]

    def holds(self, terms, passages, *, fields=("text",)):
        _require_time()
        rows = [
            [any(term in self._counts[passage][field] for field in fields) for passage in passages] for term in terms
        ]
        return np.array(rows, np.bool_).reshape(len(terms), len(passages))

    def occurrences(self, terms, first, last, *, field="text"):
        _require_time()
        rows = [
            [
                sum(counts[field][term] for counts in self._counts[start:end])
                for start, end in zip(first, last, strict=True)
            ]
            for term in terms
        ]
        return np.array(rows, np.int64).reshape(len(terms), len(first))

    def top(self, terms, k, *, fields, where=None):
        passages = self.matching(terms, fields=fields, where=where).tolist()
        scores = {passage: sum(self._added(terms, passage, fields).values()) for passage in passages}
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:k]
        return np.array(best, np.int64), np.array([scores[passage] for passage in best])

    def problems(self):
        return iter(())


def _require_time():
    left = seconds_left()
    if left is not None and left <= 0:
        raise EngineUnavailableError("brute force", "was not asked in time")


class BruteForceWriter:
    """Writes the passages of each batch as JSON, and one file of all of them."""

    def __init__(self, build, *, k1, b):
        self._build, self._k1, self._b = build, k1, b

    def add(self, number, terms, fields, passages):
        rows = [{field: {} for field in FIELDS} for _ in range(passages)]
        for field, postings in fields.items():
            owners = np.repeat(postings.terms, np.diff(postings.ends, prepend=0)).tolist()
            for term, passage, count in zip(owners, postings.passages.tolist(), postings.counts.tolist(), strict=True):
                rows[passage][field][terms[term]] = count
        (self._build / f"batch-{number}.json").write_text(json.dumps(rows))

    def finish(self, batches, vocabulary):  # noqa: ARG002  terms are kept as text
        (self._build / "brute.json").write_text(self._whole(len(batches)))

    def commit(self, vocabulary):
        pass

    def verify(self, vocabulary):  # noqa: ARG002
        with damage_of(self._build):
            batches = len(list(self._build.glob("batch-*.json")))
            if (self._build / "brute.json").read_text() != self._whole(batches):
                yield "brute.json does not hold what the batches hold"

    def _whole(self, batches):
        passages = [
            row for number in range(batches) for row in json.loads((self._build / f"batch-{number}.json").read_text())
        ]
        return json.dumps({"k1": self._k1, "b": self._b, "passages": passages})


class BruteForceKind:
    """The brute force, as `indexer.engines.choice` would list it."""

    libraries = ()
    unread = ()
    builder_only = ()

    def writer(self, build, settings):
        return BruteForceWriter(build, k1=settings.bm25_k1, b=settings.bm25_b)

    def open(self, build, vocabulary, settings, *, compiled):  # noqa: ARG002
        facts = json.loads((build / "brute.json").read_text())
        return BruteForce(facts["passages"], k1=facts["k1"], b=facts["b"])


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
                found = engine.top(question, 3, fields=self.FIELDS[1], where=Only(allowed))
                assert_same_ranking(found, brute.top(question, 3, fields=self.FIELDS[1], where=Only(allowed)))
                assert allowed[found[0]].all()

    def test_matching_is_all_that_can_be_found(self, engines):
        """The passages that match are those of a ranking without end, in reading order, whatever is allowed."""
        engine, brute, terms = engines
        for allowed in (None, np.zeros(len(brute), np.bool_), np.arange(len(brute)) % 2 == 0):
            for question in self.questions(terms):
                for fields in self.FIELDS:
                    where = None if allowed is None else Only(allowed)
                    found = engine.matching(question, fields=fields, where=where)
                    assert found.tolist() == brute.matching(question, fields=fields, where=where).tolist()
                    best, _ = engine.top(question, len(brute), fields=fields, where=where)
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
        wanted = (*terms[:10], "en:unheard")
        for field in FIELDS:
            found, expected = engine.statistics(wanted, field), brute.statistics(wanted, field)
            assert list(found) == list(wanted)
            for term in wanted:
                assert found[term].passages == expected[term].passages
                assert math.isclose(found[term].idf, expected[term].idf, rel_tol=1e-12)
                assert (
                    engine.holding((term,), fields=(field,)).tolist()
                    == brute.holding((term,), fields=(field,)).tolist()
                )

    def test_passages_that_hold_all_terms(self, engines):
        """Those that hold each of the terms in one of the fields, rising, and the first of them; none for no terms."""
        engine, brute, terms = engines
        for wanted in ((), terms[:1], terms[:2], terms[:4], [terms[0], terms[0]], [terms[0], "en:unheard"]):
            for fields in (("text",), ("title",), FIELDS):
                every = brute.holding(wanted, fields=fields).tolist()
                assert engine.holding(wanted, fields=fields).tolist() == every
                assert engine.holding(wanted, fields=fields, most=2).tolist() == every[:2]

    def test_holds_is_told_of_any_passages(self, engines):
        """Whether a passage holds a term is told of any passages, in any order, as often as they are named."""
        engine, brute, terms = engines
        wanted = [*terms[:5], "en:unheard"]
        for passages in (np.empty(0, np.int64), np.arange(len(brute))[::-1], np.array([0, 0, len(brute) - 1])):
            for fields in (("text",), ("title",), FIELDS):
                held = engine.holds(wanted, passages, fields=fields)
                assert held.shape == (len(wanted), len(passages))
                assert held.tolist() == brute.holds(wanted, passages, fields=fields).tolist()

    def test_occurrences_are_counted_in_runs_of_passages(self, engines):
        """How often a term occurs is told of any runs of passages, in any order, empty ones and overlapping ones too."""
        engine, brute, terms = engines
        size = len(brute)
        wanted = [*terms[:5], "en:unheard"]
        first = np.array([0, size - 1, size // 2, size // 3, 0, size])
        last = np.array([size, size, size // 2, size // 2 + 1, 1, size])
        for chosen in (wanted, []):
            for field in FIELDS:
                counted = engine.occurrences(chosen, first, last, field=field)
                assert counted.shape == (len(chosen), len(first))
                assert counted.tolist() == brute.occurrences(chosen, first, last, field=field).tolist()
        assert engine.occurrences(wanted, first[:0], last[:0]).shape == (len(wanted), 0)

    def test_nobody_waits_longer_than_the_deadline(self, engines):
        """After the deadline every method raises `EngineUnavailableError`, and before it none does."""
        engine, _, terms = engines
        question, none = (QuestionTerm(terms[0], terms[0]),), np.empty(0, np.int64)
        calls = (
            partial(engine.statistics, terms[:1]),
            partial(engine.top, question, 1, fields=self.FIELDS[0]),
            partial(engine.matching, question, fields=self.FIELDS[0]),
            partial(engine.holding, terms[:1]),
            partial(engine.holds, terms[:1], none),
            partial(engine.occurrences, terms[:1], none, none),
            partial(engine.contributions, question, none, fields=self.FIELDS[0]),
        )
        for call in calls:
            with answer_within(60):
                call()
                with answer_within(0), pytest.raises(EngineUnavailableError, match="see whether it runs"):
                    call()
            call()

    def test_what_was_written_fits(self, engines):
        """There is nothing to say against a sound index."""
        assert list(engines[0].problems()) == []

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


BATCHES = (
    ({"text": "ape bee bee", "title": "ape"}, {"text": "cow", "title": ""}),
    ({"text": "bee cow dog dog dog", "title": "bee cow"},),
    ({"text": "", "title": "emu"}, {"text": "ape emu", "title": "emu emu"}, {"text": "bee", "title": "bee"}),
)


def counted(batch):
    """The passages of a batch as the brute force has them."""
    return [{field: dict(Counter(text.split())) for field, text in passage.items()} for passage in batch]


def terms_of(batches):
    """The terms of some batches, sorted."""
    return sorted(
        {term for batch in batches for passage in batch for text in passage.values() for term in text.split()}
    )


def postings_of(batch, field):
    """The postings of a batch in a field."""
    cells = [
        (number, passage, counts[field].get(term, 0))
        for number, term in enumerate(terms_of([batch]))
        for passage, counts in enumerate(counted(batch))
    ]
    rows = np.array([cell for cell in cells if cell[-1]], np.int32).reshape(-1, 3)
    present, firsts = np.unique(rows[:, 0], return_index=True)
    lengths = np.array([len(passage[field].split()) for passage in batch], np.int32)
    ends = np.append(firsts[1:], len(rows)).astype(np.int64) if len(present) else np.empty(0, np.int64)
    return Postings(present, ends, rows[:, 1].copy(), rows[:, 2].copy(), lengths)


class EngineKindContract:
    """What every kind of engine promises of writing and opening. `kind` is the one under test."""

    SETTINGS = Settings(bm25_k1=1.2, bm25_b=0.75)

    def write(self, kind, build):
        """A finished index of `BATCHES`, whose batches were added as workers may add them; and its vocabulary."""
        build.mkdir()
        vocabulary = terms_of(BATCHES)
        write_vocabulary(build / "vocabulary", vocabulary)
        writer = kind.writer(build, self.SETTINGS)
        for number in (2, 0, 1, 0):
            copy = pickle.loads(pickle.dumps(writer))  # noqa: S301  what goes to a worker
            batch = BATCHES[number]
            fields = {field: postings_of(batch, field) for field in FIELDS}
            copy.add(number, terms_of([batch]), fields, len(batch))

        def read(batch, field):
            postings, own = postings_of(batch, field), terms_of([batch])
            numbers = np.array([vocabulary.index(own[term]) for term in postings.terms], np.int32)
            return NumberedPostings(postings, numbers)

        writer.finish([partial(read, batch) for batch in BATCHES], len(vocabulary))
        writer.commit(Vocabulary(build / "vocabulary"))
        return writer, Vocabulary(build / "vocabulary")

    def test_what_is_written_is_found(self, kind, tmp_path):
        """Batches that are added in any order, in other processes and once more, are found in their own order."""
        writer, vocabulary = self.write(kind, tmp_path / "build")
        assert list(writer.verify(vocabulary)) == []
        engine = kind.open(tmp_path / "build", vocabulary, self.SETTINGS, compiled=False)
        brute = BruteForce([row for batch in BATCHES for row in counted(batch)], k1=1.2, b=0.75)
        terms = terms_of(BATCHES)
        assert len(engine) == len(brute)
        for field in FIELDS:
            for term in terms:
                assert (
                    engine.holding((term,), fields=(field,)).tolist()
                    == brute.holding((term,), fields=(field,)).tolist()
                )
        question = tuple(QuestionTerm(term, term) for term in terms)
        for fields in EngineContract.FIELDS:
            assert_same_ranking(engine.top(question, 9, fields=fields), brute.top(question, 9, fields=fields))

    def test_the_same_batches_are_the_same_bytes(self, kind, tmp_path):
        """Nothing but the batches decides what is written."""
        for name in ("first", "second"):
            self.write(kind, tmp_path / name)
        first, second = (
            {
                path.relative_to(tmp_path / name): path.read_bytes()
                for path in (tmp_path / name).rglob("*")
                if path.is_file()
            }
            for name in ("first", "second")
        )
        assert first == second

    def test_every_damage_is_told(self, kind, tmp_path):
        """Whichever file lacks its last byte: `verify` says so, or raises `DamagedBuildError`."""
        writer, vocabulary = self.write(kind, tmp_path / "build")
        own = [path for path in (tmp_path / "build").rglob("*") if path.is_file() and path.parent.name != "vocabulary"]
        assert own
        for path in own:
            sound = path.read_bytes()
            if not sound:
                continue
            path.write_bytes(sound[:-1])
            with suppress(DamagedBuildError):
                assert list(writer.verify(vocabulary)), path.name
            path.write_bytes(sound)

    def test_each_names_its_libraries(self, kind):
        """The distributions that an index depends on are named, to stand in the manifest of a build."""
        assert all(isinstance(name, str) for name in kind.libraries)
