"""A build that is clearly worse than the one before is not published."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from click.testing import CliRunner

from indexer import RegressionError, rebuild
from indexer.builds import open_current, self_test
from indexer.builds.manifest import Manifest
from indexer.builds.publication import builds_of, current_id
from indexer.cli import main
from indexer.cli.building import build_if_needed
from indexer.cli.options import Target

INSECTS = ["bees", "ants", "wasps", "moths", "beetles", "crickets", "gnats", "hornets"]


def articles(count, first=0):
    """So many articles of a sentence, each with words of its own."""
    return [
        {
            "_id": f"a{number}",
            "text": f"In garden {number} the {INSECTS[number % 8]} eat flower{number} and leaf{number}.",
        }
        for number in range(first, first + count)
    ]


def write(path, listed):
    """A file of these articles."""
    path.write_text("".join(json.dumps(article) + "\n" for article in listed))
    return path


@pytest.fixture
def source(tmp_path):
    """A file of 60 articles."""
    return write(tmp_path / "articles.jsonl", articles(60))


@pytest.fixture
def instance(tmp_path, source):
    """A build of it."""
    rebuild(tmp_path / "instance", [source])
    return tmp_path / "instance"


@pytest.fixture
def unfindable(monkeypatch, instance):  # noqa: ARG001  which finds its own
    """Looks for each passage by words that no passage has, as if the index had lost them."""
    find = self_test._distinctive_words
    monkeypatch.setattr(
        self_test,
        "_distinctive_words",
        lambda *given: ((number, "xylophone zebra quince") for number, _ in find(*given)),
    )


def served(instance):
    """The manifest of the current build."""
    return Manifest.read(instance / "builds" / current_id(instance))


def test_a_sound_build_finds_what_it_holds(instance):
    """Every passage of a small library is found by its own words, and the manifest says so."""
    result = served(instance).self_test
    assert (result["tried"], result["found"]) == (60, 60)
    assert result["score"] > 0


@pytest.mark.usefixtures("unfindable")
@pytest.mark.parametrize("update", [False, True])
def test_a_build_that_does_not_find_its_passages_is_not_published(instance, source, update):
    """The old build stays, nothing is left of the new one, and the message names articles and what to do."""
    before = current_id(instance)
    write(source, articles(60, first=3))
    with pytest.raises(
        RegressionError,
        match=r"not found by their own words \(before: 0 of 60\), in a\d+, .* or build again with --force",
    ) as error:
        rebuild(instance, update=update)
    assert set(error.value.articles) <= {article["_id"] for article in articles(63)}
    assert (current_id(instance), builds_of(instance)) == (before, [before])
    assert rebuild(instance, update=update, force=True).build == current_id(instance) != before


@pytest.mark.usefixtures("unfindable")
def test_a_first_build_is_published(tmp_path, source):
    """Without a build to compare with, there is nothing to be worse than."""
    assert rebuild(tmp_path / "other", [source]).articles == 60


def test_most_articles_are_not_lost_by_accident(instance, source, tmp_path):
    """When most articles are gone from the same sources, the build is refused; a few, or other sources, are no accident."""
    write(source, articles(8))
    with pytest.raises(
        RegressionError, match=r"8 articles would be left of 60; gone are a8, .* and 47 more; see whether"
    ):
        rebuild(instance)
    write(source, articles(60, first=100))  # as after a folder was renamed
    assert rebuild(instance).articles == 60
    write(source, articles(20))
    assert rebuild(instance).articles == 20
    rebuild(instance, [write(tmp_path / "b.jsonl", articles(60)), source])
    assert rebuild(instance, [source]).articles == 20


def test_scores_that_collapse_are_told(instance):
    """When what was there before scores less than half of what it did, the build is refused; other settings excuse it."""
    folder, manifest = instance / "builds" / current_id(instance), served(instance)
    dataclasses.replace(manifest, self_test={**manifest.self_test, "score": 9_999.0}).write(folder)
    with pytest.raises(RegressionError, match="on average instead of 9999"):
        rebuild(instance)
    (instance / "config.toml").write_text("[bm25]\nk1 = 1.7\n")
    assert rebuild(instance).articles == 60


def test_an_update_tries_what_is_new_and_a_few_others(instance, source):
    """An update looks for the new passages and ten others, and keeps the result of the last rebuild."""
    write(source, [*articles(60), *articles(5, first=100)])
    result = served(instance).self_test
    rebuild(instance, update=True)
    assert served(instance).self_test == result
    with open_current(instance) as build:
        trials = list(self_test.try_passages(build, None, update=True))
        assert [trial.new for trial in trials] == [True] * 5 + [False] * 10
        assert all(trial.score for trial in trials)
        assert trials == list(self_test.try_passages(build, None, update=True))


def test_what_cannot_be_told_apart_is_not_missed(tmp_path):
    """A passage is found when a copy of it is, and one without a few words that are indexed is not tried."""
    same = [
        {"_id": str(number), "title": f"{number}", "text": "Bees, ants and wasps live in one garden."}
        for number in range(30)
    ]
    rest = [{"_id": f"r{number}", "text": text} for number, text in enumerate(["It is.", "!", "Moths."])]
    rebuild(tmp_path / "instance", [write(tmp_path / "a.jsonl", same + rest)])
    result = served(tmp_path / "instance").self_test
    assert (result["tried"], result["found"]) == (30, 30)


def test_operators_are_words_here(tmp_path):
    """Words that steer a question where they are typed are looked for as words."""
    text = 'Portland OR Salem NEAR/3 "river towns" -source:x title:y alone: flood* (walls) before:2016 stood firm.'
    rebuild(tmp_path / "instance", [write(tmp_path / "a.jsonl", [{"_id": "a", "text": text}, *articles(20)])])
    assert served(tmp_path / "instance").self_test["found"] == 21


def test_an_empty_sample(instance):
    """An update without new passages tries the others alone."""
    with open_current(instance) as build:
        assert len(self_test._sample(build.store, np.zeros(60, np.bool_), 10)) == 0
        assert list(self_test._distinctive_words(build, np.empty(0, np.int64))) == []


@pytest.mark.usefixtures("unfindable")
def test_on_the_command_line_a_regression_is_one_line(instance):
    """A refused build ends a command with status 1 and one line; `--force` publishes; a server goes on with the old one."""
    before = current_id(instance)
    refused = CliRunner().invoke(main, ["rebuild", "--instance", str(instance)])
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "build again with --force" in refused.stderr
    build_if_needed(Target(instance, {"passage.max_words": "140"}), [])
    assert current_id(instance) == before
    assert CliRunner().invoke(main, ["rebuild", "--force", "--instance", str(instance)]).exit_code == 0
    assert current_id(instance) != before
