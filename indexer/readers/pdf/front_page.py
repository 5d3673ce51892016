"""Title, authors and date of a document, by what it states of itself and what its first page says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text.dates import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.readers.pdf.lines import Line

_JUNK_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|untitled.*|(?:unbenannt|sans titre|sin título|senza titolo)\b.*|.*\.\w{2,4}"
    r"|(?:slide|page|document|dokument|layout|presentation|template|title|print|scan|image)[\s_-]*\d*"
    r"|powerpoint presentation|https?://.*|[\W\d_]*|[a-z0-9]+(?:[_-][a-z0-9]+)+|\S*\d{3,}\S*",
    re.IGNORECASE,
)
_LONGEST_TITLE = 250  # code points
_TOP = 0.5  # of the page
_LARGER, _BOLDER = 1.05, 100
_NEXT_LINE = 2.3  # of the size: the next line of a title
_ABSTRACT = re.compile(r"(?:abstract|summary|zusammenfassung|résumé|resumen|sommario)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s*")
_NOT_OF_A_NAME = re.compile(r"[\d*†‡§¶∗ºª#$+\u02c6]|\([^\w)]*\)")
_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*\.?(?: (?:[^\W\d_a-z][\w'’-]*\.?|de|da|di|van|von|der|den|la|le|bin|al)){1,4}")
_NO_PERSON = re.compile(
    r"\b(?:universit\w*|institut\w*|department|school|college|faculty|laborator\w*|center|centre|research|abstract|journal"
    r"|conference|proceedings|report|introduction|inc|ltd|gmbh|corp\w*|company|committee|association|government|ministry"
    r"|office|press|news|agency|admin\w*|user|owner|author|microsoft|adobe|unknown|scanner|desktop|draft|version|page)\b",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE, _MOST_BESIDE_A_DATE = 90, 50  # code points


def title_of(stated: str, name: str, lines: Sequence[Line], height: float) -> tuple[str, tuple[Line, ...]]:
    """The title, and the lines of page 1 that it stands in, if it does; empty when there is none.

    `stated` is what the document says, `name` that of its file, `lines` are those of page 1. A title that says no more
    than a program or the file's name is none; else the largest lines of the upper half of the page are the title.
    """
    printed = _printed_title(lines, height)
    if not _is_title(stated, name):
        return " ".join(line.text for line in printed), printed
    whole = next((each for each in (printed, *((line,) for line in lines[:3])) if _completes(each, stated)), ())
    if whole:
        return " ".join(line.text for line in whole), whole
    return stated, tuple(line for line in lines if len(line.text) > 3 and line.text.casefold() in stated.casefold())


def authors_of(stated: str, lines: Sequence[Line], title: Sequence[Line]) -> str | None:
    """The authors, with commas between them; None when nothing that looks like names is stated or printed."""
    names = _names(stated)
    if names:
        return ", ".join(names)
    begin = lines.index(title[-1]) + 1 if title else 0
    abstract = next((at for at, line in enumerate(lines) if _ABSTRACT.match(line.text)), None)
    if abstract is None or not title:
        return None
    return ", ".join(dict.fromkeys(_printed_names(line.text for line in lines[begin:abstract]))) or None


def _printed_names(lines: Iterable[str]) -> list[str]:
    """The names in lines that hold nothing else; a list of names may go on in the next line, within a name too."""
    names: list[str] = []
    before = ""
    for line in lines:
        own, of_before = _names(line), _names(before)
        joined = _names(f"{before} {line}") if "," in before and not (own and of_before) else []
        if joined:
            names[len(names) - len(of_before) :] = joined
        else:
            names += own
        before = f"{before} {line}" if joined else line
    return names


def date_of(lines: Sequence[Line], height: float) -> str | None:
    """The date that a line in the upper half of page 1 is, or begins with; None when there is none."""
    for line in sorted(_upper(lines, height), key=lambda each: each.base):
        found = find(line.text) if len(line.text) <= _LONGEST_DATE_LINE else None
        if found is None:
            continue
        start, end, published = found
        before, behind = line.text[:start].strip(" ,:-–|"), line.text[end:].strip(" ,:-–|.")
        beside = f"{before} {behind}".strip()
        if len(beside) <= _MOST_BESIDE_A_DATE and len(before) < 15 and not behind[:1].islower():
            return published
    return None


def _printed_title(lines: Sequence[Line], height: float) -> tuple[Line, ...]:
    """The largest lines of the upper half of page 1, if they are larger or bolder than the others."""
    upper = [line for line in _upper(lines, height) if sum(map(str.isalpha, line.text)) > 3]
    if not upper:
        return ()
    if len(upper) == 1:
        return () if upper[0].text.endswith(".") else (upper[0],)
    by_size = sorted(upper, key=lambda line: (line.size, line.weight), reverse=True)
    first, usual = by_size[0], by_size[len(by_size) // 2]
    if first.size < _LARGER * usual.size and first.weight < usual.weight + _BOLDER:
        return ()
    if first.size < _LARGER * usual.size:
        return (first,)
    title: list[Line] = []
    for line in upper:
        alike = abs(line.size - first.size) < 0.06 * first.size
        if alike and (not title or 0 < line.base - title[-1].base < _NEXT_LINE * line.size):
            title.append(line)
        elif title:
            break
    return tuple(title) if sum(len(line.text) for line in title) <= _LONGEST_TITLE else ()


def _upper(lines: Iterable[Line], height: float) -> list[Line]:
    return [line for line in lines if not line.turned and line.base < _TOP * height]


def _is_title(stated: str, name: str) -> bool:
    """Whether a stated title is one."""
    flat, flat_name = (re.sub(r"\W|_", "", text).casefold() for text in (stated, name))
    letters = sum(map(str.isalpha, stated))
    return letters > 3 and flat != flat_name and len(stated) <= _LONGEST_TITLE and not _JUNK_TITLE.fullmatch(stated)


def _completes(lines: Sequence[Line], stated: str) -> bool:
    """Whether printed lines have every word of the stated title, in its order, and say more."""
    words = iter(" ".join(line.text for line in lines).casefold().split())
    wanted = stated.casefold().split()
    return len(wanted) > 1 and all(word in words for word in wanted)


def _names(text: str) -> list[str]:
    """The names of people in a line that is nothing else; none otherwise."""
    parts = [" ".join(_NOT_OF_A_NAME.sub(" ", part).split()) for part in _AND.split(text)]
    names = [part for part in parts if part]
    return names if all(_NAME.fullmatch(part) and not _NO_PERSON.search(part) for part in names) else []
