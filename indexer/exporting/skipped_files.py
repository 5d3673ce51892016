"""How the files that a build skipped are listed: by name, or where there are many, by suffix or by the same reason."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from indexer.types import NO_FORMAT, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.types import Skipped

_MOST_NAMED = 5  # files of no known format with the same suffix, or of one reason, that are named one by one
_FIRST = 3  # of more, named as examples


def by_suffix(skipped: Sequence[Skipped]) -> tuple[tuple[str, ...], tuple[Skipped, ...]]:
    """Lines that count files of no known format, as `12 .jpg files are of no format that is read`, and all other files."""
    counts = Counter(_suffix(each) for each in skipped if each.reason == NO_FORMAT)
    many = {suffix: count for suffix, count in counts.most_common() if count > _MOST_NAMED}
    lines = (
        Message("{count} {suffix} files are of no format that is read", count=count, suffix=suffix)
        if suffix
        else Message("{count} files without a suffix are of no format that is read", count=count)
        for suffix, count in many.items()
    )
    return tuple(lines), tuple(each for each in skipped if each.reason != NO_FORMAT or _suffix(each) not in many)


def by_reason(skipped: Sequence[Skipped]) -> tuple[tuple[str, ...], tuple[Skipped, ...]]:
    """Lines for more than five files that were skipped for the same reason, with the first names, and all other files.

    `each of 86 files is encrypted: in/a.pdf, in/b.pdf, in/c.pdf and 83 others`
    """
    paths: dict[str, list[str]] = {}
    for each in skipped:
        paths.setdefault(each.reason, []).append(each.path)
    many = {reason: named for reason, named in paths.items() if len(named) > _MOST_NAMED}
    lines = (
        f"each of {len(named):,} files {reason}: {', '.join(named[:_FIRST])} and {len(named) - _FIRST:,} others"
        for reason, named in many.items()
    )
    return tuple(lines), tuple(each for each in skipped if each.reason not in many)


def _suffix(skipped: Skipped) -> str:
    """The suffix of the file, in small letters."""
    return PurePath(skipped.path.replace("\\", "/")).suffix.lower()
