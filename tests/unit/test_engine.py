"""The Whoosh engine keeps the engine's promises, and agrees with Whoosh itself."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query, scoring

from indexer.builds.merging import merge
from indexer.builds.term_numbers import TermNumbers
from indexer.builds.workers import write_batch
from indexer.engines.choice import engine_kind, engine_writer
from indexer.engines.whoosh import WhooshEngine, WhooshKind
from indexer.engines.whoosh.index import open_index
from indexer.errors import DamagedBuildError, SettingError
from indexer.settings import Settings
from indexer.store import StoreWriter
from indexer.text.analyzers import analyzer
from indexer.text.vocabulary import Vocabulary
from indexer.types import Article, QuestionTerm, sha256
from tests.engine_contract import (
    BruteForce,
    BruteForceKind,
    EngineContract,
    EngineKindContract,
    Only,
    assert_same_ranking,
)

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]


def engine_of(folder, batches, given_settings, *, compiled=False):
    """An engine over batches of (title, text), each text short enough to be one passage."""
    work = folder / "work"
    work.mkdir()
    writer = engine_writer(folder, given_settings)
    store = StoreWriter(folder / "store")
    files = []
    for number, batch in enumerate(batches):
        articles = [
            Article(f"{number}-{place}", title, text, sha256(text)) for place, (title, text) in enumerate(batch)
        ]
        result = write_batch(number, articles, given_settings, work, writer, TermNumbers())
        columns = (result.array(name) for name in ("passage_counts", "title_ends", "signatures"))
        store.add(articles, result.sentences(), result.passages(), *columns)
        files.append(result)
    merge(folder, files, store, writer)
    store.close()
    return WhooshEngine(folder / "impacts", Vocabulary(folder / "vocabulary"), compiled=compiled)


def brute_of(batches, given_settings):
    """The brute-force engine over the same batches."""
    find = analyzer("en").terms
    passages = [
        # The text field also holds what the title says and the text does not.
        {"title": find(title), "text": find(text) + [term for term in find(title) if term not in find(text)]}
        for batch in batches
        for title, text in batch
    ]
    counts = [{field: Counter(terms) for field, terms in passage.items()} for passage in passages]
    return BruteForce(counts, k1=given_settings.bm25_k1, b=given_settings.bm25_b)


def whoosh_ranking(folder, terms, k, fields, given_settings):
    """What Whoosh answers, asked in its own way."""
    index = open_index(folder / "whoosh")
    weighting = scoring.BM25F(B=given_settings.bm25_b, K1=given_settings.bm25_k1)
    with index.searcher(weighting=weighting) as searcher:
        asked = query.Or(
            [
                query.Term(field, term.term, boost=term.weight * weight)
                for term in terms
                for field, weight in fields.items()
            ]
        )
        hits = searcher.search(asked, limit=k)
        return np.array([hit.docnum for hit in hits], np.int64), np.array([hit.score for hit in hits])


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
corpora = st.lists(
    st.lists(st.tuples(st.sampled_from(["", *WORDS]), texts), min_size=1, max_size=12), min_size=1, max_size=3
)


@pytest.fixture(scope="module", params=["numpy", "compiled", "brute force"])
def engines(request, tmp_path_factory):
    """The engine, the brute force, and terms that occur, on a small corpus in three batches."""
    random = np.random.default_rng(7)
    batches = [
        [
            (str(random.choice(["", *WORDS])), " ".join(random.choice(WORDS[: 3 + batch * 3], random.integers(1, 90))))
            for _ in range(60)
        ]
        for batch in range(3)
    ]
    if request.param == "brute force":
        engine = brute_of(batches, Settings())
    else:
        engine = engine_of(tmp_path_factory.mktemp("engine"), batches, Settings(), compiled=request.param == "compiled")
    return engine, brute_of(batches, Settings()), [analyzer("en").terms(word)[0] for word in WORDS]


class TestEngines(EngineContract):
    """Both kernels of the Whoosh engine, and the brute force, keep the contract of reading."""


class TestEngineKinds(EngineKindContract):
    """The Whoosh engine and the brute force keep the contract of writing."""

    @pytest.fixture(params=[WhooshKind, BruteForceKind])
    def kind(self, request):
        """The kind under test."""
        return request.param()


def test_the_engine_is_chosen_by_its_name():
    """`engine.name` names the engine; an unknown name is refused, with the names that there are."""
    assert isinstance(engine_kind(Settings().engine_name), WhooshKind)
    with pytest.raises(SettingError, match="there is no engine 'lucene'; write one of: whoosh"):
        engine_kind("lucene")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    batches=corpora,
    words=st.lists(st.tuples(st.sampled_from(WORDS), st.floats(0.01, 3.0)), max_size=8, unique_by=lambda item: item[0]),
    k=st.integers(1, 20),
    title=st.sampled_from([0.3, 1.0]),
    k1=st.sampled_from([0.9, 1.2, 2.0]),
    b=st.sampled_from([0.0, 0.4, 0.75, 1.0]),
)
def test_ranks_as_whoosh_does(batches, words, k, title, k1, b):
    """For any corpus, question, weights, k1 and b: Whoosh's own scores to 1e-9, in Whoosh's own order."""
    given_settings = Settings(bm25_k1=k1, bm25_b=b)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = engine_of(folder, batches, given_settings)
        terms = tuple(QuestionTerm(analyzer("en").terms(word)[0], word, weight) for word, weight in words)
        fields = {"text": 1.0, "title": title}
        found = engine.top(terms, k, fields=fields)
        assert_same_ranking(found, whoosh_ranking(folder, terms, k, fields, given_settings))
        assert_same_ranking(found, brute_of(batches, given_settings).top(terms, k, fields=fields))
        compiled = WhooshEngine(folder / "impacts", Vocabulary(folder / "vocabulary"), compiled=True)
        for one, other in zip(found, compiled.top(terms, k, fields=fields), strict=True):
            assert one.tolist() == other.tolist(), "both kernels give the same, to the last bit"


def test_both_kernels_on_many_passages(tmp_path):
    """Where rows are long enough to be skipped, the kernels still agree with each other and with adding everything."""
    random = np.random.default_rng(11)
    often = [f"w{rank}" for rank in range(400)]
    odds = 1 / np.arange(1, 401)
    batch = [
        (" ".join(random.choice(often, 3)), " ".join(random.choice(often, random.integers(3, 60), p=odds / odds.sum())))
        for _ in range(9_000)
    ]
    engine = engine_of(tmp_path, [batch[:5_000], batch[5_000:]], Settings())
    compiled = WhooshEngine(tmp_path / "impacts", Vocabulary(tmp_path / "vocabulary"), compiled=True)
    for size in (1, 2, 4, 9):
        for k in (1, 10, 200):
            for where in (None, Only(random.random(len(batch)) < 0.1)):
                words = random.choice(often, size, replace=False)
                terms = tuple(QuestionTerm(f"en:{word}", word, 1 / (place + 1)) for place, word in enumerate(words))
                fields = {"text": 1.0, "title": 0.3}
                found = engine.top(terms, k, fields=fields, where=where)
                every = engine.top(terms, len(batch), fields=fields, where=where)
                other = compiled.top(terms, k, fields=fields, where=where)
                for mine, all_of_them, theirs in zip(found, every, other, strict=True):
                    assert mine.tolist() == all_of_them[:k].tolist() == theirs.tolist()


def test_whoosh_opens_what_was_written(tmp_path):
    """The index is an ordinary Whoosh index: its terms, frequencies, lengths and statistics can be read by Whoosh."""
    batches = [[("Alpha beta", " ".join(["gamma"] * 120 + ["delta"]))], [("", "gamma delta delta")] * 200]
    engine_of(tmp_path, batches, Settings())
    with open_index(tmp_path / "whoosh").reader() as reader:
        assert reader.doc_count_all() == 201
        assert list(reader.field_terms("title")) == ["en:alpha", "en:beta"]
        assert reader.doc_frequency("text", "en:gamma") == 201
        assert reader.frequency("text", "en:delta") == 1 + 2 * 200
        assert reader.doc_field_length(200, "text") == 3
        assert reader.field_length("text") == 121 + 2 + 3 * 200
        postings = reader.postings("text", "en:delta")
        assert list(postings.all_ids()) == list(range(201))


@pytest.mark.parametrize("name", ["ends.npy", "passages.npy", "impacts.npy", "lengths.npy", "impacts.json"])
@pytest.mark.parametrize("fault", ["missing", "truncated", "of another type"])
def test_refuses_damaged_arrays(tmp_path, name, fault):
    """Missing, cut or exchanged arrays are refused, with the next step in the message."""
    engine_of(tmp_path, [[("Alpha", "beta gamma delta epsilon")] * 5], Settings())
    path = tmp_path / "impacts" / name
    if fault == "missing":
        path.unlink()
    elif fault == "truncated":
        path.write_bytes(path.read_bytes()[:-3])
    else:
        np.save(path.with_suffix(".npy"), np.zeros((2, 2), np.complex128))
        path.with_suffix(".npy").replace(path)
    with pytest.raises(DamagedBuildError, match="footnote rebuild"):
        WhooshEngine(tmp_path / "impacts", Vocabulary(tmp_path / "vocabulary"))
