"""A citation names the page, slide, row or time of the original that its quote begins in."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Library, check, rebuild
from indexer.cli.layout import answer_lines
from indexer.errors import LawError
from indexer.exporting.documents import answer_document, article_document
from indexer.exporting.formats import FORMATS
from indexer.readers.place_field import parse_places
from indexer.text.normal import normalise
from indexer.types import Article, Citation, Note, Place, sha256
from tests.reading import read
from tests.strategies import articles, spans, texts

PAGES = ("Preface to the reader.\n\n", "The museum opened in Leipzig.\n\n", "It closed again in Dresden.")
STARTS = [0, len(PAGES[0]), len(PAGES[0]) + len(PAGES[1])]


def line(places: object, text: str = "".join(PAGES)) -> str:
    """A line of JSON Lines with these places."""
    return json.dumps({"_id": "report", "title": "Report", "text": text, "places": places})


def pages(*labels: str | int) -> list[dict[str, object]]:
    """Pages with these labels, as a line of JSON Lines gives them."""
    return [{"start": start, "kind": "page", "label": label} for start, label in zip(STARTS, labels, strict=False)]


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """An instance with one article of three pages, the second one numbered 12."""
    folder = tmp_path_factory.mktemp("places")
    (folder / "a.jsonl").write_text(line(pages("xi", 12, "13")))
    rebuild(folder / "instance", [folder / "a.jsonl"])
    return folder / "instance"


# The laws


@pytest.mark.parametrize(
    "places",
    [
        (Place(1, "page", "2"), Place(0, "page", "1")),
        (Place(4, "page", "1"),),
    ],
)
def test_places_are_sorted_and_within_the_text(places) -> None:
    """An article whose places are out of order, or behind its text, breaks its law."""
    with pytest.raises(LawError):
        Article("a", "", "Text", sha256("Text"), places=places)


@pytest.mark.parametrize(
    ("start", "kind", "label"), [(-1, "page", "1"), (0, "leaf", "1"), (0, "page", ""), (0, "row", "1\n")]
)
def test_a_place_is_of_a_kind_and_has_a_label(start, kind, label) -> None:
    """A place before the text, of no kind, or without a label on one line breaks its law."""
    with pytest.raises(LawError):
        Place(start, kind, label)


@given(articles(), st.data())
def test_a_citation_s_place_is_the_last_that_starts_at_or_before_its_quote(article, data) -> None:
    """Whatever the article, its places and the quote; a quote before the first place has none."""
    citation = Citation.of(article, data.draw(spans(article.text)))
    before = [place for place in article.places if place.start <= citation.span.start]
    assert citation.place == (before[-1] if before else None)
    assert len(before) == bisect_right([place.start for place in article.places], citation.span.start)


@pytest.mark.parametrize(
    ("kind", "label", "written"),
    [("page", "12", "p. 12"), ("slide", "3", "slide 3"), ("row", "318", "row 318"), ("time", "00:03:14", "00:03:14")],
)
def test_a_place_is_written_as_people_write_it(kind, label, written) -> None:
    """A page, a slide and a row by their number, a time by itself."""
    assert str(Place(0, kind, label)) == written


# Reading them from JSON Lines


@given(texts(), st.lists(st.integers(0, 60), max_size=5))
def test_places_of_any_text_are_sorted_and_within_its_normal_form(text, starts) -> None:
    """Starts that lie in the text as it is given lie in the text as it is stored, whatever is normalised away."""
    given_places = [{"start": min(start, len(text)), "kind": "row", "label": start} for start in starts]
    places = parse_places(given_places, text)
    assert places is not None
    stored = normalise(text)
    made = Article("a", "", stored, sha256(stored), places=places)  # proves its laws
    assert len(made.places) <= len(starts)


def test_starts_count_the_text_as_it_is_given() -> None:
    """A line end of two characters or a character that is taken out before a page moves its start."""
    text = "One\r\ntwo\x00\r\nthree"
    places = parse_places([{"start": text.index("three"), "kind": "page", "label": "2"}], text)
    assert places is not None
    assert normalise(text)[places[0].start :] == "three"


@pytest.mark.parametrize(
    "places",
    [
        "12", {"start": 0}, [1], [{"start": 0, "kind": "page"}], [{"start": "0", "kind": "page", "label": "1"}],
        [{"start": -1, "kind": "page", "label": "1"}], [{"start": 10_000, "kind": "page", "label": "1"}],
        [{"start": True, "kind": "page", "label": "1"}], [{"start": 0, "kind": "leaf", "label": "1"}],
        [{"start": 0, "kind": "page", "label": " "}], [{"start": 0, "kind": "page", "label": "x" * 101}],
        [{"start": 0, "kind": "page", "label": None}],
    ],
)  # fmt: skip
def test_places_that_cannot_be_understood_are_noted(places, tmp_path) -> None:
    """They cost the article nothing: they are kept in the metadata and counted, as any other field."""
    (tmp_path / "a.jsonl").write_text(line(places))
    article, note = read([tmp_path])
    assert isinstance(article, Article)
    assert isinstance(note, Note)
    assert article.places == ()
    assert "places" in article.metadata
    assert note.printed.startswith("places: ")


def test_front_matter_has_no_places(tmp_path) -> None:
    """Nobody can count the characters of a file's text beforehand: there the field is metadata like any other."""
    (tmp_path / "a.md").write_text("---\nplaces: []\n---\nText")
    (article,) = read([tmp_path])
    assert isinstance(article, Article)
    assert (article.places, article.metadata) == ((), {"places": []})


