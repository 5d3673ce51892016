"""JSON documents of builds: what a build gave, what a library holds, what changed in it, and what its articles lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.builds import BuildReport
    from indexer.exporting.build_schemas import (
        BuildDocument,
        ChangesDocument,
        EntryDocument,
        FormatDocument,
        IncompleteDocument,
        ListingDocument,
        NoteDocument,
        SkippedDocument,
        StatusDocument,
    )
    from indexer.types import (
        Changes,
        Entry,
        FormatSummary,
        IncompleteArticle,
        LibraryStatus,
        Listing,
        Note,
        RemoteIndex,
        Skipped,
    )


def status_document(
    status: LibraryStatus, indexes: Sequence[RemoteIndex] = (), unreachable: str | None = None
) -> StatusDocument:
    """The document of what a library holds, and of its indexes in a cluster, or why this is `unreachable`."""
    return {
        "build": status.build,
        "built": status.built,
        "articles": status.articles,
        "locations": status.locations,
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
        "indexes": [
            {
                "name": index.name,
                "health": index.health,
                "documents": index.documents,
                "bytes": index.bytes,
                "shards": index.shards,
                "replicas": index.replicas,
                "served": index.served,
            }
            for index in indexes
        ],
        "unreachable": unreachable,
    }


def build_document(report: BuildReport) -> BuildDocument:
    """The document of what a build gave."""
    return {
        "build": report.build,
        "articles": report.articles,
        "passages": report.passages,
        "changed": report.changed,
        "changes": {
            "added": report.changes.get("added", 0),
            "changed": report.changes.get("changed", 0),
            "gone": report.changes.get("gone", 0),
        },
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


def changes_document(changes: Changes, build: str) -> ChangesDocument:
    """The document of one page of changes."""
    return {
        "build": build,
        "since": changes.since,
        "added": changes.counts["added"],
        "changed": changes.counts["changed"],
        "gone": changes.counts["gone"],
        "changes": [
            {"change": each.kind, "at": each.at, "article": _entry(each.entry), "earlier_title": each.earlier_title}
            for each in changes.changes
        ],
    }


def listing_document(listing: Listing, build: str) -> ListingDocument:
    """The document of one page of a list of articles."""
    return {
        "build": build,
        "articles": [{**_entry(entry), "added": entry.added} for entry in listing.entries],
        "total": listing.total,
        "years": dict(listing.years),
    }


def _entry(entry: Entry) -> EntryDocument:
    return {"id": entry.id, "title": entry.title, "source": entry.source, "published": entry.published}


def _skipped(skipped: Sequence[Skipped]) -> list[SkippedDocument]:
    """The rows that name the files a build left out."""
    return [{"path": file.path, "reason": file.reason} for file in skipped]
