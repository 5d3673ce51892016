"""A published build that is fetched is verified before it is served; whatever else is fetched costs nothing."""

from __future__ import annotations

import itertools
import shutil

import pytest
from click.testing import CliRunner

from indexer import DamagedBuildError, EngineUnavailableError, Library, NoBuildError, current_id, rebuild
from indexer.builds import fetch_build, fetching
from indexer.builds.publication import builds_of
from indexer.cli import main
from indexer.cli.moving import fetch_published, follow_published
from indexer.cli.options import Target
from indexer.settings import Settings


class Elsewhere:
    """An engine whose builds are published in another instance; the builder keeps the folder `whoosh` for itself."""

    builder_only = ("whoosh",)
    is_elsewhere = True

    def __init__(self, instance):
        self.instance, self.known = instance, set()
        self.error = None

    def published(self, settings):  # noqa: ARG002
        if self.error:
            raise self.error
        return current_id(self.instance) if self.instance else None

    def fetch(self, name, folder, known, settings):  # noqa: ARG002
        self.known = set(known)
        shutil.copytree(
            self.instance / "builds" / name,
            folder,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("whoosh", "verified.json*"),
        )


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """That engine, with a build about wasps."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/wasps.txt").write_text("Paper wasps chew wood into paper.")
    rebuild(tmp_path / "builder", [tmp_path / "articles"])
    engine = Elsewhere(tmp_path / "builder")
    monkeypatch.setattr(fetching, "engine_kind", lambda _: engine)
    return engine


def test_builds_are_fetched_one_after_the_other(elsewhere, tmp_path):
    """Each answers as the builder's, what is here already is named, and the one before is kept; nothing new is nothing."""
    server = tmp_path / "server"
    first = fetch_build(server, Settings())
    assert fetch_build(server, Settings()) is None
    with Library.open(server) as library, Library.open(tmp_path / "builder") as builder:
        turns = ("Who chews wood into paper?",)
        assert library.ask(turns) == builder.ask(turns)
    (tmp_path / "articles/bees.txt").write_text("Honey bees dance.")
    rebuild(tmp_path / "builder", [tmp_path / "articles"])
    second = fetch_build(server, Settings())
    assert set(first.files.values()) <= elsewhere.known
    assert builds_of(server) == sorted([first.id, second.id])
    (tmp_path / "builder/current.json").write_text(f'{{"build": "{first.id}"}}')
    assert fetch_build(server, Settings()) == first  # as when a builder goes back
    assert current_id(server) == first.id


@pytest.mark.parametrize("name", ["store/texts.utf8", "vocabulary/terms.utf8"])
def test_what_differs_from_the_manifest_is_not_served(elsewhere, tmp_path, name):
    """A file that was changed or left out on the way is found out, and nothing of the build stays."""
    path = tmp_path / "builder/builds" / current_id(elsewhere.instance) / name
    for change in (lambda: path.write_bytes(b"something else"), path.unlink):
        change()
        with pytest.raises(DamagedBuildError, match="is not the build"):
            fetch_build(tmp_path / "server", Settings())
    assert not list((tmp_path / "server/builds").iterdir())


def test_fetch_tells_what_it_did(elsewhere, tmp_path, monkeypatch):
    """`footnote fetch` names the build, or that there is none or nothing new; with `--every` failures are passed over."""
    arguments = ["fetch", "--instance", str(tmp_path / "server")]
    assert "1 article, is served from now on" in CliRunner().invoke(main, arguments).output
    assert "served already" in CliRunner().invoke(main, arguments).output
    elsewhere.instance = None
    with pytest.raises(NoBuildError):
        fetch_build(tmp_path / "server", Settings())
    elsewhere.error = EngineUnavailableError("opensearch", "cannot be reached")
    looks = iter((None, KeyboardInterrupt()))

    def sleep(_):
        if error := next(looks):
            raise error

    monkeypatch.setattr("indexer.cli.moving.time.sleep", sleep)
    told = CliRunner().invoke(main, [*arguments, "--every", "5"])
    assert told.output.count("cannot be reached; see whether it runs") == 2


def test_a_server_follows_what_is_published(elsewhere, tmp_path, monkeypatch, capsys):
    """A server fetches at its start and whenever another build is published; a failure is told once, and passed over."""
    target = Target(tmp_path / "server", {})
    elsewhere.error = EngineUnavailableError("opensearch", "cannot be reached")
    with pytest.raises(EngineUnavailableError):
        fetch_published(target)
    elsewhere.error = None
    assert fetch_published(target)
    first = current_id(target.instance)
    elsewhere.error = EngineUnavailableError("opensearch", "cannot be reached")
    assert fetch_published(target)  # what is here is served
    assert "cannot be reached" in capsys.readouterr().err
    seconds, errors = itertools.count(), [elsewhere.error, elsewhere.error, None]

    def beat():
        if next(seconds) % 5 == 0:
            if not errors:
                raise KeyboardInterrupt
            elsewhere.error = errors.pop(0)
            if not errors:
                (tmp_path / "articles/bees.txt").write_text("Honey bees dance.")
                rebuild(tmp_path / "builder", [tmp_path / "articles"])

    monkeypatch.setattr("indexer.cli.moving.time.sleep", lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        follow_published(target, beat)
    told = capsys.readouterr()
    assert told.err.count("cannot be reached") == 1
    assert told.out.count("2 articles, is served from now on") == 1
    assert first != current_id(target.instance) == current_id(elsewhere.instance)


def test_without_a_cluster_nothing_is_followed(tmp_path):
    """With the local engine a server makes its own build, and fetches none."""
    assert not fetch_published(Target(tmp_path, {}))


def test_the_local_engine_has_nothing_to_fetch(tmp_path):
    """Without a cluster the command says which setting it needs, and what else moves a build."""
    result = CliRunner().invoke(main, ["fetch", "--instance", str(tmp_path)])
    assert result.exit_code == 2
    assert "set engine.name to opensearch" in result.output
