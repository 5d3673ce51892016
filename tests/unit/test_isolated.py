"""A file that cannot be read costs itself alone, whatever it does to the process that reads it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer import rebuild
from indexer.errors import BuildError, LawError
from indexer.readers import Limits, clock, isolated, read_file, read_isolated
from indexer.readers.file_walk import SourceFile
from indexer.readers.notes import note
from indexer.types import Article, Note, Skipped, sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = 3  # articles that a file gives before it does what its name says


def compute(tries: Path) -> None:
    """Computes for ever; a word in the file `tries` tells that it was begun."""
    with tries.open("a") as file:
        file.write("once")
    while True:
        pass


def compute_for(seconds: float) -> None:
    """Computes for so long."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def of_parts(file: SourceFile, _: Limits) -> Iterator[Article | Skipped | Note]:
    """Reads a file of a part of 60 MB, for which it computes for more than two seconds, and a small one without an end."""
    clock.part_begins(60 << 20)
    compute_for(2.2)
    yield Article(file.id, "", "A part", sha256("A part"))
    clock.part_begins(1)
    compute(file.path)


def slow_but_sure(file: SourceFile, _: Limits) -> Iterator[Article | Skipped | Note]:
    """Reads a long text piece by piece, which takes longer than it may compute without a word; then it goes on for ever."""
    for _ in range(10):
        compute_for(0.25)
        clock.worked(100_000)
    yield Article(file.id, "", "A text", sha256("A text"))
    compute(file.path)


def hostile(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """Reads a file: some articles, then what the file's name says. It is imported in the worker."""
    for number in range(GOOD):
        text = f"{file.id} {number}"
        yield Article(f"{file.id}:{number}", "", text, sha256(text))
    yield note("date", file.id, "someday")
    match file.id.partition(".")[0]:
        case "hang":
            threading.Event().wait()
        case "crash" | "killed" | "aborted" as end:
            os.kill(os.getpid(), {"crash": signal.SIGSEGV, "killed": signal.SIGKILL, "aborted": signal.SIGABRT}[end])
        case "exit":
            os._exit(0)
        case "raise":
            raise AssertionError("of its own")
        case "compute":
            compute(file.path)
        case "memory":
            yield Skipped(file.id, str(len(bytearray(2 * limits.memory))))
        case "chance" if not Path(file.path).exists():
            Path(file.path).touch()
            os._exit(1)


def named(*names: str, folder: Path = Path()) -> list[SourceFile]:
    """Files of these names."""
    return [SourceFile(folder / name, name, 1, 0) for name in names]


def files_read(items: list[Article | Skipped | Note | None]) -> list[list[Article | Skipped | Note]]:
    """What each file gave."""
    files: list[list[Article | Skipped | Note]] = [[]]
    for item in items:
        if item is None:
            files.append([])
        else:
            files[-1].append(item)
    assert files.pop() == []
    return files


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", "takes longer than 1.5 s to read; split or simplify it, or raise read.seconds"),
        ("crash", "ended the process that reads it"),
        ("killed", "ended the process that reads it, perhaps for want of memory"),
        ("aborted", "ended the process that reads it, perhaps for want of memory"),
        ("exit", "ended the process that reads it"),
        ("raise", "cannot be understood (its reader failed with AssertionError: of its own)"),
        ("memory", "needs more than 256 MB to read; split it, or raise read.memory"),
    ],
)
def test_a_file_that_does_harm_costs_itself_alone(name, reason) -> None:
    """Its articles before the harm stay, it is named with its reason, and the files before and after it are read."""
    limits = Limits(seconds=1.5 if name == "hang" else 60, memory=256 << 20)
    if name == "memory" and sys.platform == "darwin":
        pytest.skip("the system cannot limit memory")
    items = list(read_isolated(named("a", "b", f"{name}.txt", "c"), limits, hostile))
    before, also, harmful, after = files_read(items)
    assert [len(given) for given in (before, also, after)] == [GOOD + 1] * 3
    assert [item.text for item in harmful if isinstance(item, Article)] == [f"{name}.txt {n}" for n in range(GOOD)]
    assert sum(isinstance(item, Note) for item in harmful) == 1
    assert isinstance(harmful[-1], Skipped)
    assert reason in harmful[-1].reason
    assert harmful[-1].path == f"{name}.txt"


def test_a_file_that_computes_for_too_long_is_not_tried_again(tmp_path) -> None:
    """It costs its limit once; what it and the files before it had given, and was not sent yet, is read again and stays."""
    limits = Limits(processor_seconds=0.1)
    given = files_read(list(read_isolated(named("a", "compute", "b", folder=tmp_path), limits, hostile)))
    assert [len(items) for items in given] == [GOOD + 1, GOOD + 2, GOOD + 1]
    assert [item.text for item in given[1] if isinstance(item, Article)] == [f"compute {n}" for n in range(GOOD)]
    assert given[1][-1].reason.startswith("takes more than 0.1 s of computing to read; simplify it, or raise")
    assert (tmp_path / "compute").read_text() == "once"


def test_a_part_of_a_file_may_compute_as_long_as_its_own_size_allows(tmp_path) -> None:
    """A large member of a small archive gets its time, and a small one no more; the reason tells the limit that it had."""
    limits = Limits(processor_seconds=0.1)
    ((part, skipped),) = files_read(list(read_isolated(named("parts", folder=tmp_path), limits, of_parts)))
    assert isinstance(part, Article)
    assert skipped.reason.startswith("takes more than 0.1 s of computing")


