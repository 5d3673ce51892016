"""What changed in a library since an earlier build or date, as its change log tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.errors import UsageError
from indexer.iso_dates import is_period, seconds_of
from indexer.types import Change, Changes, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.builds import Build
    from indexer.store.change_log import Absence, Log
    from indexer.types import ChangeKind

_KINDS: tuple[ChangeKind, ...] = ("added", "changed", "gone")


@dataclass(frozen=True, slots=True)
class _Difference:
    """What is otherwise now than at an earlier time.

    `added` are times by article number; `kinds` tells of each article whether it was added (0), changed (1), or neither
    (-1). `gone` are the absences of the articles that are gone.
    """

    added: NDArray[np.int64]
    kinds: NDArray[np.int8]
    gone: tuple[Absence, ...]


def changes_since(build: Build, since: str | None, offset: int, most: int | None) -> Changes:
    """The changes since a build (by its id), a date (`YYYY[-MM[-DD]]`, included) or the build before (None).

    They are given from number `offset` on, at most so many (None: all). Raises `UsageError` for a build that the log does
    not know, and for a date that it does not reach back to.
    """
    log = build.changes.log
    since = since or (log.builds[-1][0] if log.builds else None)
    time = -1 if since is None else _time(build.id, log, since)
    difference = _difference(build, time)
    counts = (int((difference.kinds == 0).sum()), int((difference.kinds == 1).sum()), len(difference.gone))
    page = slice(offset, None if most is None else offset + most)
    return Changes(since, dict(zip(_KINDS, counts, strict=True)), tuple(_page(build, difference, time, page)))


def _time(build: str, log: Log, since: str) -> int:
    """The time of the library's state to compare with."""
    times = {**dict(log.builds), build: log.time}
    if since in times:
        return times[since]
    oldest = f"build {log.builds[0][0]}" if log.builds else f"this build, {build}"
    if not is_period(since):
        raise UsageError(
            f"no build {since!r} is known here; name {oldest}, a later one, or a date written YYYY[-MM[-DD]]"
        )
    time = seconds_of(since) - 1
    if time < log.start:
        raise UsageError(f"what changed since {since} is no longer known; name {oldest}, a later one, or a later date")
    return time


def _difference(build: Build, time: int) -> _Difference:
    changes, absences = build.changes, build.changes.log.absences
    absent = {absence.id: absence for absence in absences if absence.covers(time)}
    added, changed = changes.article_added.copy(), changes.article_changed
    for absence in absent.values():
        if absence.back is not None and (number := build.store.catalogue.number(absence.id)) is not None:
            added[number] = max(int(added[number]), absence.back)
    kinds = np.where(added > time, 0, np.where(changed > time, 1, -1)).astype(np.int8)
    gone = tuple(
        absence
        for absence in absences
        if absence.back is None and absence.added <= time < absence.gone and absence.id not in absent
    )
    return _Difference(added, kinds, gone)


def _page(build: Build, difference: _Difference, time: int, page: slice) -> Iterator[Change]:
    """The changes of one page, the newest first; of one build those added come first, then those changed and those gone."""
    numbers = np.flatnonzero(difference.kinds >= 0)
    kinds = np.append(difference.kinds[numbers], np.full(len(difference.gone), 2, np.int8))
    present = np.where(
        difference.kinds[numbers] == 0, difference.added[numbers], build.changes.article_changed[numbers]
    )
    times = np.append(present, np.array([absence.gone for absence in difference.gone], np.int64))
    rows = np.lexsort((kinds, -times))[page]
    catalogue = build.store.catalogue
    listed = {row[0]: row for row in catalogue.identities(numbers[rows[rows < len(numbers)]].tolist())}
    titles = _titles_at(build.changes.log, time)
    for row in rows.tolist():
        at = build.changes.iso(int(times[row]))
        if row >= len(numbers):
            gone = difference.gone[row - len(numbers)]
            yield Change("gone", at, Entry(gone.id, gone.title, gone.source, gone.published))
            continue
        _, name, title, source, published, _ = listed[int(numbers[row])]
        kind = _KINDS[kinds[row]]
        earlier = titles.get(name, title) if kind == "changed" else title
        yield Change(kind, at, Entry(name, title, source, published), earlier if earlier != title else None)


def _titles_at(log: Log, time: int) -> dict[str, str]:
    """The titles, by id, that articles had at that time, where they have or had another one since."""
    returned = ((absence.back, absence.id, absence.title) for absence in log.absences if absence.back is not None)
    later = sorted([*((row.end, row.id, row.title) for row in log.titles), *returned], reverse=True)
    return {name: title for end, name, title in later if end > time}  # of several the first, which comes last here
