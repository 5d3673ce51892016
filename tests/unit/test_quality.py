"""`make quality` measures what is there, says what is not, and lets no floor be missed silently."""

from __future__ import annotations

import json
import math

import pytest

from indexer import rebuild
from indexer.builds.publication import builds_of
from indexer.evaluation import Query
from indexer.settings import Settings
from indexer.text.analyzers import analyzer
from tests.quality import nearest, sets
from tests.quality.__main__ import main, table
from tests.quality.floors import BASELINE, below, below_plain, raised, read_floors
from tests.quality.plain import plain_run
from tests.quality.sets import SETS, STRANGERS, JudgedSet, with_strangers
from tests.quality.steps import DEFAULT, PLAIN, STEPS, rows

TEXTS = {"tea": "Green tea is steamed in Japan.", "rock": "A lamp on the rock.", "ice": "The volcano lies under ice."}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """One small set, `little`, asked after strangers too; `SETS` names it and one that is not there."""
    folder = tmp_path / "data" / "little"
    folder.mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": id_, "text": text}) for id_, text in TEXTS.items())
    )
    queries = [{"_id": id_, "text": text.split()[-1]} for id_, text in TEXTS.items()]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(f"{id_}\t{id_}\t1\n" for id_ in TEXTS))
    known = (JudgedSet("little", strangers=True), JudgedSet("gone"))
    for module in ("tests.quality.__main__", "tests.quality.sets"):
        monkeypatch.setattr(f"{module}.SETS", known)
    return tmp_path / "data"


def test_the_table_has_a_row_for_every_step(data, tmp_path, capsys) -> None:
    """Every set that is there is a column, every step a row with it and one without it; the others are named."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"little": 1.0, "never measured": 0.5}')
    assert main(["--data", str(data), "--baseline", str(floors), "--models"]) == 0
    printed = capsys.readouterr()
    names = [line.split(" | ")[0].removeprefix("| ") for line in printed.out.splitlines()[2:]]
    assert names == [row.name for row in rows()]
    assert printed.out.splitlines()[0] == "| | little, nDCG@10 | little + 2 strangers |"
    assert "| default | 1.0000 | " in printed.out
    assert "skipped: gone: " in printed.err


def test_models_have_rows_and_floors_of_their_own(data, tmp_path, capsys) -> None:
    """`--models` adds a row for each model; its floor is that of set and model; `--keep` takes vectors over."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"little": 0.5, "little, wordllama": 1.5}')
    options = [
        "--data",
        str(data),
        "--baseline",
        str(floors),
        "--models",
        "wordllama",
        "--keep",
        str(tmp_path / "kept"),
    ]
    for _ in range(2):
        assert main(options) == 1
        printed = capsys.readouterr()
        assert printed.out.splitlines()[-1].startswith("| default + wordllama | 1.0000 |")
        assert "- little, wordllama  1.5000" in printed.err
    assert builds_of(tmp_path / "kept" / "little" / "wordllama")


