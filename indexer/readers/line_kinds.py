"""What of a plain text is no running text, block by block: headline, headings, bylines, captions and links.

    paragraph   running text: ten words or more with a sentence's end, or thirty words
    title       a line that may be a headline or a heading: short, begun like a name, without a sentence's end
    dateline, byline, caption, link   what their words say they are

A title is a headline at the beginning of the text, or where it says the same again, and a heading where it stands alone
between blank lines, if running text follows it. Everything else is left as it is: verse, transcripts, lists, notes, and a
text that is nothing but titles.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.text.lines import blocks
from indexer.types import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from indexer.types import MarkKind

    Block = tuple[int, int]

_PARAGRAPH, _LONG_PARAGRAPH = 10, 30  # words of running text, with a sentence's end and without
_LONGEST_HEADLINE, _LONGEST_HEADING, _LONGEST_LABEL = 20, 9, 4  # words
_LONGEST_LINE, _LONGEST_CAPTION = 120, 300  # code points of a title, a byline or a link; of a caption
_MOST_HEADINGS = 1 / 3  # of a text's words; where more look like headings, none are
_DOCUMENT = 60  # words of running text, from which on a first title is the headline whatever stands below it
_BESIDE: tuple[MarkKind, ...] = ("dateline", "byline", "caption", "link")
_HEAD = 6  # blocks in which a line that is a date is a dateline

_ENDED = re.compile(r"[.:!?…。！？؟۔।։።]['\"”’»›)\]]*$")  # a sentence's end
_OPEN = re.compile(r"[,;，、；]$|\.$|…$|!$|[。！]$")  # no title ends so
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
    """The marks of a plain text, those `taken` before among them, in order. `is_dateline` tells whether a line is one."""
    every = list(blocks(text))
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


def _kinds(text: str, every: list[Block], taken: Sequence[Mark], is_dateline: Callable[[str], bool]) -> list[str]:
    """The kind of each block; “taken” where there is a mark already, “other” for what is none of the kinds."""
    speakers = _speakers([text[start:end] for start, end in every])
    kinds, listed = [], False
    for place, (start, end) in enumerate(every):
        line = text[start:end]
        if any(mark.span.start < end and start < mark.span.end for mark in taken):
            kind = "taken"
        else:
            kind = _kind(line, speakers, is_dateline if place < _HEAD else None)
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
    """How many words; of a script without spaces a third of its letters."""
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
        and (not line.endswith((":", "：")) or _words(line) <= _LONGEST_LABEL)
        and not _TWO_SENTENCES.search(line)
        and not _LIST_ITEM.match(line)
        and not (speaker and speaker[1].casefold() in speakers)
    )


def _speakers(lines: Sequence[str]) -> frozenset[str]:
    """The names, case-folded, that begin the lines of a transcript (“Anna: …”): at least two begin half of its lines."""
    labels = Counter(match[1].casefold() for line in lines if (match := _SPEAKER.match(line)))
    return frozenset(labels) if len(labels) > 1 and 2 * labels.total() >= len(lines) else frozenset()


@dataclass(frozen=True, slots=True)
class _Page:
    """A text with its blocks and their kinds; at least one is a paragraph.

    `document` says that there is so much running text that the lines between it are set apart on purpose.
    """

    text: str
    every: Sequence[Block]
    kinds: Sequence[str]
    document: bool

    def line(self, place: int) -> str:
        """The block at a place."""
        return self.text[slice(*self.every[place])]

    def headlines(self) -> Iterator[int]:
        """The place of the headline, and those of the titles that say the same."""
        place = next(place for place, kind in enumerate(self.kinds) if kind not in _BESIDE)
        if self.kinds[place] != "title" or self.line(place).endswith((":", "：")) or _is_sentence(self.line(place)):
            return
        if self.document or self._leads_to_text(place):
            yield place
            own = _flat(self.line(place))
            for other in range(place + 1, len(self.kinds)):
                if self.kinds[other] == "title" and _says(own, _flat(self.line(other))):
                    yield other

    def _leads_to_text(self, place: int) -> bool:
        """Whether nothing stands between a title and running text but lines of other kinds, and titles that stand alone."""
        below = next((at for at in range(place + 1, len(self.kinds)) if self.kinds[at] == "paragraph"), None)
        between = range(place + 1, below or place)
        apart = all(self.kinds[at] != "title" or self._stands_alone(at) for at in between)
        return below is not None and apart and all(self.kinds[at] != "other" for at in between)

    def headings(self, taken: Collection[int]) -> list[int]:
        """The places of the headings; none where too much of the text would be headings."""
        titles = (place for place, kind in enumerate(self.kinds) if kind == "title" and place not in taken)
        found = [place for place in titles if self._stands_alone(place) and self._is_heading(place)]
        words = sum(_words(self.line(place)) for place in found)
        return found if words <= _MOST_HEADINGS * _words(self.text) else []

    def _is_heading(self, place: int) -> bool:
        """Whether a title that stands alone heads what follows: running text, at once or below one more title."""
        line = self.line(place)
        words = line.split()
        titled = line.isupper() or sum(word[:1].isupper() for word in words) > 0.6 * len(words)
        if _words(line) > _LONGEST_HEADING and not titled:
            return False
        if _is_sentence(line):
            return False
        return self._heads(place + 1) or (
            self._is("title", place + 1) and self._stands_alone(place + 1) and self._heads(place + 2)
        )

    def _heads(self, place: int) -> bool:
        """Whether what stands at a place can stand below a heading."""
        if any(self._is(kind, place) for kind in ("paragraph", "caption", "byline")):
            return True
        return self._is("other", place) and self.document and _ENDED.search(self.line(place)) is not None

    def _is(self, kind: str, place: int) -> bool:
        return place < len(self.kinds) and self.kinds[place] == kind

    def _stands_alone(self, place: int) -> bool:
        """Whether blank lines, or an end of the text, stand on both sides of a block."""
        start, end = self.every[place]
        before = self.text[self.every[place - 1][1] : start] if place else "\n\n"
        behind = self.text[end : self.every[place + 1][0]] if place + 1 < len(self.every) else "\n\n"
        return before.count("\n") > 1 and behind.count("\n") > 1


def _is_sentence(line: str) -> bool:
    """Whether a line without a sentence's end is one all the same: it begins with its subject, as “We …” does."""
    return _SUBJECT.match(line) is not None and len(line.split()) > 3 and not line.endswith("?")


def _flat(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _says(headline: str, line: str) -> bool:
    """Whether a line says what the headline says, or a good part of it, or more: as page titles do."""
    shorter, longer = sorted((headline, line), key=len)
    return bool(shorter) and (shorter == longer or (len(shorter.split()) >= 3 and f" {shorter} " in f" {longer} "))
