"""`footnote run` writes what `footnote evaluate` measures, and ir_measures agrees with both."""

from __future__ import annotations

import json

import ir_measures
import pytest
from click.testing import CliRunner
from ir_measures import AP, RR, R, nDCG

from indexer.cli import main
from indexer.evaluation import read_run
from indexer.evaluation.trec import escaped

QUERIES = (
    {"_id": "q 1", "text": "green tea leaves"},
    {"_id": "q2", "text": "lighthouse keeper lamp"},
    {"_id": "q3", "text": "When did it erupt?", "history": ["Where is the volcano Katla?"]},
    {"_id": "q4", "text": "zyzzyva"},
    {"_id": "not judged", "text": "marmots whistle"},
)
JUDGED = {
    "article": {
        "q 1": {"kitchen/tea": 2, "volcano": 0},
        "q2": {"light/07": 1, "light/25": 1, "light/11": 3},
        "q3": {"volcano": 1},
        "q4": {"volcano": 1},
        "not asked": {"volcano": 1},
    },
    "passage": {"q 1": {"kitchen/tea#0": 1}, "q2": {"light/20#0": 1}, "q3": {"volcano#0": 1}},
}


@pytest.fixture
def evaluated(instance, tmp_path):
    """Runs a command on the shared instance with `QUERIES` and the judgements of a level, in files."""

    def evaluated(command, level, *options):
        queries, qrels = tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
        queries.write_text("\n".join(json.dumps(query) for query in QUERIES))
        lines = [f"{query}\t{item}\t{grade}" for query, found in JUDGED[level].items() for item, grade in found.items()]
        qrels.write_text("\n".join(["query-id\tcorpus-id\tscore", *lines]))
        files = [str(queries), str(qrels)] if command == "evaluate" else [str(queries)]
        return CliRunner().invoke(main, [command, *files, "--instance", str(instance), *options])

    return evaluated


@pytest.mark.parametrize("level", ["article", "passage"])
def test_evaluate_equals_ir_measures_on_the_run(evaluated, tmp_path, level) -> None:
    """The means of `evaluate` are, to 1e-9, those that ir_measures finds in the file that `run` writes."""
    output = tmp_path / "run.trec"
    assert evaluated("run", level, "--level", level, "--output", str(output)).exit_code == 0
    qrels = {
        escaped(query): {escaped(item): grade for item, grade in found.items()}
        for query, found in JUDGED[level].items()
    }
    wanted = [nDCG @ 5, nDCG @ 10, R @ 10, R @ 100, RR @ 10, AP]
    expected = ir_measures.calc_aggregate(wanted, qrels, ir_measures.read_trec_run(str(output)))
    document = json.loads(evaluated("evaluate", level, "--level", level, "--json").stdout)
    assert list(document["measures"].values()) == pytest.approx([expected[it] for it in wanted], abs=1e-9, rel=0)
    assert document["measures"]["nDCG@10"] > 0.3
    assert document["queries"] == len(qrels)


@pytest.mark.parametrize("level", ["article", "passage"])
def test_the_level_is_told_by_the_judged_ids(evaluated, level) -> None:
    """Without `--level`, `evaluate` ranks what the judgements name."""
    told = json.loads(evaluated("evaluate", level, "--json").stdout)
    assert told["level"] == level
    assert told == json.loads(evaluated("evaluate", level, "--level", level, "--json").stdout)


def test_the_table_names_every_measure(evaluated) -> None:
    """`evaluate` prints how many queries were judged, and each measure with its mean."""
    result = evaluated("evaluate", "article")
    assert result.exit_code == 0
    first, *lines = result.stdout.splitlines()
    assert first.startswith("5 judged queries, level article, build ")
    names = [line.split("\t")[0] for line in lines]
    assert names == ["measure", "nDCG@5", "nDCG@10", "Recall@10", "Recall@100", "MRR@10", "AP"]


def test_what_spoils_the_figures_is_said(evaluated) -> None:
    """Judged queries that were not asked, and a level that nothing was judged on, are noted on stderr."""
    assert "1 judged queries are not among the queries" in evaluated("evaluate", "article").stderr
    assert "no judged id was found" in evaluated("evaluate", "article", "--level", "passage").stderr


