"""Which build of the cluster is the library's? The one that two aliases name; what is left of earlier ones is removed.

The alias `opensearch.name` leads to the index of the passages, and that with `.files` to the index of the build's files.
Both move in one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engines.opensearch.connection import Connection, library_name
from indexer.engines.opensearch.files import files_index, write_files
from indexer.engines.opensearch.terms import FOLDER, Facts
from indexer.errors import BuildError
from indexer.types import RemoteIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from indexer.settings import Settings

_WITHIN = 60.0  # seconds


def publish(build: Path, name: str, kept: Sequence[Path], settings: Settings, *, leaving_out: Sequence[str]) -> None:
    """Writes the files of the verified build, points the aliases at it, and removes all but it and builds `kept`."""
    connection, library = Connection(settings.opensearch_url), library_name(settings)
    passages = Facts.read(build / FOLDER).index
    files = write_files(connection, library, name, build, leaving_out, settings.opensearch_replicas)
    before = _indexes(connection, library)
    current = {library: passages, f"{library}.files": files}
    actions = [
        {"remove": {"index": index, "alias": alias}}
        for index, aliases in before.items()
        for alias in aliases
        if current.get(alias) not in {None, index}
    ]
    actions += [{"add": {"index": index, "alias": alias}} for alias, index in current.items()]
    connection.ask("POST", "/_aliases", {"actions": actions}, index=passages, within=_WITHIN)
    _remove(connection, before.keys() - {passages, files, *_of_builds(kept, library)})


def published(settings: Settings) -> str | None:
    """The name of the library's build; None: there is none."""
    library = library_name(settings)
    connection = Connection(settings.opensearch_url)
    for index, aliases in _indexes(connection, library).items():
        if f"{library}.files" in aliases:
            mapping = connection.ask("GET", f"/{index}/_mapping", index=index)[index]["mappings"]
            return str(mapping.get("_meta", {}).get("build", ""))
    return None


def indexes(settings: Settings) -> tuple[RemoteIndex, ...]:
    """The library's indexes, by name."""
    connection, library = Connection(settings.opensearch_url), library_name(settings)
    aliases = _indexes(connection, library)
    rows = connection.ask(
        "GET", f"/_cat/indices/{library}.*", format="json", bytes="b", h="index,health,docs.count,store.size,pri,rep"
    )
    return tuple(
        RemoteIndex(
            name=row["index"],
            health=row["health"],
            documents=int(row["docs.count"] or 0),  # null while no shard is there
            bytes=int(row["store.size"] or 0),
            shards=int(row["pri"]),
            replicas=int(row["rep"]),
            served=bool(aliases.get(row["index"])),
        )
        for row in sorted(rows, key=lambda row: str(row["index"]))
    )


def remove(kept: Sequence[Path], settings: Settings, *, served: bool) -> tuple[str, ...]:
    """Removes the library's indexes that no build of `kept` needs, those with an alias only if `served`; their names."""
    connection, library = Connection(settings.opensearch_url), library_name(settings)
    needed = _of_builds(kept, library)
    unused = sorted(
        index
        for index, aliases in _indexes(connection, library).items()
        if index not in needed and (served or not aliases)
    )
    _remove(connection, unused)
    return tuple(unused)


def _remove(connection: Connection, names: Iterable[str]) -> None:
    for index in names:
        connection.ask("DELETE", f"/{index}", index=index, within=_WITHIN, ignore=404)


def _indexes(connection: Connection, library: str) -> dict[str, set[str]]:
    """The library's indexes, and the aliases of each."""
    found = connection.ask("GET", f"/{library}.*/_alias", within=_WITHIN)
    return {index: set(facts["aliases"]) for index, facts in found.items()}


def _of_builds(builds: Sequence[Path], library: str) -> set[str]:
    """The indexes of the builds that have some."""
    found = set()
    for build in builds:
        try:
            found.update({Facts.read(build / FOLDER).index, files_index(library, build.name)})
        except BuildError:  # of another engine
            continue
    return found
