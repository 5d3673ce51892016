"""When was every byte of a build last compared with what was published, and what differed?

The answer is kept in the instance, in `checked.json`, so that all who read the instance give the same one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.builds.manifest import SEEN, Manifest, differences, replace_file
from indexer.builds.publication import current_id
from indexer.damage import plain_bytes
from indexer.errors import FootnoteError
from indexer.types import ByteCheck

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = "checked.json"
_MOST = 10  # problems that are kept


def check_bytes(instance: Path, build: str = "") -> ByteCheck:
    """Reads every byte of the build (without `build`, of the current one), and notes the result in the instance.

    Raises `NoBuildError` or `DamagedBuildError` when nothing tells which build is the current one.
    """
    build = build or current_id(instance)
    folder = instance / "builds" / build
    try:
        problems = [f"{name} {problem}" for name, problem in differences(folder, Manifest.read(folder))]
    except FootnoteError as error:
        problems = [str(error)]
    return note_check(instance, build, problems)


def note_check(instance: Path, build: str, problems: list[str]) -> ByteCheck:
    """Notes what a check found; where the instance cannot be written, the result is only returned."""
    done = ByteCheck(build, datetime.now(UTC).isoformat(timespec="seconds"), tuple(problems[:_MOST]))
    with suppress(OSError):
        replace_file(instance / CHECKED, json.dumps(asdict(done)))
    return done


def last_check(instance: Path, build: str) -> ByteCheck | None:
    """The last check of this build's bytes, or its publication, which checks them too; None when neither is known."""
    try:
        noted = json.loads(plain_bytes(instance / CHECKED))
        if noted["build"] == build:
            datetime.fromisoformat(noted["checked"])
            return ByteCheck(build, noted["checked"], tuple(map(str, noted["problems"])))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    try:
        hashed = (instance / "builds" / build / SEEN).stat().st_mtime
    except OSError:
        return None
    return ByteCheck(build, datetime.fromtimestamp(hashed, UTC).isoformat(timespec="seconds"), ())
