"""Which days words mean: those of a question, those of a quote, and their order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answering.times import in_question, in_quote, order_by_date, relative_in_quote
from indexer.answering.times.periods import Period, around, month, shifted, week, written
from indexer.answering.times.tense import tense_of
from indexer.errors import LawError
from indexer.types import Article, Citation, Span, TimeExpression, sha256
from tests.strategies import texts

TODAY = "2016-10-25"  # a Tuesday
PUBLISHED = "2016-10-25T13:15:00"
DAYS = st.dates(date(1001, 1, 1), date(2999, 12, 31))


def understood(text, today=TODAY):
    """What is shown, the period and how it is written, of each expression of a question."""
    return [(one.shown, one.iso, one.written) for one in in_question(text, today)]


def periods(text, published=PUBLISHED):
    """The periods of a quote."""
    return [one.iso for one in in_quote(text, published)]


# Dates in questions

ABSOLUTE = [
    ("What happened in 2016?", "2016", "2016", "2016"),
    ("What happened in October 2016?", "October 2016", "2016-10", "October 2016"),
    ("What happened in Oct. of 2016?", "Oct. of 2016", "2016-10", "October 2016"),
    ("on 25 Oct 2016 at noon", "25 Oct 2016", "2016-10-25", "25 October 2016"),
    ("on the 25th of October, 2016", "the 25th of October, 2016", "2016-10-25", "25 October 2016"),
    ("on October 25, 2016", "October 25, 2016", "2016-10-25", "25 October 2016"),
    ("on 2016-10-25?", "2016-10-25", "2016-10-25", "25 October 2016"),
    ("in 2016-10", "2016-10", "2016-10", "October 2016"),
    ("on 29 February 2016", "29 February 2016", "2016-02-29", "29 February 2016"),
    ("in February 2016", "February 2016", "2016-02", "February 2016"),
    ("between 1998 and 2004", "between 1998 and 2004", "1998-01-01/2004-12-31", "1998–2004"),
    ("from 2004 to 2005", "from 2004 to 2005", "2004-01-01/2005-12-31", "2004–2005"),
    (
        "20 November 1934 – 30 August 1995",
        "20 November 1934 – 30 August 1995",
        "1934-11-20/1995-08-30",
        "20 November 1934 – 30 August 1995",
    ),
    ("On March 15 , 1995 ,", "March 15 , 1995", "1995-03-15", "15 March 1995"),
    ("by the early 20th century", "by the early 20th century", "../2000-12-31", "by 2000"),
    ("in 2005 to 2006", "2005 to 2006", "2005-01-01/2006-12-31", "2005–2006"),
    ("the period 1975 to Dec 1981", "1975 to Dec 1981", "1975-01-01/1981-12-31", "1975–1981"),
    ("the season 2018/2019", "2018/2019", "2018-01-01/2019-12-31", "2018–2019"),
    ("the season 2018/19", "2018/19", "2018-01-01/2019-12-31", "2018–2019"),
    ("the 2000 campaign", "2000", "2000", "2000"),
    ("Warum wurde Polonia 2013 aus", "2013", "2013", "2013"),
    ("Wie hieß die 1564 gegründete Kolonie?", "1564", "1564", "1564"),
    ("1998–2004", "1998–2004", "1998-01-01/2004-12-31", "1998–2004"),
    ("the war of 1914–18", "1914–18", "1914-01-01/1918-12-31", "1914–1918"),
    ("from March to May 2016", "March to May 2016", "2016-03-01/2016-05-31", "March–May 2016"),
    ("between 2 and 5 October 2016", "2 and 5 October 2016", "2016-10-02/2016-10-05", "2–5 October 2016"),
    ("from March 1999 to May 2000", "from March 1999 to May 2000", "1999-03-01/2000-05-31", "March 1999 – May 2000"),
    ("since 2010", "since 2010", "2010-01-01/..", "since 2010"),
    ("before March 1999", "before March 1999", "../1999-02-28", "before March 1999"),
    ("before March 2000", "before March 2000", "../2000-02-29", "before March 2000"),
    ("after 2001", "after 2001", "2002-01-01/..", "after 2001"),
    ("after 31 December 2001", "after 31 December 2001", "2002-01-01/..", "after 31 December 2001"),
    ("until 2010", "until 2010", "../2010-12-31", "until 2010"),
    ("by the end of 2016", "by the end of 2016", "../2016-12-31", "by the end of 2016"),
    ("in the 1990s", "the 1990s", "1990-01-01/1999-12-31", "1990–1999"),
    ("since the 1990s", "since the 1990s", "1990-01-01/..", "since 1990"),
    ("before the 1990s", "before the 1990s", "../1989-12-31", "before 1990"),
    ("in the 19th century", "the 19th century", "1801-01-01/1900-12-31", "1801–1900"),
    ("in the early nineteenth century", "the early nineteenth century", "1801-01-01/1900-12-31", "1801–1900"),
    ("in early 2016", "early 2016", "2016", "2016"),
    ("in late October 2016", "late October 2016", "2016-10", "October 2016"),
    ("before late 2016", "before late 2016", "../2016-12-31", "before late 2016"),
    ("after early 2016", "after early 2016", "2016-01-01/..", "after early 2016"),
    ("in the second half of 2016", "the second half of 2016", "2016-07-01/2016-12-31", "July–December 2016"),
    ("Who won the 2014 World Cup?", "2014", "2014", "2014"),
    ("After the 2008 crisis, what", "2008", "2008", "2008"),
    ("Was geschah am 25. Oktober 2016?", "25. Oktober 2016", "2016-10-25", "25 October 2016"),
    ("am 25.10.2016", "25.10.2016", "2016-10-25", "25 October 2016"),
    ("im März 1999", "März 1999", "1999-03", "March 1999"),
    ("zwischen 1998 und 2004", "zwischen 1998 und 2004", "1998-01-01/2004-12-31", "1998–2004"),
    ("von 2004 bis 2005", "von 2004 bis 2005", "2004-01-01/2005-12-31", "2004–2005"),
    ("seit 2010", "seit 2010", "2010-01-01/..", "since 2010"),
    ("vor März 1999", "vor März 1999", "../1999-02-28", "before March 1999"),
    ("nach 2001", "nach 2001", "2002-01-01/..", "after 2001"),
    ("bis Ende 2016", "bis Ende 2016", "../2016-12-31", "until the end of 2016"),
    ("Anfang 2016", "Anfang 2016", "2016", "2016"),
    ("in den 1990er Jahren", "1990er Jahren", "1990-01-01/1999-12-31", "1990–1999"),
    ("im 19. Jahrhundert", "19. Jahrhundert", "1801-01-01/1900-12-31", "1801–1900"),
]


@pytest.mark.parametrize(("question", "shown", "iso", "said"), ABSOLUTE)
def test_a_date_in_a_question_is_understood(question, shown, iso, said) -> None:
    """Each way to write a date has its words, its period and how it is written; none counts from the day of asking."""
    assert understood(question) == [(shown, iso, said)]
    assert not in_question(question, TODAY)[0].relative


RELATIVE = [
    ("later today", "2016-10-25", "25 October 2016"),
    ("this morning", "2016-10-25", "25 October 2016"),
    ("yesterday", "2016-10-24", "24 October 2016"),
    ("the day before yesterday", "2016-10-23", "23 October 2016"),
    ("tomorrow", "2016-10-26", "26 October 2016"),
    ("last night", "2016-10-24/2016-10-25", "24–25 October 2016"),
    ("this week", "2016-10-24/2016-10-30", "24–30 October 2016"),
    ("last week", "2016-10-17/2016-10-23", "17–23 October 2016"),
    ("next week", "2016-10-31/2016-11-06", "31 October – 6 November 2016"),
    ("this month", "2016-10", "October 2016"),
    ("next month", "2016-11", "November 2016"),
    ("this year", "2016", "2016"),
    ("later this year", "2016", "2016"),
    ("last year", "2015", "2015"),
    ("since last year", "2015-01-01/..", "since 2015"),
    ("three days ago", "2016-10-22", "22 October 2016"),
    ("two weeks ago", "2016-10-10/2016-10-16", "10–16 October 2016"),
    ("two months ago", "2016-08", "August 2016"),
    ("two years ago", "2014", "2014"),
    ("three days from now", "2016-10-28", "28 October 2016"),
    ("in two weeks' time", "2016-11-07/2016-11-13", "7–13 November 2016"),
    ("by the end of the year", "../2016-12-31", "by the end of 2016"),
    ("by the end of this month", "../2016-10-31", "by the end of October 2016"),
    ("heute Abend", "2016-10-25", "25 October 2016"),
    ("vorgestern", "2016-10-23", "23 October 2016"),
    ("dieses Jahr", "2016", "2016"),
    ("vor zwei Jahren", "2014", "2014"),
    ("bis Ende des Jahres", "../2016-12-31", "by the end of 2016"),
]


@pytest.mark.parametrize(("words", "iso", "said"), RELATIVE)
def test_relative_words_count_from_the_day_of_asking(words, iso, said) -> None:
    """Relative words of a question count from `today`, and say that they do."""
    assert understood(f"What happens {words}?") == [(words, iso, said)]
    assert in_question(words, TODAY)[0].relative


@pytest.mark.parametrize(("words", "iso", "said"), RELATIVE)
def test_relative_words_count_from_the_article_s_date(words, iso, said) -> None:
    """The same words in a quote count from the article's day; the time of day changes nothing."""
    assert [(one.shown, one.iso, one.written) for one in in_quote(words, PUBLISHED)] == [(words, iso, said)]


