"""The semantic option, end to end: a build with vectors is searched by words and by meaning, and says when it cannot be."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from indexer import BuildError, EmbedderError, Filters, IncompatibleBuildError, Library, Settings, check, rebuild
from indexer.builds import current_id, open_current
from indexer.builds.manifest import Manifest, digests
from indexer.retrieval import meaning, search, understand
from indexer.retrieval.embed import semantic_share
from indexer.store.vector_writer import KnownVectors, embed_texts, write_vectors
from indexer.text.embedders import embedder
from tests.embedder_contract import LetterEmbedder

EXTRA = ("safetensors", "tokenizers", "wordllama")
extra = pytest.mark.skipif(
    not all(importlib.util.find_spec(package) for package in EXTRA) and os.environ.get("CI") != "true",
    reason="the extra [semantic] is not installed",
)
TODAY = "2026-11-23"
ARTICLES = {
    "boats": ("Harbour", "Ships are warned of rocks by a lighthouse on the coast. Its lamp burns all night.", "Coast"),
    "tea": ("Green tea", "Green tea leaves are steamed soon after they are picked. Then they are dried.", "Kitchen"),
    "wasps": ("Paper wasps", "Paper wasps chew wood into paper and build their nests of it.", "Garden"),
    "visit": ("A visit", "The physician examined the child and prescribed a medicine against its fever.", "Health"),
    "road": ("On the road", "The automobile broke down, so a mechanic repaired its engine.", "Coast"),
}
OTHER_WORDS = "Which drugs do doctors give sick kids?"
VECTOR_FILES = {"vectors/keys.npy", "vectors/model.json", "vectors/scales.npy", "vectors/vectors.npy"}


def write(path, articles=None):
    """A file of articles: id → (title, text, source)."""
    lines = (
        json.dumps({"_id": name, "title": title, "text": text, "source": source, "language": "en"})
        for name, (title, text, source) in (articles or ARTICLES).items()
    )
    path.write_text("\n".join(lines), "utf-8")
    return path


def made(place, sources, model="letters", **rest):
    """The instance at `place`, with one build more."""
    rebuild(place, [sources], Settings().replaced({"semantic.model": model}), **rest)
    return place


def files(place):
    """The SHA-256 of every file of the served build's vectors."""
    manifest = Manifest.read(place / "builds" / current_id(place))
    return {path: digest for path, digest in manifest.files.items() if path.startswith("vectors/")}


def found(library, query, **rest):
    """The ids of the articles found."""
    return [hit.article.id for hit in library.search(query, **rest).hits]


@pytest.fixture
def letters(monkeypatch):
    """Has every model but the empty one be the embedder of letters that is returned; its name can be changed."""
    model = LetterEmbedder()
    for module in ("indexer.builds.making", "indexer.builds.open"):
        monkeypatch.setattr(importlib.import_module(module), "embedder", lambda name: model if name else None)
    return model


@pytest.fixture
def source(tmp_path):
    """A file of five short articles."""
    return write(tmp_path / "articles.jsonl")


@pytest.fixture
def place(tmp_path):
    """An instance that is not there yet."""
    return tmp_path / "instance"


# Models that a build names


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("name", ["builds/../builds", "builds", "no\0name"])
def test_a_build_brings_no_model_along(place, source, name) -> None:
    """A build that names a model in its own folders, or none that can be, is refused: its maker may be anyone."""
    folder = (
        place / "builds" / rebuild(made(place, source), [source], Settings().replaced({"semantic.model": "m"})).build
    )
    manifest = Manifest.read(folder)
    model = f"{place}/{name}/{folder.name}" if name.startswith("builds") else name
    dataclasses.replace(manifest, settings={**manifest.settings, "semantic.model": model}).write(folder)
    with pytest.raises(BuildError, match=r"lies among the builds|names a model that is none"):
        Library.open(place)


# Searching by meaning


