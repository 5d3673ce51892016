"""A build's manifest: its versions, settings, counts and checksums; and whether its files still match them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from indexer.damage import damage_of, plain_bytes, read_json
from indexer.errors import DamagedBuildError
from indexer.interrupts import uninterrupted
from indexer.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
LAYOUT = "11"  # of a build's files; another one cannot be read
SEEN = "verified.json"  # inode, size and times of every file when it was last hashed; not part of the build
LOOKS = "looks.json"  # how the source files looked when they were last found unchanged; not part of the build either
NOTES = (SEEN, LOOKS)
# How the names of temporary files begin: what was left by a process that died is no damage.
_ASIDE = tuple(f"{name}." for name in NOTES)
COUNTS = ("articles", "passages", "sentences", "terms")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build's id, when it was begun and ended (UTC), what made it, what it holds, and its files: path → SHA-256.

    `notes` are those of the build's report: kind, path, what is printed there, and count. `formats` are its
    summaries: format, files, articles and skips. `self_test` is the result of the last whole self-test (`self_test.py`).
    """

    id: str
    began: str
    built: str
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    counts: Mapping[str, int]
    sources: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    files: Mapping[str, str]
    notes: tuple[tuple[Any, ...], ...] = ()
    formats: tuple[tuple[Any, ...], ...] = ()
    self_test: Mapping[str, float] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Writes it into the build, with a SHA-256 of its own."""
        facts = dataclasses.asdict(self)
        (folder / MANIFEST).write_text(json.dumps({**facts, "sha256": _digest(facts)}, indent=1), "ascii")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a build; raises `DamagedBuildError`, for wrong types inside too."""
        path = folder / MANIFEST
        with damage_of(path):
            facts = read_json(path)
            if facts.pop("sha256", None) != _digest(facts):
                raise ValueError("its SHA-256 differs")
            facts["sources"] = tuple(facts["sources"])
            facts["skipped"] = tuple((path, reason) for path, reason in facts["skipped"])
            facts["notes"] = tuple(map(tuple, facts.get("notes", ())))
            facts["formats"] = tuple(map(tuple, facts.get("formats", ())))
            manifest = cls(**facts)
            _require_types(manifest)
            return manifest


def is_id(name: object) -> bool:
    """Whether this can be the id of a build, which is the name of its folder: a plain name, never a path."""
    return isinstance(name, str) and _ID.fullmatch(name) is not None


def _require_types(manifest: Manifest) -> None:
    """Raises ValueError when a value is not what the rest of the program relies on."""
    texts = [manifest.began, manifest.built, *manifest.sources, *(text for pair in manifest.skipped for text in pair)]
    for mapping in (manifest.versions, manifest.settings, manifest.counts, manifest.files):
        texts += mapping.keys()
    texts += [*manifest.versions.values(), *manifest.files.values()]
    if not all(isinstance(text, str) for text in texts) or not is_id(manifest.id):
        raise ValueError("a name or text in it is none")
    if set(manifest.counts) != set(COUNTS) or not all(type(count) is int for count in manifest.counts.values()):
        raise ValueError("its counts are none")
    for name, *counts in manifest.formats:
        if not isinstance(name, str) or len(counts) != 3 or not all(type(count) is int for count in counts):
            raise ValueError("its summary of formats is none")
    if not all(type(value) in (int, float) for value in manifest.self_test.values()):
        raise ValueError("its self-test is none")
    for note in manifest.notes:
        Note(*note)  # which looks at its values


def _digest(facts: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def files_of(folder: Path) -> Iterator[Path]:
    """Every file that the manifest lists, sorted: all but the manifest itself and the notes beside it."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_note(folder, path))


def _is_note(folder: Path, path: Path) -> bool:
    return path.parent == folder and (path.name in {MANIFEST, *NOTES} or path.name.startswith(_ASIDE))


def digests(folder: Path, links: Mapping[int, str] | None = None) -> dict[str, str]:
    """Path within the build → SHA-256, for every file; raises OSError.

    `links` are the digests of files of another build, by inode: what is a link to one of them is what was published.
    """
    names = {path.relative_to(folder).as_posix(): path for path in files_of(folder)}
    known = {name: digest for name, path in names.items() if links and (digest := links.get(path.stat().st_ino))}
    hashed = file_digests({name: path for name, path in names.items() if name not in known})
    return {name: known.get(name) or hashed[name] for name in names}


def digests_by_inode(folder: Path, manifest: Manifest) -> dict[int, str]:
    """The digests of a published build's files, by inode, for a build that shares some of them; raises OSError."""
    return {(folder / name).stat().st_ino: digest for name, digest in manifest.files.items()}


def share_files(folder: Path, files: Mapping[str, str], earlier: Path, then: Mapping[str, str]) -> None:
    """Has a new build share the files that an earlier one has too, by their digests, where the system can link them.

    `then` are the digests of the earlier build's files, which must be what was published.
    """
    for name in [name for name, digest in files.items() if then.get(name) == digest]:
        own, other = folder / name, earlier / name
        aside = own.with_name(f"{own.name}.shared")
        with suppress(OSError):
            if own.stat().st_ino != other.stat().st_ino:
                os.link(other, aside)
                aside.replace(own)
        aside.unlink(missing_ok=True)


def file_digests(files: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file, under its name; raises OSError. Every core computes."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  an update of nothing does without

    with uninterrupted(), ThreadPoolExecutor() as threads:
        return dict(zip(files, threads.map(_digest_of, files.values()), strict=True))


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differences(folder: Path, manifest: Manifest) -> list[tuple[str, str]]:
    """Every file that is not what was published, with what is wrong; reads every byte. Raises `DamagedBuildError`."""
    with damage_of(folder):
        hashes = digests(folder)
    problems = [(name, "is missing") for name in manifest.files if name not in hashes]
    problems += [(name, "does not belong to the build") for name in hashes if name not in manifest.files]
    problems += [
        (name, "is not what was published (its SHA-256 differs)")
        for name, digest in manifest.files.items()
        if hashes.get(name, digest) != digest
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


def remember(folder: Path, *, safe: bool = False) -> None:
    """Notes inode, size and times of the verified files, so that opening the build need not hash them again.

    With `safe` the note is on the disk at once.
    """
    with suppress(OSError):
        replace_file(folder / SEEN, json.dumps(_appearance(folder)), safe=safe)


def replace_file(path: Path, text: str, *, safe: bool = False) -> None:
    """Writes a file as a whole or not at all; with `safe` its bytes are on the disk before its name is. Raises OSError."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with aside.open("x", encoding="utf-8") as file:
            file.write(text)
            if safe:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def require_verified(folder: Path, manifest: Manifest) -> None:
    """Raises `DamagedBuildError` unless the files are those published: by inode, size and times, else by hash."""
    if looks_verified(folder):
        return
    for name, problem in differences(folder, manifest):
        raise DamagedBuildError(folder / name, problem)
    remember(folder)


def looks_verified(folder: Path) -> bool:
    """Whether inode, size and times of every file are those noted by `remember`."""
    try:
        return bool(json.loads(plain_bytes(folder / SEEN)) == _appearance(folder))
    except (OSError, ValueError, RecursionError, MemoryError):
        return False
