"""The engine of a cluster keeps the promises of every engine, and its answers are those of the local one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from indexer.engines.choice import engine_kind
from indexer.engines.opensearch import OpenSearchKind, parts, queries
from indexer.engines.opensearch import upload as uploads
from indexer.engines.opensearch.documents import Document, passage_documents
from indexer.engines.opensearch.terms import FOLDER, Facts
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.impacts import open_impacts
from indexer.errors import BuildError, DamagedBuildError
from indexer.processes import Worker
from indexer.text.vocabulary import Vocabulary
from indexer.types import QuestionTerm
from tests.cluster.corpus import counted_passages, settings_of, write_build
from tests.engine_contract import BruteForce, EngineContract, EngineKindContract, Only

FIELDS = {"text": 1.0, "title": 0.6}


@pytest.fixture(scope="module", params=[1, 5])
def built(request, cluster, tmp_path_factory):
    """A build of 700 random passages in an index of one shard or of five, its settings and its passages."""
    settings = settings_of(cluster, f"engine-{request.param}", opensearch_shards=request.param)
    passages = counted_passages(700, seed=11)
    folder = tmp_path_factory.mktemp("built") / "build"
    return folder, write_build(folder, passages, settings), settings, passages


@pytest.fixture(scope="module")
def engines(built):
    """The engine of the cluster, the brute force, and terms that occur."""
    folder, vocabulary, settings, passages = built
    engine = OpenSearchKind().open(folder, vocabulary, settings, compiled=False)
    terms = [vocabulary.term(number) for number in range(0, len(vocabulary), 5)]
    return engine, BruteForce(passages, k1=settings.bm25_k1, b=settings.bm25_b), terms


@pytest.mark.parametrize("deaths", [0, 1, 2])
def test_several_processes_write_one_index(cluster, tmp_path, monkeypatch, deaths):
    """The index is what one process writes; a process that is killed costs time only, and twice over one part the build."""
    passages, left = counted_passages(700, seed=12), [None] * deaths

    class Dying(Worker):
        def run(self, *call, timeout=None):
            if call[-1].start == 350 and left:
                left.pop()
                self.kill()
            return super().run(*call, timeout=timeout)

    monkeypatch.setattr(parts, "Worker", Dying)
    monkeypatch.setattr(parts, "LEAST", 100)
    settings = settings_of(cluster, f"parts-{deaths}", opensearch_shards=2, build_workers=4)
    if deaths == 2:
        with pytest.raises(BuildError, match="died twice"):
            write_build(tmp_path / "build", passages, settings)
        monkeypatch.undo()  # the next build finds an index that is not complete, and writes it anew
        engine_kind("opensearch").writer(tmp_path / "build", settings).commit(Vocabulary(tmp_path / "build/vocabulary"))
    else:
        write_build(tmp_path / "build", passages, settings)
    vocabulary = Vocabulary(tmp_path / "build/vocabulary")
    monkeypatch.setattr(uploads, "MOST", 250)  # so that a check goes through several lots, too
    monkeypatch.setattr(queries, "AT_ONCE", 100)
    assert list(engine_kind("opensearch").writer(tmp_path / "build", settings).verify(vocabulary)) == []
    assert not left


class TestEngine(EngineContract):
    """An index of one shard, and one of five, keep the contract of reading."""


class TestKind(EngineKindContract):
    """Writing into a cluster keeps the contract of writing."""

    @pytest.fixture(autouse=True)
    def _settings(self, cluster):
        self.SETTINGS = settings_of(cluster, "kind", bm25_k1=1.2, bm25_b=0.75)

    @pytest.fixture
    def kind(self):
        return OpenSearchKind()


def questions(vocabulary, count):
    """Random questions of one to thirty terms of unequal weights."""
    random = np.random.default_rng(3)
    for _ in range(count):
        numbers = random.choice(len(vocabulary), random.integers(1, 30), replace=False)
        yield tuple(QuestionTerm(vocabulary.term(int(number)), "", float(random.uniform(0.1, 1))) for number in numbers)


def test_the_answers_are_those_of_one_machine(built):
    """Every number and every score is the local engine's, to the last digit, however many shards there are."""
    folder, vocabulary, settings, _ = built
    remote = OpenSearchKind().open(folder, vocabulary, settings, compiled=False)
    local = WhooshEngine(folder / "impacts", vocabulary)
    even = Only(np.arange(len(local)) % 2 == 0)
    for question in questions(vocabulary, 60):
        for k, where in ((10, None), (200, even)):
            found, expected = (engine.top(question, k, fields=FIELDS, where=where) for engine in (remote, local))
            assert [own.tolist() for own in found] == [own.tolist() for own in expected]
        added, true = (engine.contributions(question, expected[0], fields=FIELDS) for engine in (remote, local))
        assert [(*key, own.tolist()) for *key, own in added] == [(*key, own.tolist()) for *key, own in true]
        assert remote.matching(question, fields=FIELDS).tolist() == local.matching(question, fields=FIELDS).tolist()


