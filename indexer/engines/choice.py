"""Which engine does a build use? The one that the setting `engine.name` names; another engine is one more row here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.engines.base import EngineKind, EngineWriter
    from indexer.settings import Settings


def _whoosh() -> EngineKind:
    from indexer.engines.whoosh import WhooshKind  # noqa: PLC0415  only the engine that is used is loaded

    return WhooshKind()


def _opensearch() -> EngineKind:
    from indexer.engines.opensearch import OpenSearchKind  # noqa: PLC0415  as above

    return OpenSearchKind()


_KINDS: dict[str, Callable[[], EngineKind]] = {"whoosh": _whoosh, "opensearch": _opensearch}


def engine_kind(name: str) -> EngineKind:
    """The engine of that name; raises `SettingError` for an unknown name, or one whose extra is not installed."""
    if name not in _KINDS:
        raise SettingError("engine.name", f"there is no engine {name!r}; write one of: {', '.join(_KINDS)}")
    return _KINDS[name]()


def engine_writer(build: Path, settings: Settings, *, arrays_only: bool = False) -> EngineWriter:
    """Writes into the build's folder with the engine that the settings name; raises `SettingError` for an unknown name.

    `arrays_only` as in `EngineKind.writer`.
    """
    return engine_kind(settings.engine_name).writer(build, settings, arrays_only=arrays_only)
