"""What the first page tells of a library besides example questions: its newest articles, and the time that it spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import HANDBOOK_SOURCE

if TYPE_CHECKING:
    from indexer import Entry, Reading

_MOST = 5
_LOOKED_AT = 100  # of the newest articles; those of the handbook are left out


@dataclass(frozen=True, slots=True)
class Glance:
    """The newest articles of a library: those that an update `added` last, else by date. `first` and `last` are dates.

    The handbook counts for nothing in it, unless it is all that there is. `new` is how many articles the newest build has
    that the one before did not have; 0 for a first build.
    """

    newest: tuple[Entry, ...]
    added: bool
    first: str | None
    last: str | None
    new: int


def glance(reading: Reading) -> Glance:
    """The library at a glance."""
    sources = reading.sources()
    own = [each for each in sources if each.source != HANDBOOK_SOURCE] or list(sources)
    names = {each.source for each in own}
    changes = reading.changes(most=0)
    new = changes.counts["added"] if changes.since else 0
    listed = reading.browse_added(most=_LOOKED_AT) if new else reading.browse(most=_LOOKED_AT)
    newest = tuple(entry for entry in listed.entries if entry.source in names)[:_MOST]
    firsts, lasts = [each.first for each in own if each.first], [each.last for each in own if each.last]
    return Glance(newest, bool(new), min(firsts, default=None), max(lasts, default=None), new)
