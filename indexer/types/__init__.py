"""Which values pass between the packages?

Every value is frozen and slotted. One that breaks its law raises `LawError` at construction, so a value that exists can
be trusted. Offsets are code points into an article's text, half-open, everywhere.

article    a published text with its metadata
mark       a span of an article that is not running text: its headline, a caption, a dateline …
place      where a page, slide, row or time of the original begins in an article's text
location   another place of an article: that of a copy
passage    some whole sentences of an article: the unit that is ranked
question   what was asked, as text and as weighted terms
hit        a passage of the result list, with its score and why
comparison what two articles have in common, and what not
citation   a quote with everything needed to check it
answer     what a question gets: citations, or the reason why there are none
change     an article that was added or changed, or that is gone, since an earlier build
message    a sentence for the reader, with what it takes to say it in another language
status     what a library holds, what a build left out, and in what condition it is

`article`, `question`, `answer`, `changes`, `comparison`, `message` and `status` define them; import them from here. `laws`
checks them.
"""

from indexer.types.answer import (
    Answer,
    ArticleGroup,
    Citation,
    Completion,
    CompletionKind,
    Contribution,
    Facets,
    Fact,
    GroupBy,
    Hit,
    IndependentText,
    Lead,
    NearDuplicate,
    Results,
    Sort,
    Standing,
    Status,
    Strength,
    Suggestion,
    TimelineEntry,
    Verification,
)
from indexer.types.article import (
    MARK_KINDS,
    PLACE_KINDS,
    STRUCTURE_KINDS,
    Article,
    Location,
    Mark,
    MarkKind,
    Original,
    Passage,
    Place,
    PlaceKind,
    Span,
    Structure,
    StructureKind,
    sha256,
)
from indexer.types.changes import AddedPassage, ArticleTimes, Change, ChangeKind, Changes
from indexer.types.comparison import ComparedPart, Comparison, PartKind
from indexer.types.message import Listed, Message
from indexer.types.question import Filters, Question, QuestionTerm, QuestionWord, Requirement, TimeExpression
from indexer.types.status import (
    NO_FORMAT,
    ByteCheck,
    Condition,
    Entry,
    FormatSummary,
    IncompleteArticle,
    LibraryStatus,
    Listing,
    ListOrder,
    Note,
    NoteKind,
    RemoteIndex,
    Skipped,
    SourceSummary,
)

__all__ = [
    "MARK_KINDS",
    "NO_FORMAT",
    "PLACE_KINDS",
    "STRUCTURE_KINDS",
    "AddedPassage",
    "Answer",
    "Article",
    "ArticleGroup",
    "ArticleTimes",
    "ByteCheck",
    "Change",
    "ChangeKind",
    "Changes",
    "Citation",
    "ComparedPart",
    "Comparison",
    "Completion",
    "CompletionKind",
    "Condition",
    "Contribution",
    "Entry",
    "Facets",
    "Fact",
    "Filters",
    "FormatSummary",
    "GroupBy",
    "Hit",
    "IncompleteArticle",
    "IndependentText",
    "Lead",
    "LibraryStatus",
    "ListOrder",
    "Listed",
    "Listing",
    "Location",
    "Mark",
    "MarkKind",
    "Message",
    "NearDuplicate",
    "Note",
    "NoteKind",
    "Original",
    "PartKind",
    "Passage",
    "Place",
    "PlaceKind",
    "Question",
    "QuestionTerm",
    "QuestionWord",
    "RemoteIndex",
    "Requirement",
    "Results",
    "Skipped",
    "Sort",
    "SourceSummary",
    "Span",
    "Standing",
    "Status",
    "Strength",
    "Structure",
    "StructureKind",
    "Suggestion",
    "TimeExpression",
    "TimelineEntry",
    "Verification",
    "sha256",
]
