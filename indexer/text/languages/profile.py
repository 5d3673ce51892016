"""What a language profile holds: every word list and pattern by which the product understands one language.

Every field may be left out: a profile may begin with a list of stop words and grow. Three kinds of fields:

pattern     (`str`) a regular expression of alternatives, `a|b|c`, compared without regard to case unless its line says
            "as written"; where a text's language is not known, the patterns of all languages are joined
words       (`str`) words between spaces, small letters
set         (`frozenset[str]`) words that are compared whole, small letters; `words("a b c")` makes one
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Unit = Literal["day", "week", "month", "year"]
"""A unit that dates are counted in."""
Meaning = Literal["days", "units", "count", "last night", "by its end", "weekday"]
"""How a relative time form is resolved; see `RelativeForm`."""


def words(text: str) -> frozenset[str]:
    """The words of a text between its white space, case-folded."""
    return frozenset(text.casefold().split())


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """What tells where sentences end; all as written."""

    titles: frozenset[str] = frozenset()  # abbreviations before names that the library `sentencex` lacks: "Gov"
    before_numbers: str = ""  # abbreviations that a number follows: "Fig"
    before_ordinals: str = ""  # words before an ordinal number that is written with a full stop: "im" 19. Jahrhundert
    within: str = ""  # abbreviations that no sentence ends with, if a small letter follows: "spp"
    saying: str = ""  # verbs after direct speech: “Why?” Smith "asked"
    openers: str = ""  # words that begin a sentence even if the space before them is missing: “said.Then”
    subjects: str = ""  # articles, pronouns and the like, in any case, that a clause's subject begins with: "the|she"
    joining: str = ""  # conjunctions before the subject of a clause, in any case: "and|because"


@dataclass(frozen=True, slots=True)
class DateWords:
    """How the language writes the date of an article."""

    months: tuple[str, ...] = ()  # twelve words fields: each month's full name, then its abbreviations
    weekdays: str = ""  # how the names of weekdays begin: "mon|tue"
    articles: str = ""  # before a day: "the" 25th of October
    of_month: str = ""  # between day and month: 25th "of" October
    of_year: str = ""  # between month and year: octubre "de" 2016
    ordinals: str = ""  # endings of a day's number: 25"th"
    month_first: bool = False  # whether a month may come before its day: October 25th
    at: str = ""  # before a time of day: "at" 13:15
    labels: str = ""  # before a date: "published on"
    notes: str = ""  # after a date: "updated"


@dataclass(frozen=True, slots=True)
class RelativeForm:
    """A form of words that counts from another date, its anchor ("two weeks ago", counted from the day of asking).

    `pattern` may contain `%(part)s` (a part of a period: "early"), `%(count)s` (a number, as the group `count`) and
    `%(weekday)s` (as the group `weekday`); the word for a unit is the group `unit`. `hints` are words of which a text has one
    wherever the form occurs. A literal % is written %%. Meanings:

    days          the day `by` days after the anchor
    units         the unit named, `by` of them after the one of the anchor ("last year": -1)
    count         as many of the unit as the number says, before (`by` is -1) or after (1) the anchor
    last night    the day before the anchor, and the anchor
    by its end    all days to the end of the anchor's unit
    weekday       the nearest such day, before or after the anchor by the sentence's tense (`tense.py`: English alone)
    """

    pattern: str
    meaning: Meaning
    hints: str
    by: int = 0


@dataclass(frozen=True, slots=True)
class TimeWords:
    """How the language speaks of time, in questions and in running text."""

    # Periods that stand by themselves
    parts: str = ""  # inexact parts of a period, with the space after them: "early "
    of: str = ""  # between a month and its year: February "of" 1974
    the_year: str = ""  # after it: February of "the year" 1974
    in_year: str = ""  # instead, with the space after it: February "in the year " 1974
    ordinals: tuple[str, ...] = ()  # first, second, third …, as centuries are counted
    century: str = ""
    decade: str = ""  # what follows a year that ends in 0: 1990"s"
    first_half: str = ""
    second_half: str = ""
    half: str = ""  # after one of the two: first "half of" 2016
    winter: str = ""  # a season of two years
    before_christ: str = ""  # as written

    # Ranges, and words that open a period at one end
    between: Mapping[str, str] = field(default_factory=dict)  # word → the word that must follow: between … and
    opening: str = ""  # "from" 1998 to 2004
    up_to: str = ""  # words: from 1998 "to" 2004
    plain_to: str = ""  # words, of `up_to`: those that need no opening word, 1998 "to" 2004
    either: str = ""  # 1998 "or" 2004
    since: str = ""
    before: str = ""
    after: str = ""
    until: str = ""
    by: str = ""
    after_these: str = ""  # an article after one of the five
    end_of: str = ""  # of `parts`, what means the end

    # Which number of four digits is a year
    prepositions: frozenset[str] = frozenset()  # a year may follow: "in" 1850
    dating: frozenset[str] = frozenset()  # the same, but no prepositions: "spring" 1850
    definite: frozenset[str] = frozenset()  # articles before a year: "the" 2016 elections
    counting: frozenset[str] = frozenset()  # a count follows: "about" 1850
    counted: str = ""  # nouns after a count: 1850 "people"
    not_plural: str = ""  # words that end in -s and are no nouns
    clock: str = ""  # after a time of day, as written: 1850 "hours"
    own_years: str = ""  # years that begin when their owner says: "fiscal year"
    own_prefixes: str = ""  # the same, right before a number: "FY" 2019
    own_links: str = ""  # between them and the number: the fiscal year "ended in" 2019

    # Periods that count from another date
    units: Mapping[str, Unit] = field(default_factory=dict)  # word → unit
    numbers: tuple[str, ...] = ()  # twelve words fields: how 1 to 12 are said
    weekdays: tuple[str, ...] = ()  # Monday to Sunday, small letters
    vague: str = ""  # makes a number of units inexact: "about" two weeks ago
    this: str = ""  # "this" year
    nowadays: frozenset[str] = frozenset()  # words for today that in running text mean our times
    maybe_nowadays: frozenset[str] = frozenset()  # the same, unless an event is told (`tense.py`)
    relative: tuple[RelativeForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What answers a question about a measure ("how far"): units of length, of time, others (a pattern), or signs."""

    length: bool = False
    time: bool = False
    others: str = ""
    signs: str = ""  # characters


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """How questions ask for a type of answer, and how sentences give it."""

    # In questions
    when: str = ""
    which_when: str = ""  # before `time_nouns`: "which" year
    time_nouns: str = ""
    number: str = ""  # asks for a number: "how many", "population"
    name: str = ""  # asks for a name: "who"
    where: str = ""  # asks for a place
    which: str = ""  # before `name_nouns`: "which" city
    name_nouns: str = ""
    reason: str = ""  # asks for a reason: "why"
    way: str = ""  # begins a question about a way to do something: "how do I" move it
    what: str = ""  # of a definition: "what" is a quay
    who: str = ""  # of a person: "who" was Otto Lind
    about: str = ""  # asks for what something is in other words: "define", "explain"
    meant: str = ""  # the same around a name: "what does" NAME "mean"
    of_subject: str = ""  # asks where something is, when it began, how large it is: "where is" NAME "located"
    being: str = ""  # what "is" a quay
    a: str = ""  # what is "a" quay
    how_many: str = ""  # before what is counted: "how many" ships
    how: str = ""  # before a measure: "how" far
    measures: Mapping[str, Measure] = field(default_factory=dict)  # word after `how` → what answers it
    no_noun: frozenset[str] = frozenset()  # words that cannot be part of a noun phrase

    # In sentences
    number_words: str = ""  # "twelve", "half"
    amounts: str = ""  # what else answers `how_many`: "none", "several", "sixty"
    counts: str = ""  # number words before what is counted: "twelve" ships
    dates: str = ""  # words of dates that are no names of months: "century", "monday"
    other_event: str = ""  # before an event that tells when another one is: 2017 "after" the signing
    in_place: str = ""  # before the name of a place, as written: "in" Bern
    because: str = ""
    purpose: str = ""  # begins a sentence that tells a way: "to" move it, copy the folder
    then: str = ""  # before the instruction: to move it, "first" copy the folder
    instructions: str = ""  # begin what is to be done, as in "copy" the folder
    allowed: str = ""  # say anywhere that it is an instruction: "you can", "is done by"
    defining: str = ""  # "means" the …
    defined: str = ""  # after `defining`
    length: str = ""  # units
    time: str = ""  # units


