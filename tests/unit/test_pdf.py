"""A PDF gives its paragraphs as they are read on its pages, each with its page; all else is told in one sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import Limits, SourceFile, read_isolated
from indexer.readers.pdf import front_page
from indexer.readers.pdf.documents import opened
from indexer.readers.pdf.hyphens import Hyphens
from indexer.readers.pdf.lines import Line as Printed
from indexer.readers.pdf.quote_boxes import boxes
from indexer.readers.pdf.quoted_words import Words
from indexer.readers.pdf.running_lines import without_running_lines
from indexer.types import Article, Skipped
from tests.pdf_files import Line, column, endless, raw_pdf, write_pdf
from tests.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BODY = """The new museum stands on the square in Leipzig, and it was opened
by the mayor in front of a large crowd on a rainy day of March. The
collection came from three older houses, which were closed for good."""


def article(path: Path) -> Article:
    """The article of a file."""
    (only,) = read([path])
    assert isinstance(only, Article)
    return only


def text_of(path: Path, *pages: Sequence[Line]) -> str:
    """The text that a PDF of these pages gives."""
    return article(write_pdf(path / "file.pdf", *pages)).text


def page_of(article: Article, words: str) -> str:
    """The place where these words begin in the article."""
    return str(article.place_at(article.text.index(words)))


def test_lines_are_joined_and_paragraphs_kept(tmp_path) -> None:
    """The lines of a paragraph become one; an indent, a wide step and a short last line begin the next."""
    indented = [Line(90, 160, "An indented line begins a paragraph of its own, even without a gap"),
                *column(72, 173.2, "above it.")]  # fmt: skip
    pages = [*column(72, 120, BODY), *indented, *column(72, 230, "Far below it stands another one.")]
    assert text_of(tmp_path, pages).split("\n\n") == [
        BODY.replace("\n", " "),
        "An indented line begins a paragraph of its own, even without a gap above it.",
        "Far below it stands another one.",
    ]


def test_every_page_is_a_place(tmp_path) -> None:
    """Words are at the page that they are printed on, those of a paragraph that goes on over the page too."""
    second = "was closed again after a fire in the roof.\nNobody was hurt."
    path = write_pdf(
        tmp_path / "a.pdf",
        [*column(72, 700, BODY), *column(72, 760, "One year later the whole house with its library and the archive")],
        column(72, 80, second),
        [Line(72, 80, "The third page says something else entirely.")],
    )
    whole = article(path)
    assert "the archive was closed again after a fire in the roof." in whole.text
    assert [page_of(whole, words) for words in ("The new museum", "the archive", "was closed", "The third")] == [
        "p. 1", "p. 1", "p. 2", "p. 3",
    ]  # fmt: skip


def test_columns_are_read_one_after_the_other(tmp_path) -> None:
    """A paragraph that goes on in the next column is one paragraph."""
    left = "The left column of this page is\nnarrow, and its last sentence goes\non at the top of the right column,"
    right = "where it ends. Another sentence\nfollows here."
    text = text_of(tmp_path, [*column(60, 400, left), *column(310, 100, right)])
    assert text == " ".join([*left.splitlines(), *right.splitlines()])


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("infor", "mation", "information"),
        ("Jean", "Paul", "Jean-Paul"),
        ("COVID", "19", "COVID-19"),
        ("well", "known", "well-known"),
        ("wel", "come", "welcome"),
        ("state-of-the", "art", "state-of-the-art"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_word_has_one(first, second, whole) -> None:
    """Before a capital or a digit it stays, and where the document has the word with it; else it goes."""
    hyphens = Hyphens(["A well-known house. Well-known people, and a state-of-the-art roof. You are welcome."])
    assert first + hyphens.join(first, second) + second == whole


def test_a_word_divided_by_a_line_end_is_whole(tmp_path) -> None:
    """The hyphen goes in the text, also over the end of a page."""
    lines = "The report is full of infor-\nmation about museums, and nobody had read it before the con-"
    text = text_of(tmp_path, column(72, 740, lines), column(72, 80, "gress began. It ended soon."))
    assert (
        text
        == "The report is full of information about museums, and nobody had read it before the congress began. It ended soon."
    )


def test_running_heads_and_page_numbers_are_left_out(tmp_path) -> None:
    """The same line on top of many pages, and the number of a page, are no text."""
    subjects = ("museums", "bridges", "ferries", "harbours")
    pages = [
        [
            Line(72, 40, f"Annual report of the city, page {at}"),
            *column(72, 90, f"This page is about {subject}.\n{BODY.replace('the', subject)}"),
            Line(290, 800, str(at)),
        ]
        for at, subject in enumerate(subjects, 1)
    ]
    text = text_of(tmp_path, *pages)
    assert "Annual report" not in text
    assert not re.search(r"^\d+$", text, re.MULTILINE)
    assert all(f"This page is about {subject}." in text for subject in subjects)


def test_a_head_of_a_short_file_is_told_by_the_number_of_its_page(tmp_path) -> None:
    """Small print above the text that names its page is a head, however few pages there are; a heading is none."""
    first = column(72, 90, "The keeper of the lamp came from the island, and he was seen by the crew of the")
    second = column(72, 120, f"ferry, which was late on that day. {BODY}")
    text = text_of(tmp_path, first, [Line(72, 80, "2 A. Keller et al.", 9), *second])
    assert "by the crew of the ferry, which was late" in text
    assert "et al." not in text
    heading = [Line(72, 80, "2 The lamp of the port", 11), *second]
    assert "2 The lamp of the port" in text_of(tmp_path, first, heading)
    assert "3 A. Keller" in text_of(tmp_path, first, [Line(72, 80, "3 A. Keller et al.", 9), *second])


def test_a_stamp_in_the_margin_interrupts_no_sentence(tmp_path) -> None:
    """What is printed sideways beside the text follows the paragraph, also where that goes on over the page."""
    canvas = Canvas(str(tmp_path / "a.pdf"), (595, 842), invariant=1)
    for page, base in (("The keeper of the lamp came from the island, and he was seen by the crew of the", 700),
                       ("ferry, which was late on that day, and nobody waited for it on the quay.", 700)):  # fmt: skip
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(90, base, page)
        if page.startswith("The keeper"):
            canvas.saveState()
            canvas.translate(40, 300)
            canvas.rotate(90)
            canvas.drawString(0, 0, "arXiv:2103.15348v2 [cs.CV] 21 Jun 2021")
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    text = article(tmp_path / "a.pdf").text
    assert "by the crew of the ferry, which was late" in text
    assert text.endswith("\n\narXiv:2103.15348v2 [cs.CV] 21 Jun 2021")


def test_a_form_that_repeats_its_page_stays() -> None:
    """Where most lines of the pages are the same, none of them is a running head."""
    page = [Printed(text, 72, 300, 14.0 * at, 11, 11) for at, text in enumerate("Name Town Street Date".split())]
    assert without_running_lines([page, page, page]) == [page, page, page]


def test_line_numbers_in_the_margin_are_left_out() -> None:
    """The numbers of the lines of a transcript are no text, a table of a few numbers is."""
    numbers = [Printed(str(at), 40, 50, 14.0 * at, 11, 11) for at in range(1, 26)]
    words = Printed("The petitioner speaks.", 72, 300, 14, 11, 11)
    assert without_running_lines([[*numbers, words]]) == [[words]]
    assert without_running_lines([[words, *numbers[2:5]]]) == [[words, *numbers[2:5]]]


def test_a_footnote_follows_the_paragraph(tmp_path) -> None:
    """A sentence that goes on over the page is whole; the footnote between stands behind its paragraph, on its own page."""
    first = [*column(72, 100, BODY), *column(72, 300, "The director said that the house will be rebuilt within three")]
    note = column(72, 700, "1 As she told the newspaper of the town on the\nnext morning.", 8)
    path = write_pdf(
        tmp_path / "a.pdf", [*first, *note], column(72, 80, f"years at the latest, if money is found. {BODY}")
    )
    whole = article(path)
    assert "rebuilt within three years at the latest, if money is found." in whole.text
    assert whole.text.endswith("\n\n1 As she told the newspaper of the town on the next morning.")
    assert (page_of(whole, "years at the latest"), page_of(whole, "1 As she told")) == ("p. 2", "p. 1")


def test_headings_are_marked(tmp_path) -> None:
    """A line that is larger than the text is a heading; the title on the first page is the headline."""
    lines = [Line(72, 80, "Museums of the town", 20), *column(72, 120, BODY), Line(72, 200, "What it costs", 14),
             *column(72, 230, BODY.replace("museum", "bridge"))]  # fmt: skip
    whole = article(write_pdf(tmp_path / "a.pdf", lines))
    marks = [(mark.kind, mark.span.of(whole.text)) for mark in whole.marks]
    assert marks == [("headline", "Museums of the town"), ("heading", "What it costs")]
    assert whole.title == "Museums of the town"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_turned_reads_the_same(tmp_path, rotation) -> None:
    """Lines are put together as they are read, whichever way the page is shown."""
    path = write_pdf(tmp_path / "a.pdf", column(72, 120, BODY), rotation=rotation)
    assert article(path).text == BODY.replace("\n", " ")


@pytest.mark.parametrize("angle", [0, 180])
@pytest.mark.parametrize("mirrored", [(-1, 1), (1, -1)])
def test_a_mirrored_page_reads_as_in_a_mirror(tmp_path, mirrored, angle) -> None:
    """Lines that are drawn in several parts, which PDFium gives from the last to the first where they run to the left."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), (600, 600))
    canvas.translate(300, 300)
    canvas.rotate(angle)
    canvas.scale(*mirrored)
    for number, line in enumerate(BODY.splitlines()):
        for start, end in ((0, 20), (20, 41), (41, len(line))):
            before = canvas.stringWidth(line[:start], "Helvetica", 12)
            canvas.drawString(before - 200, 100 - 14 * number, line[start:end])
    canvas.save()
    assert article(path).text == BODY.replace("\n", " ")


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_that_is_turned_on_its_page_reads_the_same(tmp_path, angle) -> None:
    """Whichever way the lines are drawn; a label along the edge changes nothing, and words beside the page are not seen."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), (600, 600))
    canvas.drawString(700, 300, "Nobody sees this.")
    canvas.translate(300, 300)
    canvas.rotate(angle)
    for number, line in enumerate(BODY.splitlines()):
        canvas.drawString(-200, 100 - 14 * number, line)
    canvas.rotate(90)
    canvas.drawString(-100, 270, "A label")
    canvas.save()
    assert sorted(article(path).text.split("\n\n")) == sorted(["A label", BODY.replace("\n", " ")])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text("abcdefgxyzABCXYZäé.,;", min_size=1, max_size=9), min_size=1, max_size=8).map(" ".join),
        min_size=1,
        max_size=12,
    )
)
def test_no_letter_is_lost_or_invented(tmp_path, lines) -> None:
    """Whatever the lines of a page, the text has their letters in their order."""
    text = text_of(tmp_path, column(72, 100, "\n".join(lines)))
    assert "".join(text.split()) == "".join("".join(lines).split())


# Title, authors, date


@pytest.mark.parametrize(
    "stated",
    [
        "", "10811.exe", "Microsoft Word - report final.doc", "untitled", "Untitled-1", "Slide 1", "report_final_v2",
        "museum", "PowerPoint Presentation", "20170224", "scan0001", "a.tex",
    ],
)  # fmt: skip
def test_a_stated_title_that_no_person_gave_does_not_count(stated) -> None:
    """Names of files and programs are no titles: the largest line of the first page is."""
    lines = [Printed("A Museum for the Town", 72, 300, 80, 18, 18), *(
        Printed(text, 72, 400, 120.0 + 13 * at, 11, 11) for at, text in enumerate(BODY.splitlines()))]  # fmt: skip
    assert front_page.title_of(stated, "museum", lines, 842)[0] == "A Museum for the Town"
    assert front_page.title_of("How Museums Live", "museum", lines, 842)[0] == "How Museums Live"


def test_a_cut_title_is_completed() -> None:
    """A line of the first page that has all words of the stated title, and more, is the title."""
    lines = [Printed("National Weekly Ag Energy Round-Up", 72, 300, 80, 10, 10)]
    assert front_page.title_of("National Ag Energy", "a", lines, 842)[0] == "National Weekly Ag Energy Round-Up"


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Ada Lovelace; Charles Babbage", "Ada Lovelace, Charles Babbage"),
        ("LGMN", None),
        ("user", None),
        ("jsmith01", None),
        ("Microsoft Office User", None),
        ("LGMN, Des Moines, IA", None),
    ],
)
def test_a_stated_author_is_a_person(stated, names) -> None:
    """Log-in names and programs are no authors."""
    assert front_page.authors_of(stated, [], []) == names


def test_authors_of_a_paper_stand_between_title_and_abstract() -> None:
    """Names with their marks, without institutions."""
    texts = ("A Study", "Ada Lovelace1, Charles Babbage2,*", "1 University of London", "Abstract", "Words Here")
    lines = [Printed(text, 72, 300, 80.0 + 20 * at, 11, 11) for at, text in enumerate(texts)]
    assert front_page.authors_of("", lines, lines[:1]) == "Ada Lovelace, Charles Babbage"
    assert front_page.authors_of("", lines[:3], lines[:1]) is None


@pytest.mark.parametrize(
    "texts",
    [
        ("Ada Lovelace1, Mary Anne", "Evans2, Charles Babbage3,", "and Mary Somerville1"),
        ("Ada Lovelace1, Mary Anne Evans2, Charles", "Babbage3, and Mary Somerville1", "1 University of London"),
    ],
)
def test_authors_of_a_paper_may_take_several_lines(texts) -> None:
    """A name that is divided between two lines is one name."""
    texts = ("A Study", *texts, "Abstract")
    lines = [Printed(text, 72, 300, 80.0 + 20 * at, 11, 11) for at, text in enumerate(texts)]
    names = "Ada Lovelace, Mary Anne Evans, Charles Babbage, Mary Somerville"
    assert front_page.authors_of("", lines, lines[:1]) == names


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Tuesday, January 13, 2009", "2009-01-13"),
        ("Fri, Feb 24, 2017 Livestock News", "2017-02-24"),
        ("On January 13, 2009 the court heard the case of the museum, which was closed.", None),
    ],
)
def test_a_printed_date_is_a_line_of_its_own(text, date) -> None:
    """A date within running text is not that of the document."""
    line = Printed(text, 72, 300, 80, 11, 11)
    assert front_page.date_of([line], 842) == date
    assert front_page.date_of([replace(line, base=700.0)], 842) is None


# What cannot be read


def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path) -> None:
    """Encrypted and damaged files, and pages without text, are skipped with what to do."""
    write_pdf(tmp_path / "a.pdf", column(72, 100, BODY), password="secret")  # noqa: S106  made up
    whole = write_pdf(tmp_path / "b.pdf", column(72, 100, BODY)).read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[:400])
    (tmp_path / "c.pdf").write_text("not a PDF at all")
    write_pdf(tmp_path / "d.pdf", [])
    skipped = list(read([tmp_path]))
    assert all(isinstance(item, Skipped) for item in skipped)
    assert [re.sub(r"[,;].*", "", item.reason) for item in skipped] == [
        "needs a password", "is no PDF", "is no PDF", "has no text that could be read",
    ]  # fmt: skip


def test_a_file_that_may_be_opened_by_all_is_read(tmp_path) -> None:
    """A password that only forbids printing and changing does not matter."""
    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("", "owner", canCopy=0))
    canvas.drawString(72, 700, "Everybody may read this.")
    canvas.save()
    assert article(tmp_path / "a.pdf").text == "Everybody may read this."


def test_a_page_that_calls_itself_costs_only_its_file(tmp_path) -> None:
    """A form that draws itself twice would never end: its file is skipped, the next one is read."""
    (tmp_path / "a.pdf").write_bytes(endless())
    write_pdf(tmp_path / "b.pdf", column(72, 100, BODY))
    files = [SourceFile(tmp_path / name, name, 1, 0) for name in ("a.pdf", "b.pdf")]
    items = [item for item in read_isolated(files, Limits(seconds=1.0)) if item is not None]
    assert [type(item) for item in items] == [Skipped, Article]


def test_the_caption_of_a_court_paper_is_read_side_by_side(tmp_path) -> None:
    """A column of colons or brackets divides it: the parties are one line, the number of the case another."""

    def printed(rule: str) -> list[str]:
        left = [(72, "ADA KING,"), (72, "WARDEN,"), (150, "Petitioner"), (120, "v."), (72, "BEN LOW.")]
        lines = [
            Line(
                left,
                120 + 20 * at,
                text.ljust(30 - (left - 72) // 6) + rule + ("  No. 07-1315" if text == "v." else ""),
                10,
                "Courier",
            )
            for at, (left, text) in enumerate(left)
        ]
        return text_of(tmp_path, [Line(72, 90, "IN THE SUPREME COURT"), *lines, *column(72, 300, BODY)]).split("\n\n")

    for rule in ":)":
        assert printed(rule)[1:3] == ["ADA KING, WARDEN, Petitioner v. BEN LOW.", "No. 07-1315"]
    form = [
        Line(72, 120 + 20 * at, f"{name:8} :", 10, "Courier") for at, name in enumerate(["Wind", "Rain", "Snow", "Fog"])
    ]
    assert "Rain :" in text_of(tmp_path, form)


def test_what_a_browser_prints_around_a_page_is_no_text(tmp_path) -> None:
    """Date and title above, address and number below: the address is the article's, the day of printing no date of it."""

    def page(number: int, of: int, address: str, *lines: Line) -> list[Line]:
        head = [Line(24, 20, "11/29/26, 6:03 PM", 8), Line(280, 20, "Harbour news", 8)]
        return [*head, *lines, Line(24, 830, address, 8), Line(560, 830, f"{number}/{of}", 8)]

    address, one, two = "https://a.example/news?id=7", column(72, 120, BODY), column(72, 120, "Nobody was hurt.")
    path = write_pdf(tmp_path / "a.pdf", page(1, 2, address, *one), page(2, 2, address, *two))
    printed = article(path)
    assert printed.text.split("\n\n") == [BODY.replace("\n", " "), "Nobody was hurt."]
    assert (printed.url, printed.published) == (address, None)
    cut = article(write_pdf(tmp_path / "b.pdf", page(1, 1, "https://a.example/news/a-very-long…", *one)))
    assert (cut.url, cut.text) == (None, BODY.replace("\n", " "))
    other = article(write_pdf(tmp_path / "c.pdf", page(1, 2, address, *one), column(72, 120, "Nobody was hurt.")))
    assert address in other.text


