"""`footnote export-build`, `import`, `fetch` and `remove-indexes`: builds move between machines, and leave a cluster."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.building import count
from indexer.cli.options import Target, as_json, targeted
from indexer.cli.output import complain, say, say_json
from indexer.cli.progress import shown
from indexer.errors import BuilderBusyError, BuildError, FootnoteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.builds import Manifest

_LOOK_EVERY = 5  # seconds between two looks at what is published


@click.command("export-build")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@targeted
def export_build(file: Path, as_json: bool, target: Target) -> None:
    """Write the build that is served to FILE, for import elsewhere.

    FILE is a compressed tar archive, with a checksum for each of its files.
    """
    from indexer.builds import export_build  # noqa: PLC0415  heavy

    manifest = export_build(target.instance, file)
    if as_json:
        say_json({**_facts(manifest), "bytes": file.stat().st_size})
    else:
        say(f"Build {manifest.id}, {_articles(manifest)}: {_size(file.stat().st_size)} in {file}")


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
@targeted
def import_build(file: Path, as_json: bool, target: Target) -> None:
    """Check the build in FILE and serve it from now on.

    FILE is what `footnote export-build` wrote. Nothing in it is run; the build that was served is kept beside it.
    """
    from indexer.builds import import_build  # noqa: PLC0415  heavy

    with shown("articles") as tell:
        manifest = import_build(file, target.instance, tell=lambda stage: tell(stage, 0, None))
    if as_json:
        say_json(_facts(manifest))
        return
    say(f"Build {manifest.id}, {_articles(manifest)}, is served from now on.")
    missing = [source for source in manifest.sources if not Path(source).exists()]
    for source in missing:
        say(f"  {source} is not on this machine: answers are whole, but pages of its PDF files are not shown")
    if missing:
        say("To update the library here, name its folders with `footnote rebuild`.")


@click.command()
@click.option(
    "--every", type=click.FloatRange(0.1), metavar="SECONDS", help="Look again so often, until it is stopped."
)
@as_json
@targeted
def fetch(every: float | None, as_json: bool, target: Target) -> None:
    """Serve the build that a cluster's builder has published.

    The cluster is that of the settings engine.name and opensearch.url. With --every, a cluster that does not answer is a
    line on stderr, and is asked again.
    """
    from indexer.builds import fetch_build  # noqa: PLC0415  heavy

    while True:
        try:
            _tell_fetched(fetch_build(target.instance, target.settings()), as_json=as_json, again=every is not None)
        except BuildError as error:
            if every is None:
                raise
            complain(str(error))
        if every is None:
            return
        time.sleep(every)


@click.command("remove-indexes")
@click.option("--all", "every", is_flag=True, help="Remove all of the library's indexes, once it answers without them.")
@as_json
@targeted
def remove_indexes(every: bool, as_json: bool, target: Target) -> None:
    """Remove what a cluster holds of builds that are no longer kept.

    Run it where the builds are made. What is published, and what a build of this instance needs, stays.
    """
    from indexer.builds import remove_remote_indexes  # noqa: PLC0415  heavy

    removed = remove_remote_indexes(target.instance, target.settings(), every=every)
    if as_json:
        say_json({"removed": list(removed)})
    else:
        say("\n".join(f"removed {name}" for name in removed) or "There is nothing to remove.")


def fetch_published(target: Target) -> bool:
    """Has the instance serve what the cluster of the settings has published, if they name one; whether they do.

    While the cluster cannot be asked, what was fetched before is served. Raises `BuildError` when there is nothing at all.
    """
    from indexer.builds import current_id, fetch_build, is_fetched  # noqa: PLC0415  heavy

    settings = target.settings()
    if not is_fetched(settings):
        return False
    try:
        _tell_fetched(fetch_build(target.instance, settings), as_json=False, again=True)
    except BuildError as error:
        try:
            current_id(target.instance)
        except BuildError:
            raise error from None
        complain(str(error))
    return True


def follow_published(target: Target, beat: Callable[[], None]) -> None:
    """Fetches each build that is published from now on; a failure is told once. `beat` is called about once a second."""
    from indexer.builds import fetch_build  # noqa: PLC0415  heavy

    told = ""
    while True:
        for _ in range(_LOOK_EVERY):
            beat()
            time.sleep(1)
        try:
            _tell_fetched(fetch_build(target.instance, target.settings()), as_json=False, again=True)
            told = ""
        except BuilderBusyError:  # a builder of this machine is at work
            continue
        except FootnoteError as error:
            if str(error) != told:
                complain(str(error))
            told = str(error)


def _tell_fetched(manifest: Manifest | None, *, as_json: bool, again: bool) -> None:
    """Prints what was fetched; nothing new is told only to who asks once."""
    if as_json and (manifest or not again):
        say_json(_facts(manifest) if manifest else {"build": None})
    elif manifest:
        say(f"Build {manifest.id}, {_articles(manifest)}, is served from now on.")
    elif not again:
        say("The published build is served already.")


def _articles(manifest: Manifest) -> str:
    return count(manifest.counts["articles"], "article")


def _facts(manifest: Manifest) -> dict[str, object]:
    return {"build": manifest.id, "built": manifest.built, **manifest.counts, "sources": list(manifest.sources)}
