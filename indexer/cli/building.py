"""`indexer rebuild` and `indexer update`: articles in, a build out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.options import Place, placed
from indexer.cli.output import complain, say
from indexer.cli.progress import shown
from indexer.errors import NothingToIndexError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.builds import BuildReport
    from indexer.builds.pipeline import Progress

_sources = click.argument("sources", metavar="[SOURCE]...", nargs=-1, type=click.Path(exists=True, path_type=Path))


@click.command()
@_sources
@placed
def rebuild(sources: Sequence[Path], place: Place) -> None:
    """Build the index of the articles in SOURCE anew.

    SOURCE is a file or folder of articles; by default those of the last build, else seeds/. The old build
    answers until the new one is whole.
    """
    _build(sources, place, update=False)


@click.command()
@_sources
@placed
def update(sources: Sequence[Path], place: Place) -> None:
    """Do as rebuild does, but read only what changed."""
    _build(sources, place, update=True)


def _build(sources: Sequence[Path], place: Place, *, update: bool) -> None:
    from indexer.builds import rebuild  # noqa: PLC0415  heavy

    with shown("articles") as tell:
        try:
            report = rebuild(place.instance, sources, place.settings(), update=update, progress=_forward(tell))
        except NothingToIndexError as error:
            complain(str(error))
            raise click.exceptions.Exit(1) from None
    _summarise(report)


def _forward(tell: Callable[[str, int, int | None], None]) -> Callable[[Progress], None]:
    return lambda progress: tell(progress.stage, progress.done, progress.total)


def _summarise(report: BuildReport) -> None:
    say(f"Build {report.build}")
    say(f"{_count(report.articles, 'article')}, {_count(report.passages, 'passage')}, {report.seconds:.1f} s")
    if report.skipped:
        say(f"{_count(len(report.skipped), 'file')} skipped:")
    for skipped in report.skipped:
        say(f"  {' '.join(skipped.path.split())}: {' '.join(skipped.reason.split())}")

    for note in report.notes:
        say(" ".join(str(note).split()))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