MIRRORED = b"""BT /F 12 Tf 160 100 Td [(a) 1200 (b) 1200 (c)] TJ ET
BT /F 12 Tf 150 100 Td (d) Tj ET
BT /F 12 Tf 100 100 Td (cba) Tj ET"""
"""The same word twice on a line from right to left: letter after letter leftwards, and as a run from its end."""
LETTERS = b"<61> <0639> <62> <0646> <63> <062f> <64> <0020>"
MAP = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 4 beginbfchar %s endbfchar endcmap" % LETTERS


def test_words_from_right_to_left_are_read_in_their_order(tmp_path) -> None:
    """PDFium gives some of them mirrored; where the letters stand tells which, and a quote's boxes stand where they are."""
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(MIRRORED), MIRRORED),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(MAP), MAP),
        )
    )
    assert article(path).text.split() == ["\u0639\u0646\u062f"] * 2
    with opened(path.read_bytes(), "") as document:
        ((left, _, right, _),) = boxes(document[0], [Words("\u0639\u0646\u062f")])
    assert 120 / 300 < left < right < 170 / 300


def test_large_words_are_headings_only_above_text(tmp_path) -> None:
    """Figures and sentences in large type, and words that no text follows, can be quoted: they are no headings."""
    large = ["What it costs", "7,92,756 a year", "Thank you for coming. See you again", "Closing words"]
    lines = [*column(72, 80, BODY), *(Line(72, 200 + 60 * at, text, 15) for at, text in enumerate(large)),
             *column(72, 430, BODY), Line(72, 600, "Alone at the end", 15)]  # fmt: skip
    whole = article(write_pdf(tmp_path / "a.pdf", lines))
    assert [mark.span.of(whole.text) for mark in whole.marks] == ["What it costs", "Closing words"]


