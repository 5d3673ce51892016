"""A full disk and missing permissions end a build in one line; what was served before still is."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import BuildError, rebuild
from indexer.builds.publication import builds_of, current_id
from indexer.cli import main
from tests.faults.conftest import QUESTION, TIMES, ran, refused, whole

NOBODY = 65534
ROOM = 4 * 2**20  # bytes of the small disk


def litter(place):
    """What was left in the folder of builds by one that failed."""
    return [path.name for path in (place / "builds").iterdir() if path.name not in builds_of(place)]


def test_files_that_may_not_grow(place, sources, drawn) -> None:
    """When a file may not grow further, the command says so in a line, removes its litter, and the old build answers."""
    first = current_id(place)
    largest = max(path.stat().st_size for path in (place / "builds" / first).rglob("*"))
    for _ in range(2 * TIMES):
        limit = drawn.randrange(1, largest)
        done = ran(
            "rebuild", sources, "--instance", place,
            preexec_fn=lambda most=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )  # fmt: skip
        assert "what was served before still is" in refused(done)
        assert whole(place) == first
        assert litter(place) == []


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of its own that holds little; only root can have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "footnote", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk, sources, drawn) -> None:
    """However much room is missing, the command ends in one line, the old build answers, and with room it works again."""
    place, filler = small_disk / "instance", small_disk / "filler"
    first = rebuild(place, [sources]).build
    build = ("rebuild", sources, "--instance", place)
    needed = sum(path.stat().st_blocks * 512 for path in (place / "builds" / first).rglob("*"))
    for _ in range(3 * TIMES):
        left = drawn.randrange(needed)
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(bytes(max(0, free - left)))
        assert "what was served before still is" in refused(ran(*build))
        assert whole(place) == first
        assert litter(place) == []
        filler.unlink()
    assert ran(*build).returncode == 0
    assert whole(place) != first


STEPS = ["writing.engine_writer", "writing.merge", "made_of.digests", "making.remember", "making.publish"]


@pytest.mark.parametrize("step", STEPS)
def test_no_room_at_any_step(place, sources, monkeypatch, step) -> None:
    """Where the disk fills up makes no difference: one error that says what to do, and no litter."""
    first = current_id(place)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"indexer.builds.{step}", full)
    with pytest.raises(BuildError, match="No space left on device; mend that, then build again"):
        rebuild(place, [sources])
    assert whole(place) == first
    assert litter(place) == []


def test_no_memory_at_any_step(place, sources, monkeypatch) -> None:
    """Where memory ends makes no difference either: one error that says what to do, and no litter."""
    first = current_id(place)
    for step in ("writing.engine_writer", "writing.merge", "made_of.digests", "writing.analysed"):
        with monkeypatch.context() as patched:
            patched.setattr(f"indexer.builds.{step}", _exhausted)
            with pytest.raises(BuildError, match=r"not enough memory; lower build\.memory"):
                rebuild(place, [sources])
        assert whole(place) == first
        assert litter(place) == []


def _exhausted(*_, **__):
    raise MemoryError


def test_a_build_being_made_is_closed_to_others(place, sources) -> None:
    """Until it is published nobody else may enter the folder; then who may enter the instance may read the build."""
    modes = set()

    def look(_progress):
        modes.update(stat.S_IMODE(path.stat().st_mode) for path in (place / "builds").glob(".new-*"))

    before = os.umask(0o002)
    try:
        build = rebuild(place, [sources], progress=look).build
    finally:
        os.umask(before)
    assert modes == {0o700}
    assert stat.S_IMODE((place / "builds" / build).stat().st_mode) == 0o775
    assert stat.S_IMODE((place / "current.json").stat().st_mode) == 0o664


@contextmanager
def nobody():
    """As someone who owns nothing: root may write wherever it wants. Others are themselves."""
    if os.geteuid():
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def test_an_instance_that_may_only_be_read(sources) -> None:
    """Who may not write in an instance asks it all the same; building there ends in a line, and changes nothing."""
    with tempfile.TemporaryDirectory() as folder:  # a temporary folder of pytest's is closed to others
        place, articles = Path(folder, "instance"), shutil.copytree(sources, Path(folder, "sources"))
        first = rebuild(place, [articles]).build
        build = place / "builds" / first
        (build / "verified.json").unlink()  # so that the reader hashes, and has nowhere to note it
        Path(folder).chmod(0o755)
        for path in (place, *place.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        whole(place)  # imports what another user may not be able to
        CliRunner().invoke(main, ["rebuild", str(articles), "--instance", str(Path(folder, "other"))])
        (build / "verified.json").unlink(missing_ok=True)
        with nobody():
            assert whole(place) == first
            built = CliRunner().invoke(main, ["rebuild", str(articles), "--instance", str(place)])
        assert built.exit_code == 2
        assert "Permission denied" in built.stderr
        assert len(built.stderr.splitlines()) == 1
        (build / "store" / "texts.utf8").chmod(0o000)
        with nobody():
            asked = CliRunner().invoke(main, ["ask", QUESTION, "--instance", str(place)])
        assert asked.exit_code == 2
        assert "permission denied" in asked.stderr
        assert "texts.utf8" in asked.stderr
        for path in (place, *place.rglob("*")):
            path.chmod(0o755)
        assert whole(place) == first
