"""What it costs to know what is new: `python -m tests.bench.news INSTANCE`, on any build.

track      comparing the build with itself as the one before, and writing its change log
self-test  trying it after a rebuild and after an update, with the model that made its vectors
feed       the passages that match a question, for titles of the build's articles
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer import Library
from indexer.builds import embedder_of, open_current
from indexer.builds.change_tracking import track_changes
from indexer.builds.self_test import try_passages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS, TITLES = 3, 400


def main() -> None:
    """Prints the fastest of three rounds, in milliseconds of CPU time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instance", type=Path)
    instance = parser.parse_args().instance
    with open_current(instance) as build:
        print(f"{len(build.store):,} articles, {len(build.engine):,} passages")
        model = embedder_of(build)
        tracked = []
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "store").symlink_to(build.folder.absolute() / "store")
                with timed(tracked):
                    track_changes(Path(folder), instance, build.manifest, datetime.now(UTC))
        print(f"track {min(tracked):.0f} ms")
        for update in (False, True):
            tried = []
            for _ in range(ROUNDS):
                with timed(tried):
                    trials = list(try_passages(build, model, update=update))
            missed = sum(trial.score is None for trial in trials)
            print(
                f"self-test {'update' if update else 'rebuild'} {min(tried):.0f} ms, {missed} of {len(trials)} missed"
            )
    with Library.open(instance, compiled=True) as library, library.reading() as reading:
        asked = []
        for _, title in reading.titles(TITLES):
            with timed(asked):
                reading.added_passages([title or "title"])
        print("feed p50 {:.1f} ms, p95 {:.1f} ms".format(*np.percentile(asked, [50, 95])))


@contextmanager
def timed(milliseconds: list[float]) -> Iterator[None]:
    """Adds the CPU time of the block."""
    began = time.process_time()
    yield
    milliseconds.append((time.process_time() - began) * 1e3)


if __name__ == "__main__":
    main()
