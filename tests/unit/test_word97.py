"""Documents of Word 97 to 2003 are read as newer ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.types import Article, Skipped
from tests.reading import read
from tests.word97_files import CELL, DELETED, HIDDEN, ITEM, ROW_END, Part, compound, word97

if TYPE_CHECKING:
    from pathlib import Path


def article(path: Path) -> Article:
    """The article of a file."""
    (only,) = read([path])
    assert isinstance(only, Article), only
    return only


def refused(path: Path) -> str:
    """Why a file was skipped."""
    (only,) = read([path])
    assert isinstance(only, Skipped)
    return only.reason


@pytest.mark.parametrize("narrow", [True, False])
def test_a_document_is_read_as_it_is_printed(tmp_path, narrow) -> None:
    """Title, headings, lists, tables and links are told; hidden and deleted words and the codes of fields are left out."""
    link = '\x13 HYPERLINK "https://ferry.example/times" \x14timetable\x15'
    path = word97(
        tmp_path / "a.doc",
        Part("The ferries\r", 10),
        Part("Times\r", 2),
        Part(f"See the {link} of Köln’s ferry, page \x13 PAGE \x143\x15.\x0bIt is late.\r"),
        Part("It sails secretly at noon.\r", 0, b"", "secretly ", HIDDEN),
        Part("It sailed slowly at noon.\r", 0, b"", "slowly ", DELETED),
        Part("To Oban\r", 0, ITEM),
        Part("Boat\x07", 0, CELL),
        Part("Built\r", 0, CELL),
        Part("in\x07", 0, CELL),
        Part("\x07", 0, ROW_END),
        Part("Ada\x07", 0, CELL),
        Part("1887\x07", 0, CELL),
        Part("\x07", 0, ROW_END),
        Part("The end.\r"),
        narrow=narrow,
    )
    made = article(path)
    assert made.text.split("\n\n") == [
        "The ferries", "Times", "See the timetable of Köln’s ferry, page 3.\nIt is late.", "It sails at noon.",
        "It sailed at noon.", "To Oban", "Boat | Built in", "Ada | 1887", "The end.",
    ]  # fmt: skip
    assert made.title == "The ferries"
    assert [(mark.kind, mark.span.of(made.text)) for mark in made.marks] == [
        ("headline", "The ferries"),
        ("heading", "Times"),
    ]
    assert [(each.kind, each.span.of(made.text)) for each in made.structure] == [
        ("link", "timetable"),
        ("list", "To Oban"),
        ("table", "Boat | Built in\n\nAda | 1887"),
    ]
    assert made.structure[0].address == "https://ferry.example/times"


def test_notes_and_comments_follow_their_paragraph(tmp_path) -> None:
    """Footnotes and comments stand behind the paragraph that refers to them, or behind the row."""
    path = word97(
        tmp_path / "a.doc",
        Part("The ferry\x02 sails\x05.\r"),
        Part("Ada\x02\x07", 0, CELL),
        Part("1887\x07", 0, CELL),
        Part("\x07", 0, ROW_END),
        Part("It is late.\r"),
        footnotes=["\x02 A boat.\r", "\x02 Of Leith.\r"],
        comments=["\x05Really?\r"],
    )
    assert article(path).text.split("\n\n") == [
        "The ferry sails.", "A boat.", "Really?", "Ada | 1887", "Of Leith.", "It is late.",
    ]  # fmt: skip


def test_what_is_no_document_of_word_97_is_told(tmp_path) -> None:
    """Encrypted, older and damaged files, and others of the kind, are skipped with what to do."""
    whole = word97(tmp_path / "a.doc", Part("Text.\r")).read_bytes()
    cases = {
        "is encrypted; save it without a password": word97(
            tmp_path / "b.doc", Part("Text.\r"), flags=0x100
        ).read_bytes(),
        "is of a format before Word 97; open it": whole.replace(b"\xec\xa5\xc1\x00", b"\xec\xa5\x68\x00"),
        "is no Word document; open it": compound(Workbook=b"x"),
        "is damaged": whole[:1_200],
    }
    for reason, content in cases.items():
        (tmp_path / "c.doc").write_bytes(content)
        assert refused(tmp_path / "c.doc").startswith(reason)


def test_a_damaged_document_gives_a_reason_or_an_article(tmp_path) -> None:
    """Whatever bytes are changed, one thing comes of the file, and no error of its reader."""
    whole = bytearray(word97(tmp_path / "a.doc", Part("The ferry sails.\r", 2), Part("It is late.\r")).read_bytes())
    for at in range(512, len(whole), 211):
        damaged = whole.copy()
        damaged[at : at + 4] = b"\xff\x7f\xff\xff"
        (tmp_path / "b.doc").write_bytes(damaged)
        (only,) = read([tmp_path / "b.doc"])
        assert isinstance(only, Article) or "its reader failed" not in only.reason
