"""What the text of an article and its file's name say of it, and exports of press archives."""

from __future__ import annotations

import json

import pytest

from indexer.readers.bylines import name_of_byline
from indexer.readers.first_lines import date_of_name, stated
from indexer.readers.press_exports import split
from indexer.types import Article
from tests.office_files import docx
from tests.reading import read

PROSE = "The ferry was sold on Monday to a company that nobody in the harbour had ever heard of. " * 4


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada King", "Ada King"),
        ("Von ADA KING und BEA LOW", "Ada King und Bea Low"),
        ("By Ada King, Staff Writer", "Ada King"),
        ("King, Ada", "Ada King"),
        ("By Ada King; editing by Bea Low", "Ada King"),
        ("By staff", None),
        ("By 2020", None),
    ],
)
def test_a_byline_gives_its_names(line, name) -> None:
    """Names are taken without what stands around them, and never in capitals; staff is nobody."""
    assert name_of_byline(line) == name


@pytest.mark.parametrize(
    ("file_id", "date"),
    [
        ("2004-05-02-slug.txt", "2004-05-02"),
        ("wire/2004/05/02/slug.txt", "2004-05-02"),
        ("report_20040502.txt", "2004-05-02"),
        ("1999-01-01/2004-05-02.md", "2004-05-02"),
        ("2004-13-02.txt", None),
        ("call-2004050211.txt", None),
        ("000_ac49dd0c577a3381.txt", None),
    ],
)
def test_a_files_name_gives_its_date(file_id, date) -> None:
    """A whole day in the path is the date, the last one first; other numbers are no dates."""
    assert date_of_name(file_id) == date


def test_first_lines_give_fields() -> None:
    """Labelled lines, a DOI and the names above an abstract are fields; the same words further down are not."""
    labelled = "Regatta\n\nStart Date: Sunday, May 2, 2004\nSource: Harbour Times\n"
    assert stated(labelled + PROSE, ()) == {"published": "2004-05-02", "source": "Harbour Times"}
    paper = "On ferries\n\nAda King1, Bea de Low2* and Cleo Roe1\n\nPort University\n\nAbstract\n\ndoi: 10.1234/ab.5.\n"
    assert stated(paper, ()) == {"author": "Ada King, Bea de Low and Cleo Roe", "url": "https://doi.org/10.1234/ab.5"}
    assert stated(PROSE * 10 + labelled, ()) == {}
    assert stated(f"{PROSE}\n\nThe study: doi: 10.1234/ab.5.", ()) == {}


def test_what_is_given_comes_before_what_is_found(tmp_path) -> None:
    """Front matter wins over a byline and over the date in a file's name; without it both are taken."""
    text = f"Ferry is sold\n\nBy Ada King\n\n{PROSE}"
    (tmp_path / "2004-05-02-a.txt").write_text(text)
    (tmp_path / "2004-05-02-b.txt").write_text(f"---\nauthor: Bea Low\ndate: 2001\n---\n{text}")
    found, given = read([tmp_path])
    assert isinstance(found, Article)
    assert isinstance(given, Article)
    assert (found.author, found.published) == ("Ada King", "2004-05-02")
    assert (given.author, given.published) == ("Bea Low", "2001")
    (tmp_path / "2004-05-02-a.txt").write_text(f"Ferry is sold\n\n{PROSE * 10}\n\nBy Ada King\n\n{PROSE}")
    (late, _) = read([tmp_path])
    assert isinstance(late, Article)
    assert late.author is None