@extra
def test_a_question_in_other_words_finds_its_passage(place, source) -> None:
    """A passage that shares no word with the question is found by its meaning, and not without a model."""
    with Library.open(made(place, source, "")) as library:
        assert found(library, OTHER_WORDS) == []
    with Library.open(made(place, source, "wordllama")) as library:
        assert found(library, OTHER_WORDS)[0] == "visit"


@extra
def test_a_hit_says_what_meaning_adds(place, source) -> None:
    """Every hit's reasons add up to its score, and nearness is one of them."""
    with Library.open(made(place, source, "wordllama")) as library:
        hits = library.search("Who mended the automobile of the physician?").hits
    assert {hits[0].article.id, hits[1].article.id} == {"road", "visit"}
    assert any(reason.reason == "near in meaning" for reason in hits[0].explanation)
    for hit in hits:
        assert sum(reason.amount for reason in hit.explanation) == pytest.approx(hit.score)


@extra
def test_filters_hold_for_what_is_near(place, source) -> None:
    """What the filters, a phrase or an exclusion leave out is not found by its meaning either."""
    with Library.open(made(place, source, "wordllama")) as library:
        assert found(library, OTHER_WORDS, filters=Filters(sources=("coast",))) == ["road"]
        assert "visit" not in found(library, f"{OTHER_WORDS} -physician")
        assert found(library, f'{OTHER_WORDS} "chew wood"') == ["wasps"]


@extra
def test_earlier_questions_have_their_meaning_too(place, source) -> None:
    """A follow-up is looked for near the question it follows, unless it stands alone."""
    with Library.open(made(place, source, "wordllama")) as library:
        assert found(library, "How much is it, roughly?", history=[OTHER_WORDS])[0] == "visit"
        assert found(library, "alone: Why did the mechanic come?", history=[OTHER_WORDS])[0] == "road"


@extra
def test_whether_there_is_an_answer_is_decided_by_words(place, source) -> None:
    """Without a word of the question, the nearest passages are there to be read, and none is quoted as an answer."""
    with Library.open(made(place, source, "wordllama")) as library:
        answer = library.ask([OTHER_WORDS])
        elsewhere = library.ask(["Who examined the child? source:kitchen"])
    assert (answer.status, answer.hits[0].article.id) == ("not_found", "visit")
    assert "drugs" in (answer.reason or "")
    assert elsewhere.status == "not_found"


def test_what_stop_words_mean_is_not_searched(place, source) -> None:
    """A question of stop words alone finds what holds them, and nothing that is near: to them anything is."""
    made(place, source, "builtin")
    rankings = []
    for weight in (0.0, 0.9):
        with Library.open(place, {"semantic.weight": weight, "library.handbook": False}) as library:
            rankings.append(found(library, "What is it about?"))
    assert rankings[0] == rankings[1]


def test_the_conversation_s_vector_weighs_its_turns_as_its_terms(letters) -> None:
    """Turns weigh what their terms do: decayed by age, the first at least as a topic; what is dropped weighs nothing."""
    settings = Settings().replaced({"history.decay": 0.5, "history.topic": 0.4})
    tea, wasp, lamp = letters.embed(["tea", "wasp", "lamp"]).astype(np.float64)
    whole = 0.4 * tea + 0.5 * wasp + lamp
    expected = whole / np.linalg.norm(whole)
    np.testing.assert_allclose(
        meaning(["tea", 'source:x "wasp"', "lamp -bee"], letters, settings).vector, expected, rtol=0.2
    )
    np.testing.assert_allclose(meaning(["tea", "wasp", "lamp"], letters, settings).vector, expected, rtol=1e-6)
    np.testing.assert_allclose(meaning(["tea", "alone: lamp"], letters, settings).vector, lamp, rtol=1e-6)