@pytest.mark.parametrize(("words", "_iso", "_said"), RELATIVE)
def test_an_undated_article_resolves_nothing(words, _iso, _said) -> None:
    """Without a date there is nothing to count from; nor with one that no calendar has."""
    assert periods(words, None) == periods(words, "2016-02-30") == []


@pytest.mark.parametrize(
    ("published", "resolved"),
    [
        ("2016", ["2016", "2015"]),
        ("2016-10", ["2016", "2015", "2016-10", "2016-11"]),
        ("2016-10-25", ["2016", "2015", "2016-10", "2016-11", "2016-10-17/2016-10-23", "2016-10-25", "2016-10-24"]),
    ],
)
def test_no_period_is_finer_than_the_article_s_date(published, resolved) -> None:
    """An article of 2016 says which year this is, not which month; one of a month, not which day."""
    assert (
        periods("this year, last year, this month, next month, last week, this morning, yesterday", published)
        == resolved
    )


NOTHING = [
    "31 February 2016",
    "30.02.2016",
    "2016-13-01",
    "2004-05",
    "around 1850",
    "2000 soldiers",
    "more than 1945 soldiers",
    "of the 1500 people",
    "1,234 or 3.2016 or €2000 or 2016 km or 2016%",
    "in 1200 BC",
    "in the 5th century BC",
    "winter 2016",
    "in 500",
    "on 3/4/2016",
    "more than two years ago",
    "two or three years ago",
    "about a year ago",
    "ten years ago",
    "last Monday",
    "next Monday",
    "on Mondays",
    "on Monday mornings",
    "the last year of the war",
    "today's youth",
    "am Morgen",
    "I may march",
    "from 2005 to",
    "in recent years",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_may_mean_several_things_means_nothing(text) -> None:
    """Impossible, vague and ambiguous dates, and numbers that are counts, are left out."""
    assert [one for one in understood(text) if one[0] != "2005"] == []


NO_CALENDAR_YEAR = [
    "The embargo lifts by 1700 GMT.",
    "It began at 1430 UTC on the dot.",
    "By 1800 local time the square was full.",
    "Trains leave at 1530 CET, and by 2030 PST others.",
    "at 1645 Eastern Time, or 1900 Moscow time",
    "open from 1700 to 1900 GMT, shut between 1500 and 1700 hours",
    "1000–1200 GMT",
    "um 1930 Uhr, bis 1700 Uhr, gegen 2015 MEZ",
    "a 1650 mm gauge, an 1850 cc engine, 1800 rpm and 2000 W",
    "The ship is 1850 feet long.",
    "um 1850",
    "In fiscal year 2019, in FY 2018 and in fiscal 2017 revenue rose.",
    "the financial year 2018, the tax year 2015, the academic year 2017",
    "the 2018 school year and the 2019 season",
    "fiscal years 2017 and 2018, fiscal years 2015 to 2019, seasons 2010–2015",
    "im Geschäftsjahr 2019, im Schuljahr 2018, in der Saison 2017, zum Wintersemester 2016",
]


@pytest.mark.parametrize("text", NO_CALENDAR_YEAR)
def test_a_time_of_day_a_measure_and_a_year_of_another_kind_are_no_calendar_year(text) -> None:
    """Four digits beside a clock's word, a time zone, a unit, or the name of a year that begins some other day."""
    assert periods(text) == []


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("in 1980 GMT Records was founded", ["1980"]),
        ("In 1945 local residents fled.", ["1945"]),
        ("In 1998 fiscal policy changed and season tickets sold out.", ["1998"]),
        ("In 2013 CT scans were rare.", ["2013"]),
        ("Signed on 25 October 2016 at 1700 GMT.", ["2016-10-25"]),
        ("In 1700 the war began; by 1900 it was the largest city.", ["1700", "../1900-12-31"]),
        ("in the 2016/17 season", ["2016-01-01/2017-12-31"]),
        ("the calendar year 2019", ["2019"]),
    ],
)
def test_a_year_beside_such_a_word_is_still_one(text, resolved) -> None:
    """What no clock can show, what only begins alike, and a season of two years, which lies within them."""
    assert periods(text) == resolved


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("in February in 1974", "1974-02"),
        ("in the February of 1974", "1974-02"),
        ("in early February in 1974", "1974-02"),
        ("since May, in the year 1974,", "1974-05-01/.."),
        ("on 3 February in 1974", "1974-02-03"),
        ("on February 3 in 1974", "1974-02-03"),
        ("on the 3rd of February of the year 1974", "1974-02-03"),
        ("from March to May in 1974", "1974-03-01/1974-05-31"),
        ("im Februar des Jahres 1974", "1974-02"),
        ("im Februar im Jahr 1974", "1974-02"),
        ("am 3. Februar des Jahres 1974", "1974-02-03"),
        ("am 3. Jänner 1974", "1974-01-03"),
        ("It may in 1974 be read.", "1974"),
        ("Troops march in 1974.", "1974"),
    ],
)
def test_a_month_belongs_to_the_year_behind_it(text, resolved) -> None:
    """Whatever word stands between the two; a verb is no month."""
    assert periods(text) == [resolved]


