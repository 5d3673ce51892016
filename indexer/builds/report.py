"""What a build gave, for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from indexer.types import FormatSummary, Note, Skipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.builds.manifest import Manifest
    from indexer.types import ChangeKind


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build: its id and its counts.

    `skipped` names every file or line that was not read, with its reason; `new_skips` those of them in files that were
    read now. `notes` count what cost no article. `changed` says whether there is a new build: without it nothing had
    changed since that build was made. `changes` counts the articles that were added, changed and gone since the build
    before.
    """

    build: str
    articles: int
    passages: int
    skipped: tuple[Skipped, ...]
    seconds: float
    notes: tuple[Note, ...] = ()
    formats: tuple[FormatSummary, ...] = ()
    new_skips: tuple[Skipped, ...] = ()
    changed: bool = True
    changes: Mapping[ChangeKind, int] = field(default_factory=dict)

    @classmethod
    def unchanged(cls, manifest: Manifest, seconds: float) -> Self:
        """The report of an update that found nothing changed since the build of this manifest, in so many seconds."""
        return cls(
            manifest.id,
            manifest.counts["articles"],
            manifest.counts["passages"],
            tuple(Skipped(*each) for each in manifest.skipped),
            seconds,
            tuple(Note(*each) for each in manifest.notes),
            tuple(FormatSummary(*each) for each in manifest.formats),
            changed=False,
        )
