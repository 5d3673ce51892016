"""The power may go at any moment of publishing: what was not flushed is lost, and the old build answers, or the new one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Lock

import pytest

from indexer import rebuild
from indexer.builds.publication import current_id
from tests.faults.conftest import whole


class Disk:
    """What is kept when the power goes: file contents that were flushed, and the names of a flushed folder's entries.

    After each flush and each rename the instance is copied as it would be found: a file that was changed since it was
    flushed is empty. What a rename did is found done or undone, for both may be.
    """

    def __init__(self, place, copies) -> None:
        self.place, self.copies, self.found = place, copies, []
        self.lock = Lock()
        self.flushed = {self._state(path) for path in place.rglob("*") if path.is_file()}
        self.fsync, self.rename, self.replace = os.fsync, Path.rename, Path.replace

    @staticmethod
    def _state(path) -> tuple[int, int, int]:
        facts = path.stat()
        return facts.st_ino, facts.st_size, facts.st_mtime_ns

    def flush(self, descriptor) -> None:
        """As `os.fsync`."""
        self.fsync(descriptor)
        facts = os.fstat(descriptor)
        with self.lock:  # several are flushed at once
            self.flushed.add((facts.st_ino, facts.st_size, facts.st_mtime_ns))
            self._look()

    def moved(self, how):
        """As `Path.rename` or `Path.replace`, with a look before and after it."""

        def move(path, target):
            self._look()
            result = how(path, target)
            self._look()
            return result

        return move

    def _look(self) -> None:
        copy = self.copies / str(len(self.found))
        shutil.copytree(self.place, copy)
        for path in self.place.rglob("*"):
            if path.is_file() and self._state(path) not in self.flushed:
                (copy / path.relative_to(self.place)).write_bytes(b"")
        self.found.append(copy)


@pytest.fixture
def disk(place, tmp_path, monkeypatch):
    """A disk that is looked at during what follows."""
    watched = Disk(place, tmp_path / "copies")
    monkeypatch.setattr(os, "fsync", watched.flush)
    monkeypatch.setattr(Path, "rename", watched.moved(watched.rename))
    monkeypatch.setattr(Path, "replace", watched.moved(watched.replace))
    return watched


def test_the_power_goes_at_any_moment_of_publishing(place, sources, disk, monkeypatch) -> None:
    """Each state that the disk could be found in holds one whole build, first the old one, from one moment on the new."""
    first = current_id(place)
    second = rebuild(place, [sources]).build
    monkeypatch.undo()
    answered = [whole(copy) for copy in disk.found]
    assert len(answered) > 40
    change = answered.index(second)
    assert answered == [first] * change + [second] * (len(answered) - change)
    assert rebuild(disk.found[change - 1], [sources]).articles == 3
    assert rebuild(disk.found[0], [sources]).articles == 3


def test_publishing_is_durable_when_it_is_done(place, sources, disk) -> None:
    """At the end the folder of `current.json` was flushed, and so was every file that the manifest answers for."""
    built = rebuild(place, [sources]).build
    files = [path for path in (place / "builds" / built).rglob("*") if path.is_file()]
    assert {disk._state(path) for path in [*files, place / "current.json"]} <= disk.flushed
    assert {place.stat().st_ino, (place / "builds").stat().st_ino} <= {inode for inode, _, _ in disk.flushed}