@pytest.mark.parametrize("text", ["Diese Jahre waren schwer.", "Letzte Jahre waren besser, nächste Jahre auch."])
def test_years_that_nobody_counts_are_no_period(text) -> None:
    """“Diese Jahre” may be any."""
    assert periods(text) == []


def test_an_impossible_range_is_two_dates() -> None:
    """“Between 2004 and 1998” is no period; each year is still itself."""
    assert [iso for _, iso, _ in understood("between 2004 and 1998")] == ["2004", "1998"]


def test_a_question_may_hold_several() -> None:
    """Expressions stand in the order of the question, with their places in it."""
    question = "Was 2014 better than last year?"
    assert [(str(one.span), one.iso, one.relative) for one in in_question(question, TODAY)] == [
        ("4-8", "2014", False),
        ("21-30", "2015", True),
    ]


# Relative words in quotes


def test_the_given_article_s_year() -> None:
    """“This year” in an article of 25 Oct 2016 is 2016, beside the quote and never in it."""
    quote = "We are expecting it this year,"
    (found,) = in_quote(quote, PUBLISHED, 812)
    assert (found.iso, found.written, found.relative) == ("2016", "2016", True)
    assert found.span == Span(832, 841)
    assert quote[found.span.start - 812 : found.span.end - 812] == found.shown == "this year"


