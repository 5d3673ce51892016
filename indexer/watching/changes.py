"""When does a source change? The system sends an event, or the source is polled."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from contextlib import closing
from typing import TYPE_CHECKING

from indexer.readers import SourceFile, source_files
from indexer.readers.file_walk import source_folders
from indexer.watching.file_systems import sends_events

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from watchfiles import Change

TICK = 0.25
"""Seconds between two looks."""
_AGAIN = 1.0  # seconds until a source that has changed is polled again, to see whether it has settled
_SHARE = 0.2  # the greatest share of the time that polling takes
_MANY = 1_000  # with so many changes at once, events may have been lost
_OPENINGS = 5  # folders may come and go while they are opened; not so often in a row


def changes_in(
    sources: Sequence[Path],
    *,
    follow_links: bool = False,
    poll: bool = False,
    every: float,
    tell: Callable[[str], None],
) -> Generator[bool, None, None]:
    """Yields each `TICK` whether a source has changed since the last one; the first when all of them are watched.

    Sources on file systems without events, or with `poll` all, are polled every so many seconds. So they are when the
    system has no events to spare, or watchfiles is not installed; `tell` gets a sentence then.
    """
    while True:
        with_events = [source for source in sources if not poll and sends_events(source)]
        polling = _polling([source for source in sources if source not in with_events], follow_links, every)
        try:
            for changed in _events(with_events, follow_links):
                yield next(polling) or changed
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            tell(f"{_reason(error)}; meanwhile folders are looked through every {every:g} s")
            poll = True


def _reason(error: Exception) -> str:
    """Why there are no events, and what to do."""
    if isinstance(error, ImportError):
        return "the library watchfiles is missing: run `pip install watchfiles`, then begin again"
    return f"the system tells of no changes ({error}): raise its limits fs.inotify.*, then begin again"


def _polling(sources: Sequence[Path], follow_links: bool, every: float) -> Generator[bool, None, None]:
    """Yields at once whether the sources have changed, or may still be changing."""
    changed, due = False, time.monotonic() + every
    before = _appearance(sources, follow_links)
    while True:
        if sources and (began := time.monotonic()) >= due:
            changed = before != (before := _appearance(sources, follow_links))
            ended = time.monotonic()
            due = ended + max(_AGAIN if changed else every, (ended - began) / _SHARE)
        yield changed


def _appearance(sources: Sequence[Path], follow_links: bool) -> bytes:
    """A hash of the names, sizes and times of all files; their inodes may change by themselves on some file systems."""
    appearance = hashlib.sha256()
    for file in source_files(sources, follow_links=follow_links):
        seen = (file.path, file.size, file.mtime_ns, file.ctime_ns) if isinstance(file, SourceFile) else file
        appearance.update(repr(seen).encode())
    return appearance.digest()


def _events(sources: Sequence[Path], follow_links: bool) -> Generator[bool, None, None]:
    """Yields each `TICK` whether there were events, until a source comes, goes, or is of another file system than before.

    Raises ImportError, OSError, RuntimeError or ValueError when there can be no events.
    """
    roots = [_root(source) for source in sources]
    while sources:
        folders, events = _opened(sources, follow_links)
        with closing(events):
            yield True  # something may have happened while they were opened
            while True:
                paths = {path for _, path in next(events) if not os.path.basename(path).startswith(".")}  # noqa: PTH119
                before, roots = roots, [_root(source) for source in sources]
                yield bool(paths) or roots != before
                if [root[:1] for root in roots] != [root[:1] for root in before]:
                    return
                if [root[:2] for root in roots] != [root[:2] for root in before]:
                    break
                if len(paths) > _MANY or _has_folder(paths, folders):
                    break
    while True:
        time.sleep(TICK)
        yield False


def _opened(
    sources: Sequence[Path], follow_links: bool
) -> tuple[set[str], Generator[set[tuple[Change, str]], None, None]]:
    """The folders of the sources, and the events in them: sets of (kind of change, path).

    Each folder is watched by itself, as the readers go through them; the library would follow every link.
    """
    from watchfiles import watch  # noqa: PLC0415  only where something is watched

    milliseconds = round(TICK * 1000)
    for _ in range(_OPENINGS):
        folders = _folders(sources, follow_links)
        events = watch(
            *sorted(folders), watch_filter=None, recursive=False, force_polling=False, ignore_permission_denied=False,
            step=50, debounce=milliseconds, rust_timeout=milliseconds, yield_on_timeout=True, debug=False,
        )  # fmt: skip
        try:
            next(events)
        except FileNotFoundError:
            continue
        if _folders(sources, follow_links) == folders:
            return folders, events
        events.close()
    raise OSError("folders come and go too fast")


def _folders(sources: Sequence[Path], follow_links: bool) -> set[str]:
    return {os.path.realpath(folder) for folder in source_folders(sources, follow_links=follow_links)}


def _has_folder(paths: set[str], folders: set[str]) -> bool:
    """Whether one of the paths is that of a folder, or of one that was watched; who knows, for a name that is not UTF-8."""
    return any(path in folders or "\ufffd" in path or os.path.isdir(path) for path in paths)  # noqa: PTH112  text


def _root(source: Path) -> tuple[int, ...]:
    """Device and inode of a folder; for a file, device, 0 and what changes with its content. Empty when nothing is there."""
    try:
        facts = source.stat()
    except OSError:
        return ()
    if stat.S_ISDIR(facts.st_mode):
        return facts.st_dev, facts.st_ino
    return facts.st_dev, 0, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
