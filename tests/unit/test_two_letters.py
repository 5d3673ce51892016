"""Letters that are written as two."""

import pytest

from indexer.text.two_letters import spelt_with_two_letters
from tests.conftest import library_of


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        ("mueller", "müller"), ("müller", "mueller"), ("aeroe", "ærø"), ("ærø", "aeroe"), ("haeuserkoenig", "häuserkönig"),
        ("bauernhoefe", "bauernhöfe"), ("skaane", "skåne"), ("åse", "aase"),
    ],
)  # fmt: skip
def test_other_spellings(word, spelt):
    """One kind of letter, or all that the word has."""
    assert spelt in spelt_with_two_letters(word)


def test_most_words_have_none():
    """A word without such letters has no other spelling, and none has the same one again."""
    assert spelt_with_two_letters("bridge") == []
    assert all(word not in spelt_with_two_letters(word) for word in ("mueller", "aeroe", "ääkköset"))


@pytest.mark.parametrize(
    ("question", "found"),
    [("Mueller", {"de", "en"}), ("Müller", {"de", "en"}), ("Aepfel", {"de"}), ("aeroe", {"da"}), ("Bauer", set())],
)
def test_both_spellings_are_found(tmp_path, question, found):
    """Whichever the reader types, in articles of any language."""
    articles = [
        {"_id": "de", "title": "Obst", "text": "Frau Müller kauft Äpfel auf dem Markt der Stadt.", "language": "de"},
        {"_id": "en", "title": "Fruit", "text": "Mrs Mueller sells pears on the market of the town.", "language": "en"},
        {"_id": "da", "title": "Øen", "text": "Færgen sejler til Ærø hver dag om sommeren.", "language": "da"},
    ]
    with library_of(tmp_path, *articles) as library:
        assert {hit.article.id for hit in library.search(question).hits} == found
