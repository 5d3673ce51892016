"""Captions and transcripts (.vtt, .srt): what is said, as running text; each cue's time is a place.

Cues are joined to paragraphs, for a sentence often goes on in the next one. Another speaker, a title card and a pause begin
a new paragraph; a speaker's name, if the file gives it, stands before it. In captions that roll, where each cue repeats the
line above, a line is read once. Notes, styles and formatting are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers import clock, fields
from indexer.readers.encoding import text_of
from indexer.readers.file_walk import shown
from indexer.readers.first_lines import date_of_name
from indexer.readers.text_files import title_of_name
from indexer.text.normal import normalise
from indexer.types import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)\b|X-TIMESTAMP-MAP")
# What stands within a tag is bounded: each that never ends would be looked at to the end of the file.
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?\s{1,9}([^<>]{1,200})>")
_TAG = re.compile(
    r"</?(?:[ibucsv]|lang|ruby|rt|font)(?:[.\s][^<>]{0,300})?>|<[\d:.]{1,20}>|\{\\[^{}]{0,300}\}", re.IGNORECASE
)
_DASH = re.compile(r"[-–—]\s?(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…。！？♪][\"'”’»)\]]*$")
_HEADER_TITLE = re.compile(r"WEBVTT[ \t]+(?:-\s*)?(\S.*)")
_HEADER_LANGUAGE = re.compile(r"^Language:\s*(\S+)", re.MULTILINE)
_NAME_LANGUAGE = re.compile(r"(.+)[._]([a-z]{2})(?:[-_][A-Za-z]{2,4})?")

_PAUSE = 3.0  # seconds of silence that end a paragraph
_PARAGRAPH = 60  # words, from which on the end of a sentence ends a paragraph
_UNPUNCTUATED_PARAGRAPH = 25  # words; where nobody has written ends of sentences
_SENTENCE = 80  # words a sentence; text with fewer ends of sentences has none on purpose
_ROLLING = 0.3  # share of cues that begin with the line above


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: its start and end in seconds, and its lines, each with its speaker, who may be unknown."""

    start: float
    end: float
    lines: tuple[tuple[str, str], ...]


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a caption file; its title is the one in its header, else the file's name."""
    path = shown(file.path)
    source = normalise(text_of(file.path, limits.file_size))
    cues = [cue for cue in parsed(source) if cue.lines]
    if not cues:
        raise ArticleError(path, "has no captions with a time such as 00:01:02.000 --> 00:01:05.000; correct it")
    text, places = transcript(cues)
    header = source.partition("-->")[0]
    title = _HEADER_TITLE.match(header)
    language = _HEADER_LANGUAGE.search(header)
    name = _NAME_LANGUAGE.fullmatch(title_of_name(file))
    code = language[1] if language else name[2] if name else None
    yield from fields.article_and_notes(
        fields.GivenFields({"language": code} if code else {}, path),
        text,
        id=file.id,
        path=path,
        language=limits.language,
        otherwise={
            "title": title[1] if title else name[1] if name else title_of_name(file),
            "published": date_of_name(file.id),
        },
        places=places,
    )


def parsed(source: str) -> Iterator[Cue]:
    """The cues of a normalised caption file, in order."""
    timing: re.Match[str] | None = None
    lines: list[str] = []
    for line in source.split("\n"):
        clock.worked(len(line))
        following = _TIMING.match(line)
        if following is None:
            lines.append(line)
            continue
        if timing is not None:
            yield _cue(timing, _without_identifier(lines))
        timing, lines = following, []
    if timing is not None:
        yield _cue(timing, lines)


def _without_identifier(lines: list[str]) -> list[str]:
    """The lines between two times without the last, if it is the identifier of the next cue: a blank line is above it."""
    return lines[:-1] if len(lines) > 1 and lines[-1].strip() and not lines[-2].strip() else lines


def _cue(timing: re.Match[str], lines: Sequence[str]) -> Cue:
    numbers = timing.groups()
    first, *voices = _VOICE.split("\n".join(_before_comment(lines)))
    spoken = [("", first), *zip(map(_plain, voices[::2]), voices[1::2], strict=True)]
    cue_lines = [(speaker, _plain(line)) for speaker, part in spoken for line in part.split("\n")]
    return Cue(_seconds(numbers[:4]), _seconds(numbers[4:]), tuple(line for line in cue_lines if line[1]))


