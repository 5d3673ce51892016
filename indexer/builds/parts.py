"""Parts of a library, each made of one share of its files, and kept beside the builds until they are joined.

    parts/2-of-8/                   part 2 of 8: what a build holds of its articles, `files.json`, and a manifest
    parts/2-of-8.lock               held by who makes the part, and by who joins it
    parts/.new-2-of-8-<random>/     the part being made; after a crash, litter, which its next maker removes

A part is data, as a build is: what is taken from it was written as its manifest says.
"""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from indexer.builds.manifest import Manifest
from indexer.builds.open import VECTORS
from indexer.builds.publication import NEW, aside, flush, locked
from indexer.builds.shares import Share
from indexer.builds.updating import is_intact, settings_changed
from indexer.damage import damage_of
from indexer.errors import BuildError, DamagedBuildError, SettingError
from indexer.settings import Settings
from indexer.store import Store
from indexer.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from indexer.store.vectors import Vectors

_FOLDER = "parts"
_NAME = re.compile(r"([0-9]{1,3})-of-([0-9]{1,3})", re.ASCII)


class Part:
    """A part, open; the attributes are those of `indexer.builds.earlier.EarlierBuild`. A context manager."""

    engine = article_counts = None

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest
        self.settings = Settings().replaced(manifest.settings)
        with damage_of(folder):
            self.vocabulary = Vocabulary(folder / "vocabulary")
            self.vectors = _vectors(folder) if self.settings.semantic_model else None
            self.store = Store(folder / "store")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()


def _vectors(folder: Path) -> Vectors:
    from indexer.store.vectors import Vectors  # noqa: PLC0415  most builds have none

    return Vectors(folder / VECTORS)


@contextmanager
def making_part(instance: Path, share: Share) -> Iterator[Path]:
    """An empty folder to make the part of a share in, which takes the place of an earlier one at the end.

    Raises `BuildError` while another process makes the part, and for what the system refuses.
    """
    parts = instance / _FOLDER
    final, lock = _paths(instance, share)
    busy = BuildError(f"part {share} is being made, or joined, by another process in {parts}; wait for it to end")
    with aside(instance, parts, lock, f"{NEW}{final.name}-", busy) as folder:
        yield folder
        flush(folder)
        with suppress(FileNotFoundError):
            final.rename(folder.with_name("before"))  # is removed with the folder around it
        folder.rename(final)


@contextmanager
def every_part(
    instance: Path, settings: Settings, versions: Mapping[str, str]
) -> Iterator[tuple[list[Path], list[Part]]]:
    """The sources of a library and those of its parts that hold articles: locked, checked and open; removed at the end.

    They stay when the body raises. Raises `BuildError` when a part is missing, is being made, does not belong to the
    others, was made with other settings or versions, or is not what was written.
    """
    with ExitStack() as locks:
        shares = _shares(instance)
        for share in shares:
            locks.enter_context(_still(instance, share))
        manifests = {share: _manifest(instance, share) for share in shares}
        sources = manifests[shares[0]].sources
        for share, manifest in manifests.items():
            for problem in _differences(manifest, settings, versions, sources, shares[0]):
                raise BuildError(f"part {share} {problem}; make it anew with {_command(share)}")
        with ExitStack() as opened:
            parts = [
                opened.enter_context(_opened(share, instance, own)) for share, own in manifests.items() if _any(own)
            ]
            yield [Path(source) for source in sources], parts
        for share in shares:
            folder, lock = _paths(instance, share)
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)
        with suppress(OSError):  # another part may be under way
            (instance / _FOLDER).rmdir()


def _paths(instance: Path, share: Share) -> tuple[Path, Path]:
    """The folder and the lock of a part."""
    folder = instance / _FOLDER / f"{share.part}-of-{share.parts}"
    return folder, folder.with_suffix(".lock")


def _command(share: Share) -> str:
    return f"`footnote rebuild --part {share}`"


def _still(instance: Path, share: Share) -> AbstractContextManager[None]:
    """Holds the lock of a part, so that nobody makes it anew meanwhile."""
    return locked(_paths(instance, share)[1], BuildError(f"part {share} is being made; join the parts when it is done"))


def _shares(instance: Path) -> list[Share]:
    """The shares of all parts; raises `BuildError` unless they are those of one division."""
    folder = instance / _FOLDER
    names = [_NAME.fullmatch(path.name) for path in folder.iterdir()] if folder.is_dir() else []
    made = {Share(int(name[1]), int(name[2])) for name in names if name}
    divisions = sorted({share.parts for share in made})
    if not divisions:
        raise BuildError(f"{folder} holds no part; make each with {_command(Share(1, 8))} and so on, then join them")
    if len(divisions) > 1:
        counts = " and ".join(f"of {parts}" for parts in divisions)
        raise BuildError(f"{folder} holds parts {counts}; remove the folders of those that are not meant")
    every = [Share(part, divisions[0]) for part in range(1, divisions[0] + 1)]
    missing = [share for share in every if share not in made]
    for share in missing:
        with _still(instance, share):
            pass
    if missing:
        named = ", ".join(map(str, missing[:5])) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        are = f"parts {named} are" if len(missing) > 1 else f"part {named} is"
        raise BuildError(f"{are} missing; make each with {_command(missing[0])}, then join the parts")
    return every


def _manifest(instance: Path, share: Share) -> Manifest:
    try:
        return Manifest.read(_paths(instance, share)[0])
    except DamagedBuildError as error:
        raise _damaged(share) from error


def _damaged(share: Share) -> BuildError:
    return BuildError(f"part {share} is not what was written; make it anew with {_command(share)}")


def _differences(
    manifest: Manifest, settings: Settings, versions: Mapping[str, str], sources: Sequence[str], first: Share
) -> Iterator[str]:
    """What is otherwise in a part than it has to be, each in the end of a sentence."""
    if dict(manifest.versions) != dict(versions):
        yield "was made by another version of Footnote, or with another model"
    yield from (f"was made with another {name} than is set here" for name in settings_changed(manifest, settings))
    if manifest.sources != sources:
        yield f"was made of other files and folders ({', '.join(manifest.sources)}) than part {first}"


def _any(manifest: Manifest) -> bool:
    """Whether a part holds articles."""
    return manifest.counts["articles"] > 0


@contextmanager
def _opened(share: Share, instance: Path, manifest: Manifest) -> Iterator[Part]:
    """The part, when every byte of it is what was written, and its numbers fit."""
    try:
        part = Part(_paths(instance, share)[0], manifest)
    except (DamagedBuildError, SettingError) as error:
        raise _damaged(share) from error
    with part:
        if not is_intact(part):
            raise _damaged(share)
        yield part