def test_a_missed_floor_is_shown_and_never_lowered(data, tmp_path, capsys) -> None:
    """Below a floor the exit status is 1 and both figures are shown; `--accept` raises floors only."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"little": 1.5}')
    assert main(["--data", str(data), "--baseline", str(floors), "--accept"]) == 1
    assert "- little  1.5000\n+ little  1.0000  (-0.5000)" in capsys.readouterr().err
    assert read_floors(floors)["little"] == 1.5
    assert read_floors(floors)["little" + STRANGERS] > 0


def test_without_data_nothing_is_measured(tmp_path, capsys) -> None:
    """Where no set is there, each is named as skipped, and that is no failure."""
    assert main(["--data", str(tmp_path)]) == 0
    assert capsys.readouterr().err.count("skipped: ") == len(SETS)
    assert list(table({})) == []


def test_strangers_may_cost_only_so_much() -> None:
    """What a question loses by two questions before it on other things has a limit of its own."""
    assert below({"a": 0.95, "a" + STRANGERS: 0.941}, {}) == []
    (line,) = below({"a": 0.95, "a" + STRANGERS: 0.93}, {})
    assert "0.0200 below 0.9500" in line


def test_plain_bm25_may_be_better_only_by_so_much() -> None:
    """The default is held to plain BM25 in every column that has it."""
    assert below_plain({"a": {PLAIN: 0.5, DEFAULT: 0.4971}, "b": {DEFAULT: 0.1}}) == []
    (line,) = below_plain({"a": {PLAIN: 0.5, DEFAULT: 0.4969}})
    assert "a  0.4969 is below plain BM25, 0.5000" in line


def test_plain_bm25_is_the_formula_over_whole_articles(tmp_path) -> None:
    """Its scores are those of a loop over articles, title and text as one field, however many passages they have."""
    filler = [f"Filler {number} stands here." for number in range(60)]
    texts = {
        "long": ("Tea", " ".join(["Tea is green.", *filler, "Rocks and tea."])),
        "short": ("", "Tea beside rocks."),
        "other": ("Rocks", "Nothing else."),
        "none": ("Ice", "Cold."),
    }
    lines = [json.dumps({"_id": id_, "title": title, "text": text}) for id_, (title, text) in texts.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    instance = tmp_path / "instance"
    rebuild(instance, [tmp_path / "corpus.jsonl"], Settings().replaced({"library.handbook": False}))
    found = plain_run(instance, [Query("1", "tea rocks")], 10).rankings["1"]
    terms = {id_: analyzer("en").terms(f"{title} {text}") for id_, (title, text) in texts.items()}
    average = sum(map(len, terms.values())) / len(terms)

    def score(own):
        df = {term: sum(term in other for other in terms.values()) for term in analyzer("en").terms("tea rocks")}
        return sum(
            math.log(1 + (len(terms) - df[term] + 0.5) / (df[term] + 0.5))
            * own.count(term) * 2.2 / (own.count(term) + 1.2 * (0.25 + 0.75 * len(own) / average))
            for term in df
        )  # fmt: skip

    expected = {id_: score(own) for id_, own in terms.items() if score(own)}
    assert {item.id: item.score for item in found} == pytest.approx(expected)
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


def test_floors_rise_and_rest() -> None:
    """A figure above its floor raises it, to four digits; one below, and one not measured, leave it."""
    assert raised({"a": 0.98766, "b": 0.1}, {"a": 0.9, "b": 0.2, "c": 0.3}) == {"a": 0.9877, "b": 0.2, "c": 0.3}


def test_every_step_is_switched_off_by_settings_that_exist() -> None:
    """The rows name settings of the table, all that weigh a step of the ranking, and the default gives none."""
    every = {name: value for off in STEPS.values() for name, value in off.items()}
    names = {setting.name for setting in Settings.table()}
    assert set(every) <= names
    assert {name for name in names if name.startswith(("rank.", "history."))} <= set(every)
    (default,) = (row for row in rows() if row.name == DEFAULT)
    assert default.settings == {}


def test_strangers_are_two_other_questions_and_the_same_every_time() -> None:
    """Each question is asked after two others of the set, drawn with a fixed seed."""
    every = [Query(str(number), f"question {number}") for number in range(20)]
    found = with_strangers(every[:5], every)
    assert found == with_strangers(every[:5], every)
    assert all(len(set(query.history)) == 2 and query.text not in query.history for query in found)


def test_the_baseline_holds_the_sets_that_are_measured() -> None:
    """Every floor of the repository belongs to a column of the table, by words or with a model."""
    columns = {name for judged in sets.SETS for name in (judged.name, *([judged.name + STRANGERS] * judged.strangers))}
    assert {name.removesuffix(", wordllama").removesuffix(", builtin") for name in read_floors(BASELINE)} <= columns


def test_recall_is_the_share_of_the_nearest_that_are_found(tmp_path, capsys) -> None:
    """Few vectors are compared exactly, so all of the nearest are found; missing files are skipped and said."""
    articles, queries = tmp_path / "articles.jsonl", tmp_path / "queries.jsonl"
    articles.write_text("\n".join(json.dumps({"_id": id_, "text": text}) for id_, text in TEXTS.items()))
    queries.write_text(json.dumps({"_id": "1", "text": "green tea"}))
    assert nearest.main(["--articles", str(articles), "--queries", str(queries)]) == 0
    shares = "recall@10 1.0000, all@10 1.000, recall@50 1.0000, all@50 1.000, recall@200 1.0000, all@200 1.000"
    assert capsys.readouterr().out.splitlines()[-1] == f"sign bits: {shares}"
    assert nearest.main(["--articles", str(tmp_path / "gone"), "--queries", str(queries)]) == 0
    assert "skipped: " in capsys.readouterr().err
