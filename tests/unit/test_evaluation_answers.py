"""Answers are measured as their definitions say, and the picture and the command show the same figures."""

from __future__ import annotations

import json
from itertools import permutations
from math import fsum

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.cli import main
from indexer.errors import UsageError
from indexer.evaluation import Outcome, Point, Query, auroc, has_answer, measure_answers, read_queries, risk_coverage
from indexer.evaluation.confidence import true_negative_rate
from indexer.evaluation.curve_plot import draw, require_drawable

CONFIDENCES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.75, 1.0])
RIGHT, WRONG, NONE = Query("1", "?", answers=("The  Answer",)), Query("2", "?", answers=("nine",)), Query("3", "?")


@given(st.lists(CONFIDENCES, min_size=1), st.lists(CONFIDENCES, min_size=1))
def test_auroc_is_the_share_of_pairs_in_order(positive, negative) -> None:
    """Of all pairs of a positive and a negative value, those in order count, and equal ones count half."""
    pairs = [(yes > no) + (yes == no) / 2 for yes in positive for no in negative]
    assert auroc(positive, negative) == pytest.approx(fsum(pairs) / len(pairs))


@given(st.lists(CONFIDENCES, min_size=1), st.lists(CONFIDENCES, min_size=1), st.sampled_from([0.0, 0.05, 0.5, 1.0]))
def test_refusals_at_a_loss_are_those_of_the_highest_threshold_there_is(positive, negative, lost) -> None:
    """Of all thresholds that refuse no more of the positive values, it is the one that refuses most of the others."""
    thresholds = [it for it in positive if sum(value < it for value in positive) <= lost * len(positive)]
    refused = max(sum(value < it for value in negative) for it in thresholds)
    assert true_negative_rate(positive, negative, lost) == refused / len(negative)


@settings(deadline=None)
@given(st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=1, max_size=6), st.integers(0, 3))
def test_the_area_is_the_mean_risk_in_any_order_of_equals(outcomes, never) -> None:
    """Area and least area are those of all orders: of the ones by falling confidence the mean, of any the lowest."""
    curve = risk_coverage(outcomes, len(outcomes) + never)
    areas = {True: [], False: []}
    for order in permutations(outcomes):
        risks = [fsum(wrong for _, wrong in order[: n + 1]) / (n + 1) for n in range(len(order))]
        areas[sorted(order, key=lambda pair: -pair[0]) == list(order)].append(fsum(risks) / len(risks))
    assert curve.area == pytest.approx(fsum(areas[True]) / len(areas[True]))
    assert curve.best == pytest.approx(min(areas[True] + areas[False]))


@given(st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=1), st.integers(0, 3))
def test_a_point_is_what_its_threshold_comes_to(outcomes, never) -> None:
    """There is a point for each confidence: the share of all questions that reach it, and of those the wrong ones."""
    curve = risk_coverage(outcomes, len(outcomes) + never)
    assert [point.threshold for point in curve.points] == sorted({it for it, _ in outcomes}, reverse=True)
    for point in curve.points:
        answered = [wrong for confidence, wrong in outcomes if confidence >= point.threshold]
        assert point.coverage == len(answered) / (len(outcomes) + never)
        assert point.risk == sum(answered) / len(answered)


def test_the_figures_are_shares_as_defined() -> None:
    """A refusal is a miss; capitals and white space do not matter; what is refused counts in the curve as it would be."""
    found = measure_answers(
        [
            Outcome(RIGHT, True, 0.9, ("No.", "the answer is here"), ("No.", "the answer is here")),
            Outcome(RIGHT, True, 0.8, ("THE ANSWER",), ("THE ANSWER",)),
            Outcome(WRONG, True, 0.7, ("eight of them",), ("eight of them",)),
            Outcome(WRONG, True, 0.2, (), ("it is nine",)),
            Outcome(NONE, False, 0.3, ("something",), ("something",)),
            Outcome(NONE, False, 0.0, (), ()),
        ],
        0.25,
    )
    yes = found.answerable
    assert (yes.questions, yes.gold, yes.refused, yes.first, yes.one_of_three) == (4, 4, 0.25, 0.25, 0.5)
    assert yes.words == (1 + 4 + 2 + 3) / 4
    assert (found.unanswerable, found.unanswerable_refused) == (2, 0.5)
    assert found.unanswerable_refused_at_5 == 0.5
    assert found.auroc == 7 / 8
    assert found.in_force == Point(0.25, 4 / 6, 2 / 4)
    assert [(point.coverage, point.risk) for point in found.curve.points] == [
        (1 / 6, 0), (2 / 6, 0), (3 / 6, 1 / 3), (4 / 6, 2 / 4), (5 / 6, 2 / 5),
    ]  # fmt: skip


