"""`footnote watch`: updates whenever articles change, until it is stopped. `footnote serve --watch` does it by the side."""

from __future__ import annotations

import signal
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from indexer.cli.building import changes_line, chosen_sources, count, forward, sources_argument
from indexer.cli.options import Target, targeted
from indexer.cli.output import complain, say
from indexer.cli.progress import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.builds import BuildReport, Progress
    from indexer.watching import Plan

_MOST = 5  # skipped files that are named after one update


@click.command()
@sources_argument
@targeted
def watch(sources: Sequence[Path], target: Target) -> None:
    """Update whenever articles in SOURCE change.

    SOURCE is a file or folder of articles; by default those of the last build. Ctrl-C or SIGTERM ends it, with the
    exit status 0.
    """
    keep_updated(target, sources)


def keep_updated(
    target: Target,
    sources: Sequence[Path],
    *,
    add_handbook: bool = False,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Updates now, and whenever something changes, until SIGINT or SIGTERM; prints a line for each build.

    `beat` is called several times a second while nothing is built, and now and then while articles are read.
    """
    stop = _Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)

    def look() -> None:
        stop.if_asked()
        beat()

    try:
        from indexer.watching import Plan, keep_current  # noqa: PLC0415  heavy

        def plan() -> Plan:
            return Plan(chosen_sources(sources, target, add_handbook=add_handbook), target.settings())

        say("Watching for changes (Ctrl-C ends it).")
        keep_current(target.instance, plan, partial(_update, target, look), complain, beat=look)
    except KeyboardInterrupt:
        return


class _Stop:
    """Ends the process in an orderly way, by KeyboardInterrupt; again later, where Python has to drop the first one."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self, *_: object) -> None:
        """Handles a signal."""
        self._asked = True
        raise KeyboardInterrupt

    def if_asked(self) -> None:
        """Ends the process if a signal came before."""
        if self._asked:
            raise KeyboardInterrupt


def _update(target: Target, beat: Callable[[], None], plan: Plan) -> None:
    """Updates once, with the progress on a terminal, and prints what is new."""
    from indexer.builds import rebuild  # noqa: PLC0415  heavy

    with shown("articles") as tell:
        show = forward(tell)

        def progress(reached: Progress) -> None:
            beat()
            show(reached)

        report = rebuild(target.instance, plan.sources, plan.settings, update=True, progress=progress)
    if report.changed:
        _tell(report)


def _tell(report: BuildReport) -> None:
    """Prints a line for a build, and some for the files that were read and gave nothing."""
    took = f"published in {report.seconds:.1f} s"
    say(f"{datetime.now().astimezone():%H:%M:%S} Build {report.build}: {changes_line(report)}; {took}")
    for each in report.new_skips[:_MOST]:
        say(f"  skipped: {' '.join(each.path.split())}: {' '.join(each.reason.split())}")
    if len(report.new_skips) > _MOST:
        say(f"  skipped: {count(len(report.new_skips) - _MOST, 'more file')}; `footnote status` names them")
