"""Tells what is new in a build: compares it with the one before, and writes its change log.

An article is the same as the one of the build before that has its id. It keeps its times while its text and title stay
as they are. A passage is as old as its newest sentence: when an article changes, the passages of old sentences keep their
time, though they may be cut otherwise. An article that was gone for some builds and comes back has the times that it had.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import open_array
from indexer.builds.manifest import Manifest
from indexer.builds.publication import builds_of
from indexer.damage import damage_of
from indexer.errors import BuildError
from indexer.selection import distinct
from indexer.store import Store
from indexer.store.catalogue import Catalogue
from indexer.store.change_log import CHANGES, Absence, ChangeLog, EarlierTitle, Log, write_change_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.store.change_log import Times
    from indexer.types import ChangeKind

    _Returned = Mapping[int, tuple[Absence, int]]
    _Tracked = tuple[Times, Times, Times, Log]


@dataclass(frozen=True, slots=True)
class _Before:
    """The build before: its catalogue, where the passages of each article end, and its times."""

    id: str
    store: Path
    catalogue: Catalogue
    passages_end: NDArray[np.int32]
    article_added: Times
    article_changed: Times
    passage_added: Times
    log: Log


@dataclass(frozen=True, slots=True)
class _Compared:
    """For each article of the new build: its number in the build before (-1: none), and what is the same there."""

    old: NDArray[np.int64]
    same_text: NDArray[np.bool_]
    same_title: NDArray[np.bool_]


def track_changes(
    folder: Path, instance: Path, last: Manifest | None, began: datetime, kept: NDArray[np.int64] | None = None
) -> dict[ChangeKind, int]:
    """Writes the change log of the new build in `folder`, whose store is complete; returns how many articles changed.

    `kept` says which article of the served build each one is, to the last letter; -1 for one that was read. `last` is the
    manifest of that build; if it cannot be read, the new one is compared with the newest that can. `began` is the time of
    the new build; it gets a later one when that of the build before is not past.
    """
    with closing(Store(folder / "store")) as store:
        tracked, counts = _tracked(store, instance, last, int(began.timestamp()), kept)
    write_change_log(folder / CHANGES, *tracked)
    return counts


def _tracked(
    store: Store, instance: Path, last: Manifest | None, time: int, kept: NDArray[np.int64] | None
) -> tuple[_Tracked, dict[ChangeKind, int]]:
    """The times of articles and passages, and the log, since the newest build that can be read, if there is one; counts."""
    for name in dict.fromkeys([*([last.id] if last else []), *reversed(builds_of(instance))]):
        build = instance / "builds" / name
        with suppress(BuildError), damage_of(build), ExitStack() as opened:
            return _since(_opened(build, opened), store, time, kept if last and name == last.id else None)
    every = np.full(len(store), time, np.int64)
    passages = np.full(len(store.passages["article"]), time, np.int64)
    return (every, every, passages, Log(time)), {"added": len(store), "changed": 0, "gone": 0}


def _since(
    before: _Before, store: Store, time: int, kept: NDArray[np.int64] | None
) -> tuple[_Tracked, dict[ChangeKind, int]]:
    """The same since the build before."""
    time = max(time, before.log.time + 1)
    compared = _compared(store, before, kept)
    returned = _returned(store, before, compared, time)
    times = _article_times(compared, before, returned, time)
    log = _log(compared, before, returned, time)
    counts: dict[ChangeKind, int] = {
        "added": int((compared.old < 0).sum()),
        "changed": int(((compared.old >= 0) & ~(compared.same_text & compared.same_title)).sum()),
        "gone": len(before.article_added) - len(distinct(compared.old[compared.old >= 0])),
    }
    return (*times, _passage_times(store, compared, before, returned, time), log), counts


def _opened(folder: Path, opened: ExitStack) -> _Before:
    """A published build; one of a version without change logs has the time of its publication throughout."""
    manifest, store = Manifest.read(folder), folder / "store"
    catalogue = opened.enter_context(closing(Catalogue(store / "articles.sqlite")))
    ends = open_array(store / "article_passages_end.npy")
    articles, passages = len(ends), int(ends[-1])
    if not (folder / CHANGES).exists():
        time = int(datetime.fromisoformat(manifest.built).timestamp())
        every, each = np.full(articles, time, np.int64), np.full(passages, time, np.int64)
        return _Before(manifest.id, store, catalogue, ends, every, every, each, Log(time, start=time))
    log = ChangeLog(folder / CHANGES, articles, passages)
    return _Before(
        manifest.id, store, catalogue, ends, log.article_added, log.article_changed, log.passage_added, log.log
    )


def _compared(store: Store, before: _Before, kept: NDArray[np.int64] | None) -> _Compared:
    """Compares with the build before; of the articles that are `kept` from there it is known what they are."""
    old = np.full(len(store), -1) if kept is None else kept.copy()
    same_text, same_title = old >= 0, old >= 0
    for number, (before_number, text, title) in store.catalogue.compared(
        before.catalogue, np.flatnonzero(old < 0).tolist()
    ):
        old[number], same_text[number], same_title[number] = before_number, text, title
    return _Compared(old, same_text, same_title)


def _returned(store: Store, before: _Before, compared: _Compared, time: int) -> _Returned:
    """The articles that were gone and are there again, by number: the absence, which ends now, and when they changed."""
    absent = {absence.id: absence for absence in before.log.absences if absence.back is None}
    new = np.flatnonzero(compared.old < 0).tolist() if absent else []
    returned = {}
    for number, name, title, _, _, sha256 in store.catalogue.identities(new):
        if absence := absent.get(name):
            same = (sha256, title) == (absence.sha256, absence.title)
            returned[number] = replace(absence, back=time), absence.changed if same else time
    return returned


def _article_times(compared: _Compared, before: _Before, returned: _Returned, time: int) -> tuple[Times, Times]:
    """When each article was added, and when it last changed."""
    known, same = compared.old >= 0, compared.same_text & compared.same_title
    added = np.where(known, before.article_added[compared.old], time)
    changed = np.where(known & same, before.article_changed[compared.old], time)
    for number, (absence, last_change) in returned.items():
        added[number], changed[number] = absence.added, last_change
    return added, changed


def _passage_times(store: Store, compared: _Compared, before: _Before, returned: _Returned, time: int) -> Times:
    """Since when each passage's text is in its article."""
    owners = store.passages["article"]
    counts, old_counts = (np.diff(ends, prepend=0) for ends in (store.articles["passages_end"], before.passages_end))
    kept = (compared.old >= 0) & compared.same_text
    alike = kept & (counts == old_counts[compared.old])
    times = np.where(kept[owners], before.article_changed[compared.old][owners], time)  # where they are cut otherwise
    shift = (before.passages_end - old_counts)[compared.old] - (store.articles["passages_end"] - counts)
    rows = np.flatnonzero(alike[owners])
    times[rows] = before.passage_added[rows + shift[owners[rows]]]
    for number, (_, last_change) in returned.items():
        own = store.article_passages(number)
        times[own.start : own.stop] = last_change
    _mark_old_sentences(times, store, before, compared)
    return times


