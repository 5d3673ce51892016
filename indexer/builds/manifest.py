"""What a build says of itself, and whether its files still are what was published."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from indexer.errors import DamagedBuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
LAYOUT = "2"  # of a build's files; another one cannot be read
SEEN = "verified.json"  # inode, size and times of every file when it was last hashed; not part of the build
_NOT_HASHED = {MANIFEST, SEEN}


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build's id, when it was begun and ended (UTC), what made it, what it holds, and its files: path → SHA-256."""

    id: str
    began: str
    built: str
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    counts: Mapping[str, int]
    sources: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Writes it into the build, with a SHA-256 of its own."""
        facts = dataclasses.asdict(self)
        (folder / MANIFEST).write_text(json.dumps({**facts, "sha256": _digest(facts)}, indent=1), "ascii")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a build; raises `DamagedBuildError`."""
        try:
            facts = json.loads((folder / MANIFEST).read_text("ascii"))
            if facts.pop("sha256", None) != _digest(facts):
                raise ValueError("its SHA-256 differs")
            facts["sources"] = tuple(facts["sources"])
            facts["skipped"] = tuple((path, reason) for path, reason in facts["skipped"])
            return cls(**facts)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedBuildError(folder / MANIFEST, f"cannot be read ({error})") from error


def _digest(facts: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def files_of(folder: Path) -> Iterator[Path]:
    """Every file that the manifest answers for, sorted."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in _NOT_HASHED)


def digests(folder: Path) -> dict[str, str]:
    """Path within the build → SHA-256, for every file."""
    found = {}
    for path in files_of(folder):
        with path.open("rb") as file:
            found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def differences(folder: Path, manifest: Manifest) -> list[tuple[str, str]]:
    """Every file that is not what was published, with what is wrong; reads every byte."""
    found = digests(folder)
    problems = [(name, "is missing") for name in manifest.files if name not in found]
    problems += [(name, "does not belong to the build") for name in found if name not in manifest.files]
    problems += [
        (name, "is not what was published (its SHA-256 differs)")
        for name, digest in manifest.files.items()
        if found.get(name, digest) != digest
    ]
    return problems


def _appearance(folder: Path) -> dict[str, list[int]]:
    seen = {}
    for path in files_of(folder):
        facts = path.stat()
        seen[path.relative_to(folder).as_posix()] = [
            facts.st_ino,
            facts.st_size,
            facts.st_mtime_ns,
            facts.st_ctime_ns,
        ]
    return seen


def remember(folder: Path) -> None:
    """Notes how the files look now that they are verified; a folder that cannot be written is hashed every time."""
    aside = folder / f"{SEEN}.{os.getpid()}"
    try:
        aside.write_text(json.dumps(_appearance(folder)))
        aside.replace(folder / SEEN)
    except OSError:
        return


def require_verified(folder: Path, manifest: Manifest) -> None:
    """Raises `DamagedBuildError` unless the files are those published: by inode, size and times, else by hash."""
    try:
        looks_the_same = json.loads((folder / SEEN).read_text()) == _appearance(folder)
    except (OSError, ValueError):
        looks_the_same = False
    if looks_the_same:
        return
    for name, problem in differences(folder, manifest):
        raise DamagedBuildError(folder / name, problem)
    remember(folder)
