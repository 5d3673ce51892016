"""Suggestions while a question is typed: titles, names and words of the library that continue it.

The text is matched at the beginning of any word of a title or a name: as it stands, or word by word in any order. If
nothing is found so, one error in the last word is allowed: a letter inserted, deleted, replaced, or swapped with the next.
Words of the articles continue the last word alone. Case and accents do not count.
"""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indexer.budget import spend
from indexer.retrieval.spelling import with_one_error
from indexer.store.word_starts import folded_line
from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.text.folding import folded_text
from indexer.text.vocabulary import LAST
from indexer.types import Completion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.retrieval.searchable import Searchable
    from indexer.store.word_starts import WordStarts

    Numbers = NDArray[np.int64]

LONGEST_TYPED = 200  # code points; what is longer continues nothing
_SHORTEST_WORD = 3  # letters of a beginning that words of the articles continue
_SHORTEST_CORRECTED = 4  # letters of a word in which an error is allowed
_CORRECTED = 12  # corrections that are looked up
_LANGUAGES = 2
_TERMS = 96  # the shortest of those that begin so, of which the most frequent are taken
_PASSAGES = 3  # that are read for a term's written form
_NAMES, _WORDS = 3, 2  # places that names and words have before titles
_REPEATED = 8  # times that a text may come, since several of its words begin so
_WORD = re.compile(r"\w+")


def complete(build: Searchable, typed: str, most: int) -> tuple[Completion, ...]:
    """At most so many suggestions: names, then words, then titles; names and words leave most places to titles.

    Names are sorted by how many articles have them, words likewise by passages, and titles by date, the newest first; one
    that begins with the text comes before one that has it further on. Empty for a text without letters or digits.
    """
    folded = folded_line(typed[:LONGEST_TYPED])
    if len(typed) > LONGEST_TYPED or not _WORD.search(folded):
        return ()
    names, titles = (_continuing(*place, folded, most) for place in _places(build))
    words = _words(build, folded)
    if not (len(names) or len(titles) or words):
        names, titles = (_with_an_error(*place, folded, most) for place in _places(build))
    room = most - len(titles)
    of_names = list(_of_names(build, names[: max(_NAMES, room)]))
    shown = {name.text.casefold() for name in of_names} | {folded}
    of_words = [word for word in words if word.text.casefold() not in shown][: max(_WORDS, room - len(of_names))]
    return tuple([*of_names, *of_words, *_of_titles(build, titles)][:most])


def _places(build: Searchable) -> tuple[tuple[WordStarts, NDArray[np.int32]], ...]:
    """Where names and titles are looked up, and how much each is worth: names by their articles, titles by their dates."""
    store = build.store
    return (store.name_starts, store.article_names.counts), (store.title_starts, store.articles["first_day"])


def _continuing(starts: WordStarts, worths: NDArray[np.int32], folded: str, most: int) -> Numbers:
    """The rows of the texts that continue the folded text, the best first."""
    spend()
    rows, first = starts.beginning(folded)
    words = _WORD.findall(folded)
    if not len(rows) and len(words) > 1:
        rows = reduce(np.intersect1d, (starts.beginning(word)[0] for word in words))
        first = np.zeros(len(rows), np.bool_)
    return _best(rows.astype(np.int64), first, worths, most)


def _with_an_error(starts: WordStarts, worths: NDArray[np.int32], folded: str, most: int) -> Numbers:
    """The rows of the texts that continue the folded text with one error in its last word, the best first."""
    before, last = _last_word(folded)
    corrected = (
        starts.known(list(with_one_error(last, len(last))))[:_CORRECTED] if len(last) >= _SHORTEST_CORRECTED else []
    )
    rows = [_continuing(starts, worths, before + word, most) for word in corrected]
    every = np.concatenate([np.empty(0, np.int64), *rows])
    return _best(every, np.zeros(len(every), np.bool_), worths, most)


def _best(rows: Numbers, first: NDArray[np.bool_], worths: NDArray[np.int32], most: int) -> Numbers:
    """The best of the rows, each once: those that begin so, then by worth, then in their order."""
    worth = worths[rows].astype(np.int64) + (first.astype(np.int64) << 32)
    if len(rows) > _REPEATED * most:
        least = np.partition(worth, -_REPEATED * most)[-_REPEATED * most]
        above, equal = np.flatnonzero(worth > least), np.flatnonzero(worth == least)
        kept = np.concatenate((above, equal[: _REPEATED * most]))
        rows, worth = rows[kept], worth[kept]
    order = np.lexsort((rows, -worth))
    return np.array(list(dict.fromkeys(rows[order].tolist()))[:most], np.int64)


def _of_names(build: Searchable, rows: Numbers) -> Iterator[Completion]:
    names = build.store.article_names
    for row in rows.tolist():
        yield Completion("name", names.name(row), articles=int(names.counts[row]))


def _of_titles(build: Searchable, rows: Numbers) -> Iterator[Completion]:
    """Each title once, with the first article that has it."""
    entries = build.store.catalogue.entries(rows.tolist())
    titles = {" ".join(entries[row].title.split()): entries[row].id for row in reversed(rows.tolist())}
    for title, article_id in reversed(titles.items()):
        yield Completion("title", title, article_id=article_id)


def _words(build: Searchable, folded: str) -> list[Completion]:
    """The folded text, continued by the most frequent words of the articles that begin as its last word does."""
    before, last = _last_word(folded)
    if len(last) < _SHORTEST_WORD or not last.isalpha():
        return []
    every: dict[str, None] = {}
    for language in build.languages[:_LANGUAGES]:
        for term in _frequent_terms(build, f"{language}:{last}"):
            every.update(dict.fromkeys(_written(build, term, last)))
    return [Completion("word", before + word) for word in every]


def _frequent_terms(build: Searchable, beginning: str) -> list[str]:
    """The most frequent of the shortest terms that begin so."""
    first, last = (build.vocabulary.position(beginning + end) for end in ("", LAST))
    _, ends = build.vocabulary.letters(first, last)
    shortest = np.argsort(np.diff(ends, prepend=0), kind="stable")[:_TERMS]
    terms = [build.vocabulary.term(first + number) for number in shortest.tolist()]
    frequencies = build.engine.statistics(terms)
    return sorted(terms, key=lambda term: (-frequencies[term].passages, term))[: 2 * _WORDS]


def _written(build: Searchable, term: str, beginning: str) -> Iterator[str]:
    """The form in which a passage writes the term, in small letters, if it begins so."""
    own = analyzer(term.partition(":")[0])
    for text in build.store.fetch_texts(build.engine.holding((term,), most=_PASSAGES)):
        forms = [token for token in tokens.find_all(text) if folded_text(token).startswith(beginning)]
        written = [form for form in forms if term in own.terms_of(form)]
        if written:
            yield min(written, key=lambda form: (form[:1].isupper(), len(form), form)).casefold()
            return


def _last_word(folded: str) -> tuple[str, str]:
    """What stands before the last word, and the word."""
    words = list(_WORD.finditer(folded))
    return folded[: words[-1].start()], folded[words[-1].start() :]
