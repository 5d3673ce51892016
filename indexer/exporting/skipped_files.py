"""How the files that a build skipped are listed: by name, but those of no known format by suffix, where there are many."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from indexer.types import NO_FORMAT, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.types import Skipped

_MOST_NAMED = 5  # files of no known format with the same suffix that are named one by one


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


def _suffix(skipped: Skipped) -> str:
    """The suffix of the file, in small letters."""
    return PurePath(skipped.path.replace("\\", "/")).suffix.lower()
