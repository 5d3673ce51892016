"""From a ranking to an answer: the best sentences as citations, or the reason why there are none."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.asked import Asked
from indexer.answering.copies import alike, terms_of, texts
from indexer.answering.kinds import kinds_of
from indexer.answering.meaning import with_meaning
from indexer.answering.refusal import judge, refusal
from indexer.answering.sentences import candidates
from indexer.answering.times import in_question, in_quote, timeline
from indexer.retrieval.ranking import hits as found_at
from indexer.types import Answer, Citation, IndependentText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.answering.meaning import Likeness
    from indexer.answering.sentences import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Facets, Hit, TimelineEntry

_MOST = 3
_DATED = 8  # sentences that a timeline is made of
_CLOSE = 0.35  # a further sentence is quoted when it scores at least this share of the best one
_AS_CLOSE = 0.5  # the same for one that holds no word of the question, and for one of a timeline


def answer(
    build: Build,
    ranking: Ranking,
    hits: tuple[Hit, ...],
    facets: Facets,
    settings: Settings,
    *,
    unfiltered: Ranking | None = None,
    likeness: Likeness | None = None,
) -> Answer:
    """One to three sentences, the likeliest first, each with its citation; or not found, with the reason.

    With a `likeness` (`meaning.py`) to the question, meaning has a say in both.
    """
    asked = Asked.of(build, ranking.question)
    found = candidates(build, ranking, asked, settings)
    by_words = ranking.by_words()
    if likeness is not None and len(by_words):  # without a word in common there is no answer, and no model is asked
        found = with_meaning(build, found, likeness)
    judgement = judge(build, by_words, found, asked)
    confidence = judgement.confidence
    reason = refusal(by_words, asked, judgement, unfiltered, settings)
    chosen = [] if reason else _chosen(build, found)
    times = in_question(ranking.question.text, ranking.question.today)
    if not chosen:
        reason = reason or "Passages were found, but no sentence in them can be quoted as an answer."
        return Answer(ranking.question, "not_found", reason, (), hits, build.id, facets, times, confidence=confidence)
    citations = tuple(_citation(build, candidate, number) for number, candidate in enumerate(chosen, 1))
    quoted = found_at(build, ranking, np.array([_place(build, ranking, candidate) for candidate in chosen]))
    dated = _timeline(build, citations, found, chosen) if "when" in kinds_of(ranking.question.text) else ()
    said_by = _texts(build, citations, dated, texts(build, chosen, found))
    return Answer(
        ranking.question, "answered", None, citations, hits, build.id, facets, times, dated, said_by, confidence,
        quoted=quoted,
    )  # fmt: skip


def _place(build: Build, ranking: Ranking, candidate: Candidate) -> int:
    """The place in the ranking, 0 first, of the best passage that the candidate's sentence stands in."""
    first, last = (build.store.passages[end][ranking.passages] for end in ("first", "last"))
    return int(np.argmax((first <= candidate.number) & (candidate.number < last)))


def _citation(build: Build, candidate: Candidate, number: int) -> Citation:
    """The quote, with what its relative dates mean beside it: the others say it themselves."""
    article = build.store.article(candidate.article)
    times = in_quote(candidate.span.of(article.text), article.published, candidate.span.start)
    return Citation.of(article, candidate.span, number=number, times=tuple(time for time in times if time.relative))


def _timeline(
    build: Build, citations: tuple[Citation, ...], found: list[Candidate], chosen: list[Candidate]
) -> tuple[TimelineEntry, ...]:
    """The dated ones among the likeliest sentences, in date order, when they are of several articles."""
    cited = [one for one, candidate in zip(citations, chosen, strict=True) if _is_close(candidate, found, _AS_CLOSE)]
    close = (candidate for candidate in found[:_DATED] if _is_close(candidate, found, _AS_CLOSE))
    others = _distinct(build, [*chosen, *close])[len(chosen) :]
    dated = (candidate for candidate in others if _is_dated(build, candidate))
    more = (_citation(build, candidate, number) for number, candidate in enumerate(dated, len(citations) + 1))
    entries = timeline((*cited, *more))
    return entries if len({entry.citation.article_id for entry in entries}) > 1 else ()


def _is_dated(build: Build, candidate: Candidate) -> bool:
    article = build.store.article(candidate.article)
    return bool(in_quote(candidate.span.of(article.text), article.published))


def _texts(
    build: Build,
    citations: tuple[Citation, ...],
    dated: tuple[TimelineEntry, ...],
    grouped: Sequence[Sequence[Candidate]],
) -> tuple[IndependentText, ...]:
    """The independent texts as citations, under the numbers that they have, or else the next."""
    known = {(one.article_id, one.span): one for one in (*(entry.citation for entry in dated), *citations)}
    numbers = count(1 + max(one.number for one in known.values()))

    def cited(candidate: Candidate) -> Citation:
        place = (build.store.article_id(candidate.article), candidate.span)
        return known.get(place) or _citation(build, candidate, next(numbers))

    return tuple(IndependentText(tuple(map(cited, text))) for text in grouped)


def _is_close(candidate: Candidate, found: list[Candidate], share: float) -> bool:
    return candidate.score >= share * found[0].score


def _chosen(build: Build, found: list[Candidate]) -> list[Candidate]:
    """The best of the candidates; of those that say nearly the same, the best one.

    One that holds no word of the question has to come nearer to the best.
    A first sentence that begins with a pronoun is followed by the one before it in the article, which says what is meant.
    """
    close = [one for one in found if _is_close(one, found, _CLOSE if one.overlap else _AS_CLOSE)]
    return _distinct(build, _with_antecedent(close), _MOST)


def _distinct(build: Build, candidates: Iterable[Candidate], most: int | None = None) -> list[Candidate]:
    """The first `most` of the candidates, or all, without those that say nearly the same as one before."""
    kept: dict[Candidate, frozenset[int]] = {}
    for candidate in candidates:
        if len(kept) == most:
            break
        terms = terms_of(build, candidate)
        if not any(alike(terms, other) for other in kept.values()):
            kept[candidate] = terms
    return list(kept)


def _with_antecedent(found: list[Candidate]) -> list[Candidate]:
    if not found or not found[0].leans:
        return found
    before = [candidate for candidate in found[1:] if candidate.number == found[0].number - 1]
    return [found[0], *before, *(candidate for candidate in found[1:] if candidate not in before)]
