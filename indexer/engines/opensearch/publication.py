"""Which index of the cluster is the library's? The one that the alias `opensearch.name` names; earlier ones are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.terms import FOLDER, Facts
from indexer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.settings import Settings

_WITHIN = 60.0  # seconds


def publish(build: Path, kept: Sequence[Path], settings: Settings) -> None:
    """Points the alias at the build's index, in one step, and removes indexes of the library but those of builds `kept`."""
    connection, name = Connection(settings.opensearch_url), settings.opensearch_name
    current = Facts.read(build / FOLDER).index
    every = indexes(connection, name)
    actions = [{"remove": {"index": index, "alias": name}} for index, is_current in every.items() if is_current]
    body = {"actions": [*actions, {"add": {"index": current, "alias": name}}]}
    connection.ask("POST", "/_aliases", body, index=current, within=_WITHIN)
    wanted = {current, *_of_builds(kept)}
    for index in every:
        if index not in wanted:
            connection.ask("DELETE", f"/{index}", index=index, within=_WITHIN, ignore=404)


def indexes(connection: Connection, name: str) -> dict[str, bool]:
    """The library's indexes, and whether the alias names each."""
    found = connection.ask("GET", f"/{name}-*/_alias", within=_WITHIN)
    return {index: name in facts["aliases"] for index, facts in found.items()}


def _of_builds(builds: Sequence[Path]) -> set[str]:
    """The indexes of the builds that have one."""
    found = set()
    for build in builds:
        try:
            found.add(Facts.read(build / FOLDER).index)
        except BuildError:  # of another engine
            continue
    return found
