"""Does a new build find what it holds? Tried before it is published.

Of a sample of passages, each is looked for by eight words around its rarest one, as a person would type them. It is found
when a passage that says these words is among the first ten: copies of a text cannot be told apart. The sample is chosen by
a hash of places and lengths, so the same articles give the same sample. A rebuild tries 100 passages; an update tries the
new ones, 15 at most, and ten of the others.

Ten libraries (handbook, files of twenty formats, papers, public offices, Wikipedia in English and German, 200,000 pages of
documentation with many near copies) find 97 to 100 of 100 passages, and single files of ten passages or more find 89 of
100 at the worst, 99 on average. So a build is clearly worse than the one before when

- more than a fifth less is found, and at least five passages are not;
- or what was there before scores less than half of what it did, by the same settings and versions; half of the articles
  less would cost a tenth;
- or half of the articles are left or fewer, and at least 50 fewer, though no source was left out: a folder may not be
  there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.open import Build
from indexer.errors import RegressionError
from indexer.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds.manifest import Manifest
    from indexer.retrieval import Ranking
    from indexer.store import Store
    from indexer.text.embedders import Embedder

_FIRST = 10  # hits
_WORDS, _FEWEST_WORDS = 8, 3  # of a passage that it is looked for by
_REBUILT, _NEW, _OTHERS = 100, 15, 10  # passages that are tried: after a rebuild; after an update, new ones and others
_LESS_FOUND, _FEWEST_MISSED = 0.2, 5
_LOWER = 0.5  # times the mean score before
_LOST, _FEWEST_LOST = 0.5, 50
_NAMED = 5  # articles in a message


@dataclass(frozen=True, slots=True)
class Trial:
    """A passage that was looked for: its number, its score where it was found (else None), and whether it is new."""

    passage: int
    score: float | None
    new: bool


def self_tested(
    folder: Path, manifest: Manifest, last: Manifest | None, model: Embedder | None, *, update: bool, force: bool
) -> Manifest:
    """The manifest of the new build with the result of its self-test, which is written into the build.

    `model` is the one that made its vectors. Raises `RegressionError` when the build is clearly worse than that of the
    manifest `last`, unless `force` is given. An `update` by the same settings and versions keeps the result of the last
    rebuild, which it is compared with.
    """
    update = update and last is not None and _made_alike(manifest, last)
    with Build(folder, manifest=manifest) as build:
        trials = tuple(try_passages(build, model, update=update))
        if last is not None and not force:
            _require_no_loss(build, last)
            _require_found(build, trials, last)
            _require_scores(manifest, trials, last)
    result = last.self_test if update and last is not None and last.self_test else _summary(trials)
    tested = replace(manifest, self_test=result)
    tested.write(folder)
    return tested


def _made_alike(manifest: Manifest, last: Manifest) -> bool:
    return (manifest.settings, manifest.versions) == (last.settings, last.versions)


def _summary(trials: Sequence[Trial]) -> dict[str, float]:
    """How many passages were tried and found, and the mean of their scores."""
    scores = [trial.score for trial in trials if trial.score is not None]
    mean = round(sum(scores) / len(scores), 3) if scores else 0.0
    return {"tried": len(trials), "found": len(scores), "score": mean}


def _require_no_loss(build: Build, last: Manifest) -> None:
    """Raises `RegressionError` when half of the articles are left or fewer, though no source was left out."""
    log, before = build.changes.log, last.counts["articles"]
    if not set(last.sources) <= set(build.manifest.sources):
        return
    if before - len(build.store) >= max(_FEWEST_LOST, _LOST * before):
        gone = [absence.id for absence in log.absences if absence.gone == log.time]
        raise RegressionError(
            f"{len(build.store):,} articles would be left of {before:,}; gone are {_listed(gone)}; "
            "see whether their folders are there",
            gone,
        )


def _require_found(build: Build, trials: Sequence[Trial], last: Manifest) -> None:
    """Raises `RegressionError` when clearly less is found than in the build before."""
    missed = [trial.passage for trial in trials if trial.score is None]
    before = last.self_test
    if not before.get("tried") or len(missed) < _FEWEST_MISSED:
        return
    if 1 - len(missed) / len(trials) < before["found"] / before["tried"] - _LESS_FOUND:
        articles = list(dict.fromkeys(build.store.article_id(int(build.store.passages["article"][n])) for n in missed))
        raise RegressionError(
            f"{len(missed)} of {len(trials)} passages that were tried are not found by their own words "
            f"(before: {before['tried'] - before['found']} of {before['tried']}), in {_listed(articles)}; "
            "see what these articles hold",
            articles,
        )


def _require_scores(manifest: Manifest, trials: Sequence[Trial], last: Manifest) -> None:
    """Raises `RegressionError` when what the build before had too scores less than half of what it did."""
    scores = [trial.score for trial in trials if trial.score is not None and not trial.new]
    before = last.self_test.get("score", 0.0)
    if _made_alike(manifest, last) and len(scores) >= _OTHERS and sum(scores) / len(scores) < _LOWER * before:
        raise RegressionError(
            f"passages that were there before score {sum(scores) / len(scores):.1f} on average instead of {before:.1f}; "
            "run `footnote rebuild`",
            (),
        )


def _listed(articles: Sequence[str]) -> str:
    """The first few ids, and how many more there are."""
    more = len(articles) - _NAMED
    return ", ".join(articles[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def try_passages(build: Build, model: Embedder | None, *, update: bool) -> Iterator[Trial]:
    """The passages of the sample, each looked for."""
    from indexer.retrieval.allowed import says_phrase  # noqa: PLC0415  who only opens builds need not search them

    new = build.changes.passage_added == build.changes.log.time
    sizes = ((new, _NEW), (~new, _OTHERS)) if update else ((np.ones_like(new), _REBUILT),)
    sample = np.concatenate([_sample(build.store, among, most) for among, most in sizes])
    for passage, words in _distinctive_words(build, sample):
        ranking = _ranked(build, model, words)
        first, says = ranking.passages[:_FIRST], says_phrase(words)
        texts = zip(first.tolist(), build.store.fetch_texts(first), ranking.scores.tolist(), strict=False)
        scores = (score for number, text, score in texts if number == passage or says(text))
        yield Trial(passage, next(scores, None), bool(new[passage]))


def _ranked(build: Build, model: Embedder | None, words: str) -> Ranking:
    """The passages found by these words as whoever asks finds them, by meaning too."""
    from indexer.retrieval import meaning, search, understand  # noqa: PLC0415  as above

    settings = build.settings
    question = understand((words,), build, settings, filters=None, today=build.manifest.built[:10])
    embedded = meaning((words,), model, settings, build.languages) if model else None
    if embedded is None:
        return search(build, question, settings, k=_FIRST)
    return search(build, question, settings, k=_FIRST, vector=embedded.vector, least_cosine=embedded.least_cosine)


def _sample(store: Store, among: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
    """At most so many of these passages, by a hash of where each stands in its article, and of how long that is."""
    numbers = np.flatnonzero(among)
    starts = store.sentences["start"][store.passages["first"][numbers]].astype(np.uint64)
    ends = store.sentences["end"][store.passages["last"][numbers] - 1].astype(np.uint64)
    lengths = store.article_lengths[store.passages["article"][numbers]].astype(np.uint64)
    mixed = starts * np.uint64(0x9E3779B97F4A7C15) ^ ends * np.uint64(0xC2B2AE3D27D4EB4F) ^ lengths
    mixed = (mixed ^ mixed >> np.uint64(29)) * np.uint64(0xBF58476D1CE4E5B9)  # as in splitmix64
    return numbers[np.argsort(mixed ^ mixed >> np.uint64(32), kind="stable")[:most]]


def _distinctive_words(build: Build, passages: NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """Each of the passages with the words around its rarest one; those without three words in a sentence are left out."""
    store = build.store
    sentences = [passage.sentences for passage in store.fetch_terms(passages)]
    frequencies = _frequencies(build, {term for own in sentences for terms in own for term in terms})
    for number, own in zip(passages.tolist(), sentences, strict=True):
        places = [(frequencies[term], row, at) for row, terms in enumerate(own) for at, term in enumerate(terms)]
        if not places:
            continue
        _, row, at = min(places)
        words = _around(_sentence(store, int(store.passages["first"][number]) + row), at / len(own[row]))
        if len(words) >= _FEWEST_WORDS:
            yield number, " ".join(words)


def _frequencies(build: Build, terms: AbstractSet[int]) -> dict[int, float]:
    """In how many passages each term is; those that are not searched for, such as stop words, are in infinitely many."""
    written = {number: build.vocabulary.term(number) for number in sorted(terms)}
    statistics = build.engine.statistics(list(written.values()))
    return {number: statistics[term].passages or math.inf for number, term in written.items()}


def _sentence(store: Store, number: int) -> str:
    columns = store.sentences
    written = store.bytes_between(int(columns["byte_start"][number]), int(columns["byte_end"][number]))
    return written.decode(errors="replace")


def _around(sentence: str, place: float) -> list[str]:
    """The words of a sentence around a place (0: its beginning, 1: its end), in small letters: no OR is an operator then."""
    words = [match[0].lower() for match in tokens.find(sentence) if ":" not in match[0]]
    first = max(0, min(round(place * len(words)) - _WORDS // 2, len(words) - _WORDS))
    return words[first : first + _WORDS]
