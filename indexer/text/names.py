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
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.text.languages import profile_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Words = Sequence[str]
    Mention = tuple[str, bool]
    """A run, and whether an article such as “the” stands before it."""

_CACHED = 100_000  # runs whose names are kept
_LONGEST = 80  # code points of a name
_LONG = 20_000  # code points of a text whose small words are looked up in a set
_HEADING = 0.6  # of the words of a line: where more have capitals, these say nothing
_LONGEST_HEADING = 200  # code points

_CAPITAL = "".join(letter for letter in map(chr, range(0x590)) if unicodedata.category(letter) in {"Lu", "Lt"})
_ENDS = frozenset('.!?…”"')
_CLOSING = frozenset(",;)%")  # may stand before a run within a sentence
_SMALL = rf"[^\W\d_{_CAPITAL}]"
_QUOTATION_MARKS = frozenset('“„«"‘')
_QUOTED = re.compile(r"“[^”]{1,60}”|„[^“”]{1,60}[“”]|«[^»]{1,60}»|\"[^\"]{1,60}\"|‘[^’]{1,60}’")
_LONGEST_WORD = 40  # code points of the word before a run
_BEFORE_NUMBER = frozenset(" -–/0123456789")
_AFTER = re.compile(r"[-–]?\s?\d|/")  # makes it something else: Xbox 360
_SHORTENED = rf"(?<=[ (.'’-][{_CAPITAL}])\.|(?<=[ (][{_CAPITAL}][trs])\.|(?<=Mrs)\."  # J. R. Smith, St. Louis
_COMPOUND = re.compile(rf"-{_SMALL}{{2,}}\Z")  # London-based
_SINGLE = re.compile(r"(?=..)[^\W\d_]+(?:[-.&'’]+[^\W\d_]+)*\.?")
_SHOUTED = re.compile(rf"[{_CAPITAL}]{{4,}}(?:-[{_CAPITAL}]+)*")
_ABBREVIATION = re.compile(rf"[{_CAPITAL}][{_CAPITAL}.&]+")
_PARTS = re.compile("[ -]")


def _run(capital: str, small: str, links: str, *, elided: bool) -> re.Pattern[str]:
    """A pattern of a run within a sentence, with the space and perhaps the bracket before it; or an apostrophe, if `elided`.

    It begins with a plain character, which Python finds fastest, and looks back from there.
    """
    before = "[ '’]" if elided else " "
    left = rf"(?<={small} |[,;)%] {f'|{small}[’{chr(39)}]' if elided else ''})"
    word = rf"[{capital}]\w*(?:[-‐‑&'’](?!s\b)\w+|\.(?:[{capital}]\.)+|(?:{_SHORTENED})(?= [{capital}]))*"
    return re.compile(rf"{before}{left}\(?{word}(?: (?:(?:{links}) ){{0,3}}{word})*")


