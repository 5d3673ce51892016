"""Measures how long an index takes to be written into a cluster of three nodes, by one process and by several.

    python -m tests.cluster.writing INSTANCE [--workers N...] [--shards N]

INSTANCE has a build of the local engine, whose arrays are what the index is made of. The first index takes longer, whoever
writes it: the nodes are cold.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from indexer.builds import current_id
from indexer.engines.choice import engine_writer
from indexer.engines.opensearch.terms import FOLDER, Facts
from indexer.engines.whoosh.kind import IMPACTS
from indexer.text.vocabulary import Vocabulary
from tests.cluster.corpus import settings_of
from tests.cluster.nodes import Cluster


def main() -> None:
    """Measures what the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("instance", type=Path)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--shards", type=int, default=3)
    given = parser.parse_args()
    build = given.instance.resolve() / "builds" / current_id(given.instance)
    with tempfile.TemporaryDirectory() as home:
        cluster = Cluster(Path(home))
        try:
            for number, workers in enumerate(given.workers):
                _measure(cluster, build, Path(home) / f"build-{number}", workers, given.shards)
        finally:
            cluster.stop()


def _measure(cluster, build, folder, workers, shards):
    folder.mkdir()
    (folder / IMPACTS).symlink_to(build / IMPACTS)
    vocabulary = Vocabulary(build / "vocabulary")
    settings = settings_of(cluster, f"by-{workers}", build_workers=workers, opensearch_shards=shards)
    writer = engine_writer(folder, settings)
    writer._write_statistics(len(vocabulary))
    began = time.monotonic()
    writer.commit(vocabulary)
    facts = Facts.read(folder / FOLDER)
    print(f"{facts.passages:,} passages by {workers} processes: {time.monotonic() - began:.1f} s", flush=True)
    cluster.client.indices.delete(index=facts.index)


if __name__ == "__main__":
    main()