PIECES = (
    "this year",
    "last month",
    "on Monday",
    "today",
    "yesterday",
    "from",
    "to",
    "between",
    "and",
    "May",
    "2004",
    "in",
    ",",
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.sampled_from([None, "2016", "2016-10", PUBLISHED])
)
def test_the_relative_expressions_are_those_of_all(quote, published) -> None:
    """Looked for alone, they are the same that are found among all expressions of the quote."""
    every = in_quote(quote, published, 7)
    assert relative_in_quote(quote, published, 7) == tuple(one for one in every if one.relative)


WEEKDAYS = [
    ("The treaty was signed on Monday.", ["2016-10-24"]),
    ("Two soldiers were killed in the attack on Sunday.", ["2016-10-23"]),
    ("He told reporters on Tuesday that the talks failed.", ["2016-10-25"]),
    ("The ministry said in a statement on Wednesday that it regretted this.", ["2016-10-19"]),
    ("On Monday, the president said the law would pass.", ["2016-10-24"]),
    ("On Monday the parliament will vote.", ["2016-10-31"]),
    ("The treaty will be signed in Moscow on Monday.", ["2016-10-31"]),
    ("The talks, which began on Thursday, will end on Saturday.", ["2016-10-20", "2016-10-29"]),
    ("They will meet on Tuesday.", []),
    ("The treaty is expected to be signed on Friday.", []),
    ("He agreed to meet her on Friday.", []),
    ("Officials said parliament meets on Friday.", []),
    ("Parliament meets on Monday, officials said.", []),
    ("Russia has to sign the deal on Friday, TASS reported.", []),
    ("He would meet her on Friday.", []),
    ("On Monday, 24 October, he left.", []),
    ("The shop is open on Monday.", []),
]