# Where they are shown


def test_places_are_stored(library, instance) -> None:
    """A build gives back the places that the file gave, its check proves them, and an update keeps them."""
    expected = (Place(STARTS[0], "page", "xi"), Place(STARTS[1], "page", "12"), Place(STARTS[2], "page", "13"))
    assert library.article("report").places == expected
    assert check(instance).problems == ()
    rebuild(instance, update=True)
    with Library.open(instance) as updated:
        assert updated.article("report").places == expected


def test_a_citation_names_its_place_in_json(library) -> None:
    """The document of an answer has the place in words, that of an article all places in parts."""
    answer = library.ask(["Where did the museum open?"])
    (first, *_) = answer_document(answer, 0)["citations"]
    assert (first["quote"], first["place"]) == ("The museum opened in Leipzig.", "p. 12")
    assert article_document(library.article("report"), "")["places"][1] == {
        "start": STARTS[1],
        "kind": "page",
        "label": "12",
        "ocr": False,
    }


def test_a_citation_without_places_has_none(library) -> None:
    """In an article without places the field is null."""
    answer = library.ask(["Where did the museum open?"])
    bare = replace(answer, citations=tuple(replace(citation, place=None) for citation in answer.citations))
    assert [citation["place"] for citation in answer_document(bare, 0)["citations"]] == [None] * len(bare.citations)


def test_every_export_and_the_command_line_name_the_place(library) -> None:
    """A person who reads the answer elsewhere finds the page; CSL has it as a locator."""
    answer = library.ask(["Where did the museum open?"])
    for name in ("markdown", "bibtex", "ris", "evidence"):
        assert b"p. 12" in FORMATS[name].write(answer, library.article)
    ((item,),) = (json.loads(FORMATS["csl"].write(answer, library.article)),)
    first = item["custom"]["footnote"]["quotes"][0]
    assert (first["place"], first["label"], first["locator"]) == ("p. 12", "page", "12")
    assert any(shown.endswith(", p. 12") for shown in answer_lines(answer))


def test_the_page_names_the_place(client) -> None:
    """Below the quote, behind who said it and when; once, as the quote itself stands there once."""
    page = client.get("/?q=Where+did+the+museum+open%3F").get_data(as_text=True)
    assert page.count("p. 12") == 1
