"""The numbers of lists and headings in Word documents."""

from __future__ import annotations

import pytest

from indexer.readers.list_numbers import written
from indexer.types import Article
from tests.office_files import docx
from tests.reading import read


def level(number: int, printed: str, form: str = "decimal", more: str = "") -> str:
    """A level of a numbering."""
    start = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{number}">{start}<w:lvlText w:val="{printed}"/>{more}</w:lvl>'


def item(text: str, number: int | None = None, at: int = 0, more: str = "") -> str:
    """A paragraph, of a list if that has a number."""
    numbered = "" if number is None else f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{more}{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


OUTLINE = '<w:abstractNum w:abstractNumId="7">' + level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", "lowerLetter")
BULLETS = '<w:abstractNum w:abstractNumId="8">' + level(0, "o", "bullet") + "</w:abstractNum>"
HEADINGS = (
    '<w:abstractNum w:abstractNumId="9">'
    + level(0, "Part %1:", "upperRoman", '<w:pStyle w:val="Part"/>')
    + "</w:abstractNum>"
)
NUMBERING = (
    f'{OUTLINE}</w:abstractNum>{BULLETS}{HEADINGS}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>'
)
STYLES = (
    '<w:style w:styleId="Part"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Minor"><w:name w:val="minor"/><w:basedOn w:val="Part"/></w:style>'
)


def read_lines(folder, *paragraphs: str) -> list[str]:
    """The lines of a document of these paragraphs."""
    (article,) = read([docx(folder / "a.docx", "".join(paragraphs), numbering=NUMBERING, styles=STYLES)])
    assert isinstance(article, Article)
    return article.text.split("\n\n")


def test_lists_count_as_word_prints_them(tmp_path) -> None:
    """Deeper levels begin anew below each item, text between items does not end a list, and bullets print nothing."""
    given = [
        item("Boats", 1),
        item("Oars", 1, 1),
        item("Between."),
        item("Sails", 1, 1),
        item("Red", 1, 2),
        item("Blue", 1, 2),
    ]
    given += [item("Ports", 1), item("Quays", 1, 1), item("Point", 2), item("None", 0), item("Lost", 99)]
    printed = ["1. Boats", "1.1 Oars", "Between.", "1.2 Sails", "(a) Red", "(b) Blue", "2. Ports", "2.1 Quays"]
    assert read_lines(tmp_path, *given) == [*printed, "Point", "None", "Lost"]


def test_a_list_may_begin_anew_and_deleted_items_do_not_count(tmp_path) -> None:
    """A second list of the same levels begins where it says, and counts on from there."""
    deleted = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>'
    given = [item("One", 1), deleted, item("Two", 1), item("Five", 3), item("Six", 3)]
    assert read_lines(tmp_path, *given) == ["1. One", "2. Two", "5. Five", "6. Six"]


def test_a_style_may_number_its_paragraphs(tmp_path) -> None:
    """So headings have numbers; a style has those of the one that it is based on."""
    given = [item("Sea", more=f'<w:pStyle w:val="{style}"/>') for style in ("Part", "Minor", "Part")]
    assert read_lines(tmp_path, *given) == ["Part I: Sea", "Part II: Sea", "Part III: Sea"]


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        ("lowerRoman", ["i", "iv", "xiv", "mcmxcix"]),
        ("upperLetter", ["A", "D", "N", "W" * 77]),
        ("decimalZero", ["01", "04", "14", "1999"]),
        ("ideographTraditional", ["1", "4", "14", "1999"]),
    ],
)
def test_numbers_are_written_in_their_form(form, texts) -> None:
    """Roman, as letters, with a leading zero; in figures where the form is not known."""
    assert [written(number, form) for number in (1, 4, 14, 1999)] == texts


def test_numbered_paragraphs_are_a_list(tmp_path) -> None:
    """Paragraphs with numbers that follow each other are one list; numbered headings are none."""
    heading = item("Deck", more='<w:pStyle w:val="Part"/>')
    paragraphs = "".join([heading, item("Boats", 1), item("Oars", 1, 1), item("Between.")])
    (article,) = read([docx(tmp_path / "a.docx", paragraphs, numbering=NUMBERING, styles=STYLES)])
    assert [(part.kind, part.span.of(article.text)) for part in article.structure] == [("list", "1. Boats\n\n1.1 Oars")]