def test_more_candidates_are_fetched_until_the_best_are_certain(cluster, tmp_path):
    """Where more passages than fit on a page have equal scores, the first of them in reading order are found all the same."""
    settings = settings_of(cluster, "equal", opensearch_shards=3)
    passages = [{"text": {"en:same": 1, f"en:own{number}": 1}, "title": {}} for number in range(300)]
    vocabulary = write_build(tmp_path / "build", passages, settings)
    engine = OpenSearchKind().open(tmp_path / "build", vocabulary, settings, compiled=False)
    numbers, scores = engine.top((QuestionTerm("en:same", ""),), 5, fields=FIELDS)
    assert numbers.tolist() == [0, 1, 2, 3, 4]
    assert len(set(scores.tolist())) == 1
    assert len(engine.pages) > 1


def test_a_question_of_too_many_terms_for_one_query_is_answered(built):
    """A question of more clauses than a cluster takes has the local engine's answer too."""
    folder, vocabulary, settings, _ = built
    remote = OpenSearchKind().open(folder, vocabulary, settings, compiled=False)
    terms = tuple(QuestionTerm(vocabulary.term(number % len(vocabulary)), "") for number in range(600))
    found, expected = (
        engine.top(terms, 20, fields=FIELDS) for engine in (remote, WhooshEngine(folder / "impacts", vocabulary))
    )
    assert [own.tolist() for own in found] == [own.tolist() for own in expected]


def test_an_index_that_exists_is_not_written_again(cluster, tmp_path):
    """The same build has the same index: a second build of the same passages writes nothing."""
    settings = settings_of(cluster, "twice")
    passages = counted_passages(20, seed=5)
    for name in ("first", "second"):
        write_build(tmp_path / name, passages, settings)
    first, second = (Facts.read(tmp_path / name / FOLDER).index for name in ("first", "second"))
    created = cluster.client.indices.get(index="twice.*")
    assert list(created) == [first] == [second]


def test_a_changed_index_is_told(cluster, tmp_path):
    """An index that lacks a passage, lacks terms or holds other ones is found out by `verify`, and at the next question."""
    settings = settings_of(cluster, "changed")
    vocabulary = write_build(tmp_path / "build", counted_passages(30, seed=6), settings)
    writer, index = OpenSearchKind().writer(tmp_path / "build", settings), Facts.read(tmp_path / "build" / FOLDER).index
    assert list(writer.verify(vocabulary)) == []
    cluster.client.indices.put_settings(index=index, body={"blocks.write": False})
    cluster.client.index(index=index, id="3", body={"n": 3, "row": "AAAA"}, refresh=True)
    assert "another passage 3" in " ".join(writer.verify(vocabulary))
    cluster.client.delete(index=index, id="3", refresh=True)
    engine = OpenSearchKind().open(tmp_path / "build", vocabulary, settings, compiled=False)
    assert "holds 29 passages instead of 30" in " ".join(engine.problems())
    with pytest.raises(DamagedBuildError, match="29 passages"):
        engine.top((QuestionTerm(vocabulary.term(0), ""),), 5, fields=FIELDS)
    cluster.client.indices.put_mapping(index=index, body={"properties": {"other": {"type": "keyword"}}})
    assert "other fields" in " ".join(engine.problems())
    cluster.client.indices.delete(index=index)
    assert "not in the cluster" in " ".join(engine.problems())


