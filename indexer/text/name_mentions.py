"""The runs of capitalised words within the sentences of a text, which may be names.

The capital that begins a sentence, a quotation or a heading says nothing, so a run there is none; one before a number, a
hyphen or a slash is a part of something else.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.text.languages.profile import LanguageProfile

    Mention = tuple[str, bool]
    """A run, and whether an article such as “the” stands before it."""

_HEADING = 0.6  # of the words of a line: where more have capitals, these say nothing
_LONGEST_HEADING = 200  # code points

CAPITALS = "".join(letter for letter in map(chr, range(0x590)) if unicodedata.category(letter) in {"Lu", "Lt"})
_ENDS = frozenset('.!?…”"')
_CLOSING = frozenset(",;)%")  # may stand before a run within a sentence
SMALL = rf"[^\W\d_{CAPITALS}]"
_QUOTATION_MARKS = frozenset('“„«"‘')
_QUOTED = re.compile(r"“[^”]{1,60}”|„[^“”]{1,60}[“”]|«[^»]{1,60}»|\"[^\"]{1,60}\"|‘[^’]{1,60}’")
_LONGEST_WORD = 40  # code points of the word before a run
_BEFORE_NUMBER = frozenset(" -–/0123456789")
_AFTER = re.compile(rf"[-–]?\s?\d|/|[-–][{CAPITALS}]")  # makes it something else: Xbox 360, Paris–Nice
_SHORTENED = rf"(?<=[ (.'’-][{CAPITALS}])\.|(?<=[ (][{CAPITALS}][trs])\.|(?<=Mrs)\."  # J. R. Smith, St. Louis


def _run(capital: str, small: str, links: str, *, elided: bool) -> re.Pattern[str]:
    """A pattern of a run within a sentence, with the space and perhaps the bracket before it; or an apostrophe, if `elided`.

    It begins with a plain character, which Python finds fastest, and looks back from there.
    """
    before = "[ '’]" if elided else " "
    left = rf"(?<={small} |[,;)%] {f'|{small}[’{chr(39)}]' if elided else ''})"
    word = rf"[{capital}]\w*(?:[-‐‑&'’](?!s\b)\w+|\.(?:[{capital}]\.)+|(?:{_SHORTENED})(?= [{capital}]))*"
    return re.compile(rf"{before}{left}\(?{word}(?: (?:(?:{links}) ){{0,3}}{word})*")


class Mentions:
    """Finds the runs in texts of one language; safe to share between threads."""

    def __init__(self, profile: LanguageProfile) -> None:
        words = profile.in_names
        self._determiners, self._articles = words.determiners, words.articles
        self._links = frozenset(re.findall(r"\w+", words.links)) - profile.stop_words
        elided = bool(profile.forms.elisions)
        self._run = _run(CAPITALS, SMALL, words.links, elided=elided)
        self._ascii_run = _run("A-Z", "[a-z]", words.links, elided=elided)

    def of(self, text: str) -> list[Mention]:
        """The runs within sentences of the text."""
        ascii_only = text.isascii()
        if '"' in text or (not ascii_only and not _QUOTATION_MARKS.isdisjoint(text)):
            text = _QUOTED.sub(" ", text)
        determiners, articles = self._determiners, self._articles
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
            if (word not in determiners or " " in run) and not self._ends_a_name(text, start, word):
                found.append((run, word in articles))
        return found

    def _ends_a_name(self, text: str, start: int, word: str) -> bool:
        """Whether the run after the word is the end of a name that begins the sentence: “Éamon de Valera”."""
        if word not in self._links:
            return False
        while word in self._links:
            start -= len(word) + 1
            word = _word_before(text, start)
        return word[:1].isupper() and word[-1].isalpha()


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
