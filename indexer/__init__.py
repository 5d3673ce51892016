"""Footnote: ask your articles a question; get the passages that answer it, word for word, each with a source.

`rebuild` makes a build of a folder of articles, `Library.open` answers from it. The names here are the public ones;
each subpackage answers one question, which its docstring asks. A name's module is imported when the name is first used,
so that a short command starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.budget import limited
    from indexer.builds import BuildReport, CheckReport, Progress, check, current_id, rebuild
    from indexer.builds.byte_checks import check_bytes, last_check
    from indexer.errors import (
        ArticleError,
        ArticleNotFoundError,
        BudgetError,
        BuilderBusyError,
        BuildError,
        DamagedBuildError,
        EmbedderError,
        EngineUnavailableError,
        FootnoteError,
        IncompatibleBuildError,
        LawError,
        NoBuildError,
        NothingToIndexError,
        QuestionError,
        SettingError,
        UsageError,
    )
    from indexer.exporting.formats import FORMATS, Format
    from indexer.iso_dates import is_period
    from indexer.library import Library, Reading
    from indexer.processes import available_cores
    from indexer.question_limits import LONGEST_QUESTION, MOST_HITS, MOST_TURNS
    from indexer.retrieval import query_edit
    from indexer.settings import Setting, Settings
    from indexer.surrogates import has_surrogate
    from indexer.types import (
        Answer,
        Article,
        ByteCheck,
        Citation,
        Condition,
        Contribution,
        Entry,
        Filters,
        Hit,
        IndependentText,
        LibraryStatus,
        Listing,
        Mark,
        MarkKind,
        Note,
        Passage,
        Place,
        Question,
        QuestionTerm,
        Requirement,
        Results,
        Skipped,
        Sort,
        SourceSummary,
        Span,
        Suggestion,
        TimeExpression,
        TimelineEntry,
        Verification,
    )
    from indexer.web_addresses import is_web_address

__all__ = [
    "FORMATS",
    "LONGEST_QUESTION",
    "MOST_HITS",
    "MOST_TURNS",
    "Answer",
    "Article",
    "ArticleError",
    "ArticleNotFoundError",
    "BudgetError",
    "BuildError",
    "BuildReport",
    "BuilderBusyError",
    "ByteCheck",
    "CheckReport",
    "Citation",
    "Condition",
    "Contribution",
    "DamagedBuildError",
    "EmbedderError",
    "EngineUnavailableError",
    "Entry",
    "Filters",
    "FootnoteError",
    "Format",
    "Hit",
    "IncompatibleBuildError",
    "IndependentText",
    "LawError",
    "Library",
    "LibraryStatus",
    "Listing",
    "Mark",
    "MarkKind",
    "NoBuildError",
    "Note",
    "NothingToIndexError",
    "Passage",
    "Place",
    "Progress",
    "Question",
    "QuestionError",
    "QuestionTerm",
    "Reading",
    "Requirement",
    "Results",
    "Setting",
    "SettingError",
    "Settings",
    "Skipped",
    "Sort",
    "SourceSummary",
    "Span",
    "Suggestion",
    "TimeExpression",
    "TimelineEntry",
    "UsageError",
    "Verification",
    "available_cores",
    "check",
    "check_bytes",
    "current_id",
    "has_surrogate",
    "is_period",
    "is_web_address",
    "last_check",
    "limited",
    "query_edit",
    "rebuild",
]

_HOMES = {
    "indexer.budget": ("limited",),
    "indexer.builds.byte_checks": ("check_bytes", "last_check"),
    "indexer.builds": ("BuildReport", "CheckReport", "Progress", "check", "current_id", "rebuild"),
    "indexer.errors": (
        "ArticleError",
        "ArticleNotFoundError",
        "BudgetError",
        "BuilderBusyError",
        "BuildError",
        "DamagedBuildError",
        "EmbedderError",
        "EngineUnavailableError",
        "EngineUnavailableError",
        "FootnoteError",
        "IncompatibleBuildError",
        "LawError",
        "NoBuildError",
        "NothingToIndexError",
        "QuestionError",
        "SettingError",
        "UsageError",
    ),
    "indexer.exporting.formats": ("FORMATS", "Format"),
    "indexer.iso_dates": ("is_period",),
    "indexer.library": ("Library", "Reading"),
    "indexer.processes": ("available_cores",),
    "indexer.question_limits": ("LONGEST_QUESTION", "MOST_HITS", "MOST_TURNS"),
    "indexer.retrieval": ("query_edit",),
    "indexer.settings": ("Setting", "Settings"),
    "indexer.surrogates": ("has_surrogate",),
    "indexer.types": (
        "Answer",
        "Article",
        "ByteCheck",
        "Citation",
        "Condition",
        "Contribution",
        "Entry",
        "Filters",
        "Hit",
        "IndependentText",
        "LibraryStatus",
        "Listing",
        "Mark",
        "MarkKind",
        "Note",
        "Passage",
        "Place",
        "Question",
        "QuestionTerm",
        "Requirement",
        "Results",
        "Skipped",
        "Sort",
        "SourceSummary",
        "Span",
        "Suggestion",
        "TimeExpression",
        "TimelineEntry",
        "Verification",
    ),
    "indexer.web_addresses": ("is_web_address",),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