def test_without_anything_known_only_refusals_are_counted() -> None:
    """Where no answer is known and none is impossible, there is no curve and no share."""
    found = measure_answers([Outcome(NONE, True, 0.9, ("Yes.",), ("Yes.",))], 0.25)
    assert (found.answerable.refused, found.answerable.first, found.auroc, found.curve, found.in_force) == (
        0.0, None, None, None, None,
    )  # fmt: skip
    assert found.unanswerable_refused is None


@pytest.mark.parametrize(
    ("query", "qrels", "expected"),
    [
        (Query("q", "?"), None, True),
        (Query("q", "?", impossible=True), {"q": {"a": 1}}, False),
        (Query("q", "?"), {"q": {"a": 1}}, True),
        (Query("q", "?"), {"q": {"a": 0}}, False),
        (Query("q", "?"), {"other": {"a": 1}}, False),
        (Query("q", "?", answers=("it",)), {"other": {"a": 1}}, True),
    ],
)
def test_what_counts_as_having_an_answer(query, qrels, expected) -> None:
    """Marked ones have none, nor have those of a judged set that have neither a relevant article nor a gold answer."""
    assert has_answer(query, qrels) is expected


@pytest.mark.parametrize(
    ("metadata", "answers"),
    [
        ({"answers": ["a", " ", "b"]}, ("a", "b")),
        ({"answers": [{"text": "a", "start": 3}]}, ("a",)),
        ({"answers": {"text": ["a"], "answer_start": [3]}}, ("a",)),
        ({"answers": "a"}, ()),
        ({"answers": [3, None, {"text": []}]}, ()),
        (["not", "an object"], ()),
        (None, ()),
    ],
)
def test_gold_answers_are_read_in_the_usual_shapes(tmp_path, metadata, answers) -> None:
    """Texts, objects with a text, or SQuAD's object of lists; metadata of any other kind is nobody's business."""
    path = tmp_path / "queries.jsonl"
    path.write_text(json.dumps({"_id": "1", "text": "?", "metadata": metadata}))
    (query,) = read_queries(path)
    assert (query.answers, query.impossible) == (answers, False)


def test_the_picture_is_a_png_and_the_same_every_time(tmp_path) -> None:
    """The curve is drawn with or without a point in force, to the same bytes each time."""
    curve = risk_coverage([(0.9, False), (0.5, True), (0.5, False), (0.1, True)], 5)
    paths = [tmp_path / name for name in ("first.png", "second.png", "bare.png")]
    for path, point in zip(paths, (Point(0.25, 0.6, 1 / 3), Point(0.25, 0.6, 1 / 3), None), strict=True):
        draw(curve, point, path)
    first, second, bare = (path.read_bytes() for path in paths)
    assert first.startswith(b"\x89PNG")
    assert first == second != bare


def test_a_picture_that_cannot_be_drawn_is_refused_first(tmp_path, monkeypatch) -> None:
    """A name that is no PNG, no folder, and a missing matplotlib: each in a sentence that says what to do."""
    with pytest.raises(UsageError, match=r"is no \.png"):
        require_drawable(tmp_path / "curve.pdf")
    with pytest.raises(UsageError, match="is no folder"):
        require_drawable(tmp_path / "none" / "curve.png")
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"pip install 'footnote-search\[plot\]'"):
        require_drawable(tmp_path / "curve.png")