def test_fields_are_taken_from_the_text_of_documents_alone(tmp_path) -> None:
    """Word files and plain text give what their first lines say; objects of JSON Lines say their fields themselves."""
    lines = f"Source: Harbour Times\n\n{PROSE}"
    (tmp_path / "a.txt").write_text(lines)
    docx(tmp_path / "b.docx", "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines.split("\n")))
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": lines}))
    sources = [item.source for item in read([tmp_path]) if isinstance(item, Article)]
    assert sources == ["Harbour Times", "Harbour Times", None]


def test_a_web_page_has_no_date_that_it_does_not_state(tmp_path) -> None:
    """Lines of a page's text give neither its date nor its author."""
    body = f"<p>By Ada King</p><p>Posted on: May 2, 2004</p><p>{PROSE}</p>"
    (tmp_path / "a.html").write_text(
        f"<html><head><title>Ferry</title></head><body><article>{body}</article></body></html>"
    )
    (page,) = read([tmp_path])
    assert isinstance(page, Article)
    assert (page.author, page.published) == (None, None)


NEXIS = """                               1 of 2 DOCUMENTS


                              The Harbour Times

                            October 25, 2016 Tuesday
                              Late Edition - Final

Ferry Is Sold

BYLINE: By ADA KING and BEA LOW

SECTION: Section A; Pg. 1

LENGTH: 85 words

The ferry was sold.

 Its captain will stay: he is needed.

LOAD-DATE: October 25, 2016

               Copyright 2016 The Harbour Times Company

                               2 of 2 DOCUMENTS

                  Copyright 2016 The Daily Boat

                              The Daily Boat

                            October 26, 2016 Wednesday

LENGTH: 12 words

HEADLINE: Captain leaves

BODY:

He left.
"""
NEXIS_UNI = """Ferry Is Sold
The Harbour Times
October 25, 2016 Tuesday

Copyright 2016 The Harbour Times Company All Rights Reserved
Section: Section A; Pg. 1
Length: 85 words
Byline: By ADA KING and BEA LOW
Body

The ferry was sold.

Its captain will stay: he is needed.

Graphic

A ferry.

Load-Date: October 25, 2016

End of Document

Captain leaves
The Daily Boat
October 26, 2016 Wednesday

Length: 12 words
Body

He left.

End of Document
"""
RULE = "_" * 60
PROQUEST = f"""{RULE}

Report Information from ProQuest

{RULE}

Document 1 of 2

Ferry Is Sold

Author: King, Ada

Abstract: A ferry.

Full text: The ferry was sold.

Its captain will stay: he is needed.

Subject: Ferries

Title: Ferry Is Sold

Publication title: The Harbour Times; New York, N.Y.
Publication date: Oct 25, 2016
ProQuest document ID: 183
Document URL: https://example.org/183
{RULE}

Document 2 of 2

Captain leaves

Full text: He left.

Publication title: The Daily Boat
Publication date: Oct 26, 2016
{RULE}
"""


@pytest.mark.parametrize(
    ("export", "author"), [(NEXIS, "Ada King and Bea Low"), (NEXIS_UNI, "Ada King and Bea Low"), (PROQUEST, "Ada King")]
)
def test_exports_are_split_into_their_articles(export, author) -> None:
    """Headline, paper, date, author and text are those of each article; nothing of one reaches another."""
    first, second = split(export)
    assert first.text == "The ferry was sold.\n\nIts captain will stay: he is needed."
    assert [first.fields[name] for name in ("title", "source", "published", "author")] == [
        *("Ferry Is Sold", "The Harbour Times", "2016-10-25"),
        author,
    ]
    assert (second.text, second.fields["title"], second.fields["source"]) == (
        "He left.",
        "Captain leaves",
        "The Daily Boat",
    )
    assert "author" not in second.fields


def test_exports_are_read_from_text_and_word_files(tmp_path) -> None:
    """The articles of an export have numbers in their ids, whatever file they stand in; other texts are not split."""
    (tmp_path / "a.txt").write_text(NEXIS)
    docx(tmp_path / "b.docx", "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NEXIS_UNI.split("\n")))
    (tmp_path / "c.txt").write_text(f"Page 1 of 10\n\nLENGTH: 85 words\n\n{PROSE}")
    articles = [item for item in read([tmp_path]) if isinstance(item, Article)]
    assert [article.id for article in articles] == ["a.txt:1", "a.txt:2", "b.docx:1", "b.docx:2", "c.txt"]
    assert articles[2].text.startswith("Ferry Is Sold\n\nThe ferry was sold.")
