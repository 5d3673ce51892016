"""Hypothesis strategies: text of every kind, and articles made of it."""

from __future__ import annotations

from hypothesis import strategies as st

from indexer.text.normal import normalise
from indexer.types import PLACE_KINDS, STRUCTURE_KINDS, Article, Mark, Place, Span, Structure, sha256

# What sentences, lines and encodings stumble over.
AWKWARD = (
    ". ", "? ", "! ", "… ", "... ", '"', "“", "”", "’", "«", "»", "(", ")", "[1]", "\n", "\n\n", "\r\n", "\r", "\t",
    "\f", "\x00", "\x1f", "\x85", "\u2028", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u0301", "\u00ad", "\ud800",
    "\udc00", "😀", "👨\u200d👩\u200d👧", "🇬🇪", "é", "e\u0301", "ß", "İ", "ﬁ", "한국어", "日本。", "ไทย", "مرحبا؟", "नमस्ते।",
    "Dr. ", "U.S. ", "Nov. ", "et al. ", "Fig. 3", "e.g. ", "3.14 ", "1. ", "- ", "Smith said", "The ", "a", "word ",
)  # fmt: skip

CHARACTERS = st.characters()  # all of Unicode, lone surrogates too


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Any text: any characters at all, or awkward pieces in any order."""
    pieces = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(CHARACTERS, max_size=3)), max_size=max_size)
    return st.one_of(st.text(CHARACTERS, max_size=max_size), pieces.map("".join))


def normal_texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Any text that an article may have: normal, and not blank."""
    return texts(max_size).map(normalise).filter(str.strip)


def spans(text: str) -> st.SearchStrategy[Span]:
    """Any span of a text that is not empty."""
    return st.integers(0, len(text) - 1).flatmap(
        lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start, end))
    )


def places(text: str) -> st.SearchStrategy[tuple[Place, ...]]:
    """Any places that an article of this text may have."""
    kinds, labels = st.sampled_from(sorted(PLACE_KINDS)), st.sampled_from(["1", "12", "xiv", "00:03:14", "A & B"])
    several = st.lists(st.builds(Place, st.integers(0, len(text) - 1), kinds, labels), max_size=4)
    return several.map(lambda found: tuple(sorted(found, key=lambda place: place.start)))


def structures(text: str) -> st.SearchStrategy[Structure]:
    """A list, a table, code or a link in this text."""
    return st.builds(
        Structure, spans(text), st.sampled_from(sorted(STRUCTURE_KINDS)), st.sampled_from(["", "http://é.x"])
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article: any text, any marks in it, with fields or without."""
    text = draw(normal_texts())
    kinds = st.sampled_from(["headline", "heading", "caption", "dateline"])
    words = st.one_of(st.none(), normal_texts(8))
    return Article(
        id=draw(normal_texts(8)),
        title=draw(st.one_of(st.just(""), normal_texts(8))),
        text=text,
        sha256=sha256(text),
        source=draw(words),
        author=draw(words),
        published=draw(st.sampled_from([None, "2016", "2016-10", "2016-10-25", "2016-10-25T13:15:00"])),
        language=draw(st.sampled_from(["en", "de", "ja"])),
        marks=tuple(draw(st.lists(st.builds(Mark, spans(text), kinds), max_size=3))),
        places=draw(places(text)),
        structure=tuple(draw(st.lists(structures(text), max_size=3))),
    )


@st.composite
def sentence_counts(draw: st.DrawFn) -> tuple[list[int], list[bool], list[bool], list[bool]]:
    """An article as its sentences: their words, and which are headings, begin paragraphs, join what follows."""
    words = draw(st.lists(st.one_of(st.integers(0, 12), st.integers(0, 200)), max_size=60))
    flags = st.lists(st.booleans(), min_size=len(words), max_size=len(words))
    rare = st.lists(st.sampled_from([True, False, False, False, False]), min_size=len(words), max_size=len(words))
    return words, draw(rare), draw(flags), draw(rare)


_QUOTES = ('"{}"', "“{}”", "„{}“", "«{}»", "”{}”")
_WORDS = st.sampled_from(
    ["old", "Town", "Straße", "tea", "Tee-Haus", "U.S.", "don't", "covid-19", "the", "日本", "-5", "a:b"]
)
_PHRASES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_NEARNESS = st.sampled_from(["OR", "NEAR/5", "NEAR/12"])
_NAMES = st.sampled_from(["agenda.ge", "Straße", "O’Brien", "the daily", "Daily News, Inc", "x"])


@st.composite
def _filters(draw: st.DrawFn) -> str:
    """A filter by a name, a title or a path, as somebody may write it into a question."""
    name = draw(_NAMES)
    quotes = draw(st.sampled_from(_QUOTES)) if " " in name else "{}"
    return f"{draw(st.sampled_from(['source', 'Author', 'title', 'id', 'Folder']))}:{quotes.format(name)}"


@st.composite
def _connected(draw: st.DrawFn) -> str:
    """Words, phrases and beginnings of words with OR or NEAR between them."""
    quoted = st.tuples(st.sampled_from(_QUOTES), _PHRASES).map(lambda each: each[0].format(each[1]))
    operands = st.one_of(_WORDS, quoted, st.just("guan*"))
    parts = draw(st.lists(st.tuples(operands, _NEARNESS), min_size=1, max_size=3))
    return " ".join([*(f"{operand} {connective}" for operand, connective in parts), draw(operands)])


@st.composite
def questions(draw: st.DrawFn) -> str:
    """A question made of words and of operators, in marks of every kind, with punctuation behind some of them."""
    phrases = st.tuples(st.sampled_from(["", "-"]), st.sampled_from(_QUOTES), _PHRASES)
    parts = st.one_of(
        _WORDS,
        phrases.map(lambda each: each[0] + each[1].format(each[2])),
        _filters(),
        _connected(),
        st.sampled_from(
            ["-milk", "-Straße", "-U.S.", "-1970", "-5G", "guantanam*", "OR", "after:2016", "before:2017-03"]
        ),
    )
    behind = st.sampled_from(["", "", ",", "?", ")."])
    return " ".join(draw(st.lists(st.tuples(parts, behind).map("".join), min_size=1, max_size=7)))