def _mark_old_sentences(times: Times, store: Store, before: _Before, compared: _Compared) -> None:
    """Gives each passage of an article whose text has changed the time of the newest of its sentences."""
    numbers = np.flatnonzero((compared.old >= 0) & ~compared.same_text).tolist()
    if not numbers:
        return
    with suppress(BuildError), closing(Store(before.store)) as old_store:
        for number in numbers:
            since: dict[str, int] = {}
            for passage, sentences in _sentences(old_store, int(compared.old[number])):
                since.update((text, int(before.passage_added[passage])) for text in sentences if text not in since)
            for passage, sentences in _sentences(store, number):
                time = int(times[passage])
                times[passage] = max(since.get(text, time) for text in sentences)


def _sentences(store: Store, number: int) -> Iterator[tuple[int, list[str]]]:
    """The passages of an article, each with the texts of its sentences."""
    text, columns = store.article(number).text, store.passages
    for passage in store.article_passages(number):
        sentences = range(int(columns["first"][passage]), int(columns["last"][passage]))
        yield passage, [store.sentence_span(sentence).of(text) for sentence in sentences]


def _log(compared: _Compared, before: _Before, returned: _Returned, time: int) -> Log:
    """The log of the build before, with what went, what came back and which titles changed now."""
    log = before.log
    closed = {absence.id: absence for absence, _ in returned.values()}
    absences = [closed.get(absence.id, absence) if absence.back is None else absence for absence in log.absences]
    absences += _gone(compared, before, time)
    titles = [*log.titles, *_earlier_titles(compared, before, time)]
    return Log(time, log.start, (*log.builds, (before.id, log.time)), tuple(absences), tuple(titles)).bounded()


def _gone(compared: _Compared, before: _Before, time: int) -> Iterator[Absence]:
    """The articles of the build before that are not in the new one."""
    gone = np.setdiff1d(np.arange(len(before.article_added)), compared.old)
    for number, name, title, source, published, sha256 in before.catalogue.identities(gone.tolist()):
        added, changed = int(before.article_added[number]), int(before.article_changed[number])
        yield Absence(name, title, source, published, sha256, added, changed, time)


def _earlier_titles(compared: _Compared, before: _Before, time: int) -> Iterator[EarlierTitle]:
    """The titles that articles had in the build before, and have no longer."""
    renamed = compared.old[(compared.old >= 0) & ~compared.same_title]
    for _, name, title, *_ in before.catalogue.identities(renamed.tolist()):
        yield EarlierTitle(name, title, time)
