"""A build's files in the cluster, in blocks, so that a machine with an empty disk can fetch them.

Each build has an index of its own: a document for each block, and one, `contents`, that lists files, blocks and SHA-256.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from indexer.engines.opensearch.connection import unavailable
from indexer.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from indexer.engines.opensearch.connection import Connection

_BLOCK = 2**20  # bytes; a document of a third more
_AT_ONCE = 4  # blocks that are sent
_WITHIN = 120.0  # seconds that a block may take
_NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)  # no hidden file, no step upwards, no root
_LISTED = {"verified.json"}  # what notes only how the files look on one machine
# While an index is written nobody reads it, and one that is not written to the end is never published.
_WRITTEN = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": -1,
    "translog": {"durability": "async"},
}
_KEPT = {"refresh_interval": None, "translog.durability": None}
_MAPPINGS = {"dynamic": False, "properties": {}}


def files_index(name: str, build: str) -> str:
    """The name of the index of a build's files, in the library of that name."""
    return f"{name}.files.{build.lower()}"


def write_files(
    connection: Connection, name: str, build: str, folder: Path, leaving_out: Sequence[str], replicas: int
) -> str:
    """Writes the files of the build, but for some folders; returns the name of their index."""
    index = files_index(name, build)
    if connection.exists(index):
        connection.ask("DELETE", f"/{index}", within=_WITHIN)
    body = {"settings": _WRITTEN, "mappings": {**_MAPPINGS, "_meta": {"build": build}}}
    connection.create(index, body, within=_WITHIN)
    listed = {}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for path in sorted(folder.rglob("*")):
            file = path.relative_to(folder).as_posix()
            if path.is_file() and file.partition("/")[0] not in leaving_out and file not in _LISTED:
                blocks = -(-path.stat().st_size // _BLOCK)
                for _ in threads.map(partial(_write, connection, index, path, file), range(blocks)):
                    pass
                with path.open("rb") as opened:
                    listed[file] = [blocks, hashlib.file_digest(opened, "sha256").hexdigest()]
    connection.ask("PUT", f"/{index}/_doc/contents", {"files": listed}, index=index, within=_WITHIN)
    connection.ask("POST", f"/{index}/_flush", index=index, within=_WITHIN)
    kept = {"index": {"number_of_replicas": replicas, **_KEPT}}
    connection.ask("PUT", f"/{index}/_settings", kept, index=index, within=_WITHIN)
    connection.ask("POST", f"/{index}/_refresh", index=index, within=_WITHIN)
    return index


def _write(connection: Connection, index: str, path: Path, file: str, block: int) -> None:
    with path.open("rb") as opened:
        opened.seek(block * _BLOCK)
        written = {"bytes": base64.b64encode(opened.read(_BLOCK)).decode()}
    connection.ask("PUT", f"/{index}/_doc/{_id(file, block)}", written, index=index, within=_WITHIN)


def _id(file: str, block: int) -> str:
    """The id of a block; `/` would divide the address."""
    return f"{file.replace('/', '!')}:{block}"


def read_files(connection: Connection, name: str, build: str, folder: Path, known: Mapping[str, Path]) -> None:
    """Writes the build's files into the folder; those whose SHA-256 is `known` are linked to the ones there."""
    index = files_index(name, build)
    for file, (blocks, digest) in _contents(connection, index).items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if digest in known:
            _link(known[digest], path)
            continue
        with path.open("xb") as written:
            for block in range(blocks):
                written.write(_read(connection, index, _id(file, block)))


def _contents(connection: Connection, index: str) -> dict[str, tuple[int, str]]:
    """How many blocks each file has, and its SHA-256; raises `DamagedBuildError` for any but plain names."""
    listed = _source(connection, index, "contents").get("files", {})
    try:
        contents = {str(file): (int(blocks), str(digest)) for file, (blocks, digest) in listed.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise DamagedBuildError(index, "does not list its files") from error
    for file in contents:
        if not _NAME.fullmatch(file):
            raise DamagedBuildError(index, f"has a file whose name is none: {file!r}")
    return contents


def _read(connection: Connection, index: str, block: str) -> bytes:
    try:
        return base64.b64decode(_source(connection, index, block)["bytes"], validate=True)
    except (KeyError, TypeError, binascii.Error) as error:
        raise DamagedBuildError(index, f"holds no block {block}") from error


def _source(connection: Connection, index: str, document: str) -> dict[str, Any]:
    answer = connection.ask("GET", f"/{index}/_source/{document}", index=index, within=_WITHIN)
    if not isinstance(answer, dict):
        raise unavailable("gave something else than a document")
    return answer


def _link(known: Path, path: Path) -> None:
    try:
        os.link(known, path)
    except OSError:  # not every file system can
        shutil.copyfile(known, path)
