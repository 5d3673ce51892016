"""A build made by somebody else is data: no command runs anything in it."""

from __future__ import annotations

import dataclasses
import os
import pickle
import shutil
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from indexer import rebuild
from indexer.builds.manifest import Manifest, digests
from indexer.builds.publication import current_id
from indexer.cli import main
from indexer.engines.whoosh.inert import read_inert
from tests.faults.conftest import QUESTION, TIMES, whole
from tests.faults.test_damage import HARMLESS, files_of, flipped
from tests.faults.test_damaged_while_read import everything
from webapp import create_app


class Payload:
    """Makes a folder when it is unpickled."""

    def __init__(self, path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def sealed(folder) -> None:
    """Gives the manifest the checksums that the files have now, as whoever made the build could."""
    (folder / "verified.json").unlink(missing_ok=True)
    dataclasses.replace(Manifest.read(folder), files=digests(folder)).write(folder)


def instead_of_the_pickles(written, payload):
    """All that a file holds, with the payload for each of its pickles."""
    at = written.find(b"\x80")
    return written[:at] + payload + written[at + len(payload) :]


def instead_of_the_schema(written, payload):
    """A table of contents whose schema is the payload; the length before it fits."""
    assert len(payload) < 128
    end = written.index(b"\x80\x05", 14)  # where the generation and the segments' pickle come
    return written[:14] + bytes([len(payload)]) + payload + written[end - 8 :]


def instead_of_the_segments(written, payload):
    """A table of contents whose list of segments is the payload."""
    return written[: written.index(b"\x80\x05", 14)] + payload


def all_of_it(_, payload):
    """A file that is nothing but the payload."""
    return payload


HOSTILE = [
    ("*.toc", instead_of_the_schema),
    ("*.toc", instead_of_the_segments),
    ("*.toc", all_of_it),
    ("*.pst", instead_of_the_pickles),
    ("*.trm", instead_of_the_pickles),
    ("*.trm", all_of_it),
    ("*_stored.col", all_of_it),
    ("forward.npy", all_of_it),
    ("sentence_start.npy", all_of_it),
    ("ends.npy", all_of_it),
    ("impacts.json", all_of_it),
    ("files.json", all_of_it),
]


@pytest.mark.parametrize(("pattern", "hostile"), HOSTILE)
def test_nothing_in_a_build_is_run(place, sources, tmp_path, pattern, hostile) -> None:
    """Every command and the page open a build whose checksums fit and whose pickles are hostile; none of it is run.

    `check` says that something is wrong with it.
    """
    folder = place / "builds" / current_id(place)
    payload = pickle.dumps(Payload(tmp_path / "run"), 2)
    for path in folder.rglob(pattern):
        path.write_bytes(hostile(path.read_bytes(), payload))
    sealed(folder)
    copy = tmp_path / "copy"
    shutil.copytree(place, copy)
    checked = _run("check", place)
    assert checked.exit_code == (0 if pattern == "files.json" else 1), checked.output
    for command in (["status"], ["search", "bees"], ["ask", QUESTION], ["verify", "bees.txt", "0-4", "Bees"]):
        assert _run(*command, place).exit_code in {0, 1, 2}
    app = create_app({"INSTANCE": place, "TESTING": True})
    with closing(app.extensions["library"]):
        for address in ("/", "/?q=bees", "/api/health", "/api/search?q=bees", "/article?id=bees.txt"):
            assert app.test_client().get(address).status_code in {200, 503}
    assert _run("update", str(sources), copy).exit_code == 0  # nothing has changed: the build is as it was
    (sources / "moths.txt").write_text("Moths\n\nMoths fly to lamps at night.")
    assert _run("update", str(sources), copy).exit_code == 0
    assert _run("rebuild", str(sources), copy).exit_code == 0
    assert whole(copy)
    assert not (tmp_path / "run").exists()
    pickle.loads(payload)  # noqa: S301  our own
    assert (tmp_path / "run").exists(), "the payload is one"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # numpy's, of numbers too large to be multiplied
@pytest.mark.parametrize("compiled", [False, True])
def test_numbers_that_lead_astray(place, sources, drawn, compiled) -> None:
    """Whatever bytes of whichever file are changed, with checksums that fit: all that is ever raised is an error of ours."""
    folder = place / "builds" / current_id(place)
    notes = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    files = [path for path in files_of(place) if path.name not in HARMLESS | {"manifest.json"}]
    for path in files * (2 * TIMES):
        before = path.read_bytes()
        path.write_bytes(flipped(before, drawn) if before else b"\0")
        sealed(folder)
        everything(place, None, b"", compiled)
        path.write_bytes(before)
        for name, written in notes.items():
            (folder / name).write_bytes(written)
    (folder / "store" / "passage_last.npy").write_bytes(
        (folder / "store" / "passage_last.npy").read_bytes()[:-1] + b"\x7f"
    )
    sealed(folder)
    assert "a passage's last sentence is not there" in _run("check", place).output
    (sources / "moths.txt").write_text("Moths\n\nMoths fly to lamps at night.")
    rebuild(place, [sources], update=True)
    whole(place)


def test_a_catalogue_that_computes_is_refused(place) -> None:
    """A catalogue with a view in the place of its table, which could compute without end, is refused and named."""
    folder = place / "builds" / current_id(place)
    with closing(sqlite3.connect(folder / "store" / "articles.sqlite")) as catalogue:
        catalogue.executescript(
            "ALTER TABLE name RENAME TO names;"
            "CREATE VIEW name AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT 'source' AS kind, i AS number, 'x' AS shown FROM n;"
        )
    sealed(folder)
    asked = _run("ask", QUESTION, place)
    assert asked.exit_code == 2
    assert "its tables are not ours" in asked.stderr


def test_only_named_classes_are_read() -> None:
    """A pickle is read as data when all its names are on the list; anything else is refused, and nothing is made."""
    value = read_inert(pickle.dumps(Payload("/nowhere"), 2), {f"{os.mkdir.__module__}.mkdir"})
    assert (value.name.rpartition(".")[2], value.arguments) == ("mkdir", ("/nowhere",))
    with pytest.raises(pickle.UnpicklingError, match="mkdir, which no index does"):
        read_inert(pickle.dumps(Payload("/nowhere"), 2), {"re._compile"})
    with pytest.raises(pickle.UnpicklingError, match="follows"):
        read_inert(pickle.dumps(1) + b" ", ())


def test_check_compares_the_index_with_the_arrays(place, sources) -> None:
    """An index that is whole, but of other articles, is a problem although every checksum fits."""
    folder = place / "builds" / current_id(place)
    other = place.with_name("other")
    (sources / "wasps.txt").write_text("Wasps\n\nPaper wasps chew paper into paper for their nests.")
    rebuild(other, [sources])
    shutil.rmtree(folder / "whoosh")
    shutil.copytree(other / "builds" / current_id(other) / "whoosh", folder / "whoosh")
    sealed(folder)
    checked = _run("check", place)
    assert checked.exit_code == 1
    assert "does not say what" in checked.output


def _run(*arguments):
    """What came of a command on the instance that is named last."""
    *command, instance = map(str, arguments)
    return CliRunner().invoke(main, [*command, "--instance", instance], catch_exceptions=False)
