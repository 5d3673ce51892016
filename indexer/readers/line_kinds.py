"""Finds the blocks of a plain text that are not running text: headline, headings, bylines, captions and links.

Each block is classified by itself first:

    paragraph   running text: ten words or more with the end of a sentence, or thirty words
    title       a line that may be a headline or a heading: short, with a capital at its start, no end of a sentence
    dateline, byline, caption, link   recognised by their words

A title at the beginning of the text is the headline, and so is a later title that says the same. A title is a heading if
it stands alone between blank lines and running text follows. Everything else stays unmarked: verse, transcripts, lists,
notes, and texts that consist of titles alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers import clock
from indexer.text.lines import COLONS, blocks
from indexer.types import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from indexer.types import MarkKind

    Block = tuple[int, int]

_PARAGRAPH, _LONG_PARAGRAPH = 10, 30  # words of running text, with a sentence's end and without
_LONGEST_HEADLINE, _LONGEST_HEADING, _LONGEST_LABEL = 20, 9, 4  # words
_LONGEST_LINE, _LONGEST_CAPTION = 120, 300  # code points of a title, a byline or a link; of a caption
_MOST_HEADINGS = 1 / 3  # share of a text's words; if headings would have more, there are none
_DOCUMENT = 60  # words of running text from which on a first title is always the headline
_BESIDE: tuple[MarkKind, ...] = ("dateline", "byline", "caption", "link")
_HEAD = 6  # first blocks of a text, in which a line with a date is a dateline

_ENDED = re.compile(r"[.:!?…。！？؟۔।։።]['\"”’»›)\]]*$")  # a sentence's end
_OPEN = re.compile(r"[,;，、；]$|\.$|…$|!$|[。！]$")  # a title does not end like this
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_TWO_SENTENCES = re.compile(r"[^\W\d_A-ZÀ-Þ]{2}[.!?]['\"”’»)]*\s+['\"“«(]?[A-ZÀ-Þ]|[。！？].")
_LIST_ITEM = re.compile(r"\s*(?:[-*+>|#•‣◦▪–—]+|\(?\d{1,3}[)]|\(?[A-Za-z]\))\s")
_SPEAKER = re.compile(r"(\S+(?: \S+){0,3}):\s+\S")
_SUBJECT = re.compile(
    r"(?:I|we|you|he|she|they|it|there|this is|these are|ich|wir|er|sie|es|ihr|je|j['’]|nous|il|elle|ils|elles|yo|nosotros"
    r"|io|noi|ik|wij|jag|vi)\b",
    re.IGNORECASE,
)
_ADDRESS = r"(?:https?://|www\.)\S+"
_LINK = re.compile(
    rf"{_ADDRESS}(?:\s+{_ADDRESS})*\s*$|(?P<label>(?:read|see|find out|learn|show|view)\s(?:more|also|next|all)"
    r"|more\s(?:on|from|about)\s(?:this|our|us)\b|more\sstories|also\sread|you\s(?:may|might)\salso|click\shere"
    r"|(?:related|recommended|further|most read|most popular)(?:\s\w+)?$|related(?:\s\w+)?:|share\sthis|follow\sus"
    r"|sign\sup\s(?:for|to)|subscribe\b|mehr\s(?:zum|dazu|lesen)|weiterlesen|weitere\s(?:artikel|meldungen|themen)"
    r"|(?:lesen\ssie\sauch|siehe\sauch|zum\sthema)\b|(?:lire\s(?:aussi|la\ssuite)|voir\saussi|à\slire)\b"
    r"|(?:lea|lee|ver|leer)\s(?:también|más)\b|(?:leggi|vedi)\sanche\b|leia\s(?:também|mais)\b|lees\sook\b"
    r"|läs\s(?:också|mer)\b|читайте\sтакже)[^.!?]*$",
    re.IGNORECASE,
)
_NAMES = r"(?:[^\W\d_a-zà-ÿ][\w'’.-]*|of|the|and|for|de|la|le|du|der|van|von|und|et|y|in|at)"
_BYLINE = re.compile(
    rf"(?:(?i:(?:written|reporting|reported|editing|edited|story|text|words|posted|translated)\s+by|by|von|par|por|di|door|av"
    rf"|af|autor(?:in)?|author|text|reporter|texte|testo|texto)\s?:?\s+){_NAMES}(?:[\s,/|&;·–—]+(?:(?i:editing\sby)\s+)?{_NAMES})*$"
)
_LABEL = r"(?:file\s)?(?:photos?|photograph|images?|pictures?|pic|illustration|fotos?|fotograf\w+|bild|imagen|immagine)"
_CAPTION = re.compile(
    rf"\W*{_LABEL}(?:\scredits?)?\s?(?:[:|/©]|by\s|von\s|par\s|courtesy\s)|\W*(?:credits?|crédit|©|copyright)\s?[:©(\w]"
    rf"|.*\W{_LABEL}(?:\scredits?)?\s?(?:[:/©]\s?|by\s|courtesy\s(?:of\s)?)['\"“]?[^\s.]+(?:\s[^\s.]+){{0,5}}\.?\W*$"
    r"|.*©[^.]*\.?$",
    re.IGNORECASE | re.DOTALL,
)


def recognised(text: str, taken: Sequence[Mark], is_dateline: Callable[[str], bool]) -> tuple[Mark, ...]:
    """All marks of a plain text, sorted: those `taken` already, and those found. `is_dateline` tests a line."""
    every = list(_timed(blocks(text)))
    kinds = _kinds(text, every, taken, is_dateline)
    if "paragraph" not in kinds:
        return tuple(taken)
    running = (_words(text[start:end]) for (start, end), kind in zip(every, kinds, strict=True) if kind == "paragraph")
    page = _Page(text, every, kinds, sum(running) >= _DOCUMENT)
    marked: dict[int, MarkKind] = {} if taken else dict.fromkeys(page.headlines(), "headline")
    marked |= dict.fromkeys(page.headings(marked), "heading")
    marked |= {number: beside for number, kind in enumerate(kinds) for beside in _BESIDE if kind == beside}
    marks = [Mark(Span(*every[number]), kind) for number, kind in marked.items()]
    return tuple(sorted((*taken, *marks), key=lambda mark: (mark.span.start, mark.span.end)))


def _timed(every: Iterable[Block]) -> Iterator[Block]:
    for start, end in every:
        clock.worked(end - start)
        yield start, end


def _kinds(text: str, every: list[Block], taken: Sequence[Mark], is_dateline: Callable[[str], bool]) -> list[str]:
    """The kind of each block; `taken` for one that has a mark already, `other` for one of no kind."""
    speakers = _speakers([text[start:end] for start, end in every])
    kinds, listed = [], False
    for number, (start, end) in enumerate(every):
        line = text[start:end]
        if any(mark.span.start < end and start < mark.span.end for mark in taken):
            kind = "taken"
        else:
            kind = _kind(line, speakers, is_dateline if number < _HEAD else None)
        if listed and kind == "title":
            kind = "link"
        label = _LINK.match(line) if kind == "link" else None
        listed = kind == "link" and (listed or bool(label and label["label"]))
        kinds.append(kind)
    return kinds


def _kind(line: str, speakers: frozenset[str], is_dateline: Callable[[str], bool] | None) -> str:
    if len(line) <= _LONGEST_LINE and "\n" not in line:
        if _LINK.match(line):
            return "link"
        if _BYLINE.match(line) and _words(line) <= _LONGEST_HEADLINE:
            return "byline"
        if is_dateline is not None and is_dateline(line):
            return "dateline"
    if len(line) <= _LONGEST_CAPTION and _CAPTION.match(line):
        return "caption"
    if _is_paragraph(line):
        return "paragraph"
    return "title" if _is_title(line, speakers) else "other"


def _words(line: str) -> int:
    """The number of words; in scripts without spaces, a third of the number of letters."""
    return max(len(line.split()), len(_UNSPACED.findall(line)) // 3)


def _is_paragraph(line: str) -> bool:
    words = _words(line)
    ended = (_ENDED.search(line) is not None and not line.endswith("?")) or _TWO_SENTENCES.search(line) is not None
    return words >= (_PARAGRAPH if ended else _LONG_PARAGRAPH)


def _is_title(line: str, speakers: frozenset[str]) -> bool:
    """Whether a line may be a headline or a heading."""
    first = next((character for character in line if character.isalnum()), "")
    speaker = _SPEAKER.match(line)
    return (
        "\n" not in line
        and len(line) <= _LONGEST_LINE
        and _words(line) <= _LONGEST_HEADLINE
        and any(character.isalpha() for character in line)
        and not first.islower()
        and (not _OPEN.search(line) or line.endswith("..."))
        and (not line.endswith(COLONS) or _words(line) <= _LONGEST_LABEL)
        and not _TWO_SENTENCES.search(line)
        and not _LIST_ITEM.match(line)
        and not (speaker and speaker[1].casefold() in speakers)
    )


def _speakers(lines: Sequence[str]) -> frozenset[str]:
    """The case-folded speakers of a transcript (“Anna: …”); none unless two or more begin half of the lines."""
    labels = Counter(match[1].casefold() for line in lines if (match := _SPEAKER.match(line)))
    return frozenset(labels) if len(labels) > 1 and 2 * labels.total() >= len(lines) else frozenset()


@dataclass(frozen=True, slots=True)
class _Page:
    """A text with its blocks and their kinds; at least one is a paragraph.

    `document` says that there is much running text, so that a line by itself is set apart on purpose.
    """

    text: str
    every: Sequence[Block]
    kinds: Sequence[str]
    document: bool

    def line(self, number: int) -> str:
        """The text of a block."""
        return self.text[slice(*self.every[number])]

    def headlines(self) -> Iterator[int]:
        """The number of the headline's block, and those of the titles that say the same."""
        number = next(number for number, kind in enumerate(self.kinds) if kind not in _BESIDE)
        if self.kinds[number] != "title" or self.line(number).endswith(COLONS) or _is_sentence(self.line(number)):
            return
        if self.document or self._leads_to_text(number):
            yield number
            own = _flat(self.line(number))
            for other in range(number + 1, len(self.kinds)):
                if self.kinds[other] == "title" and _says(own, _flat(self.line(other))):
                    yield other

    def _leads_to_text(self, number: int) -> bool:
        """Whether running text follows a title, with only titles that stand alone and blocks of known kinds between."""
        below = next((at for at in range(number + 1, len(self.kinds)) if self.kinds[at] == "paragraph"), None)
        between = range(number + 1, below or number)
        apart = all(self.kinds[at] != "title" or self._stands_alone(at) for at in between)
        return below is not None and apart and all(self.kinds[at] != "other" for at in between)

    def headings(self, taken: Collection[int]) -> list[int]:
        """The numbers of the headings; none if too much of the text would be headings."""
        titles = (number for number, kind in enumerate(self.kinds) if kind == "title" and number not in taken)
        headings = [number for number in titles if self._stands_alone(number) and self._is_heading(number)]
        words = sum(_words(self.line(number)) for number in headings)
        return headings if words <= _MOST_HEADINGS * _words(self.text) else []

    def _is_heading(self, number: int) -> bool:
        """Whether a title that stands alone is a heading: running text follows it, perhaps below one more title."""
        line = self.line(number)
        words = line.split()
        titled = line.isupper() or sum(word[:1].isupper() for word in words) > 0.6 * len(words)
        if _words(line) > _LONGEST_HEADING and not titled:
            return False
        if _is_sentence(line):
            return False
        return self._heads(number + 1) or (
            self._is("title", number + 1) and self._stands_alone(number + 1) and self._heads(number + 2)
        )

    def _heads(self, number: int) -> bool:
        """Whether a block can follow a heading."""
        if any(self._is(kind, number) for kind in ("paragraph", "caption", "byline")):
            return True
        return self._is("other", number) and self.document and _ENDED.search(self.line(number)) is not None

    def _is(self, kind: str, number: int) -> bool:
        return number < len(self.kinds) and self.kinds[number] == kind

    def _stands_alone(self, number: int) -> bool:
        """Whether a block has a blank line, or an end of the text, on both sides."""
        start, end = self.every[number]
        before = self.text[self.every[number - 1][1] : start] if number else "\n\n"
        behind = self.text[end : self.every[number + 1][0]] if number + 1 < len(self.every) else "\n\n"
        return before.count("\n") > 1 and behind.count("\n") > 1


def _is_sentence(line: str) -> bool:
    """Whether a line is a sentence though its end mark is missing: it begins with its subject, as “We …” does."""
    return _SUBJECT.match(line) is not None and len(line.split()) > 3 and not line.endswith("?")


def _flat(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _says(headline: str, line: str) -> bool:
    """Whether a line repeats the headline, a good part of it, or more than it, as page titles do."""
    shorter, longer = sorted((headline, line), key=len)
    return bool(shorter) and (shorter == longer or (len(shorter.split()) >= 3 and f" {shorter} " in f" {longer} "))