def test_a_title_in_several_kinds_of_letters_is_one_headline(tmp_path) -> None:
    """Its lines are one paragraph, though the second is bold."""
    lines = [
        Line(72, 80, "Museums of the Town", 20),
        Line(72, 104, "And Bridges", 20, "Times-Bold"),
        *column(72, 160, BODY),
    ]
    whole = article(write_pdf(tmp_path / "a.pdf", lines))
    assert whole.title == "Museums of the Town And Bridges"
    assert [mark.span.of(whole.text) for mark in whole.marks] == [whole.title]


def test_a_damaged_page_costs_only_itself(tmp_path) -> None:
    """The other pages are read, each with its own number."""
    (tmp_path / "a.pdf").write_bytes(
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[9 0 R 3 0 R]/Count 2>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length 44>>stream\nBT /F 12 Tf 20 100 Td (It is page two.) Tj ET \nendstream",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )
    )
    whole = article(tmp_path / "a.pdf")
    assert (whole.text, page_of(whole, "It is")) == ("It is page two.", "p. 2")


def test_small_print_that_interrupts_a_sentence_follows_its_paragraph(tmp_path) -> None:
    """A permission notice at the foot of a column needs no number to be told from the text."""
    left = [*column(60, 100, "The left column of this page is\nnarrow, and its last sentence goes"),
            *column(60, 700, "Permission to copy is granted\nfor one reader.", 8)]  # fmt: skip
    right = column(310, 100, "on at the top of the right column,\nwhere it ends. Another one follows.")
    text = text_of(tmp_path, [*left, *right])
    assert "its last sentence goes on at the top of the right column, where it ends." in text
    assert text.endswith("\n\nPermission to copy is granted for one reader.")


