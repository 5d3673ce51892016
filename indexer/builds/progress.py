"""How far a build is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a build: its stage, how many articles are done, and of how many (None: not known).

    While files are read, `files` are how many of them have been read, and how many there are, and `pages` how many pages
    they had, if they are of a format with pages.
    """

    stage: str
    done: int
    total: int | None = None
    files: tuple[int, int] | None = None
    pages: int = 0
