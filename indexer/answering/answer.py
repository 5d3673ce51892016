"""From a ranking to an answer: the best sentences as citations, or the reason why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.answering.kinds import kinds_of
from indexer.answering.refusal import refusal
from indexer.answering.sentences import candidates
from indexer.answering.times import in_question, in_quote, timeline
from indexer.types import Answer, Citation

if TYPE_CHECKING:
    from indexer.answering.sentences import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Facets, Hit, TimelineEntry

_MOST = 3
_DATED = 8  # sentences that a timeline is made of
_SAME = 0.8  # two sentences that share so much of their terms say the same
_CLOSE = 0.5  # a further sentence is quoted when it scores at least this share of the best one


def answer(
    build: Build,
    ranking: Ranking,
    hits: tuple[Hit, ...],
    facets: Facets,
    settings: Settings,
    *,
    unfiltered: Ranking | None = None,
) -> Answer:
    """One to three sentences, the likeliest first, each with its citation; or not found, with the reason."""
    found = candidates(build, ranking, settings)
    reason = refusal(build, ranking, found, unfiltered, settings)
    chosen = [] if reason else _chosen(build, found)
    times = in_question(ranking.question.text, ranking.question.today)
    if not chosen:
        reason = reason or "Passages were found, but no sentence in them can be quoted as an answer."
        return Answer(ranking.question, "not_found", reason, (), hits, build.id, facets, times)
    citations = tuple(_citation(build, candidate, number) for number, candidate in enumerate(chosen, 1))
    dated = _timeline(build, citations, found, chosen) if "when" in kinds_of(ranking.question.text) else ()
    return Answer(ranking.question, "answered", None, citations, hits, build.id, facets, times, dated)


def _citation(build: Build, candidate: Candidate, number: int) -> Citation:
    """The quote, with what its relative dates mean beside it: the others say it themselves."""
    article = build.store.article(candidate.article)
    times = in_quote(candidate.span.of(article.text), article.published, candidate.span.start)
    return Citation.of(article, candidate.span, number=number, times=tuple(time for time in times if time.relative))


def _timeline(
    build: Build, citations: tuple[Citation, ...], found: list[Candidate], chosen: list[Candidate]
) -> tuple[TimelineEntry, ...]:
    """The dated ones among the likeliest sentences, in date order, when they are of several articles."""
    others = [candidate for candidate in found[:_DATED] if candidate not in chosen and _is_close(candidate, found)]
    more = (_citation(build, candidate, number) for number, candidate in enumerate(others, len(citations) + 1))
    entries = timeline((*citations, *more))
    return entries if len({entry.citation.article_id for entry in entries}) > 1 else ()


def _is_close(candidate: Candidate, found: list[Candidate]) -> bool:
    return candidate.score >= _CLOSE * found[0].score


def _chosen(build: Build, found: list[Candidate]) -> list[Candidate]:
    """The best of the candidates; of those that say nearly the same, the best one.

    A first sentence that begins with a pronoun is followed by the one before it in the article, which says what is meant.
    """
    chosen: list[tuple[Candidate, frozenset[int]]] = []
    for candidate in _with_antecedent(found):
        if len(chosen) == _MOST or not _is_close(candidate, found):
            break
        terms = frozenset(build.store.sentence_terms(candidate.number).tolist())
        if all(len(terms & other) < _SAME * len(terms | other) for _, other in chosen):
            chosen.append((candidate, terms))
    return [candidate for candidate, _ in chosen]


def _with_antecedent(found: list[Candidate]) -> list[Candidate]:
    if not found or not found[0].leans:
        return found
    before = [candidate for candidate in found[1:] if candidate.number == found[0].number - 1]
    return [found[0], *before, *(candidate for candidate in found[1:] if candidate not in before)]
