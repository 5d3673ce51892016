"""`footnote verify`, `footnote check` and `footnote status`: is it true, is it whole, what is it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.options import Target, as_json, spanned, targeted
from indexer.cli.output import say, say_json, say_table
from indexer.errors import BuildError, NoBuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import LibraryStatus, Span, Verification


@click.command()
@click.argument("article_id")
@spanned
@click.argument("quote")
@as_json
@targeted
def verify(article_id: str, span: Span, quote: str, as_json: bool, target: Target) -> None:
    """Check that an article says QUOTE at START-END.

    Offsets are code points into the article's text, as citations give them. The exit status is 1 when
    the quote does not hold there.
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
@as_json
@targeted
def status(as_json: bool, target: Target) -> None:
    """Show builds, sources, counts and settings.

    A setting that the next rebuild would change is shown with its new value.
    """
    from indexer.exporting.documents import status_document  # noqa: PLC0415  not for `--help`

    with target.library() as library:
        found = library.status()
    if as_json:
        say_json(status_document(found))
        return
    say_table(("what", "value"), _facts(found))
    say()
    say_table(("setting", "value", "after a rebuild"), _settings(found))


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
    """Build, files and problems; a build too damaged to be opened has that as its problem."""
    from indexer.builds import check  # noqa: PLC0415  heavy

    target.settings()  # so that a wrong `--set` or config.toml is said here as everywhere
    try:
        report = check(target.instance)
    except NoBuildError:
        raise
    except BuildError as error:
        return None, 0, (str(error),)
    return report.build, report.files, report.problems


def _facts(found: LibraryStatus) -> Iterator[tuple[str, str]]:
    yield "build", found.build
    yield "built", found.built
    for name in ("articles", "passages", "sentences", "terms"):
        yield name, f"{getattr(found, name):,}"
    yield from (("source", source) for source in found.sources)
    yield from (("previous build", build) for build in found.previous)
    yield from (("skipped", f"{skipped.path}: {skipped.reason}") for skipped in found.skipped)
    yield from (("not understood", str(note)) for note in found.notes)
    yield from ((f"{name} version", version) for name, version in found.versions.items())


def _settings(found: LibraryStatus) -> Iterator[tuple[str, str, str]]:
    for name, value in found.settings.items():
        differing = found.differing.get(name)
        yield name, _written(value), _written(differing[1]) if differing else ""


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
