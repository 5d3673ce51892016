"""Progress on a terminal: what is being done, how far it is, how fast, and how long it will take."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, Task

    Tell = Callable[[str, int, int | None], None]


@contextmanager
def shown(unit: str) -> Iterator[Tell]:
    """A function to tell (stage, done, total or None); it shows them on stderr, if that is a terminal.

    `unit` is what is counted, in the plural.
    """
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    with _progress(unit) as progress:
        yield _teller(progress)


def _teller(progress: Progress) -> Tell:
    """One row a stage: a new stage begins its own, so that its rate is its own."""
    rows: dict[str, int] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage not in rows:
            rows[stage] = progress.add_task(stage, total=total)
        progress.update(rows[stage], completed=done, total=total)  # type: ignore[arg-type]

    return tell


def _progress(unit: str) -> Progress:
    from rich import progress  # noqa: PLC0415  only for a terminal
    from rich.console import Console  # noqa: PLC0415  as above
    from rich.text import Text  # noqa: PLC0415  as above

    class Rate(progress.ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f} {unit}/s" if speed else "")

    class Count(progress.ProgressColumn):
        def render(self, task: Task) -> Text:
            of = f" of {task.total:,.0f}" if task.total is not None else ""
            return Text(f"{task.completed:,.0f}{of} {unit}")

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        Count(),
        Rate(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("left"),
        progress.TimeRemainingColumn(),
    )
    return progress.Progress(*columns, console=Console(stderr=True), transient=True)
