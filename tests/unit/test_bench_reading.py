"""The benchmark of reading measures what it says, and tells what it could not make."""

from __future__ import annotations

from tests.bench import reading
from tests.bench.reading import KINDS, rows


def impossible(*_: object) -> None:
    """Writes no file, for want of a library."""
    raise ImportError(name="reportlab")


def test_each_kind_of_file_is_a_row_of_the_table(tmp_path, monkeypatch) -> None:
    """With the files read and four figures; a kind whose library is missing is named and left out of the whole."""
    web_page = KINDS[1]
    monkeypatch.setattr(reading, "KINDS", (KINDS[0]._replace(write=impossible), web_page))
    _, _, missing, web, mixed = rows(tmp_path, 2 / web_page.files)
    assert missing == "| PDF: skipped, needs reportlab | – | – | – | – |"
    assert web.startswith("| HTML (2) | ")
    assert mixed.startswith("| all of these, mixed (2) | ")
    rate, pages, characters, memory = web.strip("|").split("|")[1:]
    assert rate == pages
    assert float(characters) > 0
    assert 10 < int(memory) < 1_024
