"""Dates as they are printed, and the days that they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.iso_dates import PUBLISHED, days_of
from indexer.text.dates import find, published
from tests.strategies import texts

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2016", "2016"),
        ("2016-10", "2016-10"),
        ("2016-10-25", "2016-10-25"),
        ("2016/10/25", "2016-10-25"),
        ("20161025", "2016-10-25"),
        ("2016-10-25T13:15", "2016-10-25T13:15:00"),
        ("2016-10-25 13:15:07.5", "2016-10-25T13:15:07.5"),
        ("2016-10-25T13:15:00Z", "2016-10-25T13:15:00Z"),
        ("2016-10-25T13:15:00+0400", "2016-10-25T13:15:00+04:00"),
        ("2016-10-25T13:15:00.123-05:00", "2016-10-25T13:15:00.123-05:00"),
        ("25 Oct 2016 - 13:15", "2016-10-25T13:15:00"),
        ("25 October 2016", "2016-10-25"),
        ("the 25th of October, 2016", "2016-10-25"),
        ("25-Oct-2016", "2016-10-25"),
        ("October 25, 2016", "2016-10-25"),
        ("Oct. 25, 2016 1:15 pm", "2016-10-25T13:15:00"),
        ("Oct 25 2016 at 12:05 a.m.", "2016-10-25T00:05:00"),
        ("Tuesday, October 25, 2016", "2016-10-25"),
        ("October 2016", "2016-10"),
        ("25.10.2016", "2016-10-25"),
        ("4.3.2016, 13:15", "2016-03-04T13:15:00"),
        ("25/10/2016", "2016-10-25"),
        ("10/25/2016", "2016-10-25"),
        ("5/5/2016", "2016-05-05"),
        ("Tue, 25 Oct 2016 13:15:00 +0400", "2016-10-25T13:15:00+04:00"),
        ("Tue, 25 Oct 2016 13:15:00 GMT", "2016-10-25T13:15:00Z"),
        ("Published: 25 Oct 2016", "2016-10-25"),
        ("25. Oktober 2016 um 13:15", "2016-10-25T13:15:00"),
        ("1er janvier 2016", "2016-01-01"),
        ("25 de octubre de 2016", "2016-10-25"),
        ("25-10-2016", "2016-10-25"),
        ("10-25-2016", "2016-10-25"),
        ("25/10/16", "2016-10-25"),
        ("10/25/16 13:15", "2016-10-25T13:15:00"),
        ("25.10.16", "2016-10-25"),
        ("31/12/69", "1969-12-31"),
        ("31/12/68", "2068-12-31"),
        ("2016.10.25", "2016-10-25"),
        ("2016-1-5", "2016-01-05"),
        ("2016年10月25日", "2016-10-25"),
        ("Tue Oct 25 13:15:00 2016", "2016-10-25T13:15:00"),
        ("Tue Oct 25 13:15:00 +0000 2016", "2016-10-25T13:15:00+00:00"),
        ("20161025131500", "2016-10-25T13:15:00"),
        ("20161025T131500Z", "2016-10-25T13:15:00Z"),
        ("1477401300", "2016-10-25T13:15:00Z"),
        ("1477401300123", "2016-10-25T13:15:00Z"),
        ("2016-10-25 - updated", "2016-10-25"),
    ],
)
def test_a_date_is_understood_as_articles_print_it(printed, iso) -> None:
    """Printed dates become ISO 8601, as precisely as they were printed."""
    assert published(printed) == iso
    assert PUBLISHED.fullmatch(iso)


@pytest.mark.parametrize(
    "printed",
    [
        "", "yesterday", "2016-13-45", "30 Feb 2016", "2016-10-25T25:00", "Oct 25, 2016 13:15 pm", "03/04/2016",
        "25 Oct", "13:15", "between 2015 and 2016", "0000-01-01", "25 Oct 2016 in the morning", "²016", "٢٠١٦",
        "2016" * 1000, "03-04-2016", "03/04/16", "next Tuesday", "32/10/16", "2016-10.25", "147740130", "14774013001",
        "Tue Oct 25 25:15:00 2016", "20161325131500",
    ],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_is_none(printed) -> None:
    """No date is made of what is impossible, ambiguous, incomplete or something else."""
    assert published(printed) is None


@pytest.mark.parametrize(
    "printed", ["Tue, 25 Oct 2016 13:15 EST", "Tue, 25 Oct 2016 13:15 -0000", "25 Oct 2016 - 13:15"]
)
def test_no_zone_is_invented(printed) -> None:
    """A zone that is not printed, or not as a number, is left out."""
    assert published(printed) == "2016-10-25T13:15:00"


@given(texts())
def test_any_text_is_a_date_that_an_article_may_have_or_none(text) -> None:
    """Whatever is found has the form of `Article.published` and is a real period."""
    for iso in (published(text), (find(text) or (0, 0, None))[2]):
        if iso is not None:
            first, last = days_of(iso)
            assert first <= last


@given(DAYS)
def test_every_day_is_read_back_from_every_form(day) -> None:
    """A day printed in any unambiguous form is that day again."""
    for form in ("%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%a, %d %b %Y", "%Y/%m/%d"):
        assert published(day.strftime(form)) == day.isoformat(), form


@given(DAYS)
def test_the_months_of_a_year_follow_each_other(day) -> None:
    """A month's period ends the day before the next one begins, and a year's covers its twelve months."""
    first, last = days_of(f"{day:%Y-%m}")
    following = date.fromordinal(last) + timedelta(days=1)
    assert first <= day.toordinal() <= last
    assert (date.fromordinal(first).day, following.day) == (1, 1)
    assert days_of(f"{day:%Y}")[0] <= first <= last <= days_of(f"{day:%Y}")[1]


def test_a_day_and_a_time_mean_one_day() -> None:
    """A date with a time means its day, as printed, whatever its zone."""
    day = date(2016, 10, 25).toordinal()
    assert days_of("2016-10-25") == days_of("2016-10-25T23:59:59-11:00") == (day, day)
    assert days_of("2016-02") == (date(2016, 2, 1).toordinal(), date(2016, 2, 29).toordinal())


@pytest.mark.parametrize(
    "iso", ["2016-13-45", "2016-02-30", "0000", "", "16", "2016-1-1", "25 Oct 2016", "2016-10-25 13:15"]
)
def test_an_impossible_period_raises(iso) -> None:
    """Another form, or a day that no calendar has, is a `ValueError`."""
    with pytest.raises(ValueError, match=r"."):
        days_of(iso)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Agenda.ge,25 Oct 2016 - 13:15, Tbilisi,Georgia", "25 Oct 2016 - 13:15"),
        ("Agenda.ge, 25 Oct 2016, Tbilisi", "25 Oct 2016"),
        ("By Reuters on October 25, 2016.", "October 25, 2016"),
    ],
)
def test_a_date_is_found_within_a_line(line, printed) -> None:
    """A date within a line is found whole, with its time."""
    found = find(line)
    assert found is not None
    assert line[found[0] : found[1]] == printed
    assert found[2] == published(printed)


@pytest.mark.parametrize("line", ["version 1.25.10.2016", "In 2016 the treaty was signed", "May 2016 be good"])
def test_less_than_a_day_is_not_found_within_a_line(line) -> None:
    """Numbers, years and months within a line are no dates."""
    assert find(line) is None