@pytest.mark.parametrize(("quote", "resolved"), WEEKDAYS)
def test_a_weekday_is_resolved_only_when_its_sentence_tells_which(quote, resolved) -> None:
    """The nearest one before, of what was; the nearest after, of what will be; none where the words leave it open."""
    assert periods(quote) == resolved


@pytest.mark.parametrize(
    ("quote", "resolved"),
    [
        ("We are expecting it, he told TASS today.", ["2016-10-25"]),
        ("Today the two sides signed an agreement.", ["2016-10-25"]),
        ("The agreement was signed in Moscow today.", ["2016-10-25"]),
        ("The ministers will meet today.", ["2016-10-25"]),
        ("Today, Warsaw has some of the best hospitals.", []),
        ("The techniques used today are older.", []),
        ("It is today a museum, and it continues today.", []),
        ("He writes for USA Today and was seen on The Tonight Show.", []),
        ("Heute ist die Börse die größte, bis heute.", []),
    ],
)
def test_today_is_a_day_only_in_news(quote, resolved) -> None:
    """“Today” with an event's verb is the article's day; as “nowadays”, or in a name, it is no day."""
    assert periods(quote) == resolved


def test_today_in_a_question_is_the_day_of_asking() -> None:
    """Who asks about today means the day of asking."""
    assert [iso for _, iso, _ in understood("What is on today?")] == [TODAY]
    assert [iso for _, iso, _ in understood("Was ist heute?")] == [TODAY]


def test_a_year_that_is_told_of_is_not_this_one() -> None:
    """“By the end of the year” in a tale of the past, or beside another year, is not the article's year."""
    assert periods("It was expected to be signed by the end of the year.") == ["../2016-12-31"]
    assert periods("By the end of the year, the Germans had retreated.") == []
    assert periods("In 1943 the front held by the end of the year.") == ["1943"]


@pytest.mark.parametrize(
    ("published", "words", "resolved"),
    [
        ("2016-03-01", "yesterday", "2016-02-29"),
        ("2015-03-01", "yesterday", "2015-02-28"),
        ("2016-12-31", "tomorrow", "2017-01-01"),
        ("2016-12-31", "next month", "2017-01"),
        ("2016-01-31", "next month", "2016-02"),
        ("2016-03-31", "a month ago", "2016-02"),
        ("2016-02-29", "last year", "2015"),
        ("2016-01-01", "this week", "2015-12-28/2016-01-03"),
        ("2018-12-31", "this week", "2018-12-31/2019-01-06"),
        ("2016-10-23", "last week", "2016-10-10/2016-10-16"),
        ("2016-10-24", "last week", "2016-10-17/2016-10-23"),
    ],
)
def test_months_years_and_weeks_end_where_calendars_end_them(published, words, resolved) -> None:
    """Leap days, ends of months and years, and weeks that begin on Monday."""
    assert periods(words, published) == [resolved]