@dataclass(frozen=True, slots=True)
class WordForms:
    """The ways in which one word is written: all in small letters (case-folded), with ' for every apostrophe.

    Irregular inflections ("took" of "take") are long lists in files of their own: `text/irregular_forms.py`.
    """

    contractions: Mapping[str, str] = field(default_factory=dict)  # whole word → its words: "won't" → "will not"
    contracted_endings: Mapping[str, str] = field(default_factory=dict)  # end of any word → a word: "n't" → "not"
    elisions: str = ""  # a pattern: what an apostrophe joins to the next word, "l|qu"; the apostrophe is not in it
    number_words: Mapping[str, str] = field(
        default_factory=dict
    )  # "three" → "3", "fourth" → "4th"; never the number one
    ordinal_endings: Mapping[str, str] = field(
        default_factory=dict
    )  # after digits, as in `number_words`: 4"ème" → 4"e"
    thousands: str = ""  # the characters that may part groups of three digits: "," of 1,000
    decimal: str = ""  # the characters that may begin a fraction: "." of 3.5
    letters: str = (
        ""  # accented letters that the stemmer tells from plain ones: all others lose their accents before it
    )
    prefixes: tuple[str, ...] = ()  # written before a word without a space: Hebrew "in", "the", "and"
    particles: tuple[str, ...] = ()  # joined to the end of a noun without a space, the longest first (Korean)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What is said around a question and asks nothing; `text/courtesy.py` looks for it. White space is one space.

    A pattern must not take the beginning or end of a real question: "Hello Kitty", "Thank You for Smoking".
    """

    opening: str = ""  # begins a question, with all that has to follow: "hello" before a comma, "tell me about"
    closing: str = ""  # ends it: "please", "thanks in advance"


@dataclass(frozen=True, slots=True)
class FollowUps:
    """How a question leans on what was asked and answered before it; all patterns."""

    people: str = ""  # stand for people that were named: "he", "their"
    things: str = ""  # stand for what was named: "it"
    places: str = ""  # stand for a place that was named: "there"
    times: str = ""  # stand for a time that was named: "that year"
    others: str = ""  # ask for others than those that were named: who "else"
    instead: str = ""  # begin a question that asks the same of another: "what about" Rome
    at: str = ""  # prepositions before the name of a place: "in" Rome
    capital_nouns: bool = False  # whether every noun has a capital, so that a capital alone makes no name


@dataclass(frozen=True, slots=True)
class NameWords:
    """What tells names of people, organisations and places from other words with capitals."""

    titles: frozenset[str] = frozenset()  # stand before the name of a person and are no part of it: "president", "mr"
    others: frozenset[str] = frozenset()  # have capitals and make no name: "internet", "christmas"
    peoples: frozenset[str] = frozenset()  # of countries: their people, languages and adjectives: "french"
    people_endings: tuple[str, ...] = ()  # how more of these end: "ese"
    adjective_endings: tuple[str, ...] = ()  # of words that are no names of their own: "Gothic"
    things: frozenset[str] = frozenset()  # make the name of something else: World "cup", "battle" of Hastings
    heads: frozenset[str] = frozenset()  # make the name of an organisation or place: "ministry" of Education
    abbreviations: frozenset[str] = frozenset()  # names that need not be spelled out, as written: "NATO"
    same: Mapping[str, str] = field(default_factory=dict)  # other forms of a name → the one that is kept: "U.S."
    links: str = "de|du|del|van|von|der|al|bin|ibn"  # a pattern: small words within a name
    parting: frozenset[str] = (
        frozenset()
    )  # of `links`: those that only organisations and places hold: Bank "of" Georgia
    joining: frozenset[str] = frozenset()  # of `parting`: conjunctions: Ministry of Education "and" Science
    binding: frozenset[str] = frozenset()  # of `parting`: what stands on both sides is one name: Gregory "of" Tours
    articles: frozenset[str] = frozenset()  # a single word that always follows one is a thing: "the" Internet
    determiners: frozenset[str] = frozenset()  # a single word after one is no name: "a" Greek
    given: frozenset[str] = frozenset()  # given names, as written: all that end as a people does ("Brian") …
    # … and where all nouns have capitals, the common ones too, and countries and cities, as written
    places: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()  # small words after a given name, where all nouns have capitals: "von"


@dataclass(frozen=True, slots=True)
class StatementWords:
    """Patterns, as written, of what stands behind the subject of a sentence that answers a question by itself."""

    defined: str = ""  # what it is, with the group `is`: "is a"; empty: such sentences are not understood
    done: str = ""  # what was done to it and when, with the groups `been` and `done`: "was opened in 1894"
    articles: str = ""  # before the subject: "The|A"
    within: frozenset[str] = frozenset()  # stop words that a subject may hold: "of"
    persons: str = "(?!)"  # pronouns that stand for a person alone: "he"


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """What the product knows of one language."""

    code: str  # ISO 639-1
    name: str  # in English
    stop_words: frozenset[str] = frozenset()  # too common to tell texts apart: articles, pronouns, question words …
    common_words: frozenset[str] = (
        frozenset()
    )  # no stop words, but they say little of a topic: "many", "took", "usually"
    names: frozenset[str] = frozenset()  # stop words that are names if a capital begins them within a sentence: "Will"
    compounds: tuple[str, ...] | None = None  # if words are joined into compounds: what may stand between them, "s"
    stemmer: str | None = None  # a Snowball algorithm; without one, words are indexed as they are
    pronouns: str = ""  # begin a sentence that needs the one before it
    question_words: str = ""  # begin a question
    follow_ups: FollowUps = FollowUps()
    newest: str = ""  # a pattern: words of a question that ask for the newest articles, "latest"
    courtesy: Courtesy = Courtesy()
    forms: WordForms = WordForms()
    sentences: SentenceWords = SentenceWords()
    dates: DateWords = DateWords()
    in_names: NameWords = NameWords()
    statements: StatementWords = StatementWords()
    times: TimeWords | None = None  # None: time expressions are not understood
    answers: AnswerWords | None = None  # None: types of answers are not understood