def test_a_file_of_page_numbers_keeps_them(tmp_path) -> None:
    """Where nothing else is printed, a number is the text."""
    assert text_of(tmp_path, [Line(72, 100, "1")], [Line(72, 100, "2")]) == "1\n\n2"


def test_a_font_that_does_not_say_what_its_glyphs_are_is_read_by_their_numbers(tmp_path) -> None:
    """The numbers of glyphs are those of most fonts, where a blank is left out; text of another font beside it stays."""
    words = "Am 3. Mai 2025 fährt die 1. Fähre um 9.30 Uhr für alle."
    numbers = [ord(each) - 29 if each < "\x7f" else {"ä": 108, "ü": 129}[each] for each in words]
    written = written_in_own_font(tmp_path / "a.pdf", numbers)
    assert written.text == f"{words}\n\nIt leaves at noon."
    with opened((tmp_path / "a.pdf").read_bytes(), "a.pdf") as document:
        (box,) = boxes(document[0], [Words("fährt die 1. Fähre")])
    assert 0 < box[0] < box[2] < 1
    signs = [4, ord("c"), ord("t"), 5, ord("k"), ord("t"), 6, 15, 16, ord("z"), ord("t")]
    assert written_in_own_font(tmp_path / "b.pdf", signs).text == "ctktzt\n\nIt leaves at noon."


