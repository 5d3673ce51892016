"""Names of people, organisations and places are found by their capitals and by where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.languages import PROFILES
from indexer.text.names import forms_of, name_finder


def names_in(text: str, language: str = "en") -> tuple[str, ...]:
    """The names of an article with this text."""
    return name_finder(language).names(text)


LABELLED = (
    ("en", "The treaty was signed by Prime Minister Ada Holm in Bergen on Tuesday.", "Ada Holm|Bergen"),
    (
        "en",
        "Yesterday the chairman of the Bank of Norland, J. R. Moss, spoke to reporters.",
        "Bank of Norland|J. R. Moss",
    ),
    ("en", "It was the first time that French President Luc Arnaud had been to Oslo in May.", "Luc Arnaud|Oslo"),
    ("en", "She told the BBC that the Internet had changed the World Cup.", "BBC"),
    ("en", "A London-based firm bought an American rival from Kestrel Airways.", "Kestrel Airways"),
    ("en", "We met the Ministry of Education and Science in Lund.", "Ministry of Education and Science|Lund"),
    ("en", "He runs Windows 95 and reads the novel “Beyond the Hills of Elm” by Tess O'Hara.", "Tess O'Hara"),
    ("en", "Of these, most are Greek, and Christmas is kept by all Catholics.", ""),
    (
        "en",
        "They sailed from The Hague to Saint Helm with Jan Moss, the Smith & Sons chairman.",
        "The Hague|Saint Helm|Jan Moss|Smith & Sons",
    ),
    ("en", "It is told by Ada of Norland, by Stone & Weber, and of the Rock and Sea Company.", "Stone & Weber"),
    ("en", "They met the Norland Geological Survey and the British Geological Survey.", "Norland Geological Survey"),
    ("en", "The Gothic and Semitic words were met in Red Rock State Park by Lee Teng-moor.", ""),
    ("en", "Many CPUs flew in an F-86 Sabre along the Paris–Nice line with many Golems.", ""),
    ("en", "Ursula von der Heyde met them.", ""),
    ("en", "They flew from St. Albans with Ursula von der Heyde.", "St. Albans|Ursula von der Heyde"),
    ("de", "Gestern sprach Bundeskanzlerin Angela Holm mit Kindern in Berlin über Wasser.", "Angela Holm|Berlin"),
    ("de", "Danach kam Herr Moser mit einer Tasse Kaffee und der SPD.", "Moser|SPD"),
    ("de", "Im Herbst las Dieter von Salm aus seinem Buch.", "Dieter von Salm"),
    (
        "fr",
        "Hier, le ministre Luc Arnaud est allé en Norlande avec l'Institut Morel.",
        "Luc Arnaud|Norlande|Institut Morel",
    ),
    ("es", "Ayer la ministra Elena Ruiz viajó a Toledo en lunes.", "Elena Ruiz|Toledo"),
    ("nl", "Gisteren reisde premier Jan de Wit met Britse gasten naar Gent.", "Jan de Wit|Gent"),
    ("ru", "Вчера в город приехал Иван Петров из Твери.", "Иван Петров|Твери"),
    ("el", "Χθες μίλησε ο Νίκος Παππάς στην Πάτρα.", "Νίκος Παππάς|Πάτρα"),
    ("ja", "昨日、山田さんは東京に行った。", ""),
)


@pytest.mark.parametrize(("language", "text", "names"), LABELLED)
def test_names_are_those_that_a_reader_would_mark(language, text, names) -> None:
    """Titles, dates, peoples, events and works are none, and no part of one."""
    assert "|".join(names_in(text, language)) == names


def test_a_capital_at_the_beginning_says_nothing() -> None:
    """A word that is only written large where sentences, quotations and headings begin is no name."""
    text = "Ferries sailed. Storms came. “Boats sank”, they said.\n\nA Short History of the Great Northern Ferries"
    assert names_in(text) == ()


def test_variants_of_a_name_are_one_name() -> None:
    """The last word of a longer name stands for it; a word that is also written small, or always with “the”, is no name."""
    assert names_in("We asked Angela Holm. Today Holm said so, and Mr Holm too.") == ("Angela Holm",)
    assert names_in("They met in Rice and ate rice there.") == ()
    assert names_in("We saw the Oval and later the Oval again.") == ()
    assert names_in("It was the Gambia, and near Gambia they lived.") == ("Gambia",)


def test_an_abbreviation_is_a_name_where_it_is_spelled_out() -> None:
    """Where no name of the article has its letters, it may be anything: DNA, CAD."""
    assert names_in("It is the work of the Norland Ferry Union (NFU), and of DNA.") == ("Norland Ferry Union", "NFU")


def test_a_name_is_kept_under_one_form() -> None:
    """Common forms of countries are one name; so is an abbreviation that the article itself explains, and only that one."""
    distinct = name_finder("en").distinct
    assert distinct("He left the U.S. for the UK, and the United States for the U.K. again.") == (
        "United States",
        "United Kingdom",
    )
    assert distinct("It is the Norland Ferry Union (NFU), and the NFU sails for the BBC.") == (
        "Norland Ferry Union",
        "BBC",
    )
    assert distinct("It is the Norland Ferry Union, and the NFU sails.") == ("Norland Ferry Union", "NFU")
    assert forms_of("u.s.") == ("u.s.", "United States")
    assert forms_of("Norland") == ("Norland",)


@given(st.text(max_size=300), st.sampled_from(sorted(PROFILES)))
def test_every_name_stands_in_the_text(text, language) -> None:
    """Whatever the text, a name is a part of it, each is given once, and none is empty or too long."""
    found = names_in(text, language)
    assert len(set(found)) == len(found)
    assert all(name in text and 0 < len(name) <= 80 for name in found)


def test_a_long_text_has_the_names_of_a_short_one() -> None:
    """The words of a long text are looked up in another way, with the same result."""
    short = "We went to Bergen with Ada Holm, and a rice field lay in Rice."
    filler = " Nothing else is told of it here, at some length." * 500
    assert names_in(short + filler) == names_in(short) == ("Bergen", "Ada Holm")
