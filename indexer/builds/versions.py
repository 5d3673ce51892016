"""The versions that a build depends on, which its manifest names."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from indexer.builds.manifest import LAYOUT
from indexer.engines.choice import engine_kind
from indexer.readers import FORMATS
from indexer.text.analyzer_version import VERSION

if TYPE_CHECKING:
    from indexer.settings import Settings


def versions_of(settings: Settings, embedder: str | None) -> dict[str, str]:
    """Those of analyzer, layout of files, readers, engine and libraries; `embedder` is the digest of the model, if any."""
    libraries = ("footnote-search", *engine_kind(settings.engine_name).libraries, "numpy", "pystemmer", "sentencex")
    readers = {f"reader {name}": str(each.version) for name, each in FORMATS.items()}
    own = {"analyzer": VERSION, "layout": LAYOUT, **readers}
    return own | {name: _version(name) for name in libraries} | ({"embedder": embedder} if embedder else {})


@cache
def _version(library: str) -> str:
    """The version of a library, which is the same for as long as this process runs."""
    return version(library)
