"""`footnote verify`, `footnote check` and `footnote status`: is a quote true, is the build whole, what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.options import Target, as_json, spanned, targeted
from indexer.cli.output import say, say_json, say_table
from indexer.errors import BuildError, NoBuildError
from indexer.exporting.skipped_files import by_suffix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import Change, LibraryStatus, RemoteIndex, Span, Verification


_MOST_CHANGES = 100  # that are printed in a table
_FIELDS = {"title": "title", "published": "date", "source": "source", "author": "author"}


@click.command()
@click.argument("article_id")
@spanned
@click.argument("quote")
@as_json
@targeted
def verify(article_id: str, span: Span, quote: str, as_json: bool, target: Target) -> None:
    """Check that an article says QUOTE at START-END.

    START and END are code points into the article's text, as citations give them. The exit status is 1 when
    the article does not say the quote there.
    """
    from indexer.exporting.documents import verification_document  # noqa: PLC0415  not for `--help`

    with target.library() as library, library.reading() as reading:
        verification = reading.verify(article_id, span, quote)
        build = reading.build
    if as_json:
        say_json(verification_document(verification, build))
    else:
        say(_standing(verification, span))
    if verification.standing != "holds":
        raise click.exceptions.Exit(1)


@click.command()
@as_json
@targeted
def check(as_json: bool, target: Target) -> None:
    """Check every checksum, offset and count of the build."""
    build, files, problems = _checked(target)
    if as_json:
        say_json({"build": build, "files": files, "problems": list(problems)})
    elif problems:
        say("\n".join(" ".join(problem.split()) for problem in problems))
    else:
        say(f"Build {build} is whole: {files} files checked.")
    if problems:
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--articles", is_flag=True, help="List the articles that lack a title, a date, a source or an author.")
@click.option("--changes", is_flag=True, help="List the articles that were added or changed, or that are gone.")
@click.option(
    "--since", metavar="BUILD|DATE", help="Changes since this build or YYYY[-MM[-DD]]; by default, the build before."
)
@as_json
@targeted
def status(articles: bool, changes: bool, since: str | None, as_json: bool, target: Target) -> None:
    """Show builds, sources, counts and settings.

    A setting that differs from the one in the build is shown with the value it has after a rebuild.
    """
    from indexer.exporting.build_documents import status_document  # noqa: PLC0415  not for `--help`

    if articles and (changes or since):
        raise click.UsageError("--articles and --changes are two lists; ask for one of them")
    if changes or since:
        _say_changes(target, since, as_json)
        return
    if articles:
        _say_incomplete(target, as_json)
        return
    with target.library() as library:
        library_status = library.status()
    indexes, unreachable = _indexes(library_status)
    if as_json:
        say_json(status_document(library_status, indexes, unreachable))
        return
    cluster = [("index", _index(index)) for index in indexes]
    cluster += [("cluster", unreachable)] if unreachable else []
    say_table(("what", "value"), [*_facts(library_status), *cluster])
    say()
    say_table(("setting", "value", "after a rebuild"), _settings(library_status))


def _say_incomplete(target: Target, as_json: bool) -> None:
    """Prints which articles lack which of their fields."""
    from indexer.exporting.build_documents import incomplete_document  # noqa: PLC0415  not for `--help`

    with target.library() as library, library.reading() as reading:
        incomplete, build = reading.incomplete(), reading.build
    if as_json:
        say_json(incomplete_document(incomplete, build))
    elif incomplete:
        rows = [(each.id, ", ".join(_FIELDS[name] for name in each.missing)) for each in incomplete]
        say_table(("article", "lacks"), rows)
    else:
        say("Every article has a title, a date, a source and an author.")


def _say_changes(target: Target, since: str | None, as_json: bool) -> None:
    """Prints what changed since a build or date: of a long list the newest only, unless it is for a program."""
    from indexer.exporting.build_documents import changes_document  # noqa: PLC0415  not for `--help`

    with target.library() as library, library.reading() as reading:
        changes, build = reading.changes(since, most=None if as_json else _MOST_CHANGES), reading.build
    if as_json:
        say_json(changes_document(changes, build))
        return
    counted = ", ".join(f"{count:,} {kind}" for kind, count in changes.counts.items())
    say(f"Since {changes.since}: {counted}." if changes.since else f"The first build: {counted}.")
    if changes.changes:
        say_table(("change", "article", "title"), (_change(change) for change in changes.changes))
    if changes.total > len(changes.changes):
        say(f"and {changes.total - len(changes.changes):,} earlier changes; --json lists them all")


def _change(change: Change) -> tuple[str, str, str]:
    was = f" (before: {change.earlier_title})" if change.earlier_title else ""
    return change.kind, change.entry.id, f"{change.entry.title}{was}"


def _standing(verification: Verification, span: Span) -> str:
    name = verification.article_id
    match verification.standing:
        case "holds":
            return f"Holds: {name} says it at {span}."
        case "moved":
            return f"Moved: {name} says it at {verification.span}, not at {span}."
        case "changed":
            return f"Changed: {name} does not say it."
        case "gone":
            return f"Gone: no article has the id {name}."


def _checked(target: Target) -> tuple[str | None, int, tuple[str, ...]]:
    """Build id, number of files, and problems; of a build that cannot be opened only why it cannot."""
    from indexer.builds import check  # noqa: PLC0415  heavy

    target.settings()  # so that a wrong `--set` or config.toml is said here as everywhere
    try:
        report = check(target.instance)
    except NoBuildError:
        raise
    except BuildError as error:
        return None, 0, (str(error),)
    return report.build, report.files, report.problems


def _indexes(library_status: LibraryStatus) -> tuple[tuple[RemoteIndex, ...], str | None]:
    """What a cluster keeps for the library; else why it cannot be asked."""
    from indexer.builds import remote_indexes  # noqa: PLC0415  heavy
    from indexer.settings import Settings  # noqa: PLC0415  not for `--help`

    try:
        return remote_indexes(Settings().replaced(library_status.settings)), None
    except BuildError as error:
        return (), str(error)


def _index(index: RemoteIndex) -> str:
    copies = f"{index.shards} × {1 + index.replicas}"
    size = f"{index.documents:,} documents, {index.bytes / 1e6:,.1f} MB"
    return f"{index.name}: {'published, ' if index.served else ''}{index.health}, {copies} shards, {size}"


def _facts(library_status: LibraryStatus) -> Iterator[tuple[str, str]]:
    yield "build", library_status.build
    yield "built", library_status.built
    for name in ("articles", "locations", "passages", "sentences", "terms"):
        yield name, f"{getattr(library_status, name):,}"
    yield from (("source", source) for source in library_status.sources)
    yield from (("previous build", build) for build in library_status.previous)
    counts, named = by_suffix(library_status.skipped)
    yield from (("skipped", line) for line in counts)
    yield from (("skipped", f"{skipped.path}: {skipped.reason}") for skipped in named)
    yield from (("not understood", str(note)) for note in library_status.notes)
    yield from ((f"{name} version", version) for name, version in library_status.versions.items())


def _settings(library_status: LibraryStatus) -> Iterator[tuple[str, str, str]]:
    for name, value in library_status.settings.items():
        differing = library_status.differing.get(name)
        yield name, _written(value), _written(differing[1]) if differing else ""


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