def written_in_own_font(path: Path, numbers: Sequence[int]) -> Article:
    """The article of a page with these numbers of glyphs, of which the font says nothing, and a line in another font."""
    glyphs = "".join(f"{number:04x}" for number in numbers)
    content = f"BT /F0 12 Tf 72 700 Td <{glyphs}> Tj 0 -40 Td /F1 12 Tf (It leaves at noon.) Tj ET".encode()
    path.write_bytes(
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F0 5 0 R/F1 7 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Own/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/DW 600/FontDescriptor 8 0 R>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/FontDescriptor/FontName/ABCDEF+Own/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
            b"/Descent -200/CapHeight 700/StemV 80>>",
        )
    )
    return article(path)


def test_text_that_is_not_seen_is_left_out(tmp_path) -> None:
    """White on white and text that is not drawn are no text; white on a dark ground is, and so are words over a scan."""
    canvas = Canvas(str(tmp_path / "a.pdf"), (595, 842), invariant=1)
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(72, 742, "The ferry sails at noon.")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(200, 742, "A white tail.")
    canvas.drawString(72, 720, "White words on white.")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(72, 700, "Undrawn words.", mode=3)
    canvas.drawString(72, 680, "Dark words.", mode=0)
    canvas.rect(60, 600, 400, 40, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 615, "White words on black.")
    canvas.showPage()
    scan = ImageReader(Image.new("L", (60, 80), 255))
    canvas.drawImage(scan, 0, 0, 595, 842)
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(72, 700, "Words that were recognised on a scan.", mode=3)
    canvas.showPage()
    canvas.save()
    text = article(tmp_path / "a.pdf").text
    assert text.split() == (
        "The ferry sails at noon. Dark words. White words on black. Words that were recognised on a scan.".split()
    )