QUERIES = (
    {"_id": "tea", "text": "green tea leaves", "metadata": {"answers": ["STEAMED"]}},
    {"_id": "keeper", "text": "lighthouse keeper lamp dusk", "metadata": {"answers": ["zebra"]}},
    {"_id": "none", "text": "zyzzyva quokka", "metadata": {"is_impossible": True}},
)
QRELS = "query-id\tcorpus-id\tscore\ntea\tkitchen/tea\t1\n"


@pytest.fixture
def evaluated(instance, tmp_path):
    """Runs `evaluate` on the shared instance with `QUERIES`, and with the judgements if they are wanted."""

    def evaluated(*options, judged=True):
        queries, qrels = tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
        queries.write_text("\n".join(map(json.dumps, QUERIES)))
        qrels.write_text(QRELS)
        files = [str(queries), *([str(qrels)] if judged else [])]
        return CliRunner().invoke(main, ["evaluate", *files, "--instance", str(instance), *options])

    return evaluated


def test_one_document_has_ranking_and_answers(evaluated, tmp_path) -> None:
    """`--answers --json` prints the measures of the ranking and of the answers; the files are named in it."""
    picture, values = tmp_path / "curve.png", tmp_path / "values.jsonl"
    result = evaluated("--answers", "--json", "--curve", str(picture), "--per-query", str(values))
    document = json.loads(result.stdout)
    assert set(document["measures"]) >= {"nDCG@10"}
    answers = document["answers"]
    assert (answers["answerable"]["questions"], answers["answerable"]["gold"]) == (2, 2)
    assert answers["answerable"]["one_of_three"] == 0.5
    assert (answers["unanswerable"]["questions"], answers["unanswerable"]["refused"]) == (1, 1.0)
    assert answers["in_force"]["coverage"] == pytest.approx(2 / 3)
    assert answers["in_force"]["risk"] == 0.5
    assert answers["build"] == document["build"]
    assert answers["picture"] == str(picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
    lines = {line["_id"]: line["measures"] for line in map(json.loads, values.read_text().splitlines())}
    assert lines["tea"]["one of three"] == 1.0
    assert "nDCG@10" in lines["tea"]
    assert lines["none"]["refused"] == 1.0


def test_answers_are_measured_without_judgements(evaluated) -> None:
    """Without QRELS.tsv the answers alone are printed, as a table and the curve."""
    result = evaluated("--answers", judged=False)
    first, *lines = result.stdout.splitlines()
    assert first.startswith("2 questions with an answer, 1 without, build ")
    assert "held by one of up to three, of 2 known answers\t0.5000" in lines
    assert any(line.endswith("\tin force") for line in lines)
    assert "nDCG" not in result.stdout


def test_foreign_questions_are_to_be_refused(evaluated, tmp_path) -> None:
    """`--foreign` takes another file's questions as those that are wrong to answer; ids may be those of the set."""
    foreign = tmp_path / "foreign.jsonl"
    foreign.write_text(json.dumps({"_id": "tea", "text": "marmots whistle danger"}))
    answers = json.loads(evaluated("--answers", "--foreign", str(foreign), "--json").stdout)["answers"]
    assert (answers["unanswerable"]["questions"], answers["unanswerable"]["refused"]) == (1, 0.0)
    assert answers["in_force"]["risk"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "name QRELS.tsv"),
        (("--answers", "--level", "article"), "name QRELS.tsv"),
        (("--foreign", "x.jsonl"), "name QRELS.tsv"),
    ],
)
def test_options_that_need_judgements_say_so(evaluated, options, said) -> None:
    """What cannot be measured without judgements is refused in one line."""
    result = evaluated(*options, judged=False)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert said in line


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--curve", "curve.png"), "add --answers"),
        (("--answers", "--run", "run.trec"), "a run holds no answers"),
        (("--answers", "--curve", "curve.pdf"), "no .png"),
    ],
)
def test_options_that_make_no_sense_say_so(evaluated, options, said) -> None:
    """What is about answers needs answers, in one line."""
    result = evaluated(*options)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert said in line
