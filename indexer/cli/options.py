"""The options that several commands share, and how their values are read."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.iso_dates import PERIOD, is_period
from indexer.types import Filters, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indexer.library import Library
    from indexer.settings import Settings

    Command = Callable[..., None]

_SPAN = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """The instance that a command works on, and the settings given with `--set`."""

    instance: Path
    given: Mapping[str, str]

    def library(self) -> Library:
        """The library of the instance, open; raises what `Library.open` raises."""
        from indexer.library import Library  # noqa: PLC0415  heavy

        return Library.open(self.instance, self.given)

    def settings(self) -> Settings:
        """The settings in force; raises `SettingError`."""
        from indexer.settings import Settings  # noqa: PLC0415  not for `--help`

        return Settings.load(self.instance, self.given)


instance_option = click.option(
    "--instance",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="FOOTNOTE_INSTANCE",
    default=Path("instance"),
    metavar="DIR",
    help="The folder of the builds and config.toml; else FOOTNOTE_INSTANCE, else ./instance.",
)


def targeted(command: Command) -> Command:
    """Adds `--instance` and `--set`; the command receives them as `target`."""

    @instance_option
    @click.option(
        "--set",
        "given",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_settings,
        help="Use this setting for this one command; may be repeated.",
    )
    @functools.wraps(command)
    def with_target(*args: Any, instance: Path, given: Mapping[str, str], **rest: Any) -> None:  # noqa: ANN401
        command(*args, target=Target(instance, given), **rest)

    return with_target


def filtered(command: Command) -> Command:
    """Adds `--source`, `--author`, `--id`, `--after` and `--before`; the command receives them as `filters`."""

    @click.option("--source", multiple=True, metavar="S", help="Only articles of this source; may be repeated.")
    @click.option("--author", multiple=True, metavar="A", help="Only articles of this author; may be repeated.")
    @click.option("--id", "ids", multiple=True, metavar="ID", help="Only the article of this id; may be repeated.")
    @click.option("--after", callback=_period, metavar="D", help="Only articles published on or after YYYY[-MM[-DD]].")
    @click.option(
        "--before", callback=_period, metavar="D", help="Only articles published up to the end of YYYY[-MM[-DD]]."
    )
    @functools.wraps(command)
    def with_filters(
        *args: Any,  # noqa: ANN401  whatever the command takes
        source: Sequence[str],
        author: Sequence[str],
        ids: Sequence[str],
        after: str | None,
        before: str | None,
        **rest: Any,  # noqa: ANN401  as above
    ) -> None:
        if not all(ids):
            raise click.BadParameter("an id is not empty", param_hint="--id")
        filters = Filters(_names("--source", source), _names("--author", author), after, before, ids=tuple(ids))
        command(*args, filters=filters, **rest)

    return with_filters


def spanned(command: Command) -> Command:
    """Adds the argument `START-END`; the command receives it as `span`."""
    return click.argument("span", metavar="START-END", callback=_span)(command)


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


def _settings(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    given = {}
    for pair in value:
        name, equals, setting = pair.partition("=")
        if not name.strip() or not equals:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", ctx, param)
        given[name.strip()] = setting
    return given


def _span(ctx: click.Context, param: click.Parameter, value: str) -> Span:
    match = _SPAN.fullmatch(value)
    if match is None or int(match[1]) >= int(match[2]):
        raise click.BadParameter(f"{value!r} is not two whole numbers, the first lower", ctx, param)
    return Span(int(match[1]), int(match[2]))


def _period(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if PERIOD.fullmatch(value.strip()) is None:
        raise click.BadParameter(f"{value!r} is not YYYY, YYYY-MM or YYYY-MM-DD", ctx, param)
    if not is_period(value.strip()):
        raise click.BadParameter(f"no calendar has {value!r}", ctx, param)
    return value.strip()


def _names(option: str, values: Sequence[str]) -> tuple[str, ...]:
    names = tuple(value.strip().casefold() for value in values)
    if not all(names):
        raise click.BadParameter("a name is not empty", param_hint=option)
    return names
