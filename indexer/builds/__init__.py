"""How does a folder of articles become what readers search, without ever being half there?

build       everything searched at once: store, vocabulary, index and impact arrays, in a folder of `builds/`
batch       as many articles as a worker process analyses at a time
vectors     with `semantic.model` set, what each passage means to that model; taken over from build to build
manifest    what a build says of itself: versions, settings, counts, and every file's SHA-256
part        a build of one share of the files, made anywhere, to be joined with the others into one of all
publish     to replace `current.json`, in one atomic rename, after all files are verified and safe on disk
pin         a reader's hold on a build; a pinned build is not removed

`rebuild` makes and publishes a build, and so does `join_parts`, of what `make_part` made; `check` looks at every byte of
the current one, `open_current` is for readers; `export_build` and `import_build` move one between machines, `fetch_build`
gets the one that a cluster has. The names below are imported when they are first used: an update of nothing needs few of
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.lazy_imports import lazy_names

if TYPE_CHECKING:
    from indexer.builds.cluster_indexes import remote_indexes, remove_remote_indexes
    from indexer.builds.fetching import fetch_build, is_fetched
    from indexer.builds.integrity import CheckReport, check
    from indexer.builds.manifest import Manifest
    from indexer.builds.moving import export_build, import_build
    from indexer.builds.open import Build, embedder_of, open_current
    from indexer.builds.pipeline import join_parts, make_part, rebuild
    from indexer.builds.progress import Progress
    from indexer.builds.publication import current_id, published_at
    from indexer.builds.report import BuildReport
    from indexer.builds.shares import Share

__all__ = [
    "Build",
    "BuildReport",
    "CheckReport",
    "Manifest",
    "Progress",
    "Share",
    "check",
    "current_id",
    "embedder_of",
    "export_build",
    "fetch_build",
    "import_build",
    "is_fetched",
    "join_parts",
    "make_part",
    "open_current",
    "published_at",
    "rebuild",
    "remote_indexes",
    "remove_remote_indexes",
]

__getattr__ = lazy_names(
    __name__,
    {
        "indexer.builds.fetching": ("fetch_build", "is_fetched"),
        "indexer.builds.integrity": ("CheckReport", "check"),
        "indexer.builds.manifest": ("Manifest",),
        "indexer.builds.moving": ("export_build", "import_build"),
        "indexer.builds.open": ("Build", "embedder_of", "open_current"),
        "indexer.builds.pipeline": ("join_parts", "make_part", "rebuild"),
        "indexer.builds.progress": ("Progress",),
        "indexer.builds.publication": ("current_id", "published_at"),
        "indexer.builds.cluster_indexes": ("remote_indexes", "remove_remote_indexes"),
        "indexer.builds.report": ("BuildReport",),
        "indexer.builds.shares": ("Share",),
    },
)
