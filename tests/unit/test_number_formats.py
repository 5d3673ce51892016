"""Cells of spreadsheets as their program shows them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.number_formats import shown
from tests.office_files import row, xlsx
from tests.reading import read

EURO = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'
DOLLARS = '"$"#,##0.00_);[Red]("$"#,##0.00)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.153, "0.0%", "15.3%"),
        (0.5, "0%", "50%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (2.5, "0", "3"),  # half away from zero, as people round
        (-1234.5, "#,##0;(#,##0)", "(1,235)"),
        (-5.0, "0.00", "-5.00"),
        (-0.001, "0.0", "0.0"),
        (12.0, EURO, "12.00 €"),
        (-12.5, EURO, "-12.50 €"),
        (-12.5, DOLLARS, "($12.50)"),
        (12.5, "[$€-407] #,##0.00", "€ 12.50"),
        (1234567.0, '#,##0.0,,"M"', "1.2M"),
        (7.0, "000", "007"),
        (3.0, "0.##", "3"),
        (2.5, '0.0 "kg"', "2.5 kg"),
        (0.0, '0;-0;"none"', "none"),
        (5.0, ";;;", ""),
        (date(2020, 3, 4), "d-mmm-yy", "4-Mar-20"),
        (date(2020, 3, 4), "dd/mm/yyyy", "04/03/2020"),
        (date(2020, 3, 4), '[$-409]dddd, d" of "mmmm yyyy;@', "Wednesday, 4 of March 2020"),
        (datetime.fromisoformat("2020-03-04T09:05"), "yyyy-mm-dd hh:mm", "2020-03-04 09:05"),
        (time(15, 4, 5), "h:mm AM/PM", "3:04 PM"),
    ],
)
def test_a_value_is_shown_as_its_format_says(value, code, text) -> None:
    """Decimals, groups of three digits, percentages, currencies, negative numbers, days and times."""
    assert shown(value, code) == text


@pytest.mark.parametrize(
    "code", ["", "General", "0.00E+00", "# ?/?", "[>9]0.0", "(000) 000-0000", "@", "[h]:mm", '"', "[", "%"]
)
def test_a_format_that_is_not_understood_is_none(code) -> None:
    """The value is then written as it is."""
    assert shown(5.0, code) is None
    assert shown(date(2020, 3, 4), code) is None


@given(
    st.one_of(st.floats(), st.datetimes(), st.dates(), st.times(), st.booleans(), st.text()),
    st.one_of(st.text(alphabet='0#?,.%;"\\_*[]$€ dmyhsAP/M-@E', max_size=20), st.text(max_size=10)),
)
def test_any_code_shows_any_value_on_one_line_or_not_at_all(value, code) -> None:
    """Whatever a file says, nothing fails."""
    text = shown(value, code)
    assert text is None or "\n" not in text


def test_cells_of_a_workbook_are_read_in_their_formats(tmp_path) -> None:
    """Each in that of its own style, wherever the sheet begins; cells without one stay as they are."""
    rows = row(3, "Share", 0.153, style=2) + row(4, "Price", 1250, style=3) + row(6, "Plain", 0.25)
    (article,) = read([xlsx(tmp_path / "a.xlsx", codes=["0.0%", DOLLARS], Figures=rows)])
    assert article.text.split("\n\n") == ["Share | 15.3%", "Price | $1,250.00", "Plain | 0.25"]
