"""`footnote rebuild` and `footnote update`: articles in, a build out. `footnote serve` builds by them, too."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.options import Target, as_json, targeted
from indexer.cli.output import complain, say, say_json
from indexer.cli.progress import shown
from indexer.errors import BuildError, NothingToIndexError, RegressionError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.builds import BuildReport
    from indexer.builds.progress import Progress
    from indexer.cli.progress import Tell

_OBJECTS = 200_000  # made before Python looks for garbage; an update of one file makes some 120,000
sources_argument = click.argument(
    "sources", metavar="[SOURCE]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
_force = click.option(
    "--force", is_flag=True, help="Publish the new build though it is clearly worse than the old one."
)


_part = click.option(
    "--part", metavar="K/N", help="Make only part K of N, of that share of the files; rebuild --join joins the parts."
)


@click.command()
@sources_argument
@_part
@click.option("--join", is_flag=True, help="Make the build of the parts, and publish it.")
@_force
@as_json
@targeted
def rebuild(sources: Sequence[Path], part: str | None, join: bool, force: bool, as_json: bool, target: Target) -> None:
    """Build the index of the articles in SOURCE anew.

    SOURCE is a file or folder of articles; by default those of the last build, else seeds/. The old build
    answers until the new one is whole.
    """
    _collect_seldom()
    if join and (part or sources):
        raise UsageError(
            "--join takes the files and folders that the parts were made of; name neither these nor a part"
        )
    _build(sources, target, force=force, as_json=as_json, part=part, join=join)


@click.command()
@sources_argument
@click.option("--all", "every", is_flag=True, help="Name every file that is skipped, not only new ones.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something changed or went wrong; for timers.")
@_part
@_force
@as_json
@targeted
def update(
    sources: Sequence[Path],
    every: bool,
    quiet: bool,
    part: str | None,
    force: bool,
    as_json: bool,
    target: Target,
) -> None:
    """Do as rebuild does, but read only what changed.

    The result is the same. When nothing has changed, there is no new build.
    """
    _collect_seldom()
    _build(sources, target, update=True, force=force, as_json=as_json, every=every, quiet=quiet, part=part)


def _collect_seldom() -> None:
    """Has Python look for garbage seldom in a command that builds and ends: nearly all that it makes it needs to the end."""
    gc.set_threshold(_OBJECTS)


def build_if_none(target: Target) -> None:
    """Makes a first build of `./seeds`, or of what comes with Footnote, when there is no build yet."""
    from indexer.cli.sources import last_manifest  # noqa: PLC0415  heavy

    try:
        has_build = last_manifest(target.instance) is not None
    except BuildError:  # the server may fall back on the build before
        has_build = True
    if not has_build:
        say(f"{target.instance} has no build yet: building from seeds.")
        _build((), target)


def build_if_needed(target: Target, folders: Sequence[Path]) -> None:
    """Makes a build of the articles in `folders` when there is none of them, or when something has changed since.

    Footnote's handbook is put beside them. Without `folders`, any build will do.
    """
    from indexer.cli.sources import last_manifest, reason_to_build  # noqa: PLC0415  heavy

    try:
        reason = reason_to_build(target.instance, folders, last_manifest(target.instance), target.settings())
    except BuildError:
        if not folders:
            return  # the server may fall back on the build before
        reason = "the last build cannot be read"
    if reason:
        say(f"Indexing, since {reason}.")
        try:
            _build(folders, target, update=True, add_handbook=True)
        except RegressionError as error:  # what was there answers
            complain(str(error))


def _build(
    sources: Sequence[Path],
    target: Target,
    *,
    update: bool = False,
    force: bool = False,
    add_handbook: bool = False,
    as_json: bool = False,
    every: bool = False,
    quiet: bool = False,
    part: str | None = None,
    join: bool = False,
) -> None:
    from indexer.builds import Share, join_parts, make_part, rebuild  # noqa: PLC0415  heavy

    settings, share = target.settings(), Share.parse(part) if part else None
    with shown("articles") as tell:
        try:
            if join:
                report = join_parts(target.instance, settings, force=force, progress=forward(tell))
            else:
                chosen = chosen_sources(sources, target, add_handbook=add_handbook)
                given, progress = (chosen, settings), forward(tell)
                if share:
                    report = make_part(target.instance, share, *given, update=update, progress=progress)
                else:
                    report = rebuild(target.instance, *given, update=update, force=force, progress=progress)
        except NothingToIndexError as error:
            complain(str(error))
            raise click.exceptions.Exit(1) from None
    if as_json:
        from indexer.exporting.build_documents import build_document  # noqa: PLC0415  not for `--help`

        say_json(build_document(report))
    elif share:
        say(
            f"Part {share}: {count(report.articles, 'article')}, {count(report.passages, 'passage')}, "
            f"{report.seconds:.1f} s. When all {share.parts} are made, `footnote rebuild --join` publishes them."
        )
    elif report.changed or not quiet:
        _summarise(report, whole=every or not update, update=update, name_all=every)


def chosen_sources(sources: Sequence[Path], target: Target, *, add_handbook: bool) -> Sequence[Path]:
    """The sources of the next build; those named alone when it cannot be read what the last one was made of."""
    from indexer.cli.sources import last_manifest, next_sources  # noqa: PLC0415  heavy

    try:
        last = last_manifest(target.instance)
    except BuildError:
        if not add_handbook:
            return sources
        last = None
    return next_sources(sources, last, target.settings(), add_handbook=add_handbook)


def forward(tell: Tell) -> Callable[[Progress], None]:
    """Shows the progress of a build by `tell`."""

    def forward(progress: Progress) -> None:
        files = "file {:,} of {:,}".format(*progress.files) if progress.files else ""
        pages = f", {count(progress.pages, 'page')}" if progress.pages else ""
        tell(progress.stage, progress.done, progress.total, files + pages)

    return forward


def _summarise(report: BuildReport, *, whole: bool, update: bool, name_all: bool) -> None:
    """Prints what a build gave, of an update what changed.

    Of the skipped files those that are new, or the `whole` of them; many of one reason in one line, or by `name_all` each.
    """
    from indexer.exporting.skipped_files import by_reason, by_suffix  # noqa: PLC0415  not for `--help`

    if not report.changed and not whole:
        say(f"Nothing has changed since build {report.build}: {count(report.articles, 'article')}.")
        return
    if update and report.changed:
        say(f"Build {report.build}: {changes_line(report)}; published in {report.seconds:.1f} s")
    else:
        say(f"Build {report.build}")
        say(f"{count(report.articles, 'article')}, {count(report.passages, 'passage')}, {report.seconds:.1f} s")
    for each in report.formats if whole and len(report.formats) > 1 else ():
        left_out = f", {each.skipped:,} skipped" if each.skipped else ""
        say(
            f"  {each.format or 'of no format'}: {count(each.files, 'file')}, {count(each.articles, 'article')}{left_out}"
        )
    skipped = report.skipped if whole else report.new_skips
    known = len(report.skipped) - len(skipped)
    as_before = f"{known:,} as before, which `footnote update --all` names"
    if skipped:
        say(f"{count(len(skipped), 'file')} skipped{f'; {as_before}' if known else ''}:")
    elif known:
        say(f"No new file skipped; {as_before}.")
    counts, named = by_suffix(skipped)
    alike, named = ((), named) if name_all else by_reason(named)
    for line in (*counts, *alike):
        say(f"  {' '.join(str(line).split())}")
    if alike:
        say("  (`footnote status` names every one)")
    for left_out_file in named:
        say(f"  {' '.join(left_out_file.path.split())}: {' '.join(left_out_file.reason.split())}")

    for note in report.notes:
        say(" ".join(str(note).split()))


def changes_line(report: BuildReport) -> str:
    """What changed, and how large the library is now: `3 articles added, 1 changed, 2 gone; 50,012 passages`."""
    numbers = [(kind, number) for kind, number in report.changes.items() if number]
    parts = [f"{f'{number:,}' if at else count(number, 'article')} {kind}" for at, (kind, number) in enumerate(numbers)]
    return f"{', '.join(parts) or 'no article changed'}; {count(report.passages, 'passage')}"


def count(number: int, noun: str) -> str:
    """A count with its noun: `1 article`, `1,200 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