def test_terms_that_are_lacking_are_told(cluster, tmp_path, monkeypatch):
    """A passage that cannot be found by its terms is found out before the index is published, whatever its row says."""
    settings, lines = settings_of(cluster, "lacking", opensearch_shards=3), Document.lines

    def without_terms(document):
        return lines(replace(document, texts=("", "")) if document.number == 3 else document)

    monkeypatch.setattr(Document, "lines", without_terms)
    with pytest.raises(BuildError, match=r"has term \d+ in \d+ passages instead of \d+"):
        write_build(tmp_path / "build", counted_passages(30, seed=6), settings)


def test_passages_that_were_written_over_are_told(cluster, tmp_path):
    """A passage that somebody wrote again is found out, though its row says what it should."""
    settings = settings_of(cluster, "again", opensearch_shards=3)
    vocabulary = write_build(tmp_path / "build", counted_passages(30, seed=6), settings)
    writer, index = OpenSearchKind().writer(tmp_path / "build", settings), Facts.read(tmp_path / "build" / FOLDER).index
    (third,) = passage_documents(open_impacts(tmp_path / "build/impacts", len(vocabulary)), 3, 4, 16)
    cluster.client.indices.put_settings(index=index, body={"blocks.write": False})
    cluster.client.index(
        index=index, id="3", body=json.loads(third.lines().splitlines()[1]) | {"text": ""}, refresh=True
    )
    assert "written over" in " ".join(writer.verify(vocabulary))


def test_a_part_that_is_written_again_changes_nothing(cluster, tmp_path, monkeypatch):
    """When a process dies after it has written some passages of a part, another one writes the others."""
    settings = settings_of(cluster, "repeated")
    monkeypatch.setattr(uploads, "write_passages", lambda *given: [parts.write_passages(*given) for _ in range(2)])
    vocabulary = write_build(tmp_path / "build", counted_passages(30, seed=6), settings)
    assert list(OpenSearchKind().writer(tmp_path / "build", settings).verify(vocabulary)) == []


def test_an_index_that_was_half_written_is_written_anew(cluster, tmp_path):
    """What a builder left that ended before its index was whole does not stay."""
    settings = settings_of(cluster, "half")
    passages = counted_passages(30, seed=7)
    vocabulary = write_build(tmp_path / "build", passages, settings)
    index = Facts.read(tmp_path / "build" / FOLDER).index
    cluster.client.indices.put_mapping(index=index, body={"_meta": {"complete": False}})
    engine = OpenSearchKind().open(tmp_path / "build", vocabulary, settings, compiled=False)
    assert "written to the end" in " ".join(engine.problems())
    write_build(tmp_path / "again", passages, settings)
    assert list(engine.problems()) == []


def test_earlier_indexes_are_removed_but_for_those_of_builds_that_are_kept(cluster, tmp_path):
    """The alias names the published index alone; the one before stays, and older ones go."""
    settings, kind = settings_of(cluster, "aliased"), engine_kind("opensearch")
    names = {}
    for seed in (1, 2, 3):
        write_build(tmp_path / str(seed), counted_passages(10, seed=seed), settings)
        names[seed] = {Facts.read(tmp_path / str(seed) / FOLDER).index, f"aliased.files.{seed}"}
        kind.publish(tmp_path / str(seed), str(seed), [tmp_path / str(seed - 1)], settings)
        assert set(cluster.client.indices.get_alias(name="aliased,aliased.files")) == names[seed]
        assert kind.published(settings) == str(seed)
    assert set(cluster.client.indices.get(index="aliased.*")) == names[2] | names[3]
