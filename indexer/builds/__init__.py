"""How does a folder of articles become what readers search, without ever being half there?

build       everything searched at once: store, vocabulary, index and impact arrays, in a folder of `builds/`
batch       as many articles as a worker process analyses at a time
vectors     with `semantic.model` set, what each passage means to that model; taken over from build to build
manifest    what a build says of itself: versions, settings, counts, and every file's SHA-256
publish     to replace `current.json`, in one atomic rename, after all files are verified and safe on disk
pin         a reader's hold on a build; a pinned build is not removed

`rebuild` makes and publishes a build, `check` looks at every byte of the current one, `open_current` is for readers;
`export_build` and `import_build` move one between machines, `fetch_build` gets the one that a cluster has.
"""

from indexer.builds.fetching import fetch_build
from indexer.builds.integrity import CheckReport, check
from indexer.builds.manifest import Manifest
from indexer.builds.moving import export_build, import_build
from indexer.builds.open import Build, embedder_of, open_current
from indexer.builds.pipeline import BuildReport, rebuild
from indexer.builds.progress import Progress
from indexer.builds.publication import current_id, published_at

__all__ = [
    "Build",
    "BuildReport",
    "CheckReport",
    "Manifest",
    "Progress",
    "check",
    "current_id",
    "embedder_of",
    "export_build",
    "fetch_build",
    "import_build",
    "open_current",
    "published_at",
    "rebuild",
]
