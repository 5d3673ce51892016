"""Progress bars on a terminal: what is being done, how much of it, how fast, and how long it will still take."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, Task, TaskID


class Tell(Protocol):
    """Shows a stage, how much of it is done, of how much (None: not known), and a note."""

    def __call__(self, stage: str, done: int, total: int | None, note: str = "", /) -> None:
        """Shows it now."""


@contextmanager
def shown(unit: str) -> Iterator[Tell]:
    """Yields a function that takes (stage, done, total or None, note) and shows them on stderr, if that is a terminal.

    `unit` is what is counted, in the plural: "articles".
    """
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total, _note="": None
        return
    with _progress(unit) as progress:
        yield _teller(progress)


def _teller(progress: Progress) -> Tell:
    """The function that updates the bars: one row for each stage. The first row and its clock start at once."""
    rows: dict[str, TaskID] = {}
    first = progress.add_task("starting", total=None)

    def tell(stage: str, done: int, total: int | None, note: str = "") -> None:
        if stage not in rows:
            rows[stage] = progress.add_task(stage, total=total) if rows else first
        progress.update(rows[stage], description=stage, completed=done, total=total, note=note)

    return tell


def _progress(unit: str) -> Progress:
    from rich import progress  # noqa: PLC0415  only for a terminal
    from rich.console import Console  # noqa: PLC0415  as above
    from rich.text import Text  # noqa: PLC0415  as above

    class Facts(progress.ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(facts(task.completed, task.total, task.elapsed or 0.0, unit, task.fields.get("note", "")))

    columns = (progress.TextColumn("{task.description:9}"), progress.BarColumn(), Facts())
    return progress.Progress(*columns, console=Console(stderr=True), transient=True)


def facts(done: float, total: float | None, seconds: float, unit: str, note: str = "") -> str:
    """One line: how much is done, the rate, and the time left at this rate; `seconds` is the time spent so far."""
    parts = [f"{done:,.0f} of {total:,.0f} {unit}" if total is not None else f"{done:,.0f} {unit}"]
    parts += [note] if note else []
    if done and seconds:
        parts.append(f"{done / seconds:,.0f} a second")
        if total is not None and done < total:
            parts.append(f"{timedelta(seconds=round((total - done) * seconds / done))} left")
    return ", ".join(parts)
