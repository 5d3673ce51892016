"""A name in Latin letters finds the same name in Cyrillic and Greek ones, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.transliteration import spellings
from tests.conftest import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer import Library

NAMES = {
    "иванов": "ivanov iwanow", "зеленский": "zelensky zelenskiy zelenskii", "зеленський": "zelenskyy zelenskyi zelensky",
    "ельцин": "yeltsin eltsin jelzin", "хрущев": "khrushchev chruschtschow hruscev", "горлівка": "horlivka",
    "горловка": "gorlovka", "чайковский": "tchaikovsky chaikovskii tschaikowski", "горбачев": "gorbachev gorbatschow",
    "жуков": "zhukov zukov", "щукин": "shchukin scukin", "пушкин": "pushkin puschkin", "киев": "kiev",
    "київ": "kyiv kyjiv", "харків": "kharkiv", "юрий": "yuri yury iurii", "ђоковић": "djokovic", "софия": "sofia sofiya",
    "παπαδοπουλοσ": "papadopoulos", "τσιπρασ": "tsipras", "μητσοτακησ": "mitsotakis", "αθηνα": "athina", "ευα": "eva efa",
}  # fmt: skip
PAIRS = [(other, latin) for other, every in NAMES.items() for latin in every.split()]

TEXTS = {
    "ru": "Мэр города Сергей Иванов открыл новый мост в мае прошлого года. Школа стоит у реки, где живёт много людей.",
    "uk": "Володимир Зеленський приїхав у вівторок. Горлівка чекала, і його зустріли жителі міста, які стояли на площі.",
    "el": "Ο δήμαρχος Νίκος Παπαδόπουλος άνοιξε το νέο σχολείο στην Αθήνα τον Μάιο του προηγούμενου έτους.",
    "en": "President Yeltsin met Khrushchev's son in the garden. The tea was cold.",
    "de": "Der Kanzler und Herr Tschaikowski trafen sich in der Stadt, und das Wetter war nicht gut.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A text in each script."""
    articles = ({"_id": code, "title": "", "text": text, "language": code} for code, text in TEXTS.items())
    with library_of(tmp_path_factory.mktemp("names"), *articles) as opened:
        yield opened


@pytest.mark.parametrize(("other", "latin"), PAIRS)
def test_name_is_spelt_in_both_scripts(other: str, latin: str) -> None:
    """Each way to write a name in Latin letters leads to the other script, and back."""
    assert other in spellings(latin, other.startswith)
    assert latin in spellings(other, latin.startswith)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Ivanov", "ru"), ("ivanov", "ru"), ("Who is Iwanow?", "ru"), ("Zelensky", "uk"), ("Zelenskyy", "uk"),
        ("Horlivka", "uk"), ("Papadopoulos", "el"), ("Ельцин", "en"), ("Хрущёв", "en"), ("Чайковский", "de"),
        ("Ельцина", "en"),
    ],
)  # fmt: skip
def test_name_finds_its_other_script(library: Library, question: str, article: str) -> None:
    """A name that the library knows in another script only finds it there, and its word tells so."""
    results = library.search(question)
    assert results.hits[0].passage.article_id == article
    assert results.question.words[-1].also


def test_name_that_is_known_is_left_alone(library: Library) -> None:
    """A name that stands in the library as it was typed, and a common word in a sentence, are looked for as they are."""
    assert [word.also for word in library.search("Yeltsin").question.words] == [()]
    assert [word.also for word in library.search("Did the gorod and the ivanov meet Yeltsin?").question.words] == [
        ()
    ] * 4


@given(word=st.text("abcdefghijklmnopqrstuvwxyzшщийьαμπ", max_size=30))
def test_spellings_are_bounded(word: str) -> None:
    """However a word can be cut, its spellings are a bounded number."""
    assert len(spellings(word, lambda _: True)) <= 300 * 8 * 6