def _before_comment(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a cue, up to a note or style block that stands below it."""
    above = "above"
    for line in lines:
        if not above.strip() and _COMMENT.match(line):
            return
        yield line
        above = line


def _plain(line: str) -> str:
    """A line without tags, on one line, its character references resolved."""
    return " ".join(normalise(unescape(_TAG.sub("", line))).split())


def _seconds(clock: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in clock)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def transcript(cues: Sequence[Cue]) -> tuple[str, tuple[Place, ...]]:
    """The running text of the cues, and the place of each in it."""
    spoken = list(_spoken(_unrolled(cues)))
    ends = sum(_SENTENCE_END.search(each.words) is not None for each in spoken)
    words = sum(len(each.words.split()) for each in spoken)
    longest = _PARAGRAPH if ends * _SENTENCE >= words else _UNPUNCTUATED_PARAGRAPH
    writer = _Writer(longest, punctuated=longest == _PARAGRAPH)
    for each in spoken:
        writer.add(each)
    return "".join(writer.parts), tuple(writer.places)


def _unrolled(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues without the lines that they repeat of the cue above, if captions roll; else as they are."""
    repeated = [_overlap(above.lines, cue.lines) for above, cue in pairwise(cues)]
    if sum(map(bool, repeated)) < max(_ROLLING * len(cues), 2):
        yield from cues
        return
    yield cues[0]
    for cue, lines in zip(cues[1:], repeated, strict=True):
        yield replace(cue, lines=cue.lines[lines:])


def _overlap(above: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]]) -> int:
    """How many lines at the end of a cue stand at the beginning of the next."""
    return next((size for size in range(min(len(above), len(below)), 0, -1) if above[-size:] == below[:size]), 0)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one speaker says in one cue; `alone` is true of a line of a dialogue and of a title card."""

    start: float
    end: float
    speaker: str
    words: str
    alone: bool


def _spoken(cues: Iterable[Cue]) -> Iterator[_Spoken]:
    for cue in cues:
        dialogue = sum(_DASH.match(words) is not None for _, words in cue.lines) > 1
        for speaker, lines in groupby(cue.lines, key=itemgetter(0)):
            texts = [words for _, words in lines]
            if dialogue:
                yield from (
                    _Spoken(cue.start, cue.end, speaker, _DASH.sub("", words, count=1), True) for words in texts
                )
            else:
                words = " ".join(texts)
                yield _Spoken(cue.start, cue.end, speaker, words, words.isupper() and len(words) > 3)


class _Writer:
    """Writes what is said as paragraphs. They end after `longest` words; if the text is `punctuated`, with a sentence."""

    def __init__(self, longest: int, *, punctuated: bool) -> None:
        self.parts: list[str] = []
        self.places: list[Place] = []
        self._longest = longest
        self._punctuated = punctuated
        self._last: _Spoken | None = None
        self._size = self._words = 0

    def add(self, spoken: _Spoken) -> None:
        """Adds what is said in one cue."""
        last, self._last = self._last, spoken
        ends = last is not None and self._ends(last, spoken)
        if last is not None:
            self._write("\n\n" if ends else " ")
        self._words = len(spoken.words.split()) + (0 if ends else self._words)
        if not self.places or self.places[-1].label != _clock(spoken.start):
            self.places.append(Place(self._size, "time", _clock(spoken.start)))
        if spoken.speaker and (last is None or last.speaker != spoken.speaker):
            self._write(f"{spoken.speaker}: ")
        self._write(spoken.words)

    def _write(self, part: str) -> None:
        self.parts.append(part)
        self._size += len(part)

    def _ends(self, last: _Spoken, spoken: _Spoken) -> bool:
        """Whether a paragraph ends between two cues."""
        ended = _SENTENCE_END.search(last.words) is not None
        if last.alone or spoken.alone or last.speaker != spoken.speaker:
            return True
        if spoken.start - last.end >= _PAUSE and (ended or not spoken.words[0].islower()):
            return True
        return self._words >= self._longest and (ended or not self._punctuated)


def _clock(seconds: float) -> str:
    """A time as it is shown: `00:03:14`."""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
