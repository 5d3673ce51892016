"""The names in an article: people, organisations and places as written, told by capital letters and by where they stand.

run       capitalised words in a row, with the little words that names hold: `Bank of Georgia`, `Ursula von der Leyen`
mention   a run within a sentence: the capital that begins a sentence, a quotation or a heading says nothing
name      what is left of a run without titles and adjectives: `Prime Minister Giorgi Kvirikashvili` → Giorgi Kvirikashvili

A single word is no name where the article also writes it small, where it always follows an article (`the Internet`), or
where it is an abbreviation that no name of the article spells out. The last word of a longer name of the article stands
for that name: `Merkel` is Angela Merkel. The words that tell names from other things are the languages' (`NameWords`);
where all nouns have capitals, as in German, a name begins with a given name or a title, or is a known place. Scripts
without capitals have no names here.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.text.languages import PROFILES, profile_of
from indexer.text.name_mentions import CAPITALS, SMALL, Mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Words = Sequence[str]

_CACHED = 100_000  # runs whose names are kept
_LONGEST = 80  # code points of a name
_LONG = 20_000  # code points of a text whose small words are looked up in a set
_COMPOUND = re.compile(rf"-{SMALL}{{2,}}\Z")  # London-based
_SINGLE = re.compile(r"(?=..)[^\W\d_]+(?:[-.&'’]+[^\W\d_]+)*\.?")
_SHOUTED = re.compile(rf"[{CAPITALS}]{{4,}}(?:-[{CAPITALS}]+)*")
_ABBREVIATION = re.compile(rf"[{CAPITALS}][{CAPITALS}.&]+")
_NO_WORD = re.compile(rf"[\d_]|\A[{CAPITALS}]{{2,}}s\Z")  # F-86, CPUs
_PARTS = re.compile("[ -]")


class NameFinder:
    """Finds the names in articles of one language; safe to share between threads."""

    def __init__(self, language: str) -> None:
        profile = profile_of(language)
        self._words = profile.in_names
        self._months = {name for names in profile.dates.months for name in names.split()}
        self._days = {day + ending for day in (profile.times.weekdays if profile.times else ()) for ending in ("", "s")}
        self._plain = profile.stop_words | profile.common_words | self._words.others | self._months | self._days
        self._never = self._plain | self._words.titles | self._words.things | self._words.peoples
        self._never_first = profile.stop_words - profile.names - self._words.articles
        self._capital_nouns = profile.follow_ups.capital_nouns
        self._people_endings = self._words.people_endings
        self._mentions = Mentions(profile)
        self._names: dict[str, tuple[str, ...]] = {}

    def names(self, text: str) -> tuple[str, ...]:
        """The names in an article with this text, in order."""
        after_articles: dict[str, bool] = {}  # name → whether an article stands before it wherever it is
        known = self._names
        for run, after_article in self._mentions.of(text):
            for name in known.get(run) or self._names_in(run):
                after_articles[name] = after_articles.get(name, True) and after_article
        longer = [name for name in after_articles if " " in name]
        if len(longer) == len(after_articles):
            return tuple(longer)
        last_words = {name.rpartition(" ")[2] for name in longer}
        is_small = _small_words(text)
        return tuple(
            name
            for name, after_article in after_articles.items()
            if " " in name
            or (
                name not in last_words
                and not is_small(name.casefold())
                and self._stands_alone(name, after_article, longer)
            )
        )

    def distinct(self, text: str) -> tuple[str, ...]:
        """The names in an article, each once under one form, in order.

        `U.S.` is “United States”, and what the article itself shortens is the whole name: “the Norland Ferry Union (NFU)”.
        """
        found = self.names(text)
        whole = [self._words.same.get(name, name) for name in found if not _is_shortened(name, found, text)]
        return tuple(dict.fromkeys(whole))

    def _stands_alone(self, word: str, after_article: bool, longer: Sequence[str]) -> bool:
        """Whether a single word is a name; `longer` are the names of several words."""
        if _ABBREVIATION.fullmatch(word):
            return word in self._words.abbreviations or _spelled_out(word, longer)
        return not after_article

    def _names_in(self, run: str) -> tuple[str, ...]:
        """The names in a run; kept, for most runs come again."""
        names = self._names.get(run)
        if names is None:
            if len(self._names) >= _CACHED:
                self._names.clear()
            names = self._names[run] = self._parse(run)
        return names

    def _parse(self, run: str) -> tuple[str, ...]:
        if run.casefold() in self._never:
            return ()
        if self._capital_nouns:
            found = self._among_nouns(run.split(" "))
        elif run.isalpha() and len(run) > 1:  # a plain word, as most runs are
            return () if self._is_people(run) or self._is_adjective(run) or _NO_WORD.search(run) else (run,)
        else:
            found = self._parted(run.split(" "))
        written = (" ".join(words) for words in found)
        return tuple(name for name in written if len(name) <= _LONGEST)

    def _parted(self, words: Words) -> Iterator[Words]:
        """The names in a run: dates, compounds and links that nothing explains stand between two.

        A part that a link binds to the other is no name, nor are the two: `Gregory of Tours`, `Pacific Gas and Electric
        Company`.
        """
        parts: list[list[str]] = [[]]
        links: list[str] = []
        for place, word in enumerate(words):
            if not self._parts(parts[-1], words, place):
                parts[-1].append(word)
            elif links and not parts[-1]:
                links[-1] += f" {word}"
            else:
                parts.append([])
                links.append(word)
        bound = {
            at + after for at, link in enumerate(links) for after in (0, 1) if self._binds(link, *parts[at : at + 2])
        }
        for place, part in enumerate(parts):
            name = self._without_titles(part)
            if name and place not in bound and self._is_name(name):
                yield name

    def _binds(self, link: str, before: Words, after: Words) -> bool:
        """Whether the link makes one name of both parts, or of the first and itself (`Lee Teng-hui`)."""
        lowers = [word.casefold() for word in before]
        if link in self._words.joining:
            return self._words.heads.isdisjoint(lowers) and "".join(after[-1:]).casefold() in self._words.heads
        binds = link.partition(" ")[0] in self._words.binding or "-" in link
        return binds and not all(map(self._is_title, lowers))

    def _parts(self, before: Words, words: Words, place: int) -> bool:
        """Whether the word at that place stands between two names, of which the first is `before`."""
        word = words[place]
        if word not in self._words.parting:
            lower = word.casefold()
            is_date = lower in self._days or (lower in self._months and place == len(words) - 1)
            return is_date or ("-" in word and _COMPOUND.search(word) is not None)
        lowers = [each.casefold() for each in before]
        linked = any(each in self._words.parting for each in before)
        if self._words.heads.isdisjoint(lowers):
            return True
        return not linked and (word in self._words.joining or lowers[-1] not in self._words.heads)

    def _without_titles(self, words: Words) -> Words:
        """The name without what stands before it: titles, adjectives of countries, little words."""
        if len(words) == 1:
            return words
        lowers = [word.casefold().rstrip(".") for word in words]
        if self._words.heads.isdisjoint(lowers):
            title = _last(map(self._is_title, lowers[:-1]))
            if title == len(words) - 2 and any(map(self._may_be_surname, words[:title])):
                return ()  # “Red Rock State Park” is no “Park”
            words = words[title + 1 :]
            if any(
                map(self._is_people, words[:-1])
            ):  # the British what, and is it theirs: “British Geological Survey”?
                return ()
        while words and (words[0].islower() or words[0].casefold() in self._never_first):
            words = words[1:]
        while words and words[-1].islower():
            words = words[:-1]
        return words

    def _is_name(self, words: Words) -> bool:
        lowers = [word.casefold().rstrip(".") for word in words]
        if all(map(self._says_nothing, words)) or any(map(_NO_WORD.search, words)):
            return False
        if len(words) > 1 and all(map(_SHOUTED.fullmatch, words)):
            return False
        if not self._words.things.isdisjoint(lowers) and self._words.heads.isdisjoint(lowers):
            return False
        return len(words) > 1 or (_SINGLE.fullmatch(words[0]) is not None and not self._is_adjective(words[0]))

    def _says_nothing(self, word: str) -> bool:
        """Whether a word, or each part of a compound, makes no name of its own."""
        if "-" in word:
            return all(map(self._says_nothing, word.split("-")))
        plain = word.rstrip(".")
        return len(plain) < 2 or not self._may_be_surname(plain) or self._is_people(plain)

    def _may_be_surname(self, word: str) -> bool:
        lower = word.casefold()
        return lower not in self._plain and lower not in self._words.titles

    def _is_title(self, lower: str) -> bool:
        return lower in self._words.titles or ("-" in lower and all(map(self._is_title, lower.split("-"))))

    def _is_people(self, word: str) -> bool:
        lower = word.casefold()
        return lower in self._words.peoples or (lower.endswith(self._people_endings) and word not in self._words.given)

    def _is_adjective(self, word: str) -> bool:
        return word.endswith(self._words.adjective_endings) and word not in self._words.given

    def _among_nouns(self, words: Words) -> Iterator[Words]:
        """The names in a run of words where all nouns have capitals."""
        if len(words) == 1 and (words[0] in self._words.places or words[0] in self._words.abbreviations):
            yield words
        for place, (word, following) in enumerate(pairwise(words)):
            if word in self._words.given:
                if not place or words[place - 1] not in self._words.given:
                    yield from self._after_given(words, place)
            elif self._is_title(word.casefold()) and self._is_surname(following) and following not in self._words.given:
                yield (following,)

    def _after_given(self, words: Words, place: int) -> Iterator[Words]:
        """The name that begins with the given name at that place."""
        end = place + 1
        while end < min(len(words), place + 4) and (
            words[end] in self._words.particles or self._is_surname(words[end])
        ):
            end += 1
        while words[end - 1].islower():
            end -= 1
        if end > place + 1:
            yield words[place:end]

    def _is_surname(self, word: str) -> bool:
        return word[0].isupper() and word.casefold() not in self._plain and not self._is_title(word.casefold())


def _last(holds: Iterable[bool]) -> int:
    """The last place at which it holds; -1 for none."""
    last = -1
    for place, each in enumerate(holds):
        if each:
            last = place
    return last


def _spelled_out(abbreviation: str, names: Iterable[str]) -> bool:
    """Whether the capitals of one of the names make the abbreviation."""
    letters = abbreviation.replace(".", "")
    return any("".join(part[0] for part in _PARTS.split(name) if part[:1].isupper()) == letters for name in names)


def _small_words(text: str) -> Callable[[str], bool]:
    """A test whether the text has a word between spaces."""
    if len(text) < _LONG:
        return lambda word: f" {word} " in text
    return frozenset(text.split()).__contains__


def _is_shortened(name: str, names: Iterable[str], text: str) -> bool:
    """Whether the text gives the name as an abbreviation of another one."""
    given = f" ({name})"
    return _ABBREVIATION.fullmatch(name) is not None and given in text and any(each + given in text for each in names)


def forms_of(name: str) -> tuple[str, ...]:
    """The name as it is, and the form under which it may be kept, of whichever language; in capitals or not."""
    form = _forms().get(name.casefold())
    return (name, form) if form else (name,)


@cache
def _forms() -> dict[str, str]:
    return {other.casefold(): form for code in PROFILES for other, form in profile_of(code).in_names.same.items()}


@cache
def name_finder(language: str) -> NameFinder:
    """The shared finder of a language."""
    return NameFinder(language)
