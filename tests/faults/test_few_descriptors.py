"""However few files a process may open: builds are made, merged and read, and none stays open when it is not needed."""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import Library, rebuild
from indexer.builds.manifest import Manifest
from indexer.builds.publication import current_id
from tests.conftest import ROOT

FEW = 33
BATCHES = 60
BUILD = """
import sys
from pathlib import Path
from indexer import Library, Settings, check, rebuild
from indexer.builds import batches
batches.LARGEST = 400
place, source = Path(sys.argv[1]), Path(sys.argv[2])
rebuild(place, [source], Settings().replaced({"build.workers": int(sys.argv[3])}))
rebuild(place, [source], Settings().replaced({"build.workers": int(sys.argv[3])}), update=True)
with Library.open(place) as library:
    print(len(library.ask(["Where does keeper 31 stand?"]).hits), check(place).problems)
"""


@pytest.fixture
def source(tmp_path):
    """Articles enough for many tiny batches."""
    lines = (
        json.dumps({"_id": str(number), "text": f"Keeper {number} stands on rock {number * 7}. " * 12})
        for number in range(BATCHES)
    )
    (tmp_path / "articles.jsonl").write_text("\n".join(lines))
    return tmp_path / "articles.jsonl"


def built(place, source, *, files, workers=1):
    """Digests of a build that was made in a process of its own, which may open so many files, and of its arrays."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, place, source, str(workers)],
        check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("10 ()\n", "")
    files = Manifest.read(place / "builds" / current_id(place)).files
    return {name: digest for name, digest in files.items() if not name.startswith("changes/")}  # which hold times


@pytest.mark.parametrize("workers", [1, 2])
def test_more_batches_than_descriptors(tmp_path, source, workers) -> None:
    """A build of many batches in a process that may open few files is that of one that may open many, to the last byte."""
    few = built(tmp_path / "few", source, files=FEW, workers=workers)
    many = built(tmp_path / "many", source, files=1_000)
    assert len([name for name in few if name.endswith(".trm")]) == BATCHES
    assert few == many


@pytest.mark.skipif(sys.platform != "linux", reason="descriptors are counted in /proc")
def test_builds_that_are_replaced_leave_nothing_open(tmp_path, source) -> None:
    """A library that moves to build after build keeps no file of an earlier one open, even before garbage is collected."""
    place = tmp_path / "instance"
    rebuild(place, [source])
    gc.collect()
    gc.disable()
    try:
        with Library.open(place) as library:
            counts = []
            for _ in range(4):
                assert library.ask(["Where does keeper 31 stand?"]).hits
                counts.append(sum("/builds/" in _target(path) for path in Path("/proc/self/fd").iterdir()))
                rebuild(place)
    finally:
        gc.enable()
    assert counts == counts[:1] * 4
    assert 0 < counts[0] < FEW


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except FileNotFoundError:  # it was that of the listing itself
        return ""
