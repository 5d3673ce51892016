"""JSON documents of builds: what a build gave, what a library holds, and what its articles lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.builds import BuildReport
    from indexer.exporting.build_schemas import (
        BuildDocument,
        FormatDocument,
        IncompleteDocument,
        NoteDocument,
        SkippedDocument,
        StatusDocument,
    )
    from indexer.types import FormatSummary, IncompleteArticle, LibraryStatus, Note, Skipped


def status_document(status: LibraryStatus) -> StatusDocument:
    """The document of what a library holds."""
    return {
        "build": status.build,
        "built": status.built,
        "articles": status.articles,
        "passages": status.passages,
        "sentences": status.sentences,
        "terms": status.terms,
        "sources": list(status.sources),
        "skipped": _skipped(status.skipped),
        "notes": _notes(status.notes),
        "formats": _formats(status.formats),
        "previous": list(status.previous),
        "versions": dict(status.versions),
        "settings": dict(status.settings),
        "differing": {
            name: {"build": built, "configured": configured} for name, (built, configured) in status.differing.items()
        },
    }


def build_document(report: BuildReport) -> BuildDocument:
    """The document of what a build gave."""
    return {
        "build": report.build,
        "articles": report.articles,
        "passages": report.passages,
        "changed": report.changed,
        "seconds": round(report.seconds, 3),
        "formats": _formats(report.formats),
        "skipped": _skipped(report.skipped),
        "notes": _notes(report.notes),
    }


def _notes(notes: Sequence[Note]) -> list[NoteDocument]:
    return [{"kind": note.kind, "count": note.count, "path": note.path, "printed": note.printed} for note in notes]


def _formats(formats: Sequence[FormatSummary]) -> list[FormatDocument]:
    return [
        {"format": each.format, "files": each.files, "articles": each.articles, "skipped": each.skipped}
        for each in formats
    ]


def incomplete_document(articles: Sequence[IncompleteArticle], build: str) -> IncompleteDocument:
    """The document of the articles that lack some of their fields."""
    return {"build": build, "articles": [{"id": each.id, "missing": list(each.missing)} for each in articles]}


def _skipped(skipped: Sequence[Skipped]) -> list[SkippedDocument]:
    """The rows that name the files a build left out."""
    return [{"path": file.path, "reason": file.reason} for file in skipped]
