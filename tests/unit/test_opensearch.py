"""The engine of a cluster, as far as it needs none: what is written, what is sent, what is certain, what failures say."""

from __future__ import annotations

import base64
import json
import ssl

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opensearchpy import exceptions
from pyroaring import BitMap

from indexer.budget import answer_within
from indexer.engines.choice import engine_kind
from indexer.engines.opensearch import connection as connections
from indexer.engines.opensearch import kind as kinds
from indexer.engines.opensearch import queries
from indexer.engines.opensearch import upload as uploads
from indexer.engines.opensearch.at_hand import AtHand
from indexer.engines.opensearch.certificate import is_certain, slack
from indexer.engines.opensearch.connection import Connection, addresses, explained, library_name, login
from indexer.engines.opensearch.documents import impact_bits, passage_documents
from indexer.engines.opensearch.engine import OpenSearchEngine
from indexer.engines.opensearch.rows import Rows, encode_row
from indexer.engines.opensearch.terms import Clause, Terms
from indexer.engines.whoosh.impacts import open_impacts
from indexer.errors import DamagedBuildError, EngineUnavailableError, SettingError
from indexer.settings import Settings
from indexer.types import QuestionTerm
from tests.cluster.corpus import counted_passages, write_arrays
from tests.cluster.simulate import candidates

SETTINGS = Settings(engine_name="opensearch", opensearch_url="http://localhost:1")
PASSAGES = counted_passages(120, seed=2, words=60)

