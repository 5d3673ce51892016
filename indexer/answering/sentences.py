"""The sentences of the best passages, the likeliest answer first.

A sentence's score is a weighted sum of what can be seen without understanding it:

    overlap     share of the question's weight · idf that it holds
    local       the same with idf counted among the candidates: what tells it from its neighbours weighs more
    letters     share of the question's letter groups (four in a row) that it holds, once counted alike and once weighed by
                local idf: finds other forms of a word, and turns of phrase made of stop words
    pairs       share of the question's pairs of neighbouring words that it holds
    title       what the title or heading adds to the overlap
    before      what the sentence before adds to the overlap: "It was signed in May"
    passage     its passage's score relative to the best one's
    rank        1 / its passage's rank
    kind        whether it looks like what the question asks for (`kinds.py`)
    bare        it holds nothing but words of the question

The weights were fitted (maximum likelihood of a sentence with the answer, in a softmax over the candidates) on SQuAD and
COVID-QA together, and rounded; fitted on either one alone they do as well on the other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.answering.kinds import kinds_of, likeness
from indexer.answering.letters import flat, groups
from indexer.answering.quotes import quotable, quoted_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Question, Span

_PASSAGES = 12
_LETTERS = 4
_FEW = 3  # terms beside the question's: a sentence with fewer says nothing new
_OVERLAP, _LOCAL, _LETTER, _RARE_LETTER, _PAIR, _TITLE, _BEFORE, _PASSAGE, _RANK, _KIND, _BARE = (
    1.5, 2.1, 2.5, 3.0, 0.9, 1.1, 1.9, 2.8, 1.15, 1.0, -0.5,
)  # fmt: skip
_WORD = re.compile(r"\w+")
_PRONOUN = re.compile(
    r"(?:it|its|he|she|they|this|these|that|his|her|their|such|those|er|sie|es|dies\w*|sein\w*|ihr\w*)\b", re.IGNORECASE
)
_LEANING = 0.8
_QUESTION_WORD = re.compile(r"\s*(?:who|what|when|where|which|how|why|wer|was|wann|wo|wie|warum)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: its number in the store, its article, what is quoted, and its score.

    `overlap` is the share of the question that it holds by itself, 0 to 1; `leans` says that it begins with a pronoun,
    and so needs the sentence before to be understood.
    """

    number: int
    article: int
    span: Span
    overlap: float
    score: float
    leans: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """A candidate before the candidates are known: its text, its terms that the question has, and its own score.

    `leans_on` is the sentence before, when this one begins with a pronoun, else empty.
    """

    number: int
    article: int
    span: Span
    text: str
    leans_on: str
    known: frozenset[int]
    overlap: float
    score: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the question's words are worth: by term number and by term (weight · idf), and in all."""

    question: Question
    weights: Mapping[int, float]
    by_term: Mapping[str, float]
    total: float

    def share(self, terms: frozenset[int]) -> float:
        """The share of the question that these terms are."""
        return sum(self.weights[term] for term in sorted(terms)) / self.total


def total_weight(build: Build, question: Question) -> float:
    """Weight · idf of all the question's terms, unknown ones too: what a perfect sentence would hold.

    A word is counted in the language in which the build knows it best, so that analysing a question in several
    languages does not make it harder to answer.
    """
    best: dict[tuple[str, int], tuple[int, float]] = {}
    for term in question.terms:
        frequency = build.engine.document_frequency(term.term)
        key = (term.shown, term.turn)
        if key not in best or frequency > best[key][0]:
            best[key] = (frequency, term.weight * build.engine.idf(term.term))
    return sum(weight for _, weight in best.values())


def candidates(build: Build, ranking: Ranking, settings: Settings) -> list[Candidate]:
    """The quotable sentences of the best passages, best first; ties in reading order."""
    asked = _asked(build, ranking.question)
    seen = {sentence.number: sentence for sentence in _seen(build, ranking, asked, settings)}
    sentences = list(seen.values())
    local = _local(sentences, asked)
    letters = _letters(sentences, asked.question.text)
    found = [
        Candidate(
            number=sentence.number,
            article=sentence.article,
            span=sentence.span,
            overlap=sentence.overlap,
            score=sentence.score + one + other,
            leans=bool(sentence.leans_on),
        )
        for sentence, one, other in zip(sentences, local, letters, strict=True)
    ]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.number))