def test_text_that_was_read_earns_time_to_read_more(tmp_path) -> None:
    """A long text is read to its end however long that takes; then an article that does not come ends as in any file."""
    limits = Limits(processor_seconds=0.5)
    ((text, skipped),) = files_read(list(read_isolated(named("slow", folder=tmp_path), limits, slow_but_sure)))
    assert isinstance(text, Article)
    assert skipped.reason.startswith("takes more than 0.5 s of computing")
    assert (tmp_path / "slow").read_text() == "once"


def test_a_large_file_that_gives_nothing_ends_nearly_as_soon_as_a_small_one(tmp_path) -> None:
    """Time is earned by text and not granted by size: a tenth of a second for 2 MB."""
    limits = Limits(processor_seconds=0.1)
    large = [SourceFile(tmp_path / "compute", "compute", 2 << 20, 0)]
    ((*_, skipped),) = files_read(list(read_isolated(large, limits, hostile)))
    assert skipped.reason.startswith("takes more than 0.2 s of computing")


def test_several_files_that_do_harm_are_all_named() -> None:
    """Each costs itself, in the order of the files."""
    names = ["crash.1", "crash.2", "a", "exit.1", "b", "crash.3"]
    given = files_read(list(read_isolated(named(*names), Limits(), hostile)))
    assert [len(items) for items in given] == [GOOD + 1 + (name not in "ab") for name in names]


def test_a_process_that_was_ended_by_chance_costs_nothing(tmp_path) -> None:
    """When the same file is read without harm another time, nothing is lost and nothing is doubled."""
    (given,) = files_read(list(read_isolated(named("chance", folder=tmp_path), Limits(), hostile)))
    assert [item.text for item in given if isinstance(item, Article)] == [f"chance {n}" for n in range(GOOD)]
    assert not any(isinstance(item, Skipped) for item in given)


def test_files_are_read_as_in_this_process(tmp_path) -> None:
    """Isolation changes nothing: same items, same order, whatever is in a parcel."""
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"Text {number}. " * 10_000)
    (tmp_path / "lines.jsonl").write_text('{"text": "x", "date": "never"}\nnot json\n' * 2_000)
    files = [SourceFile(path, path.name, path.stat().st_size, 0) for path in sorted(tmp_path.iterdir())]
    expected = [item for file in files for item in (*read_file(file, Limits()), None)]
    assert list(read_isolated(files, Limits())) == expected


def test_one_process_reads_for_one_build_after_the_other() -> None:
    """The process is kept for the next build; one that was left in the middle of its work is not."""
    list(read_isolated(named("a"), Limits(), hostile))
    ((_, first),) = isolated._idle
    list(read_isolated(named("b"), Limits(), hostile))
    ((_, second),) = isolated._idle
    assert first.pid == second.pid
    reading = read_isolated(named("c", "d"), Limits(), hostile)
    next(reading)
    reading.close()
    assert isolated._idle == []


def test_a_kept_process_that_was_ended_is_replaced() -> None:
    """Whoever ends it in between costs nothing."""
    list(read_isolated(named("a"), Limits(), hostile))
    ((_, worker),) = isolated._idle
    os.kill(worker.pid, signal.SIGKILL)
    assert len(list(read_isolated(named("b"), Limits(), hostile))) == GOOD + 2


def test_a_process_that_cannot_begin_is_told_in_one_sentence() -> None:
    """With too little memory for Python itself, a build ends and says what to do."""
    if sys.platform == "darwin":
        pytest.skip("the system cannot limit memory")
    with pytest.raises(BuildError, match=r"cannot be started .*; raise read.memory"):
        list(read_isolated(named("a"), Limits(memory=1), hostile))


@pytest.mark.parametrize("values", [("x", "a", "b"), ("date", 1, "b"), ("date", "a", "b", 0), ("date", "a", "b", True)])
def test_a_note_says_what_it_counts(values) -> None:
    """A note of no kind, without texts or of nothing breaks its law: one that is read from a build can be trusted."""
    with pytest.raises(LawError):
        Note(*values)


def test_plain_text_and_known_lines_are_read_without_numpy_and_yaml(tmp_path) -> None:
    """The process that reads files loads what these files take: an update of one of them does not wait for more."""
    (tmp_path / "bees.txt").write_text("Bees\n\nBees dance on 3 May 1914.")
    (tmp_path / "ants.jsonl").write_text('{"_id": "ants", "text": "Ants walk."}\n')
    rebuild(tmp_path / "instance", [tmp_path / "ants.jsonl"])
    (lines,) = (tmp_path / "instance" / "builds").glob("2*/lines.npy")
    code = (
        "import sys; from dataclasses import replace; from pathlib import Path\n"
        "from indexer.readers import Limits, read_file, source_files; from indexer.readers.base import KnownLines\n"
        f"known = KnownLines(Path({str(lines)!r}), 0, 1)\n"
        f"files = source_files([Path({str(tmp_path)!r}, name) for name in ('ants.jsonl', 'bees.txt')])\n"
        "items = [item for file in files for item in read_file(replace(file, lines=known), Limits())]\n"
        "print(*(type(item).__name__ for item in items), *({'numpy', 'yaml'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["Kept", "Article"]