fields = st.dictionaries(st.integers(0, 2**31 - 1), st.integers(1, 65_535), max_size=9)
passages = st.lists(st.tuples(fields, fields), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a build whose arrays are written and whose index is not, and its vocabulary."""
    folder = tmp_path_factory.mktemp("opensearch") / "build"
    return folder, write_arrays(folder, PASSAGES, SETTINGS)


@pytest.fixture(scope="module")
def arrays(built):
    """The arrays of that build."""
    folder, vocabulary = built
    return open_impacts(folder / "impacts", len(vocabulary))


def row_of(passage):
    """The row of a passage: the counts of its terms in each field."""
    ordered = [dict(sorted(counts.items())) for counts in passage]
    terms = [np.array(list(counts), np.int32) for counts in ordered]
    return encode_row((7, 255), terms, [np.array(list(counts.values()), np.uint16) for counts in ordered])


@given(passages)
def test_a_row_says_what_its_passage_holds(held):
    """Whatever a passage holds is read back: every count of every term in each field, 0 for others, and the lengths."""
    rows = Rows([row_of(passage) for passage in held], "an index")
    for field in (0, 1):
        terms = [*sorted({term for passage in held for term in passage[field]}), 5]
        expected = [[passage[field].get(term, 0) for passage in held] for term in terms]
        assert rows.counts(field, terms).tolist() == expected
    assert rows.lengths(0).tolist() == [7] * len(held)
    assert rows.lengths(1).tolist() == [255] * len(held)


@given(passages, st.integers(1, 12))
def test_a_row_that_is_cut_off_is_damage(held, less):
    """A row that lacks its last bytes is never read as another passage."""
    rows = [row_of(passage) for passage in held]
    with pytest.raises(DamagedBuildError):
        Rows([*rows[:-1], rows[-1][:-less]], "an index")


@given(st.sets(st.integers(0, 299)))
def test_bits_are_the_numbers(numbers):
    """The numbers that the cluster names by bits are found; bits of more or fewer passages are none of this build."""
    words = np.zeros(5, np.uint64)
    for number in numbers:
        words[number // 64] |= np.uint64(1) << np.uint64(number % 64)
    told = words.view(np.int64).tolist()
    bits = queries.bits_of(told, 300, "an index")
    assert np.flatnonzero(np.unpackbits(bits, bitorder="little")).tolist() == sorted(numbers)
    for other in (told[:-1], [*told, 0], None, [2**70] * 5):
        with pytest.raises(DamagedBuildError):
            queries.bits_of(other, 300, "an index")


@given(st.sets(st.integers(0, 10**6)))
def test_a_filter_names_exactly_the_passages(numbers):
    """The bitmap that is sent holds the admitted passages and no others."""
    sent = queries.bitmap(np.array(sorted(numbers), np.int64))
    assert set(BitMap.deserialize(base64.b64decode(sent))) == numbers


def test_documents_hold_each_passage(arrays, built):
    """A passage's document has its number, its row, and its impacts, rounded to the last bit and never 0."""
    vocabulary, bits = built[1], impact_bits(arrays)
    for document, passage in zip(passage_documents(arrays, 0, len(PASSAGES), bits), PASSAGES, strict=True):
        action, source = map(json.loads, document.lines().splitlines())
        assert action == {"create": {"_id": str(source["n"])}}
        rows = Rows([base64.b64decode(source["row"])], "an index")
        for field, name in enumerate(("text", "title")):
            impacts = dict(pair.split("|") for pair in source[name].split())
            assert impacts.keys() == {str(vocabulary.number(term)) for term in passage[name]}
            for term, count in passage[name].items():
                number = vocabulary.number(term)
                assert rows.counts(field, [number])[0, 0] == count
                norm = arrays.norms[field, arrays.lengths[field, document.number]]
                exact = count * (SETTINGS.bm25_k1 + 1) / (count + norm)
                assert abs(int(impacts[str(number)]) - exact * 2**bits) <= 1
                assert int(impacts[str(number)]) > 0


def test_parts_of_a_build_are_its_documents(arrays):
    """The documents of runs of passages are those of all."""
    every = [document.lines() for document in passage_documents(arrays, 0, len(PASSAGES), 16)]
    parts = [
        document.lines()
        for cut in range(0, 120, 50)
        for document in passage_documents(arrays, cut, min(cut + 50, 120), 16)
    ]
    assert parts == every


@given(
    st.lists(st.tuples(st.floats(0.01, 20), st.floats(0.31, 20)), min_size=1, max_size=30),
    st.integers(4, 16),
    st.randoms(use_true_random=False),
)
def test_no_passage_scores_more_than_the_certificate_allows(given_clauses, bits, random):
    """Whatever the cluster rounds, the exact score of a passage is at most what it says, and the slack and roundings."""
    clauses = [Clause(0, number, weight, idf, "") for number, (weight, idf) in enumerate(given_clauses)]
    impacts = [random.uniform(0, 11) for _ in clauses]
    exact = sum(each.weight * (each.idf * impact) for each, impact in zip(clauses, impacts, strict=True))
    sent = [clause["term"]["text"]["boost"] for clause in should_of(clauses, bits)]
    told = np.float32(
        sum(
            float(np.float32(np.float32(boost) * max(1, round(impact * 2**bits))))
            for boost, impact in zip(sent, impacts, strict=True)
        )
    )
    assert not is_certain(np.array([exact]), 1, float(told), slack(clauses, bits))


def should_of(clauses, bits):
    """The clauses of the query for candidates."""
    return queries.candidates(clauses, bits, 10, None, None)["query"]["bool"]["should"]


def test_fewer_than_are_wanted_are_never_certain():
    """As long as there are fewer passages than are asked for, more are fetched."""
    assert not is_certain(np.array([9.0, 8.0]), 3, 0.0, 0.0)
    assert is_certain(np.array([9.0, 8.0]), 2, 7.9, 0.0)


def test_a_field_of_the_longest_passage_fits_into_lucene(arrays):
    """Impacts have fewer bits where a passage holds so many terms that their sum would be too large."""
    assert impact_bits(arrays) == 16
    many = np.zeros(60_000, np.int32)
    ends = np.array([[60_000], [60_000]], np.uint32)

    class Long:
        passages, k1 = many, 10.0

        def __len__(self):
            return 1

        @staticmethod
        def range(field, number):  # noqa: ARG004
            return (0, 60_000) if field == 0 else (60_000, 60_000)

    Long.ends = ends
    assert 60_000 * 11 * 2 ** impact_bits(Long()) < 2**31


class Answering:
    """A connection that gives the answers it was made with, one after the other, or raises them."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def ask(self, *_, **__):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def sound(index, passages):
    """What the cluster says of an index that is right."""
    return (
        {index: {"mappings": {**queries.MAPPINGS, "_meta": {"complete": True}}}},
        {"hits": {"total": {"value": passages}}},
    )


@pytest.fixture
def engine_with(built):
    """Makes an engine whose cluster gives these answers after it has told that its index is right."""
    folder, vocabulary = built

    def make(*answers):
        index = Terms(folder / "opensearch", vocabulary).facts.index
        return OpenSearchEngine(folder / "opensearch", vocabulary, Answering(*sound(index, len(PASSAGES)), *answers))

    return make


@pytest.mark.parametrize("last", [{"completed": True}, DamagedBuildError("an index", "is not in the cluster")])
def test_merging_is_waited_for_however_long_it_takes(monkeypatch, last):
    """A merge is asked about until it is done, or its node is gone; one that never ends is told."""
    monkeypatch.setattr(uploads, "_LOOK_EVERY", 0.0)
    asked = Answering({"task": "node:7"}, *[{"completed": False}] * 3, last)
    uploads._merge(asked, "an index")
    assert asked.answers == []
    monkeypatch.setattr(uploads, "_MERGING", -1.0)
    with pytest.raises(EngineUnavailableError, match="did not merge"):
        uploads._merge(Answering({"task": "node:7"}), "an index")


@pytest.mark.parametrize(
    "answer", [{"timed_out": True, "_shards": {"failed": 0}}, {"timed_out": False, "_shards": {"failed": 1}}]
)
def test_half_an_answer_is_none(engine_with, built, answer):
    """An answer that a shard is missing in, or that was cut short by time, is an error and no answer."""
    question = (QuestionTerm(built[1].term(0), ""),)
    with pytest.raises(EngineUnavailableError, match="half an answer; see whether it runs"):
        engine_with(answer).top(question, 3, fields={"text": 1.0})


@pytest.mark.parametrize(
    "hits",
    [[{"_score": 1.0, "sort": [1.0, 0]}], [{"_score": 1.0, "sort": [1.0, 0], "fields": {"n": [0], "row": ["AAAA"]}}]],
)
def test_a_passage_without_its_row_is_damage(engine_with, built, hits):
    """A hit without number and row, or with a row that is none, is never scored."""
    answer = {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": hits}}
    with pytest.raises(DamagedBuildError, match="run `footnote rebuild`"):
        engine_with(answer).top((QuestionTerm(built[1].term(0), ""),), 3, fields={"text": 1.0})


def test_a_library_opens_while_its_cluster_is_away(built):
    """Statistics need no cluster, and a question tells that it is away, within the time that there is."""
    folder, vocabulary = built
    engine = engine_kind("opensearch").open(folder, vocabulary, SETTINGS, compiled=False)
    assert len(engine) == len(PASSAGES)
    assert engine.statistics([vocabulary.term(3)])[vocabulary.term(3)].passages > 0
    with answer_within(0.2), pytest.raises(EngineUnavailableError, match="opensearch cannot be reached"):
        engine.top((QuestionTerm(vocabulary.term(0), ""),), 3, fields={"text": 1.0})


REFUSED = {"error": {"root_cause": [{"reason": "it is so"}]}}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (exceptions.AuthenticationException(401, "x", {}), "refuses the user or password"),
        (exceptions.AuthorizationException(403, "x", {}), "forbids this to the user"),
        (exceptions.ConnectionTimeout("TIMEOUT", "x", TimeoutError("slow")), "did not answer in time"),
        (exceptions.ConnectionError("N/A", "x", OSError("refused")), "cannot be reached (refused)"),
        (exceptions.SSLError("N/A", "x", ssl.SSLError("self-signed")), "a certificate that cannot be verified"),
        (exceptions.TransportError(503, "x", REFUSED), "cannot answer now (it is so)"),
        (exceptions.TransportError(429, "disk usage exceeded flood-stage watermark", {}), "has no disk space left"),
        (exceptions.NotFoundError(404, "x", {}), "notes-1: is not in the cluster"),
        (exceptions.RequestError(400, "x", REFUSED), "notes-1: is not what was written (it is so)"),
    ],
)
def test_every_failure_is_a_sentence(error, told):
    """Whatever the client raises becomes an error of Footnote's, whose message says what is wrong and what to do."""
    own = explained(error, "notes-1")
    assert isinstance(own, (EngineUnavailableError, DamagedBuildError))
    assert told in str(own)
    assert str(own).endswith(("ask again", "run `footnote rebuild`"))


def test_a_busy_cluster_is_asked_again(monkeypatch):
    """A request that fails for a moment is sent again, and one that cannot succeed is not."""
    failures = [exceptions.TransportError(503, "x", {}), exceptions.ConnectionError("N/A", "x", OSError("gone"))]
    left = list(failures)

    def once(*_):
        if left:
            raise left.pop(0)
        return {"count": 3}

    monkeypatch.setattr(connections, "_WAITS", (0.0,))
    monkeypatch.setattr(Connection, "_once", once)
    assert Connection("http://localhost:1").ask("GET", "/x/_count") == {"count": 3}
    left[:] = [exceptions.AuthenticationException(401, "x", {})] * 2
    with pytest.raises(EngineUnavailableError, match="password"):
        Connection("http://localhost:1").ask("GET", "/x/_count")
    assert len(left) == 1


def test_addresses(monkeypatch):
    """Addresses stand in the setting; the environment wins; a password in one, or none at all, is refused."""
    monkeypatch.delenv("FOOTNOTE_OPENSEARCH_URL", raising=False)
    assert addresses("https://a:9200 https://b:9200") == ("https://a:9200", "https://b:9200")
    for wrong in ("", "search.example:9200", "ftp://a", "https://me:secret@a"):
        with pytest.raises(SettingError, match=r"write addresses|leave out|at least one") as refused:
            addresses(wrong)
        assert "secret" not in str(refused.value)
    monkeypatch.setenv("FOOTNOTE_OPENSEARCH_URL", "https://c")
    assert addresses("https://a:9200") == ("https://c",)


def test_a_name_that_could_be_anothers_is_refused():
    """The name of a library has no dot, so that the indexes of one never look as those of another."""
    for wrong in ("", "a.files", "Notes", "-a", "*", "a b"):
        with pytest.raises(SettingError, match="write small letters"):
            library_name(Settings(opensearch_name=wrong))
    assert library_name(Settings(opensearch_name="notes-2_b")) == "notes-2_b"


def test_passwords_come_from_the_environment_or_a_file(monkeypatch, tmp_path):
    """User and password stand in two variables, else in the netrc file, else there is none; a broken file is named."""
    for name in ("OPENSEARCH_USERNAME", "OPENSEARCH_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert login("https://a:9200") is None
    (tmp_path / "netrc").write_text("machine a login reader password of-a-file\n")
    assert login("https://a:9200") == ("reader", "of-a-file")
    assert login("https://b:9200") is None
    (tmp_path / "netrc").write_text("nonsense\n")
    with pytest.raises(SettingError, match="netrc"):
        login("https://a:9200")
    monkeypatch.setenv("OPENSEARCH_USERNAME", "me")
    monkeypatch.setenv("OPENSEARCH_PASSWORD", "hidden")
    assert login("https://a:9200") == ("me", "hidden")


def test_without_the_extra_the_engine_says_what_to_install(monkeypatch):
    """Whoever chooses the engine without its libraries is told the command that installs them."""
    monkeypatch.setattr(kinds, "find_spec", lambda _: None)
    with pytest.raises(SettingError, match=r"pip install 'footnote-search\[opensearch\]'"):
        engine_kind("opensearch")


@given(st.lists(st.tuples(st.integers(0, 20), st.binary(max_size=400)), max_size=60))
def test_what_is_at_hand_is_what_was_put_there_and_has_its_limit(entries):
    """A value that is found is the last one of its key, and all together never exceed the room there is."""
    kept, true = AtHand(2_000, len), {}
    for key, value in entries:
        kept.put(key, value)
        true[key] = value
        held = kept.some(range(21))
        assert all(true[key] == own for key, own in held.items())
        assert sum(map(len, held.values())) <= 2_000
        assert kept.get(key) == value


def test_few_more_candidates_are_needed_among_a_billion():
    """By the model of `tests/cluster/simulate.py`, 220 candidates certify 200 passages, however many there are."""
    for passages in (10**5, 10**9):
        assert 200 <= candidates((0.02, 0.005, 0.001), passages) <= 220
