"""JSON documents of answers, searches, articles, checked quotes and sources; `schemas` has their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.exporting.exploring_schemas import CompletionsDocument, SimilarDocument
    from indexer.exporting.schemas import (
        AnswerDocument,
        ArticleDocument,
        ArticleReference,
        CitationDocument,
        HitDocument,
        MarkDocument,
        NearDuplicateDocument,
        QuestionDocument,
        QuoteDocument,
        ResultsDocument,
        SourceDocument,
        SourcesDocument,
        TimeDocument,
        VerificationDocument,
    )
    from indexer.types import (
        Answer,
        Article,
        Citation,
        Completion,
        Facets,
        Hit,
        NearDuplicate,
        Question,
        Results,
        SourceSummary,
        Suggestion,
        TimeExpression,
        Verification,
    )


def answer_document(answer: Answer, took_ms: float, *, explain: bool = False) -> AnswerDocument:
    """The document of an answer; `explain` adds to each hit why it scored what it did."""
    return {
        **_question(answer.question, answer.build, answer.suggestions),
        "status": answer.status,
        "strength": answer.strength,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "citations": [_citation(citation) for citation in answer.citations],
        "related": [_quote(citation) for citation in answer.related],
        "texts": [{"citations": [_citation(citation) for citation in text.citations]} for text in answer.texts],
        "times": [_time(time) for time in answer.times],
        "timeline": [{"time": _time(entry.time), "citation": _citation(entry.citation)} for entry in answer.timeline],
        "hits": [_hit(hit, explain) for hit in answer.hits],
        "facets": _facets(answer.facets),
        "took_ms": round(took_ms, 1),
    }


def results_document(results: Results, took_ms: float, *, explain: bool = False) -> ResultsDocument:
    """The document of a search; `explain` adds to each hit why it scored what it did."""
    return {
        **_question(results.question, results.build, results.suggestions),
        "reason": results.reason,
        "hits": [_hit(hit, explain) for hit in results.hits],
        "groups": [
            {
                "article": _reference(group.article),
                "passages": group.passages,
                "hits": [_hit(hit, explain) for hit in group.hits],
            }
            for group in results.groups
        ],
        "total": results.total,
        "facets": _facets(results.facets),
        "took_ms": round(took_ms, 1),
    }


def completions_document(completions: Sequence[Completion], build: str, took_ms: float) -> CompletionsDocument:
    """The document of what a text that is being typed may go on as."""
    return {
        "build": build,
        "suggestions": [
            {"kind": each.kind, "text": each.text, "article_id": each.article_id, "articles": each.articles}
            for each in completions
        ],
        "took_ms": round(took_ms, 1),
    }


def similar_document(name: str, hits: Sequence[Hit], build: str, took_ms: float) -> SimilarDocument:
    """The document of the articles that are like the article or passage of that id."""
    return {"build": build, "id": name, "hits": [_hit(hit, False) for hit in hits], "took_ms": round(took_ms, 1)}


def article_document(article: Article, build: str) -> ArticleDocument:
    """The document of a whole article."""
    marks: list[MarkDocument] = [
        {"start": mark.span.start, "end": mark.span.end, "kind": mark.kind, "label": mark.label}
        for mark in article.marks
    ]
    return {
        "build": build,
        "article": _reference(article),
        "language": article.language,
        "text": article.text,
        "article_sha256": article.sha256,
        "marks": marks,
        "places": [
            {"start": place.start, "kind": place.kind, "label": place.label, "ocr": place.ocr}
            for place in article.places
        ],
        "metadata": dict(article.metadata),
        "locations": [
            {
                "id": each.id,
                "source": each.source,
                "author": each.author,
                "published": each.published,
                "url": each.url,
                "path": each.path,
            }
            for each in article.locations
        ],
    }


def verification_document(verification: Verification, build: str) -> VerificationDocument:
    """The document of a checked quote."""
    span = verification.span
    return {
        "build": build,
        "article_id": verification.article_id,
        "standing": verification.standing,
        "holds": verification.standing == "holds",
        "start": span.start if span else None,
        "end": span.end if span else None,
        "article_sha256": verification.article_sha256,
    }


def sources_document(sources: Sequence[SourceSummary], build: str) -> SourcesDocument:
    """The document of a build's sources."""
    rows: list[SourceDocument] = [
        {"source": row.source, "articles": row.articles, "first": row.first, "last": row.last} for row in sources
    ]
    return {"build": build, "sources": rows}


def _question(question: Question, build: str, suggestions: Sequence[Suggestion]) -> QuestionDocument:
    filters = question.filters
    return {
        "build": build,
        "question": question.text,
        "today": question.today,
        "understood_as": [
            {
                "term": word.shown,
                "weight": word.weight,
                "turn": word.turn,
                "also": list(word.also),
                "quoted": word.quoted,
            }
            for word in question.words
        ],
        "phrases": list(question.phrases),
        "excluded": list(question.excluded),
        "filters": {
            "source": list(filters.sources),
            "author": list(filters.authors),
            "after": filters.after,
            "before": filters.before,
            "title": list(filters.titles),
            "id": list(filters.ids),
            "folder": list(filters.folders),
            "name": list(filters.names),
        },
        "required": [{"parts": list(each.parts), "within": each.within or None} for each in question.required],
        "notes": list(question.notes),
        "newest": question.newest or None,
        "without": list(question.without),
        "suggestions": [
            {"word": each.word, "instead": each.instead, "question": each.question} for each in suggestions
        ],
    }


def _citation(citation: Citation) -> CitationDocument:
    return {"number": citation.number, **_quote(citation)}


def _quote(citation: Citation) -> QuoteDocument:
    return {
        "quote": citation.quote,
        "article": {
            "id": citation.article_id,
            "title": citation.title,
            "source": citation.source,
            "author": citation.author,
            "published": citation.published,
            "url": citation.url,
        },
        "start": citation.span.start,
        "end": citation.span.end,
        "article_sha256": citation.article_sha256,
        "place": str(citation.place) if citation.place else None,
        "ocr": citation.place is not None and citation.place.ocr,
        "times": [_time(time) for time in citation.times],
    }


def _time(time: TimeExpression) -> TimeDocument:
    return {
        "shown": time.shown,
        "start": time.span.start,
        "end": time.span.end,
        "first": time.first,
        "last": time.last,
        "iso": time.iso,
        "written": time.written,
    }


def _hit(hit: Hit, explain: bool) -> HitDocument:
    passage = hit.passage
    document: HitDocument = {
        "rank": hit.rank,
        "score": hit.score,
        "passage": {
            "id": passage.id,
            "text": passage.text,
            "start": passage.span.start,
            "end": passage.span.end,
            "heading": passage.heading,
        },
        "highlights": [[span.start, span.end] for span in hit.highlights],
        "article": _reference(hit.article),
        "also_in": [_near_duplicate(each) for each in hit.also_in],
        "also_in_total": hit.also_in_total,
    }
    if explain:
        document["explanation"] = [{"reason": reason.reason, "amount": reason.amount} for reason in hit.explanation]
    return document


def _near_duplicate(near: NearDuplicate) -> NearDuplicateDocument:
    article = near.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "similarity": near.similarity,
        "same_text": near.same_text,
    }


def _reference(article: Article) -> ArticleReference:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "url": article.url,
    }


def _facets(facets: Facets) -> dict[str, dict[str, int]]:
    return {name: dict(counts) for name, counts in facets.items()}
