"""The terms that a word of a question is searched by, in every language of a build.

main terms    what the word is indexed as. A word of several (COVID-19: covid19, covid, 19) shares its weight among them, so
              that it is one word in every score
other forms   terms that mean the word but are written otherwise; they are found too, and never make the word count more:
              neighbours that articles write as one (`wi fi`: wifi), a word that they write as two (`healthcare`), a name that
              they write in another script (`Ivanov`: Иванов), letters that are written as two (`Mueller`: Müller), a word
              with another prefix (Hebrew), and in languages that build compounds the parts of one and the compounds that
              begin or end with the word
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.text.analyzers import analyzer
from indexer.text.common_terms import as_common, as_name, form_of
from indexer.text.folding import cleaned, folded, lowered
from indexer.text.languages import profile_of
from indexer.text.transliteration import spellings
from indexer.text.two_letters import spelt_with_two_letters
from indexer.text.vocabulary import LAST
from indexer.text.word_frequencies import passage_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.retrieval.question_words import QuestionWord, ReadQuestion
    from indexer.retrieval.searchable import Searchable
    from indexer.text.analyzers import Word

_JOINED = 0.5  # of a word's weight, the share of the term that joins its parts
_JOINED_WORDS = 0.25  # the same where the parts are words themselves: German-Georgian
_PART = 0.3  # weight of each other form of a compound
_SPELT = 0.8  # weight of the word with another prefix, or with letters written as two
_SHORTEST_BARE = 3  # letters of a word without its prefix
_SHORTEST_PART = 4  # letters of a part of a compound
_SHORTEST_HOLDER = 5  # letters of a word that compounds are looked up for
_MOST_HOLDERS = 8  # compounds that hold a word
_LONGEST = 64  # characters of a word that other forms are looked for
_LOOKED_AT = 200  # passages that may hold two words next to each other
_SHORT = 2  # letters of a part that is seldom a word: wi-fi
_SHORTEST_NAME, _LONGEST_NAME = 4, 30  # letters of a name that is looked for in other scripts
_FIRST_WORDS = 24  # of a question, among which such names are looked for
_MOST_SPELLINGS = 4  # of a name in other scripts
_ENDING = 3  # letters that a stem may lack of its word, or have in place of them


@dataclass(frozen=True, slots=True)
class WordTerm:
    """A term, the word that it stands for as it was typed, its weight, and whether it is one of the other forms."""

    term: str
    shown: str
    weight: float
    other: bool = False


def word_terms(build: Searchable, question: ReadQuestion) -> Iterator[WordTerm]:
    """The terms of all words but stop words."""
    every = [word for word in question.words if not word.is_stop_word]
    joined = dict(_joined_neighbours(build, question))
    replaced = {word for pair, (_, replaces) in joined.items() if replaces for word in pair}
    for place, word in enumerate(every):
        if word not in replaced:
            early = place < _FIRST_WORDS  # other forms are looked for, of few words: a question may have thousands
            in_another = _in_another_script(build, question, word) if early else ()
            yield from in_another or _terms(build, question.language, word, with_others=early)
    for (first, second), (term, replaces) in joined.items():
        weight = max(first.weight, second.weight)
        yield WordTerm(term, question.text[first.start : second.end], weight, other=not replaces)


def common_terms(build: Searchable, question: ReadQuestion) -> Iterator[WordTerm]:
    """The terms of the stop words: each as such, and as a name (the band The Who)."""
    for word in question.words:
        for term in word.word.common:
            yield WordTerm(term, word.shown, 1 / len(word.word.common))
            name = as_name(term)
            if _known(build, name):
                yield WordTerm(name, word.shown, 1.0, other=True)


def _known(build: Searchable, term: str) -> bool:
    return build.vocabulary.number(term) is not None


def _terms(build: Searchable, own: str, word: QuestionWord, *, with_others: bool) -> Iterator[WordTerm]:
    """The terms of one word; another language adds those that the build knows, its own drops unknown ones for these."""
    in_others = [
        term
        for language in build.languages
        if language != own
        for term in _main(build, analyzer(language).word(word.shown), word)
        if _known(build, term.term)
    ]
    in_own = _main(build, word.word, word)
    known = [term for term in in_own if _known(build, term.term)]
    yield from known if in_others else in_own
    yield from in_others
    if not with_others or len(word.shown) > _LONGEST:
        return
    if not known and not in_others:
        yield from _split(build, own, word)
    yield from _with_two_letters(build, word)
    # A word that no article has may be one of any language.
    for language in (own,) if known or in_others else dict.fromkeys((own, *build.languages)):
        if profile_of(language).compounds is None and not profile_of(language).forms.prefixes:
            continue
        read = replace(word, word=analyzer(language).word(word.shown))
        if profile_of(language).compounds is not None and read.word.parts:
            yield from _compounds(build, language, read)
        yield from _with_prefix(build, language, read)


def _with_two_letters(build: Searchable, word: QuestionWord) -> Iterator[WordTerm]:
    """The word with ä for ae, or ae for ä, and the like; each weighs `_SPELT`."""
    forms = spelt_with_two_letters(word.shown.casefold())
    terms = dict.fromkeys(term for form in forms for code in build.languages for term in analyzer(code).terms_of(form))
    for term in terms:
        if term not in word.word.indexed and _known(build, term):
            yield WordTerm(term, word.shown, word.weight * _SPELT, other=True)


def _with_prefix(build: Searchable, language: str, word: QuestionWord) -> Iterator[WordTerm]:
    """The word with and without what its language writes before a word without a space; each weighs `_SPELT`."""
    lower = word.shown.casefold()
    forms = [prefix + lower for prefix in profile_of(language).forms.prefixes]
    forms += [
        lower.removeprefix(prefix)
        for prefix in profile_of(language).forms.prefixes
        if lower.startswith(prefix) and len(lower) - len(prefix) >= _SHORTEST_BARE
    ]
    own = analyzer(language)
    terms = dict.fromkeys(term for form in forms for term in own.terms_of(form) if term not in word.word.indexed)
    yield from (WordTerm(term, word.shown, word.weight * _SPELT, other=True) for term in terms if _known(build, term))


def _main(build: Searchable, forms: Word, word: QuestionWord) -> list[WordTerm]:
    """Of joined form and parts, the terms that the build knows; the parts when it knows neither."""
    parts, joined = forms.parts, forms.joined
    if len(parts) == 1 and not _known(build, parts[0]) and _known(build, common := as_common(parts[0])):
        return [WordTerm(common, word.shown, word.weight)]  # a name that no article has: What is Might?
    if joined and _known(build, joined):
        known = [part for part in parts if _known(build, part)]
        if len(known) < len(parts):
            return [
                WordTerm(joined, word.shown, word.weight),
                *(WordTerm(part, word.shown, word.weight / 2, other=True) for part in known),
            ]
        share = _JOINED if forms.size == 1 else _JOINED_WORDS
        each = word.weight * (1 - share) / len(parts)
        return [
            WordTerm(joined, word.shown, word.weight * share),
            *(WordTerm(part, word.shown, each) for part in parts),
        ]
    return [WordTerm(part, word.shown, word.weight / len(parts)) for part in parts]


def _joined_neighbours(
    build: Searchable, question: ReadQuestion
) -> Iterator[tuple[tuple[QuestionWord, QuestionWord], tuple[str, bool]]]:
    """Neighbours that the build writes as one word, with its term, and whether it replaces them: they are none alone."""
    for first, second in pairwise(question.words):
        between = question.text[first.end : second.start]
        if between.strip() not in {"", "&"} or not between or first.is_stop_word != second.is_stop_word:
            continue
        written = f"{first.shown}{between.strip()}{second.shown}"
        joined = analyzer(question.language).word(written)
        term = joined.joined or (joined.parts[0] if len(joined.parts) == 1 else "")
        if not term or not _known(build, term) or term in (*first.word.indexed, *second.word.indexed):
            continue
        alone = all(any(_known(build, term) for term in word.word.indexed) for word in (first, second))
        yield (first, second), (term, not alone)


def _split(build: Searchable, language: str, word: QuestionWord) -> Iterator[WordTerm]:
    """The two words that the build writes next to each other for this one, which it does not know."""
    shown = word.shown
    if not shown.isalpha() or len(shown) <= _SHORTEST_PART:
        return
    own = analyzer(language)
    for place in sorted(range(1, len(shown)), key=lambda place: abs(2 * place - len(shown))):
        if min(place, len(shown) - place) <= _SHORT and place != 1:
            continue
        halves = [own.terms_of(half) for half in (shown[:place], shown[place:])]
        terms = [half[0] for half in halves if len(half) == 1 and _known(build, half[0])]
        if len(terms) == len(halves) and _side_by_side(build, terms):
            yield from (WordTerm(term, shown, word.weight / 2, other=True) for term in terms)
            return


def _in_another_script(build: Searchable, question: ReadQuestion, word: QuestionWord) -> list[WordTerm]:
    """The terms of a name that the build knows in another script only, by how many passages hold them.

    A name has a capital, unless the question has none.
    """
    if (
        not (word.shown[:1].isupper() or question.text.islower())
        or not _SHORTEST_NAME <= len(word.shown) <= _LONGEST_NAME
    ):
        return []
    languages = build.languages
    own = [term for language in languages for term in analyzer(language).word(word.shown).indexed]
    if any(_known(build, term) for term in own):
        return []
    stems = [form_of(term) for language in languages for term in analyzer(language).word(word.shown).parts]
    terms = dict.fromkeys(
        term for language in languages for term in _spelt_otherwise(build, language, word.shown, stems)
    )
    frequencies = build.engine.statistics(list(terms))
    best = sorted(terms, key=lambda term: (-frequencies[term].passages, term))[:_MOST_SPELLINGS]
    return [WordTerm(term, word.shown, word.weight, other=True) for term in best]


def _spelt_otherwise(build: Searchable, language: str, shown: str, stems: Sequence[str]) -> Iterator[str]:
    """The known terms of a name as another script spells it, in this language; failing that, those of its stems."""
    vocabulary, own = build.vocabulary, analyzer(language)
    written = folded(lowered(cleaned(shown), language))

    def begins(spelling: str) -> bool:
        prefix = f"{language}:{spelling[: max(1, len(spelling) - _ENDING)]}"
        return vocabulary.position(prefix) < vocabulary.position(prefix + LAST)

    for spelt in dict.fromkeys((written, *stems)):
        known = [
            term
            for spelling in spellings(spelt, begins)
            for term in own.terms_of(spelling.capitalize())
            if _known(build, term)
        ]
        if known:
            yield from known
            return


def _side_by_side(build: Searchable, terms: Sequence[str]) -> bool:
    """Whether some passage holds the two terms next to each other."""
    passages = build.engine.holding(terms, most=_LOOKED_AT)
    if not len(passages):
        return False
    first, second = (build.vocabulary.number(term) for term in terms)
    found, _ = build.store.passages_terms(passages)
    return bool(np.any((found[:-1] == first) & (found[1:] == second)))


def _compounds(build: Searchable, language: str, word: QuestionWord) -> Iterator[WordTerm]:
    """The parts of a compound, and the compounds that begin or end with the word; each weighs `_PART`."""
    lower = word.shown.casefold()
    if not lower.isalpha() or len(lower) < _SHORTEST_HOLDER:
        return
    others = [
        term for term in (*_parts(build, language, lower), *_holders(build, word)) if term not in word.word.indexed
    ]
    for term in dict.fromkeys(others):
        yield WordTerm(term, word.shown, word.weight * _PART, other=True)


def _parts(build: Searchable, language: str, word: str) -> Iterable[str]:
    """The terms of the two parts of a compound that the build knows both, the most even ones."""
    own, links = analyzer(language), profile_of(language).compounds or ()
    for place in sorted(
        range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1), key=lambda place: abs(2 * place - len(word))
    ):
        second = own.terms_of(word[place:])
        if len(second) != 1 or not _known(build, second[0]):
            continue
        for link in ("", *links):
            head = word[:place].removesuffix(link)
            first = own.terms_of(head) if len(head) >= _SHORTEST_PART else ()
            if len(first) == 1 and _known(build, first[0]) and word[:place].endswith(link):
                return (*first, *second)
    return ()


def _holders(build: Searchable, word: QuestionWord) -> Iterable[str]:
    """The most frequent compounds of the build that begin or end with the word, and are else a word that it knows too."""
    (term, *more) = word.word.parts
    language, _, stem = term.partition(":")
    if more or len(stem) < _SHORTEST_HOLDER:
        return ()
    links = profile_of(language).compounds or ()
    every = [
        compound
        for compound in build.vocabulary.holding(f"{language}:", stem)
        if _is_word(build, language, compound.partition(":")[2].removeprefix(stem).removesuffix(stem), links)
    ]
    frequencies = build.engine.statistics(every)
    return sorted(every, key=lambda term: (-frequencies[term].passages, term))[:_MOST_HOLDERS]


def _is_word(build: Searchable, language: str, rest: str, links: Sequence[str]) -> bool:
    """Whether the rest of a compound, without what links it to the other part, is a word of the build or known at large."""
    bare = [rest, *(rest.removeprefix(link) for link in links), *(rest.removesuffix(link) for link in links)]
    return any(
        len(part) >= _SHORTEST_PART
        and (_known(build, f"{language}:{part}") or passage_share(language, part) is not None)
        for part in bare
    )
