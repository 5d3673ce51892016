"""The sentences of the best passages, the likeliest answer first.

A sentence's score is a weighted sum of what can be seen without understanding it. At first sight, by its terms:

    overlap     share of the question's weight · idf that it holds
    local       the same with idf counted among the sentences looked at: what tells it from its neighbours weighs more
    title       what the title or heading adds to the overlap
    before      what the sentence before adds to the overlap: "It was signed in May"
    passage     its passage's score relative to the best one's

and of the best at first sight, by their text:

    letters     share of the question's letter groups (four in a row) that it holds, weighed by how few of the sentences
                hold them, relative to the sentence that holds most: finds other forms of a word, and turns of phrase
                made of stop words
    pairs       share of the question's pairs of neighbouring words that it holds
    kind        whether it looks like what the question asks for (`kinds.py`)

The weights were fitted (maximum likelihood of a sentence with the answer, in a softmax over the candidates) on SQuAD and
COVID-QA together, and rounded. Fitted on one of them alone they do as well on the other: the first sentence holds the
answer for .80 of SQuAD (fitted on COVID-QA) and .50 of COVID-QA (fitted on SQuAD), one of three for .93 and .63.
With a model, `meaning.py` puts the best of them in order again.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.answering.kinds import Wanted
from indexer.answering.letters import flat, groups, joined, words
from indexer.answering.quotes import quotable, quoted_part
from indexer.budget import spend

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from indexer.answering.asked import Asked
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Span

_PASSAGES = 12
_READ = 32  # sentences whose text is looked at
_LETTERS = 4
_OVERLAP, _LOCAL, _TITLE, _BEFORE, _PASSAGE, _LETTER, _PAIR, _KIND = 1.7, 1.55, 1.85, 1.8, 5.2, 3.5, 1.5, 1.5
_PRONOUN = re.compile(
    r"(?:it|its|he|she|they|this|these|that|his|her|their|such|those|er|sie|es|dies\w*|sein\w*|ihr\w*)\b", re.IGNORECASE
)
_LEANING = 0.8
_QUESTION_WORD = re.compile(r"\s*(?:who|what|when|where|which|how|why|wer|was|wann|wo|wie|warum)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: its number in the store, its article, what is quoted, its words, and its score.

    `overlap` is the share of the question that it holds by itself, 0 to 1; `leans` says that it begins with a pronoun,
    and so needs the sentence before to be understood; `likeness` is that of `meaning.py`, of sentences that it looked at.
    """

    number: int
    article: int
    span: Span
    flat: str
    overlap: float
    score: float
    leans: bool = False
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence at first sight: its terms that the question has, and its score by them; whether it begins a passage."""

    number: int
    article: int
    begins: bool
    known: frozenset[int]
    overlap: float
    score: float


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence that was read: what of it is quoted, as words too, how much of each letter group it holds, its score."""

    seen: _Seen
    span: Span
    flat: str
    leans: bool
    holds: Mapping[str, float]
    score: float


def candidates(build: Build, ranking: Ranking, asked: Asked, settings: Settings) -> list[Candidate]:
    """The quotable sentences of the best passages, best first; ties in reading order."""
    read = list(_read(build, _at_first_sight(build, ranking, asked), asked, settings))
    found = [
        Candidate(one.seen.number, one.seen.article, one.span, one.flat, one.seen.overlap, one.score + more, one.leans)
        for one, more in zip(read, _letters(read), strict=True)
    ]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.number))


def _at_first_sight(build: Build, ranking: Ranking, asked: Asked) -> list[tuple[float, _Seen]]:
    """The sentences of the best passages with their scores by terms, best first."""
    best = float(ranking.scores[0]) if len(ranking) else 1.0
    ranked = list(zip(ranking.passages[:_PASSAGES].tolist(), ranking.scores[:_PASSAGES].tolist(), strict=True))
    # a sentence of several passages counts in the best of them, which comes last
    seen = {one.number: one for passage, score in reversed(ranked) for one in _of(build, passage, score / best, asked)}
    scored = [(one.score + more, one) for one, more in zip(seen.values(), _local(seen.values(), asked), strict=True)]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].number))


def _of(build: Build, passage: int, share: float, asked: Asked) -> Iterator[_Seen]:
    """The sentences of one passage, whose score is this share of the best one's."""
    spend()
    store = build.store
    article = int(store.passages["article"][passage])
    first, last = int(store.passages["first"][passage]), int(store.passages["last"][passage])
    heading = int(store.passages["heading"][passage])
    title = asked.by_number.keys() & set(store.title_terms(article).tolist())
    if heading >= 0:
        title |= asked.by_number.keys() & set(store.sentence_terms(heading).tolist())
    before: frozenset[int] = frozenset()
    for number, terms in enumerate(store.sentences_terms(first, last), first):
        known = frozenset(asked.by_number.keys() & set(terms))
        overlap = asked.share(known)
        score = _PASSAGE * share + _OVERLAP * overlap
        score += _TITLE * asked.share(title - known) + _BEFORE * asked.share(before - known)
        yield _Seen(number, article, number == first, known, overlap, score)
        before = known


def _local(seen: Collection[_Seen], asked: Asked) -> list[float]:
    """For each sentence the share of the question that it holds, by what few of them hold."""
    held = Counter(term for sentence in seen for term in sentence.known)
    rarity = {term: worth * math.log1p(len(seen) / max(1, held[term])) for term, worth in asked.by_number.items()}
    total = sum(rarity.values()) or 1.0
    return [_LOCAL * sum(rarity[term] for term in sorted(sentence.known)) / total for sentence in seen]


def _read(build: Build, seen: Sequence[tuple[float, _Seen]], asked: Asked, settings: Settings) -> Iterator[_Read]:
    """The first `_READ` of the sentences that may be quoted, with what their text adds to their scores."""
    store, question = build.store, asked.question.text
    wanted, pairs = Wanted.by(question), set(pairwise(words(question)))
    letters = groups(flat(_QUESTION_WORD.sub("", question)), _LETTERS)
    quoted = 0
    for score, one in seen:
        spend()
        article, span = store.article(one.article), store.sentence_span(one.number)
        part = quoted_part(article, span, asked.by_term, settings.answer_max_words) if quotable(article, span) else None
        if part is None:
            continue
        text = article.quote(part)
        own = words(text)
        leans = not one.begins and _PRONOUN.match(text) is not None
        before = flat(article.quote(store.sentence_span(one.number - 1))) if leans else ""
        said = joined(own)
        more = _KIND * wanted.likeness(text) + _PAIR * len(pairs.intersection(pairwise(own))) / (len(pairs) or 1)
        yield _Read(one, part, said, leans, _holding(letters, said, before), score + more)
        quoted += 1
        if quoted == _READ:
            return


def _holding(letters: Sequence[str], own: str, before: str) -> dict[str, float]:
    """The groups that a sentence holds; those that only the sentence holds which its pronoun points at count in part."""
    held = {group: 1.0 for group in letters if group in own}
    return held | {group: _LEANING for group in letters if group in before and group not in held} if before else held


def _letters(read: Sequence[_Read]) -> list[float]:
    """For each sentence how much of the letter groups it holds, by what few hold, relative to the one that holds most."""
    held = Counter(group for one in read for group in one.holds)
    rarity = {group: math.log1p(len(read) / count) for group, count in held.items()}
    holds = [sum(rarity[group] * part for group, part in one.holds.items()) for one in read]
    most = max(holds, default=0.0) or 1.0
    return [_LETTER * amount / most for amount in holds]
