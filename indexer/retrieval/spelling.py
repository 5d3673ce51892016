"""What a question word may have been meant as, when no article holds it.

Looked for are terms of the build that are one typing error away (a letter too many, too few, wrong, or two neighbours
swapped; Damerau 1964, "A technique for computer detection and correction of spelling errors"), in longer words two:

- with the first two letters right, all terms that begin with them are compared, by array operations;
- with an error in these two letters, every such error is undone in turn, and the rest must be right.

Both are bounded, so that a guess costs a few milliseconds however many terms there are. Terms are stems; what is suggested
is a word as some article writes it.
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

MOST = 3  # suggestions
_SHORTEST = 4  # code points of a word that is worth a guess
_LONG = 7  # code points from which two errors are allowed for
_LONGEST = 40  # code points; a longer word is no slip
_LONGEST_PREFIX = 4  # a language and its colon
_HEAD = 2  # letters that range and errors are told apart by
_COMPARED = 20_000  # terms at most; where more begin alike, they must share a longer beginning
_WRITTEN = 6  # terms whose written form is looked up
_PASSAGES = 24  # of the likeliest term, to find its form; the others get what is left
_LETTER_BITS = np.uint32(1) << (
    np.arange(256, dtype=np.uint32) & 31
)  # a byte as a set of letters, capitals as small ones
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "αβγδεζηθικλμνξοπρστυφχψω")


def suggestions(build: Searchable, word: str, language: str) -> tuple[str, ...]:
    """At most three words of the build's articles that `word` may have been meant as, the likeliest first.

    None for a word that an article holds in that language, for a short one, and for one with a digit or a sign. Nearer
    words come first, of equally near ones the one that more passages hold.
    """
    terms = analyzer(language).terms_of(word)
    if len(terms) != 1 or not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return ()
    if build.vocabulary.number(terms[0]) is not None:
        return ()
    most = 2 if len(word) >= _LONG else 1
    ranked = []
    passages = _PASSAGES
    for term, held in _likeliest(build, terms[0], word, most):
        numbers = build.engine.holding((term,), most=passages).tolist()
        passages -= len(numbers) // 2
        form = _written(build, numbers, term, word, most)
        if form:
            ranked.append((_distance(form.casefold(), word.casefold()), -held, form.casefold(), form))
    return tuple(dict.fromkeys(form for *_, form in sorted(ranked)))[:MOST]


def _likeliest(build: Searchable, own: str, word: str, most: int) -> list[tuple[str, int]]:
    """The terms whose forms are worth a look, each with how many passages hold it: near ones first, then frequent ones."""
    language, _, stem = own.partition(":")
    folded = word.casefold()
    near = dict(_same_head(build.vocabulary, own, folded if folded.startswith(stem) else stem, most))
    near.update((term, 1) for term in _other_heads(folded, language) if build.vocabulary.number(term) is not None)
    held = {term: row.passages for term, row in build.engine.statistics(list(near)).items()}
    order = sorted((term for term in near if held[term]), key=lambda term: (near[term], -held[term], term))
    return [(term, held[term]) for term in order[:_WRITTEN]]


def _other_heads(word: str, language: str) -> set[str]:
    """The terms of all that the word may be with one error in its first letters undone."""
    alphabet = next((letters for letters in _ALPHABETS if word[0] in letters), "")
    words = {word[1] + word[0] + word[2:], word[0] + word[2] + word[1] + word[3:]}
    for place in range(_HEAD):
        before, behind = word[:place], word[place:]
        words.add(before + behind[1:])
        words.update(before + letter + behind for letter in alphabet)
        words.update(before + letter + behind[1:] for letter in alphabet)
    own = analyzer(language)
    return {term for other in words - {word} for term in own.terms_of(other)}


def _same_head(vocabulary: Vocabulary, own: str, word: str, most: int) -> Iterator[tuple[str, int]]:
    """The terms that begin like the word, and are at most so many errors away from it or from it without an ending."""
    prefix = own.partition(":")[0] + ":"
    first = last = 0
    for size in range(_HEAD, len(word) + 1):
        first, last = (vocabulary.place(prefix + word[:size] + end) for end in ("", "\U0010ffff"))
        if last - first <= _COMPARED:
            break
    letters, ends = vocabulary.letters(first, last)
    if first == last or last - first > _COMPARED:
        return
    # Its stem is where the ending begins, unless the ending is spelt wrong too.
    shortest = min(len(own) - len(prefix), len(word) * 2 // 3) - most
    rows = _alike(letters, ends, word.encode(), shortest, most if word.isascii() else 2 * most)
    if rows:
        distances = _distances(others := [row.removeprefix(prefix) for row in rows], word, shortest)
        yield from ((prefix + others[row], int(distances[row])) for row in np.flatnonzero(distances <= most).tolist())


def _alike(letters: NDArray[np.uint8], ends: NDArray[np.int64], word: bytes, shortest: int, most: int) -> list[str]:
    """The texts, of those that lie one after the other, that may be near a beginning of the word.

    Near ones have at most so many letters that the word has not, and lack as many of its first ones.
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
    """How many errors each of the others is from the word, or from the nearest beginning of it that is not too short.

    Optimal string alignment, for all of them at once.
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
        # What one letter more costs, along each column at once: the least of what is before it, plus the steps from there.
        steps = np.arange(width + 1, dtype=np.int16)[:, None]
        now = np.minimum.accumulate(now - steps, axis=0) + steps
        if row >= shortest:
            least = np.minimum(least, now[last])
        older, before = before, now
    return least


def _distance(one: str, other: str) -> int:
    """How many errors one word is from the other; arrays would be too slow for a pair."""
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


def _written(build: Searchable, passages: Sequence[int], term: str, word: str, most: int) -> str:
    """The form of the term in the passages or their titles that is nearest to `word`; empty when none is near."""
    language, _, stem = term.partition(":")
    likely = re.compile(rf"\b{re.escape(stem[:_HEAD])}\w*", re.IGNORECASE)
    own = analyzer(language)
    best = (most + 1, False, "")
    seen: set[str] = set()
    for number in passages:
        ((passage, article),) = build.store.fetch_passages(np.array([number]))
        forms = set(likely.findall(f"{passage.text} {article.title}")) - seen
        seen |= forms
        for form in forms:
            if term in own.terms_of(form):
                # Of forms alike but for a capital, the small one: the other may begin a sentence.
                best = min(best, (_distance(form.casefold(), word.casefold()), form[:1].isupper(), form))
        if best[0] <= 1:
            break
    return best[2]
