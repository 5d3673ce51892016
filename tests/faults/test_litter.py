"""Whatever lies around in an instance: no command ends in anything but one sentence, and litter stops no build."""

from __future__ import annotations

import json
import os
import resource
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import BuildError, DamagedBuildError, Library, SettingError, UsageError, check, rebuild
from indexer.builds.manifest import Manifest, _digest, differences, remember
from indexer.builds.publication import builds_of, current_id
from indexer.cli import main
from tests.faults.conftest import QUESTION, whole

NO_OBJECT = ["3", "[]", "null", '"a"', "{}", "", "\x00", "NaN", "[" * 5_000, '{"a":' * 5_000, "9" * 5_000, "\udce9"]
POINTERS = [
    *NO_OBJECT, '{"build": 3}', '{"build": null}', '{"build": []}', '{"build": ""}', '{"build": "a\\u0000b"}',
    '{"build": "../../etc"}', '{"build": ".."}', '{"build": "/"}', '{"build": "a/b"}', '{"build": "nowhere"}',
    json.dumps({"build": "x" * 300}), '{"build": "caf\\udce9"}', '{"build": ".new-x"}',
]  # fmt: skip


def written(path, text) -> None:
    """Writes any text, with lone surrogates as the bytes that they stand for."""
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def one_sentence(*arguments) -> str:
    """What a command says that cannot do what it is asked: one line, exit status 2."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("text", POINTERS)
def test_any_pointer(place, sources, text) -> None:
    """Whatever `current.json` holds: reading says in a sentence what to do, and a rebuild of named sources mends it."""
    written(place / "current.json", text)
    for command in (["ask", QUESTION], ["status"], ["search", "bees"], ["rebuild"]):
        assert "footnote rebuild" in one_sentence(*command, "--instance", place)
    rebuild(place, [sources])
    whole(place)


CHANGES = [
    {"id": 3}, {"id": "../x"}, {"id": "another"}, {"began": None}, {"versions": []}, {"versions": {"layout": 2}},
    {"settings": 3}, {"settings": {"bm25.k1": "much"}}, {"settings": {"no.such": 1}}, {"counts": {}},
    {"counts": {"articles": "3", "passages": 3, "sentences": 3, "terms": 3}}, {"sources": [3]}, {"sources": None},
    {"skipped": [3]}, {"skipped": [["a", 1]]}, {"files": None}, {"files": {"a": 1}}, {"more": 1},
]  # fmt: skip


@pytest.mark.parametrize("text", [*NO_OBJECT, *CHANGES])
def test_any_manifest(place, sources, text) -> None:
    """Whatever a manifest holds, with a checksum that fits: `DamagedBuildError`, and a rebuild of named sources mends it."""
    path = place / "builds" / current_id(place) / "manifest.json"
    if isinstance(text, dict):
        facts = {**json.loads(path.read_text()), **text}
        facts.pop("sha256")
        text = json.dumps({**facts, "sha256": _digest(facts)})
    written(path, text)
    with pytest.raises(DamagedBuildError, match="footnote rebuild"):
        Library.open(place)
    assert len(one_sentence("status", "--instance", place).splitlines()) == 1
    rebuild(place, [sources], update=True)
    whole(place)


@pytest.mark.parametrize("text", [*NO_OBJECT, '{"store/texts.utf8": 3}'])
def test_any_note_of_what_was_verified(place, text) -> None:
    """A note of what was verified that is none only makes the next reader hash the files."""
    written(place / "builds" / current_id(place) / "verified.json", text)
    assert whole(place)


CONFIGURED = [
    "a" * 5_000, "a=" + "[" * 5_000, "a=" + "{b=" * 5_000, "\x00", "\udce9", "[bm25]\nk1=[1]", "[bm25.k1]\na=1",
    "bm25.k1=" + "9" * 5_000, "bm25.k1=0x" + "f" * 5_000, "a=1979-05-27", "build.workers=-1", "language=[1]",
]  # fmt: skip


@pytest.mark.parametrize("text", CONFIGURED)
def test_any_configuration(place, sources, text) -> None:
    """Whatever `config.toml` holds, every command says in one sentence what is wrong with it."""
    written(place / "config.toml", text)
    with pytest.raises(SettingError):
        Library.open(place)
    for command in (["ask", QUESTION], ["rebuild", str(sources)], ["check"], ["status"]):
        assert "setting" in one_sentence(*command, "--instance", place)


INSTEAD = [os.mkdir, os.mkfifo, lambda path: Path(path).symlink_to("nowhere"), lambda path: Path(path).symlink_to(path)]
OURS = ["current.json", "manifest.json", "texts.utf8", "articles.sqlite", "ends.npy", "impacts.json"]


@pytest.mark.parametrize("instead", INSTEAD, ids=["folder", "pipe", "dangling link", "loop"])
@pytest.mark.parametrize("name", OURS)
def test_anything_in_the_place_of_a_file(place, sources, name, instead) -> None:
    """A folder, a pipe or a link to nowhere in the place of a file of ours: one sentence, and a rebuild mends it."""
    path = next(place.rglob(name))
    path.unlink()
    instead(path)
    with pytest.raises(BuildError, match="footnote rebuild"):
        Library.open(place)
    rebuild(place, [sources])
    whole(place)


@pytest.mark.parametrize("instead", INSTEAD, ids=["folder", "pipe", "dangling link", "loop"])
def test_anything_in_the_place_of_the_configuration(place, instead) -> None:
    """What stands in the place of `config.toml` and is no file is told; a link to nowhere is as if there were none."""
    instead(place / "config.toml")
    if (place / "config.toml").is_symlink() and not (place / "config.toml").readlink().is_absolute():
        assert whole(place)
    else:
        assert "config.toml: cannot be read" in one_sentence("ask", QUESTION, "--instance", place)


LITTER = [".new-x", ".new-folder", ".new-link", "current-file", "20200101T000000-abcdef", "notes.txt", "caf\udce9"]


@pytest.mark.parametrize("name", LITTER)
@pytest.mark.parametrize("kind", ["file", "folder", "closed", "link", "pipe"])
def test_litter_stops_no_build(place, sources, name, kind) -> None:
    """Files, closed folders, links and pipes among the builds: a build is made all the same, the temporary ones go."""
    path = place / "builds" / name
    precious = place / "precious"
    (precious / "inside").mkdir(parents=True)
    if kind == "file":
        path.write_text("")
    elif kind == "link":
        path.symlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        (path / "a" / "b").mkdir(parents=True)
        (path / "a" / "b" / "c").write_text("")
        path.joinpath("a").chmod(0o000 if kind == "closed" else 0o755)
    first = rebuild(place, [sources]).build
    second = rebuild(place, [sources], update=True).build
    assert whole(place) == second
    assert {first, second} <= set(builds_of(place))
    assert name.startswith(".new-") <= (not os.path.lexists(path))
    assert (precious / "inside").is_dir(), "links are removed, never what they lead to"


def test_notes_of_ours_are_no_damage_and_foreign_files_are(place) -> None:
    """A temporary file that a killed process left beside the manifest is nothing; any other file is told."""
    folder = place / "builds" / current_id(place)
    for name in ("verified.json.12345", "verified.json.0a1b2c3d"):
        (folder / name).write_text("{")
    (folder / "verified.json").unlink()
    assert whole(place)
    manifest = Manifest.read(folder)
    for name in ("store/verified.json", "verified.jso", "manifest.json.1"):
        (folder / name).write_text("")
        assert differences(folder, manifest) == [(name, "does not belong to the build")]
        (folder / name).unlink()


def test_a_pointer_half_written_goes(place, sources) -> None:
    """What a builder that was killed left of a new pointer is removed by the next one; a copy that someone made stays."""
    for name in ("current.json.0a1b2c3d", "current.json.bak"):
        (place / name).write_text("{")
    rebuild(place, [sources])
    assert sorted(path.name for path in place.glob("current.json*")) == ["current.json", "current.json.bak"]


def test_a_note_is_written_whole_or_not_at_all(place) -> None:
    """Where files may not grow, noting what was verified leaves nothing behind and what was there before."""
    folder = place / "builds" / current_id(place)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        remember(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert whole(place)


NAMES = [
    "100%",
    "%41%00",
    "a?b",
    "a#b",
    "a b",
    "a;b&c=d",
    "caf\udce9",
    "日本",
    "-x",
    "file:x",
    'a"b',
    "a\nb",
    "a'b",
    "~",
    "%",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_path(tmp_path, sources, name) -> None:
    """An instance works wherever it lies, whatever its folder's name has in it."""
    place, articles = tmp_path / name / "instance", tmp_path / name / "articles"
    shutil.copytree(sources, articles)
    rebuild(place, [articles])
    rebuild(place, update=True)
    assert whole(place)
    asked = CliRunner().invoke(main, ["ask", QUESTION, "--instance", str(place)], catch_exceptions=False)
    assert (asked.exit_code, asked.stderr) == (0, "")
    for status in (["status"], ["status", "--json"]):
        assert CliRunner().invoke(main, [*status, "--instance", str(place)], catch_exceptions=False).exit_code == 0


def test_an_instance_that_is_a_file(tmp_path, sources) -> None:
    """A file where the instance should be, or a folder above it: one sentence that names it, from every command."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        for command in (["ask", QUESTION], ["status"], ["check"], ["rebuild", str(sources)]):
            assert str(tmp_path / "file") in one_sentence(*command, "--instance", place)
        with pytest.raises(UsageError, match="is not a folder"):
            rebuild(place, [sources])
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "builds").write_text("")
    with pytest.raises(UsageError, match="builds is not a folder"):
        rebuild(tmp_path / "place", [sources])
    (tmp_path / "place" / "builds").unlink()
    (tmp_path / "place" / "builder.lock").mkdir()
    with pytest.raises(BuildError, match=r"builder\.lock: Is a directory"):
        rebuild(tmp_path / "place", [sources])


def test_check_names_what_it_could_not_read(place) -> None:
    """`check` of a build whose files cannot be read is a sentence, too."""
    folder = place / "builds" / current_id(place)
    (folder / "vocabulary" / "ends.npy").unlink()
    (folder / "vocabulary" / "ends.npy").symlink_to("ends.npy")
    assert "ends.npy" in "".join(check(place).problems)
