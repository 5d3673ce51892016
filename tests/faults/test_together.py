"""Builders and readers at the same time: one builder at a time, and no reader ever sees half of anything."""

from __future__ import annotations

import subprocess
import threading

from indexer import Library, rebuild
from indexer.builds.publication import builds_of, current_id
from tests.faults.conftest import ANSWER, QUESTION, TIMES, command, refused, whole


def test_two_builders_at_once(place, sources) -> None:
    """Of two builders one works; the other waits for nothing and says so, or comes late enough to work as well."""
    build = command("rebuild", sources, "--instance", place)
    for _ in range(TIMES):
        first = current_id(place)
        pair = [subprocess.Popen(build, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        done = [subprocess.CompletedProcess(build, one.wait(), *one.communicate()) for one in pair]
        assert 0 in {one.returncode for one in done}
        for late in (one for one in done if one.returncode):
            assert "another build is running" in refused(late)
        assert whole(place) != first
        assert sorted(path.name for path in (place / "builds").iterdir()) == builds_of(place)


def test_readers_see_whole_builds_while_others_are_published(place, sources) -> None:
    """Threads that ask while builds are replaced always get whole answers of one build."""
    failures, stop = [], threading.Event()

    def read(library):
        while not stop.is_set():
            with library.reading() as reading:
                answer = reading.ask([QUESTION])
                if answer.build != reading.build or answer.citations[0].article_id != ANSWER:
                    failures.append(answer)

    with Library.open(place) as library:
        threads = [threading.Thread(target=read, args=(library,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(5 * TIMES):
                rebuild(place, [sources])
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    assert not failures


def test_readers_open_anew_while_builds_come_and_go(place, sources) -> None:
    """Who opens the library again and again while others build finds a whole build each time."""
    builders = [threading.Thread(target=lambda: [rebuild(place, [sources]) for _ in range(4 * TIMES)])]
    builders[0].start()
    seen = set()
    while builders[0].is_alive():
        with Library.open(place) as library:
            answer = library.ask([QUESTION])
            assert answer.citations[0].article_id == ANSWER
            seen.add(answer.build)
    builders[0].join()
    assert len(seen) > 1
    assert whole(place) == current_id(place)