def _asked(build: Build, question: Question) -> _Asked:
    worth = {term.term: term.weight * build.engine.idf(term.term) for term in question.terms}
    numbers = {term: build.vocabulary.number(term) for term in worth}
    weights = {number: worth[term] for term, number in numbers.items() if number is not None}
    return _Asked(question, weights, worth, total_weight(build, question) or 1.0)


def _seen(build: Build, ranking: Ranking, asked: _Asked, settings: Settings) -> Iterator[_Seen]:
    """The candidates, the best passage's first; a sentence of several passages comes with the better one last."""
    best = float(ranking.scores[0]) if len(ranking) else 1.0
    ranked = list(zip(ranking.passages[:_PASSAGES].tolist(), ranking.scores[:_PASSAGES].tolist(), strict=True))
    for rank, (passage, score) in reversed(list(enumerate(ranked, 1))):
        yield from _of_passage(build, passage, _PASSAGE * score / best + _RANK / rank, asked, settings)


def _of_passage(build: Build, passage: int, base: float, asked: _Asked, settings: Settings) -> Iterator[_Seen]:
    store = build.store
    number = int(store.passages["article"][passage])
    article = store.article(number)
    first, last = int(store.passages["first"][passage]), int(store.passages["last"][passage])
    terms = [frozenset(store.sentence_terms(sentence).tolist()) for sentence in range(first, last)]
    known = [own & asked.weights.keys() for own in terms]
    heading = int(store.passages["heading"][passage])
    title = frozenset(store.title_terms(number).tolist())
    if heading >= 0:
        title |= frozenset(store.sentence_terms(heading).tolist())
    title &= asked.weights.keys()
    kinds = kinds_of(asked.question.text)
    pairs = _pairs(asked.question.text)
    for place, sentence in enumerate(range(first, last)):
        span = store.sentence_span(sentence)
        part = quoted_part(article, span, asked.by_term, settings.answer_max_words) if quotable(article, span) else None
        if part is None:
            continue
        text = article.quote(part)
        before = known[place - 1] - known[place] if place else frozenset()
        overlap = asked.share(known[place])
        score = base + _OVERLAP * overlap + _TITLE * asked.share(title - known[place]) + _BEFORE * asked.share(before)
        score += _PAIR * len(pairs & _pairs(text)) / (len(pairs) or 1)
        score += _KIND * likeness(kinds, text, asked.question.text)
        score += _BARE * (len(terms[place] - asked.weights.keys()) < _FEW)
        leans_on = article.quote(store.sentence_span(sentence - 1)) if place and _PRONOUN.match(text) else ""
        yield _Seen(sentence, number, part, text, leans_on, known[place], overlap, score)


def _local(sentences: list[_Seen], asked: _Asked) -> list[float]:
    """For each candidate the share of the question that it holds, by what few candidates hold."""
    held = Counter(term for sentence in sentences for term in sentence.known)
    rarity = {term: weight * math.log1p(len(sentences) / max(1, held[term])) for term, weight in asked.weights.items()}
    total = sum(rarity.values()) or 1.0
    return [_LOCAL * sum(rarity[term] for term in sorted(sentence.known)) / total for sentence in sentences]


def _letters(sentences: list[_Seen], question: str) -> list[float]:
    """For each candidate the share of the question's letter groups that it holds, alike and by what few candidates hold."""
    wanted = groups(flat(_QUESTION_WORD.sub("", question)), _LETTERS)
    holding = [_holding(wanted, sentence) for sentence in sentences]
    held = Counter(group for groups_held in holding for group in groups_held)
    rarity = {group: math.log1p(len(sentences) / max(1, held[group])) for group in wanted}
    total = sum(rarity.values()) or 1.0
    return [
        _RARE_LETTER * sum(rarity[group] * part for group, part in groups_held.items()) / total
        + _LETTER * sum(groups_held.values()) / (len(wanted) or 1)
        for groups_held in holding
    ]


def _holding(wanted: Sequence[str], sentence: _Seen) -> dict[str, float]:
    """The groups that a sentence holds; those that only the sentence holds which its pronoun points at count in part."""
    own, before = flat(sentence.text), flat(sentence.leans_on)
    held = {group: 1.0 for group in wanted if group in own}
    return held | {group: _LEANING for group in wanted if group in before and group not in held}


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(_WORD.findall(text.casefold())))
