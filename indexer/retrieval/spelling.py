"""Spelling correction: words of the articles that are similar to a word which no article holds.

A correction is one error away (a letter inserted, deleted or replaced, or two neighbours swapped; Damerau 1964, "A technique
for computer detection and correction of spelling errors"); in longer words two errors are allowed. Two searches:

- first two letters right: all terms that begin with them are compared, by array operations;
- an error in the first two letters: each such error is undone, and the rest must be right.

Both are bounded: a correction takes a few milliseconds however many terms there are. Terms are stems; a correction is a
word as some article writes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.analyzers import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.text.vocabulary import Vocabulary

MOST = 3  # corrections
_SHORTEST = 4  # code points of a word that is corrected
_LONG = 7  # code points from which two errors are allowed
_LONGEST = 40  # code points of a word that is corrected
_LONGEST_PREFIX = 4  # a language and its colon
_HEAD = 2  # first letters, which only one of the two searches allows an error in
_COMPARED = 20_000  # terms at most; if more share the first letters, a longer beginning must be right
_WRITTEN = 6  # terms whose written forms are looked up in passages
_PASSAGES = 24  # read for the first term's written forms; for each further term fewer
# Byte → the set of one letter, as a bit; a capital and its small letter are the same.
_LETTER_BITS = np.uint32(1) << (np.arange(256, dtype=np.uint32) & 31)
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "αβγδεζηθικλμνξοπρστυφχψω")


def suggestions(build: Searchable, word: str, language: str) -> tuple[str, ...]:
    """At most three words of the build's articles that are similar to `word`: fewest errors first, then most passages.

    Empty for a word that the build knows in this language, for a short one, and for one with a digit or a sign.
    """
    terms = analyzer(language).terms_of(word)
    if len(terms) != 1 or not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return ()
    if build.vocabulary.number(terms[0]) is not None:
        return ()
    most_errors = 2 if len(word) >= _LONG else 1
    ranked = []
    passages = _PASSAGES
    for term, frequency in _similar_terms(build, terms[0], word, most_errors):
        numbers = build.engine.holding((term,), most=passages).tolist()
        passages -= len(numbers) // 2
        form = _written_form(build, numbers, term, word, most_errors)
        if form:
            ranked.append((_distance(form.casefold(), word.casefold()), -frequency, form.casefold(), form))
    return tuple(dict.fromkeys(form for *_, form in sorted(ranked)))[:MOST]


def _similar_terms(build: Searchable, own_term: str, word: str, most_errors: int) -> list[tuple[str, int]]:
    """Similar terms with their document frequencies: fewest errors first, then most passages."""
    language, _, stem = own_term.partition(":")
    folded = word.casefold()
    errors = dict(_same_head(build.vocabulary, own_term, folded if folded.startswith(stem) else stem, most_errors))
    errors.update((term, 1) for term in _other_heads(folded, language) if build.vocabulary.number(term) is not None)
    frequencies = {term: row.passages for term, row in build.engine.statistics(list(errors)).items()}
    order = sorted(
        (term for term in errors if frequencies[term]), key=lambda term: (errors[term], -frequencies[term], term)
    )
    return [(term, frequencies[term]) for term in order[:_WRITTEN]]


def _other_heads(word: str, language: str) -> set[str]:
    """The terms of every word that becomes this one by one error in its first letters."""
    own = analyzer(language)
    return {term for other in with_one_error(word, _HEAD) for term in own.terms_of(other)}


def with_one_error(word: str, first: int) -> tuple[str, ...]:
    """Every other text that becomes the word by one error in its `first` letters, each once.

    A letter is swapped with the next, inserted, replaced or deleted.
    """
    alphabet = next((letters for letters in _ALPHABETS if word[0] in letters), "")
    errors: dict[str, None] = {}
    for place in range(first):
        before, behind = word[:place], word[place:]
        errors[before + behind[1:2] + behind[:1] + behind[2:]] = None
        errors[before + behind[1:]] = None
        errors.update((before + letter + behind[1:], None) for letter in alphabet)
        errors.update((before + letter + behind, None) for letter in alphabet)
    errors.pop(word, None)
    return tuple(errors)


def _same_head(vocabulary: Vocabulary, own: str, word: str, most: int) -> Iterator[tuple[str, int]]:
    """Terms with the word's first letters, and their errors: at most so many from the word, or from a beginning of it."""
    prefix = own.partition(":")[0] + ":"
    first = last = 0
    for size in range(_HEAD, len(word) + 1):
        first, last = (vocabulary.position(prefix + word[:size] + end) for end in ("", "\U0010ffff"))
        if last - first <= _COMPARED:
            break
    letters, ends = vocabulary.letters(first, last)
    if first == last or last - first > _COMPARED:
        return
    # The shortest beginning is the stem, but for errors in the ending.
    shortest = min(len(own) - len(prefix), len(word) * 2 // 3) - most
    rows = _possibly_similar(letters, ends, word.encode(), shortest, most if word.isascii() else 2 * most)
    if rows:
        distances = _distances(others := [row.removeprefix(prefix) for row in rows], word, shortest)
        yield from ((prefix + others[row], int(distances[row])) for row in np.flatnonzero(distances <= most).tolist())


def _possibly_similar(
    letters: NDArray[np.uint8], ends: NDArray[np.int64], word: bytes, shortest: int, most: int
) -> list[str]:
    """Of the texts that `letters` holds one after the other, those that may be similar to a beginning of the word.

    `ends` says where each ends. A text is kept when it has at most `most` kinds of letters that the word lacks, and lacks at
    most `most` of the word's first ones.
    """
    starts = np.concatenate(([0], ends[:-1]))
    sets = np.bitwise_or.reduceat(_LETTER_BITS[letters], starts)
    every = np.bitwise_or.reduce(_LETTER_BITS[np.frombuffer(word, np.uint8)]) | np.bitwise_and.reduce(sets)
    first = np.bitwise_or.reduce(_LETTER_BITS[np.frombuffer(word[: max(1, shortest)], np.uint8)])
    fits = (np.bitwise_count(sets & ~every) <= most) & (np.bitwise_count(first & ~sets) <= most)
    rows = np.flatnonzero(fits & (ends - starts <= _LONGEST_PREFIX + len(word) + most))
    data = letters.tobytes()
    return [data[start:end].decode() for start, end in zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)]