@pytest.mark.parametrize(
    ("question", "languages", "expected"),
    [
        ("Which drugs do doctors give sick kids?", ["en"], True),
        ("Which drugs do doctors give sick kids?", ["de", "en"], True),
        ("Which drugs do doctors give sick kids?", ["de"], False),
        ("Welche Mittel geben die Ärzte einem kranken Kind?", ["en", "de"], False),
        ("¿Quién fue el primer presidente de la República?", ["en"], False),
        ("de Gaulle", ["en"], True),
        ("vitamin C research", ["en"], True),
        ("Dahl", ["en"], True),
        ("Кто написал эту книгу и почему?", ["en", "ru"], False),
    ],
)
def test_a_model_of_english_is_asked_in_english(question, languages, expected) -> None:
    """A question in another language, or to articles in another, is ranked by its words: the table knows English alone."""
    made_of = meaning([question], embedder("builtin"), Settings(), languages)
    assert (made_of is not None) == expected


def test_a_model_without_a_language_is_asked_in_every_one(letters) -> None:
    """Who names a model of their own knows what it is for."""
    assert meaning(["Wie viel Tee trinkt die Wespe?"], letters, Settings(), ["de"]) is not None


# Ranking


@pytest.fixture
def many(tmp_path, letters):  # noqa: ARG001  what it sets up is used
    """A build of sixty passages, of which a question's best ten are ranked by words and by meaning."""
    words = "bee wasp ant moth gnat lamp rock ship tea leaf".split()
    articles = {
        f"{n:02}": (words[n % 7], " ".join([words[n % 10], words[n * n % 9], words[n // 6]] * (n % 4 + 1)), "Garden")
        for n in range(60)
    }
    with open_current(made(tmp_path / "many", write(tmp_path / "many.jsonl", articles))) as build:
        yield build


@pytest.fixture
def ten(monkeypatch):
    """Only the best ten are reranked."""
    for most in ("RANKED", "NEAR"):
        monkeypatch.setattr(importlib.import_module("indexer.retrieval.ranking"), most, 10)


def asked(build, text):
    """The question."""
    return understand([text], build, Settings(), filters=None, today=TODAY)


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("text", ["bee lamp", "ant moth ship", "leaf", "wasps of tea"])
def test_a_deeper_page_goes_on_where_the_last_one_ends(many, letters, text) -> None:
    """However many passages are asked for, the first are the same, scores do not rise, and reasons are the scores."""
    question, vector = asked(many, text), letters.embed([text])[0]
    rankings = [search(many, question, Settings(), k=k, vector=vector) for k in (10, 13, 25, 60)]
    assert len(rankings[-1]) > len(rankings[0]) >= 10
    for ranking, deeper in pairwise(rankings):
        assert deeper.passages[: len(ranking)].tolist() == ranking.passages.tolist()
        assert deeper.scores[: len(ranking)].tolist() == ranking.scores.tolist()
    for ranking in rankings:
        assert len(set(ranking.passages.tolist())) == len(ranking)
        pairs = list(zip((-ranking.scores).tolist(), ranking.passages.tolist(), strict=True))
        assert pairs == sorted(pairs)
        terms = many.engine.contributions(question.terms, ranking.passages, fields=ranking.fields)
        reasons = sum(amounts for *_, amounts in (*terms, *ranking.reasons))
        np.testing.assert_allclose(reasons, ranking.scores, atol=1e-9)


@pytest.mark.parametrize("text", ["bee lamp", "ant moth ship", "leaf", "wasps of tea", "gnats"])
def test_what_the_words_say_is_kept(many, letters, text) -> None:
    """The scores by words beside the fused ones are those without a model, to the last bit, and so is their ranking."""
    question = asked(many, text)
    plain = search(many, question, Settings())
    fused = search(many, question, Settings(), vector=letters.embed([text])[0])
    assert set(plain.passages.tolist()) < set(fused.passages.tolist())
    assert fused.by_words().passages.tolist() == plain.passages.tolist()
    assert fused.by_words().scores.tolist() == plain.scores.tolist() == plain.words.tolist()
    assert [why for why, _ in fused.by_words().reasons] == [why for why, _ in plain.reasons]
    assert plain.by_words().passages.tolist() == plain.passages.tolist()


def test_a_weight_of_nothing_switches_it_off(many, letters) -> None:
    """With `semantic.weight` 0 the ranking is the one without a model; a question of numbers alone is, too."""
    vector = letters.embed(["bee lamp"])[0]
    plain = search(many, asked(many, "bee lamp"), Settings())
    off = search(many, asked(many, "bee lamp"), Settings().replaced({"semantic.weight": 0}), vector=vector)
    assert (off.passages.tolist(), off.scores.tolist()) == (plain.passages.tolist(), plain.scores.tolist())
    assert len(search(many, asked(many, "2004 2014"), Settings(), vector=vector)) == 0


def test_which_one_is_left_to_words() -> None:
    """Of a question's worth a vector is given what plain words say, half of what names say, and nothing of numbers."""
    assert semantic_share({"coach": 3.0, "Everton": 2.0, "2004": 3.0}) == pytest.approx(0.5)
    assert semantic_share({"Everton": 2.0}) == pytest.approx(0.5)


# Building


def test_a_build_has_a_vector_for_every_passage(place, source, letters) -> None:
    """The vectors are those of the passages, titles in front; the manifest names the model; all of it is checked."""
    made(place, source)
    with open_current(place) as build:
        assert len(build.vectors) == len(build.engine) == len(ARTICLES)
        assert build.manifest.versions["embedder"] == build.vectors.digest == letters.digest
    assert letters.embedded[:2] == [f"{title}. {text}" for title, text, _ in list(ARTICLES.values())[:2]]
    assert files(place).keys() == VECTOR_FILES
    assert check(place).problems == ()


@pytest.mark.parametrize("update", [False, True])
def test_only_what_changed_is_embedded_anew(place, source, letters, update) -> None:
    """A rebuild, like an update, takes the vectors of unchanged passages from the build that is served."""
    made(place, source)
    letters.embedded.clear()
    write(
        source, {"new": ("New", "Something new.", "Coast"), **ARTICLES, "tea": ("Green tea", "All drunk.", "Kitchen")}
    )
    made(place, source, update=update)
    passages = [text for text in letters.embedded if ". " in text]  # and not what the self-test asks
    assert passages == ["New. Something new.", "Green tea. All drunk."]


def test_an_update_equals_a_rebuild(place, source, letters, tmp_path) -> None:
    """The vectors are the same byte for byte, whatever was taken over."""
    made(place, source)
    write(source, {**ARTICLES, "tea": ("Green tea", "All drunk.", "Kitchen")})
    assert files(made(place, source, update=True)) == files(made(tmp_path / "other", source))
    assert letters.embedded


@pytest.mark.parametrize("workers", [1, 3])
def test_the_vectors_are_the_same_however_many_workers_make_them(tmp_path, monkeypatch, workers) -> None:
    """The builtin model is loaded in each worker process, and its vectors do not depend on where they are made."""
    monkeypatch.setattr(importlib.import_module("indexer.builds.batches"), "LARGEST", 400)
    articles = {
        f"a{n}": (f"Title {n}", f"The harbour keeper number {n} lights lamp {n}. " * 9, "Coast") for n in range(9)
    }
    source = write(tmp_path / "many.jsonl", articles)
    rebuild(tmp_path / "alone", [source], Settings().replaced({"semantic.model": "builtin", "build.workers": workers}))
    with open_current(tmp_path / "alone") as build:
        passages = [f"{title}. {text}".strip() for title, text, _ in articles.values()]
        model = embedder("builtin")
        rows = embed_texts(passages, model, KnownVectors(None, model)).rows
        assert (build.vectors.rows[:9] == rows).all()


def test_damaged_vectors_are_not_taken_over(place, source, letters) -> None:
    """Whatever happened to the old build's vectors, a rebuild's are right."""
    made(place, source)
    whole = files(place)
    path = place / "builds" / current_id(place) / "vectors/vectors.npy"
    damaged = bytearray(path.read_bytes())
    damaged[-7] ^= 1
    path.write_bytes(damaged)
    letters.embedded.clear()
    assert files(made(place, source)) == whole
    assert len([text for text in letters.embedded if ". " in text]) == len(ARTICLES)


def test_a_build_without_a_model_has_no_vectors(place, source, letters) -> None:
    """Without `semantic.model` nothing is embedded, and the manifest names no model."""
    made(made(place, source), source, "")
    assert letters.embedded
    with open_current(place) as build:
        assert build.vectors is None
        assert "embedder" not in build.manifest.versions
    assert files(place) == {}


def test_vectors_that_do_not_fit_are_a_problem(place, source, letters) -> None:
    """`check` notices vectors of another number, of another model, or that are no vectors."""
    made(place, source)
    folder = place / "builds" / current_id(place)
    shutil.rmtree(folder / "vectors")
    other = LetterEmbedder("other")
    write_vectors(folder / "vectors", other, [embed_texts(["a", "b"], other, KnownVectors(None, other))])
    scales = np.load(folder / "vectors/scales.npy")
    scales[0] = np.nan
    np.save(folder / "vectors/scales.npy", scales)
    dataclasses.replace(Manifest.read(folder), files=digests(folder)).write(folder)
    problems = " ".join(check(place).problems)
    assert "2 vectors for 5 passages" in problems
    assert "another model" in problems
    assert "the vector of passage 0 is none" in problems
    assert letters.embedded


# When the model is not there


def test_another_model_is_refused(place, source, letters) -> None:
    """A model that changed under its name is noticed when the library is opened, with what to run."""
    made(place, source)
    letters.digest = LetterEmbedder("other").digest
    with pytest.raises(IncompatibleBuildError, match=r"another model than letters holds now; run `footnote rebuild`"):
        Library.open(place)
    made(place, source)
    with Library.open(place) as library:
        assert found(library, "lamp")


@pytest.fixture
def no_extra(monkeypatch):
    """A function that uninstalls the extra."""

    def uninstall():
        for module in [name for name in sys.modules if name.startswith(("indexer.text.embedders.", "tokenizers"))]:
            if module.endswith((".static", ".word_pieces")) or module.startswith("tokenizers"):
                monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, "tokenizers", None)

    return uninstall


def test_a_missing_extra_is_told_before_anything_is_read(place, source, no_extra) -> None:
    """A build with a model that cannot be used fails at once, with the line that installs it, and leaves no trace."""
    no_extra()
    with pytest.raises(EmbedderError, match=r"pip install 'footnote-search\[semantic\]'"):
        made(place, source, "wordllama")
    assert not place.exists()


@extra
def test_a_missing_extra_is_told_when_the_library_is_opened(place, source, no_extra) -> None:
    """A build with vectors cannot be asked without what made them; the error says what to install."""
    made(place, source, "wordllama")
    no_extra()
    with pytest.raises(EmbedderError, match=r"pip install 'footnote-search\[semantic\]'"):
        Library.open(place)


def test_without_a_model_nothing_of_the_extra_is_imported(place, source) -> None:
    """Building and asking without `semantic.model` imports no library of the extra."""
    script = (
        "import sys; from pathlib import Path; from indexer import Library, Settings, rebuild; "
        "rebuild(Path(sys.argv[1]), [Path(sys.argv[2])], Settings()); Library.open(sys.argv[1]).ask(['Who chews wood?']); "
        "print(*sorted({'tokenizers', 'safetensors', 'onnxruntime', 'wordllama'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script, place, source], capture_output=True, text=True, check=True, timeout=100
    )
    assert shown.stdout.split() == []
