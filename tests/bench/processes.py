"""Runs a task in a process of its own, and watches how much memory it and all that it starts need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.corpus import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY = 0.01  # seconds between two looks at the processes


def run(task: str, *arguments: object) -> dict[str, Any]:
    """What the task measured, and `peak`: the highest resident sizes of its processes, added up, in bytes.

    Each process's own highest counts, as the kernel keeps it, whenever it was; so the sum is never too low. Memory
    that processes share, and mapped files, are counted in each. `peak` is missing where there is no `/proc`.
    """
    _, out, highest = watched([sys.executable, "-m", "tests.bench.child", task, *map(str, arguments)])
    return {**json.loads(out), **({"peak": sum(highest.values())} if highest else {})}


def watched(command: Sequence[str]) -> tuple[int, str, dict[int, int]]:
    """The command's process number, what it prints, and the highest resident size of it and of all that it starts, in bytes.

    Raises `RuntimeError` when it fails.
    """
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        highest: dict[int, int] = {}
        while True:
            look(process.pid, highest)
            try:
                out, err = process.communicate(timeout=_EVERY)
                break
            except subprocess.TimeoutExpired:
                continue
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[3:])} failed:\n{err}")
    return process.pid, out, highest


def look(process: int, highest: dict[int, int]) -> None:
    """Notes the highest resident size of a process and of all that it started."""
    folder = Path("/proc") / str(process)
    try:
        for line in (folder / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                highest[process] = max(highest.get(process, 0), int(line.split()[1]) * 1024)
        children = [int(child) for path in folder.glob("task/*/children") for child in path.read_text().split()]
    except OSError:  # it has ended, or there is no /proc
        return
    for child in children:
        look(child, highest)


def size_of(folder: Path) -> int:
    """How many bytes the files of a folder hold."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
