"""A build, open for reading, and pinned so that nobody removes it."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Self

from indexer.arrays import open_array
from indexer.builds.manifest import LAYOUT, MANIFEST, Manifest, differences, require_verified
from indexer.builds.publication import current_id, pin
from indexer.builds.structure import structure_problems
from indexer.damage import damage_of, translated
from indexer.engines.choice import engine_kind
from indexer.errors import DamagedBuildError, EmbedderError, IncompatibleBuildError, SettingError
from indexer.settings import Settings
from indexer.store import Store
from indexer.store.change_log import CHANGES, ChangeLog
from indexer.text.analyzer_version import VERSION
from indexer.text.embedders import embedder
from indexer.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from typing import BinaryIO

    from indexer.engines.base import Engine, EngineKind
    from indexer.store.vectors import Vectors
    from indexer.text.embedders import Embedder

VECTORS = "vectors"  # the folder of the vectors within a build
ARTICLE_COUNTS = "article_counts.npy"  # uint32 [V], how many articles hold each term in their texts
_LOOK_EVERY = 60  # seconds
_TRIES = 5  # a build can be replaced twice between reading its name and pinning it; not so often in a row


class Build:
    """One build's parts: `manifest`, `settings` (that shaped it), `vocabulary`, `store`, `engine`, `changes` and `vectors`.

    `article_counts` says how many articles hold each term; `vectors` are None for a build without a model.
    Raises FileNotFoundError when the build is gone, `DamagedBuildError` when a file is not what was published, and
    `IncompatibleBuildError` when this version of Footnote analyses text in another way. A context manager.
    """

    def __init__(self, folder: Path, *, manifest: Manifest | None = None, compiled: bool = False) -> None:
        self.folder = folder
        self._effective: dict[Settings, Settings] = {}
        self._looking = threading.Lock()
        self._look_again = 0.0
        self._damage: tuple[str, str] | None = None
        with ExitStack() as opened:
            opened.enter_context(_pinned(folder))
            self.manifest = manifest or Manifest.read(folder)
            if manifest is None:
                _require_own_name(self.manifest, folder)
                require_compatible(self.manifest)
                require_verified(folder, self.manifest)
            self.id = self.manifest.id
            self.settings = _settings(self.manifest, folder)
            engine = _engine_kind(self.settings, self.id)
            with damage_of(folder, "cannot be opened"):
                self.vocabulary = Vocabulary(folder / "vocabulary")
                self.store = opened.enter_context(closing(Store(folder / "store", compiled=compiled)))
                self.languages = self.store.catalogue.names("language")
                self.engine: Engine = engine.open(folder, self.vocabulary, self.settings, compiled=compiled)
                self.article_counts = open_array(folder / ARTICLE_COUNTS)
                self.changes = ChangeLog(folder / CHANGES, len(self.store), len(self.engine))
                self.vectors = _vectors(folder, compiled=compiled) if self.settings.semantic_model else None
            self._opened = opened.pop_all()

    def effective(self, configured: Settings) -> Settings:
        """The settings in force: this build's, where they shape one, and the configured ones for the rest."""
        if configured not in self._effective:
            self._effective[configured] = configured.replaced(dict(self.manifest.settings))
        return self._effective[configured]

    def explained(self, error: Exception) -> Exception:
        """The cause of an error met while reading: `DamagedBuildError` when the build is damaged, else the error itself.

        A build is damaged when a file is not what was published, or when its numbers do not fit each other. Every byte is
        read to find out, but once a minute at most: a defect of the program may come again with each question.
        """
        with self._looking:
            if self._damage is None and time.monotonic() >= self._look_again:
                self._damage = self._first_damage()
                self._look_again = time.monotonic() + _LOOK_EVERY
        if self._damage is None:
            return error
        name, problem = self._damage
        return DamagedBuildError(self.folder / name, problem)

    def _first_damage(self) -> tuple[str, str] | None:
        """The first file that is damaged and what is wrong with it; None when all are what was published, and fit."""
        for damage in differences(self.folder, self.manifest):
            return damage
        with damage_of(self.folder):
            for problem in structure_problems(self.store, self.vocabulary, self.engine, self.article_counts):
                return "", problem
        return None

    def close(self) -> None:
        """Closes the build and releases its pin: it may be removed from now on."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _pinned(folder: Path) -> BinaryIO:
    """See `pin`: raises FileNotFoundError when the build is gone, `DamagedBuildError` for anything else in its place."""
    try:
        return pin(folder)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise translated(error, folder / MANIFEST) from error


def _require_own_name(manifest: Manifest, folder: Path) -> None:
    if manifest.id != folder.name:
        raise DamagedBuildError(folder / MANIFEST, f"is that of the build {manifest.id}")


def _settings(manifest: Manifest, folder: Path) -> Settings:
    """The settings that shaped the build; raises `DamagedBuildError` when they are none."""
    try:
        return Settings().replaced(manifest.settings)
    except SettingError as error:
        raise DamagedBuildError(folder / MANIFEST, f"cannot be read ({error})") from error


def _engine_kind(settings: Settings, build: str) -> EngineKind:
    """The kind of engine that the build was made with; raises `IncompatibleBuildError` when there is none of that name."""
    try:
        return engine_kind(settings.engine_name)
    except SettingError as error:
        raise IncompatibleBuildError(
            f"build {build} was made with the engine {settings.engine_name!r}, which is not here ({error}); "
            "install it, or run `footnote rebuild`"
        ) from error


def _vectors(folder: Path, *, compiled: bool) -> Vectors:
    from indexer.store.vectors import Vectors  # noqa: PLC0415  most builds have none

    return Vectors(folder / VECTORS, compiled=compiled)


def embedder_of(build: Build, known: Embedder | None = None, among: Path | None = None) -> Embedder | None:
    """The model that made the build's vectors, to embed questions with; None for a build without vectors.

    `known` is a model that is loaded already; it is taken when it is the right one. `among` is the folder of builds, if the
    build does not lie in it yet.

    Raises `EmbedderError` when the model is not there, or lies among the builds, which are data from anywhere, and
    `IncompatibleBuildError` when it is another one now.
    """
    if build.vectors is None:
        return None
    made_by = build.manifest.versions.get("embedder")
    if known is not None and known.digest == made_by:
        return known
    name = build.settings.semantic_model
    with damage_of(build.folder / MANIFEST, f"names a model that is none: {name!r}"):
        if Path(name).resolve().is_relative_to((among or build.folder.parent).resolve()):
            raise EmbedderError(
                name, "lies among the builds; set semantic.model to one elsewhere and run `footnote rebuild`"
            )
        model = embedder(name)
    if model is None or model.digest != made_by:
        raise IncompatibleBuildError(
            f"build {build.id} was made with another model than {build.settings.semantic_model} holds now; "
            "run `footnote rebuild`"
        )
    return model


def require_compatible(manifest: Manifest) -> None:
    """Raises `IncompatibleBuildError` for a build of another analyzer, or with another layout of files."""
    for kind, here in (("analyzer", VERSION), ("layout", LAYOUT)):
        made_by = manifest.versions.get(kind)
        if made_by != here:
            raise IncompatibleBuildError(
                f"build {manifest.id} was made with {kind} {made_by}, this is {here}; run `footnote rebuild`"
            )


def open_current(instance: Path, *, compiled: bool = False) -> Build:
    """The build that is served, pinned, with the compiled kernel if asked for.

    Raises `NoBuildError`, `DamagedBuildError` or `IncompatibleBuildError`.
    """
    for _ in range(_TRIES):
        build = current_id(instance)
        try:
            return Build(instance / "builds" / build, compiled=compiled)
        except FileNotFoundError:
            continue
    raise DamagedBuildError(instance / "builds" / build, "is missing")
