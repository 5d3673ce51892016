"""A build whose bytes change while it is open, or unseen before: never anything but a sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from indexer import ArticleNotFoundError, DamagedBuildError, FootnoteError, LawError, Library, arrays, check, rebuild
from indexer.builds import manifest
from indexer.builds.publication import current_id
from indexer.types import Span
from tests.faults.conftest import QUESTION, TEXTS, TIMES, whole
from tests.faults.test_damage import HARMLESS, HARMS, files_of

ASKED = (QUESTION, "Honey bees dance", '"trails of scent" -bees', "chewx")


@pytest.fixture
def unseen(monkeypatch):
    """Every array is mapped, however small, and the note of what was verified always fits."""
    monkeypatch.setattr(arrays, "_SMALL", 0)
    monkeypatch.setattr(manifest, "looks_verified", lambda _: True)


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize("opened", ["before", "after"])
@pytest.mark.parametrize("compiled", [False, True])
def test_only_errors_of_ours_come_out(place, drawn, opened, compiled) -> None:
    """Whatever bytes of whichever file change, before a build is opened or while it is: all that is ever raised is ours.

    And whatever is answered is quoted from a text as it was published.
    """
    files = [path for path in files_of(place) if path.name not in HARMLESS]
    for path in files * (3 * TIMES):
        before = path.read_bytes()
        harm = HARMS[drawn.choice((0, 2))]  # the size stays: nothing that is mapped is cut short
        after = harm(before, drawn) if before else before
        with path.open("r+b") as file:
            try:
                if opened == "after":
                    file.write(after)
                    file.flush()
                raised = everything(place, file if opened == "before" else None, after, compiled)
                assert not any(isinstance(error, LawError) for error in raised), "a law that damage broke is damage"
            finally:
                file.seek(0)
                file.write(before)
    assert whole(place)


def everything(place, file, after, compiled):
    """The errors, all ours, of doing all that a library can; what is written to `file` once it is open is `after`."""
    try:
        library = Library.open(place, compiled=compiled)
    except FootnoteError as error:
        return [error]
    with library, library.reading() as reading:
        if file is not None:
            file.write(after)
            file.flush()
        calls = [lambda asked=asked: _ask_truly(reading, asked) for asked in ASKED]
        calls += [lambda asked=asked: reading.search(asked, k=3) for asked in ASKED]
        calls += [lambda: list(reading.ranked(QUESTION)), lambda: reading.article("ants.txt"), lambda: check(place)]
        calls += [
            lambda: reading.verify("bees.txt", Span(0, 4), "Bees"),
            reading.sources,
            reading.titles,
            reading.status,
        ]
        calls += [reading.browse, lambda: reading.browse(oldest=True), lambda: reading.neighbours("bees.txt")]
        calls += [reading.changes, reading.browse_added]
        return [_raised(call) for call in calls]


def _ask_truly(reading, asked) -> None:
    """Asks; fails when something is quoted that no article said."""
    for citation in reading.ask([asked]).citations:
        assert any(citation.quote in text for text in TEXTS.values()), citation


def _raised(call) -> FootnoteError | None:
    """The error of ours that the call ends with, if any; another one fails the test."""
    try:
        call()
    except FootnoteError as error:
        return error
    return None


SAID = [
    ("articles.sqlite", b"CREATE TABLE name", b"CREATE VIEW  name"),
    ("articles.sqlite", b"wasps.txt", b"wasps\xff\xfe\xfd\xfc"),
    ("articles.sqlite", b"[]{}", b"[[{["),
    ("texts.utf8", b"Paper", b"\xff\xfe\xfd\xfc\xfb"),
    ("texts.utf8", b"chew wood", b"drew wood"),
    ("impacts.json", b'"k1"', b"[[[["),
]


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize(("name", "old", "new"), SAID)
def test_what_libraries_say_of_damage_is_translated(place, name, old, new) -> None:
    """What SQLite, JSON or a codec would say is told as damage that names the file, at opening or at the first need."""
    (path,) = place.rglob(name)
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    with pytest.raises(DamagedBuildError, match=f"{path.parent.name}.*run `footnote rebuild`"):
        _ask(place)


def _ask(place) -> None:
    with Library.open(place) as library:
        library.ask([QUESTION])


def test_what_nobody_can_have_named_is_not_damage(place) -> None:
    """Ids and sources that are no text, and numbers larger than any list: not there, in a build that is whole."""
    with Library.open(place) as library, library.reading() as reading:
        assert reading.verify("caf\udce9.txt", Span(0, 1), "a").standing == "gone"
        assert reading.neighbours("caf\udce9.txt") == (None, None)
        assert reading.browse("caf\udce9").total == 0
        assert reading.browse(offset=10**30).entries == ()
        with pytest.raises(ArticleNotFoundError):
            reading.article("caf\udce9.txt")


def test_a_failure_in_a_whole_build_stays_what_it_is(place, monkeypatch) -> None:
    """A defect of ours is not taken for damage, and every byte is looked at for it once, not with each question."""
    looked = []
    with Library.open(place) as library, library.reading() as reading:
        monkeypatch.setattr("indexer.builds.open.differences", lambda *_: looked.append(1) or [])
        monkeypatch.setattr("indexer.library.reading.search_distinct", lambda *_, **__: 1 / 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                reading.search("bees")
    assert looked == [1]


@pytest.mark.usefixtures("unseen")
def test_damage_is_named(place) -> None:
    """Numbers that lead astray are told as the file that is not what was published any more."""
    with Library.open(place) as library, library.reading() as reading:
        (path,) = place.rglob("passage_first.npy")
        with path.open("r+b") as file:
            file.seek(128)
            file.write(b"\x7f" * 12)
        with pytest.raises(DamagedBuildError, match=r"passage_first\.npy: is not what was published"):
            reading.ask([QUESTION])


def test_a_mapped_file_cut_short_ends_the_process_only(place, sources) -> None:
    """The system ends a process that reads what a mapped file lost (SIGBUS), or it says so: it never answers wrongly."""
    for number in range(400):
        (sources / f"{number}.txt").write_text(f"Number {number}\n\n" + "Moths fly to lamps. " * 60)
    rebuild(place, [sources])
    path = place / "builds" / current_id(place) / "impacts" / "passages.npy"
    script = (
        "import os, sys\nfrom indexer import FootnoteError, Library, arrays\narrays._SMALL = 0\n"
        "library = Library.open(sys.argv[1])\nos.truncate(sys.argv[2], 128)\n"
        "try:\n    library.ask([sys.argv[3]])\n    print('answered')\nexcept FootnoteError as error:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, place, path, "Where do moths fly?"],
        check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout in {"", "refused\n"}
    assert done.returncode in {0, -7, -10}, done.stderr  # SIGBUS has another number on macOS
    rebuild(place, [sources])
    whole(place)
