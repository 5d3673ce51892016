"""A build, open for reading, and pinned so that nobody removes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from indexer.builds.manifest import Manifest, require_verified
from indexer.builds.publish import current_id, pin
from indexer.engines.whoosh import WhooshEngine
from indexer.errors import DamagedBuildError, IncompatibleBuildError
from indexer.settings import Settings
from indexer.store import Store
from indexer.text import analyzer
from indexer.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

_TRIES = 5  # a build can be replaced twice between reading its name and pinning it; not so often in a row


class Build:
    """One build's parts: `manifest`, `settings` (those that shaped it), `vocabulary`, `store`, `engine`.

    Raises FileNotFoundError when the build is gone, `DamagedBuildError` when a file is not what was published, and
    `IncompatibleBuildError` when this version of Footnote analyses text in another way. A context manager.
    """

    def __init__(self, folder: Path, *, manifest: Manifest | None = None, compiled: bool = False) -> None:
        self.folder = folder
        self._pin = pin(folder)
        try:
            self.manifest = manifest or Manifest.read(folder)
            if manifest is None:
                _require_compatible(self.manifest)
                require_verified(folder, self.manifest)
            self.id = self.manifest.id
            self.settings = Settings().replaced(self.manifest.settings)
            self.vocabulary = Vocabulary(folder / "vocabulary")
            self.store = Store(folder / "store")
            self.languages = self.store.catalogue.languages()
            self.engine = WhooshEngine(folder / "impacts", self.vocabulary, compiled=compiled)
        except (OSError, ValueError) as error:
            self._pin.close()
            raise DamagedBuildError(folder, f"cannot be opened ({error})") from error
        except BaseException:
            self._pin.close()
            raise

    def close(self) -> None:
        """Lets go of the build; it may be removed from now on."""
        self.store.close()
        self._pin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _require_compatible(manifest: Manifest) -> None:
    made_by = manifest.versions.get("analyzer")
    if made_by != analyzer.VERSION:
        raise IncompatibleBuildError(
            f"build {manifest.id} was made by analyzer {made_by}, this is {analyzer.VERSION}; run `indexer rebuild`"
        )


def open_current(instance: Path, *, compiled: bool = False) -> Build:
    """The build that is served, pinned, with the compiled kernel if asked for; raises `NoBuildError`, `DamagedBuildError` or `IncompatibleBuildError`."""
    for _ in range(_TRIES):
        build = current_id(instance)
        try:
            return Build(instance / "builds" / build, compiled=compiled)
        except FileNotFoundError:
            continue
    raise DamagedBuildError(instance / "builds" / build, "is missing")