class NameFinder:
    """Finds the names in articles of one language; safe to share between threads."""

    def __init__(self, language: str) -> None:
        profile = profile_of(language)
        self._words = profile.in_names
        months = {name for names in profile.dates.months for name in names.split()}
        days = {day + ending for day in (profile.times.weekdays if profile.times else ()) for ending in ("", "s")}
        self._dates = months | days
        self._plain = profile.stop_words | profile.common_words | self._words.others | self._dates
        self._never = self._plain | self._words.titles | self._words.things | self._words.peoples
        self._stop_words = profile.stop_words
        self._capital_nouns = profile.follow_ups.capital_nouns
        self._people_endings = self._words.people_endings
        elided, links = bool(profile.forms.elisions), self._words.links
        self._run = _run(_CAPITAL, _SMALL, links, elided=elided)
        self._ascii_run = _run("A-Z", "[a-z]", links, elided=elided)
        self._names: dict[str, tuple[str, ...]] = {}

    def names(self, text: str) -> tuple[str, ...]:
        """The names in an article with this text, in order."""
        after_articles: dict[str, bool] = {}  # name → whether an article stands before it wherever it is
        known = self._names
        for run, after_article in self._mentions(text):
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

    def _stands_alone(self, word: str, after_article: bool, longer: Sequence[str]) -> bool:
        """Whether a single word is a name; `longer` are the names of several words."""
        if _ABBREVIATION.fullmatch(word):
            return word in self._words.abbreviations or _spelled_out(word, longer)
        return not after_article

    def _mentions(self, text: str) -> list[Mention]:
        """The runs within sentences of the text."""
        ascii_only = text.isascii()
        if '"' in text or (not ascii_only and not _QUOTATION_MARKS.isdisjoint(text)):
            text = _QUOTED.sub(" ", text)
        determiners, articles = self._words.determiners, self._words.articles
        line_end, heading = -1, False
        found: list[Mention] = []
        for match in (self._ascii_run if ascii_only else self._run).finditer(text):
            start, end = match.span()
            if start > line_end:
                line_end = text.find("\n", end) % (len(text) + 1)  # -1, for none, is the end
                heading = _is_heading(text[text.rfind("\n", 0, start) + 1 : line_end])
            word, run = _word_before(text, start), match[0][1:]
            if run[0] == "(":
                run = run[1:]
            elif text[start] != " ":
                word += "'"
                if not word.islower():
                    continue
            elif not word[:1].islower() and word[-1:] not in _CLOSING:
                continue
            if heading or (text[end : end + 1] in _BEFORE_NUMBER and _AFTER.match(text, end)):
                continue
            if word not in determiners or " " in run:
                found.append((run, word in articles))
        return found

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
            return () if self._is_people(run) else (run,)
        else:
            found = self._parted(run.split(" "))
        written = (" ".join(words) for words in found)
        return tuple(name for name in written if len(name) <= _LONGEST)

    def _parted(self, words: Words) -> Iterator[Words]:
        """The names in a run: dates, compounds and links that nothing explains stand between two."""
        part: list[str] = []
        for word in [*words, ""]:
            if not word or self._parts(part, word):
                name = self._without_titles(part)
                if name and self._is_name(name):
                    yield name
                part = []
            else:
                part.append(word)

    def _parts(self, before: Words, word: str) -> bool:
        """Whether the word stands between two names, of which the first is `before`."""
        if word not in self._words.parting:
            return word.casefold() in self._dates or ("-" in word and _COMPOUND.search(word) is not None)
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
            title = _last(map(self._is_title, lowers))
            if 0 <= title < len(words) - 1:
                words = words[title + 1 :]
            people = _last(map(self._is_people, words[:-1]))
            if people >= 0:  # “Russian President” is none, “American Johnson” perhaps: the Russian what?
                words = words[people + 1 :] if people < len(words) - 2 else ()
        while words and (words[0].islower() or words[0].casefold() in self._stop_words):
            words = words[1:]
        while words and words[-1].islower():
            words = words[:-1]
        return words

    def _is_name(self, words: Words) -> bool:
        lowers = [word.casefold().rstrip(".") for word in words]
        if all(map(self._says_nothing, words)) or any("_" in word for word in words):
            return False
        if len(words) > 1 and all(map(_SHOUTED.fullmatch, words)):
            return False
        if not self._words.things.isdisjoint(lowers) and self._words.heads.isdisjoint(lowers):
            return False
        return len(words) > 1 or _SINGLE.fullmatch(words[0]) is not None

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


def _word_before(text: str, end: int) -> str:
    """What stands between white space and `end`; only the last part of a long word."""
    word = text[max(text.rfind(" ", 0, end) + 1, end - _LONGEST_WORD) : end]
    return word.rpartition("\n")[2] if "\n" in word else word


def _is_heading(line: str) -> bool:
    """Whether most words of a short line have capitals, and it does not end as a sentence does."""
    if len(line) > _LONGEST_HEADING or line[-1:] in _ENDS:
        return False
    words = line.split()
    return sum(word[0].isupper() for word in words) > _HEADING * len(words)


def _spelled_out(abbreviation: str, names: Iterable[str]) -> bool:
    """Whether the capitals of one of the names make the abbreviation."""
    letters = abbreviation.replace(".", "")
    return any("".join(part[0] for part in _PARTS.split(name) if part[:1].isupper()) == letters for name in names)


def _small_words(text: str) -> Callable[[str], bool]:
    """A test whether the text has a word between spaces."""
    if len(text) < _LONG:
        return lambda word: f" {word} " in text
    return frozenset(text.split()).__contains__


@cache
def name_finder(language: str) -> NameFinder:
    """The shared finder of a language."""
    return NameFinder(language)