def test_nothing_lies_outside_the_calendar() -> None:
    """Words that lead before year 1 or after year 9999 are left out."""
    assert periods("yesterday, last year, last week", "0001-01-01") == []
    assert periods("tomorrow, next year, next month, next week", "9999-12-31") == []


# Laws


@given(DAYS)
def test_this_period_holds_the_day_and_its_neighbours_touch_it(day) -> None:
    """This week, month or year contains the day; the last ends the day before it begins, the next begins the day after."""
    for unit in ("week", "month", "year"):
        last, this, following = (in_quote(f"{which} {unit}", day.isoformat())[0] for which in ("last", "this", "next"))
        assert this.first <= day.isoformat() <= this.last
        assert date.fromisoformat(last.last) + timedelta(days=1) == date.fromisoformat(this.first)
        assert date.fromisoformat(this.last) + timedelta(days=1) == date.fromisoformat(following.first)
    assert week(day).first.isoweekday() == 1


@given(DAYS, st.integers(1, 9))
def test_days_ago_are_counted(day, number) -> None:
    """N days ago is the day from which N days lead back to the article's."""
    (found,) = in_quote(f"{number} days ago", day.isoformat())
    assert found.first == found.last == (day - timedelta(days=number)).isoformat()


@given(DAYS, st.integers(1, 9), st.sampled_from(["week", "month", "year"]))
def test_units_ago_are_as_many_steps_back(day, number, unit) -> None:
    """N units ago is reached by going N times to the unit before."""
    period = around(unit, day)
    for _ in range(number):
        period = around(unit, period.first - timedelta(days=1))
    (found,) = in_quote(f"{number} {unit}s ago", day.isoformat())
    assert (found.first, found.last) == (period.first.isoformat(), period.last.isoformat())
    assert shifted(unit, day, -number) == period


@given(DAYS, st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]))
def test_a_weekday_is_the_nearest_of_its_name(day, name) -> None:
    """It has that name, and lies within the week before or after; of the future never the article's own day."""
    (past,) = in_quote(f"They met on {name.title()}.", day.isoformat())
    assert f"{date.fromisoformat(past.first):%A}".casefold() == name
    assert 0 <= (day - date.fromisoformat(past.first)).days < 7
    future = in_quote(f"They will meet on {name.title()}.", day.isoformat())
    assert bool(future) == (f"{day:%A}".casefold() != name)
    for found in future:
        assert f"{date.fromisoformat(found.first):%A}".casefold() == name
        assert 0 < (date.fromisoformat(found.first) - day).days < 7


@given(DAYS)
def test_what_is_written_is_understood_again(day) -> None:
    """A day, month, year or range of them, written out, means the same period."""
    end = min(day + timedelta(days=400), date(2999, 12, 31))
    for period in (around("day", day), around("month", day), around("year", day), Period(day, end)):
        if period.first.year < 2100 and " – " not in written(period):
            assert [one.iso for one in in_question(f"in {written(period)}", TODAY)] == [period.iso]


PIECES = st.lists(
    st.sampled_from(
        [question for question, *_ in ABSOLUTE] + [words for words, *_ in RELATIVE] + NOTHING
        + [" ", "since ", "between ", " and ", "–", "31 ", "2016", "the end of ", "😀", "\n", "Monday", "on Monday said"]
    ),
    max_size=6,
).map("".join)  # fmt: skip


@given(st.one_of(PIECES, texts()), st.one_of(st.none(), DAYS.map(str)), st.integers(0, 99))
def test_an_expression_is_what_stands_at_its_place(text, published, start) -> None:
    """Whatever the text: expressions show the words at their spans, in order, without overlap, and the same each time."""
    found = in_quote(text, published, start)
    assert found == in_quote(text, published, start)
    place = start
    for one in found:
        assert one.span.start >= place
        assert text[one.span.start - start : one.span.end - start] == one.shown
        assert one.relative <= (published is not None)
        assert one.written
        place = one.span.end