def test_links_of_a_page_keep_their_words_and_addresses(tmp_path) -> None:
    """A link is on the words in its area, also on two lines and in a divided word; links within the file are none."""
    canvas = Canvas(str(tmp_path / "a.pdf"), (595, 842), invariant=1)
    canvas.setFont("Courier", 10)  # 6 points a letter
    for base, line in (
        (742, "See the timetable of the ferry here, and the prices here. They are of the har-"),
        (730, "bour office, and they hold for every day of the year but for the first of May."),
    ):
        canvas.drawString(72, base, line)
    for address, base, first, after in (
        ("https://a.example/times", 742, 31, 35),
        ("https://a.example/prices", 742, 52, 56),
        ("https://a.example/harbour", 742, 74, 78),
        ("https://a.example/harbour", 730, 0, 11),
    ):
        canvas.linkURL(address, (72 + 6 * first, base - 2, 72 + 6 * after, base + 9))
    canvas.linkAbsolute("", "there", (72, 740, 90, 750))
    canvas.bookmarkPage("there")
    canvas.showPage()
    canvas.save()
    made = article(tmp_path / "a.pdf")
    assert [(each.kind, each.span.of(made.text), each.address.rpartition("/")[2]) for each in made.structure] == [
        ("link", "here", "times"),
        ("link", "here", "prices"),
        ("link", "har", "harbour"),
        ("link", "bour office", "harbour"),
    ]
    assert [each.span.start for each in made.structure[:2]] == [31, 52]


def test_what_is_filled_into_a_form_is_read(tmp_path) -> None:
    """The words in the fields of a form stand on its page."""
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    canvas.drawString(72, 700, "Name of the bridge:")
    canvas.acroForm.textfield(name="bridge", value="Drawbridge of Tilbury", x=72, y=650, width=300, height=20)
    canvas.save()
    text = article(tmp_path / "a.pdf").text
    assert "Name of the bridge:" in text
    assert "Drawbridge of Tilbury" in text


def test_a_long_line_goes_on_with_a_bracket(tmp_path) -> None:
    """In text that is set ragged, a line that ends within a sentence is joined to a bracket that would have fitted."""
    lines = "The museum is described by the model that was made in Leipzig by a friend\n"
    lines += "of the mayor, and it is called the Technology Acceptance Model today,\n(TAM) by most."
    assert "Model today, (TAM) by most." in text_of(tmp_path, column(72, 120, lines))