def test_a_run_ranks_distinct_articles_by_their_best_passage(evaluated, tmp_path) -> None:
    """At article level every article comes once, at most `k` of them, best first; at passage level, passages."""
    output = tmp_path / "run.trec"
    result = evaluated("run", "article", "--level", "article", "--k", "7", "--output", str(output), "--json")
    articles = read_run(output)
    assert json.loads(result.stdout)["lines"] == sum(map(len, articles.rankings.values()))
    assert len(set(articles.ids("q2"))) == len(articles.ids("q2")) == 7
    evaluated("run", "passage", "-k", "7", "--output", str(output))
    assert [item.partition("#")[0] for item in read_run(output).ids("q2")] == list(articles.ids("q2"))


def test_a_query_that_cannot_be_asked_is_named(instance, tmp_path) -> None:
    """A query of 100,000 characters stops the run with its id, in one line."""
    queries = tmp_path / "queries.jsonl"
    queries.write_text(json.dumps({"_id": "long one", "text": "why " * 25_000}))
    arguments = ["run", str(queries), "--output", str(tmp_path / "run"), "--instance", str(instance)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("footnote: query 'long one': ")


def test_a_run_into_no_folder_fails_before_it_begins(evaluated, tmp_path) -> None:
    """An output that cannot be written is said in one line."""
    result = evaluated("run", "article", "--output", str(tmp_path / "none" / "run.trec"))
    assert result.exit_code == 2
    assert "is no folder" in result.stderr


def test_a_run_file_is_measured_as_the_search_that_wrote_it(evaluated, tmp_path) -> None:
    """`evaluate --run` needs no build, and finds in the file of `run` what `evaluate` finds by searching."""
    output = tmp_path / "run.trec"
    evaluated("run", "article", "--level", "article", "--output", str(output))
    read = json.loads(evaluated("evaluate", "article", "--run", str(output), "--instance", "none", "--json").stdout)
    searched = json.loads(evaluated("evaluate", "article", "--json").stdout)
    assert read["measures"] == searched["measures"]
    assert (read["run"], read["level"], "build" in read) == (str(output), None, False)


def test_two_runs_are_compared_with_their_p(evaluated, tmp_path) -> None:
    """`--compare` gives both means, the difference and p, as JSON and as a table."""
    output, worse = tmp_path / "run.trec", tmp_path / "worse.trec"
    evaluated("run", "article", "--level", "article", "--output", str(output))
    worse.write_text("".join(line for line in output.read_text().splitlines(keepends=True) if line.startswith("q3 ")))
    arguments = ("evaluate", "article", "--run", str(output), "--compare")
    same = json.loads(evaluated(*arguments, str(output), "--json").stdout)["compared"]
    assert {(row["difference"], row["p"]) for row in same["measures"].values()} == {(0.0, 1.0)}
    compared = json.loads(evaluated(*arguments, str(worse), "--json").stdout)["compared"]
    assert (compared["run"], compared["permutations"]) == (str(worse), 10_000)
    row = compared["measures"]["MRR@10"]
    assert row["difference"] == row["mean"] - row["other"] > 0
    assert row["better"] in {1, 2}
    assert row["worse"] == 0
    # Better on one query (or two), worse on none: both of two swaps (two of four) are as far apart.
    assert row["p"] == {1: 1.0, 2: 0.5}[row["better"]]
    _, second, header, *lines = evaluated(*arguments, str(worse)).stdout.splitlines()
    assert second == f"compared with {worse}"
    assert header.split("\t") == ["measure", "mean", "other", "difference", "better", "worse", "p"]
    assert lines[4].split("\t")[3:] == [f"{row['difference']:+.4f}", str(row["better"]), "0", f"{row['p']:.4f}"]


def test_the_values_of_each_query_are_written(evaluated, tmp_path) -> None:
    """`--per-query` writes a line for every judged query, with its text when it was asked."""
    path = tmp_path / "values.jsonl"
    document = json.loads(evaluated("evaluate", "article", "--per-query", str(path), "--json").stdout)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert document["per_query"] == str(path)
    assert {line["_id"]: line["text"] for line in lines}["not asked"] is None
    mean = sum(line["measures"]["AP"] for line in lines) / len(lines)
    assert mean == pytest.approx(document["measures"]["AP"])


def test_wrong_files_are_named_before_searching(evaluated, tmp_path) -> None:
    """A per-query file of another kind, and a run that is none, end in one line."""
    for option, name in (("--per-query", "values.csv"), ("--run", "missing.trec"), ("--compare", "missing.trec")):
        result = evaluated("evaluate", "article", option, str(tmp_path / name))
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert name in line