@given(DAYS, st.integers(0, 4000))
def test_iso_says_the_same_days(day, length) -> None:
    """The short form of a period names its first and its last day."""
    period = Period(day, day + timedelta(days=length))
    parts = period.iso.split("/")
    first, last = parts[0], parts[-1]
    assert period.first == date.fromisoformat(first + "-01-01"[len(first) - 10 :] if len(first) < 10 else first)
    year_end = month(int(last[5:7]), int(last[:4])).last.isoformat() if len(last) == 7 else f"{last}-12-31"
    assert period.last.isoformat() == (last if len(last) == 10 else year_end)


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    """A question of 100,000 characters is read in about a second at most, whatever it holds."""
    for piece in ("on Monday ", "between 1998 and ", "12 ", "the the ", "1990", "early ", "will be "):
        in_question(piece * (100_000 // len(piece)), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [(None, None, "2016"), ("2017-01-01", "2016-01-01", "2016"), ("2016-01-01", "2016-12-31", "20166")],
)
def test_an_expression_keeps_its_laws(first, last, shown) -> None:
    """An expression without an end, one that ends before it begins, or of another length than its span, is a defect."""
    with pytest.raises(LawError):
        TimeExpression(Span(0, 4), shown, first, last, False, "2016", "2016")


def test_a_period_keeps_its_laws() -> None:
    """A period has an end, and does not end before it begins."""
    for first, last in ((None, None), (date(2017, 1, 1), date(2016, 1, 1))):
        with pytest.raises(LawError):
            Period(first, last)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It was signed HERE.", "past"),
        ("It will be signed HERE.", "future"),
        ("It won’t happen HERE.", "future"),
        ("It would be signed HERE.", None),
        ("Will Reed said HERE that", "past"),
        ("HERE it rained.", "past"),
        ("It rained. HERE", None),
        ("The United team plays HERE", None),
    ],
)
def test_the_tense_is_that_of_the_verb_beside(sentence, told) -> None:
    """The nearest verb of the same sentence decides; a name that looks like one does not."""
    start = sentence.index("HERE")
    assert tense_of(sentence, start, start + 4) == told


# The timeline


def cited(number, text, published=None):
    """The citation of a whole article of one sentence."""
    article = Article(f"a/{number}", "Title", text, sha256(text), published=published)
    return Citation.of(article, Span(0, len(text)), number=number)


def test_a_timeline_puts_dated_quotes_in_order() -> None:
    """Earliest first, resolved dates among explicit ones, undated quotes left out, ties in the order of the answer."""
    citations = [
        cited(1, "It opened this year.", "2016-10-25"),
        cited(2, "Nobody knows when."),
        cited(3, "It was founded in 1998 and closed in 2004; 1998 was a good year."),
        cited(4, "It began on 3 May 2016."),
        cited(5, "The year 2016 saw it."),
        cited(6, "It opened this year."),
    ]
    entries = order_by_date(citations)
    assert [(entry.time.iso, entry.citation.number) for entry in entries] == [
        ("1998", 3), ("2004", 3), ("2016", 1), ("2016", 5), ("2016-05-03", 4),
    ]  # fmt: skip
    assert all(entry.time.shown == entry.time.span.of(entry.citation.quote) for entry in entries)


def test_open_periods_stand_at_the_end_they_have() -> None:
    """“By the end of 2015” stands at the end of 2015, “since 2015” after what began with it and is over."""
    citations = [
        cited(1, "Since 2015 it is."),
        cited(2, "It is done by the end of 2015."),
        cited(3, "In 2015, it was."),
    ]
    assert [entry.citation.number for entry in order_by_date(citations)] == [3, 1, 2]


@given(st.lists(st.tuples(PIECES.filter(lambda text: text.strip()), st.one_of(st.none(), DAYS.map(str))), max_size=5))
def test_a_timeline_is_sorted_and_holds_every_date_once(made) -> None:
    """Whatever is cited: dates never fall, and every quote stands once at each of its periods."""
    citations = []
    for number, (text, published) in enumerate(made, 1):
        plain = text.replace("\x00", "").replace("\r", "")
        citations.append(cited(number, plain, published))
    entries = order_by_date(citations)
    begins = [entry.time.first or entry.time.last for entry in entries]
    assert begins == sorted(begins)
    pairs = [(entry.citation.number, entry.time.iso) for entry in entries]
    every = {(one.number, time.iso) for one in citations for time in in_quote(one.quote, one.published)}
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == every