def _distances(others: list[str], word: str, shortest: int) -> NDArray[np.int16]:
    """The number of errors (int16) from each text to the word, or to the beginning of it that is nearest.

    A beginning has at least `shortest` letters. Optimal string alignment distance, for all texts at once.
    """
    width = max(map(len, others))
    codes = np.array(others, f"<U{width}").view(np.uint32).reshape(len(others), width).T.copy()
    last = np.fromiter(map(len, others), np.int64), np.arange(len(others))
    older = before = np.repeat(np.arange(width + 1, dtype=np.int16)[:, None], len(others), axis=1)
    least = np.full(len(others), len(word) + width, np.int16)
    for row, letter in enumerate(map(ord, word), 1):
        now = np.full_like(before, row)
        other = codes != letter
        now[1:] = np.minimum(before[1:] + 1, before[:-1] + other)
        if row > 1:
            swapped = ~other[:-1] & (codes[1:] == ord(word[row - 2]))
            now[2:] = np.where(swapped, np.minimum(now[2:], older[:-2] + 1), now[2:])
        # Insertions, along each column at once: the least cost of an earlier row, plus the steps from there.
        steps = np.arange(width + 1, dtype=np.int16)[:, None]
        now = np.minimum.accumulate(now - steps, axis=0) + steps
        if row >= shortest:
            least = np.minimum(least, now[last])
        older, before = before, now
    return least


def _distance(one: str, other: str) -> int:
    """The number of errors between two words: optimal string alignment, without arrays, which are slower for a pair."""
    older: list[int] = []
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            best = min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, older[column - 2] + 1)
            now.append(best)
        older, before = before, now
    return before[-1]


def _written_form(build: Searchable, passages: Sequence[int], term: str, word: str, most: int) -> str:
    """The form in which passages or their titles write the term, with fewest errors; empty when all have more than `most`."""
    language, _, stem = term.partition(":")
    candidate = re.compile(rf"\b{re.escape(stem[:_HEAD])}\w*", re.IGNORECASE)
    own = analyzer(language)
    best = (most + 1, False, "")
    seen: set[str] = set()
    for number in passages:
        ((passage, article),) = build.store.fetch_passages(np.array([number]))
        forms = set(candidate.findall(f"{passage.text} {article.title}")) - seen
        seen |= forms
        for form in forms:
            if term in own.terms_of(form):
                # Of two forms that differ by a capital, the small one: the other may begin a sentence.
                best = min(best, (_distance(form.casefold(), word.casefold()), form[:1].isupper(), form))
        if best[0] <= 1:
            break
    return best[2]
