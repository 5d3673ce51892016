"""What people type finds what is written: the forms of a word meet, on both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text import tokens
from indexer.text.analyzers import analyzer
from indexer.text.common_terms import is_common
from indexer.text.folding import cleaned, folded, lowered
from tests.strategies import texts

LANGUAGES = st.sampled_from(["en", "de", "fr", "ja", "ko", "xx"])
SIGNS = st.text("aB1é日ก한 .,'’-‐#+&_\t\n\x1f\x85\xa0\u2028\u3000\u200b", max_size=40)
INVISIBLES = st.sampled_from("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")

# Written in an article, typed in a question: the two meet.
MEETING = [
    ("en", "Wałęsa", "Walesa"), ("en", "Ørsted", "Orsted"), ("en", "Þórður", "Thordur"), ("en", "Straße", "Strasse"),
    ("en", "Æthelred", "aethelred"), ("en", "Đoković", "Dokovic"), ("en", "Łódź", "Lodz"), ("el", "Αθήνα", "ΑΘΗΝΑ"),
    ("tr", "ISPARTA'DA", "ısparta"), ("tr", "İSTANBUL'DA", "istanbul"), ("tr", "Diyarbakır", "DİYARBAKIR"),
    ("ar", "كتاب", "كِتَاب"), ("he", "השלום", "הַשָּׁלוֹם"),
    ("ar", "أحمد", "احمد"),
    ("en", "O’Brien", "OBrien"), ("en", "O‘Brien", "O'Brien"), ("en", "Hawaiʻi", "Hawaii"), ("en", "d’Este", "Este"),
    ("en", "e-mail", "email"), ("en", "email", "e-mail"), ("en", "Wi-Fi", "wifi"), ("en", "F-16", "F16"),
    ("en", "F16", "F-16"),
    ("en", "x-ray", "xray"), ("en", "COVID-19", "covid19"), ("en", "COVID-19", "Covid"), ("en", "mother-to-child", "child"),
    ("en", "cafÃ©", "café"), ("en", "café", "cafÃ©"), ("en", "cornerâ€™s", "corner"), ("en", "â€œHelloâ€", "hello"),
    ("de", "MÃ¼ller", "Müller"), ("fr", "aoÃ»t", "août"), ("en", "1990â€“1995", "1995"), ("en", "Â£500", "500"),
    ("en", "Ð˜Ð²Ð°Ð½Ð¾Ð²", "Иванов"), ("pt", "«IRMÃ»", "irmã"), ("pt", "SÃO", "são"), ("sv", "Ål»", "ål"),
    ("en", "1,000", "1000"), ("de", "12.000", "12000"), ("de", "3,5", "3,5"), ("en", "3.5mm", "3.5"), ("en", "nº123", "123"),
    ("en", "12.03.2021", "2021"), ("de", "12.03.2021", "12.3.2021"), ("en", "v5.3.2", "5.3.2"), ("en", "SHA256", "SHA-256"),
    ("en", "4th", "fourth"), ("en", "three", "3"), ("en", "1990s", "1990"),
    ("en", "U.S.", "US"), ("en", "N.A.T.O.", "NATO"), ("en", "PDFs", "PDF"), ("en", "NGOs", "NGO"), ("en", "MPs", "MP"),
    ("en", "PDF", "pdfs"), ("en", "AT&T", "at&t"), ("en", "R&D", "R&D"), ("en", "WHO's", "WHO"),
    ("en", "recognised", "recognize"), ("en", "colours", "color"), ("en", "took", "taken"),
    ("en", "built", "build"),
    ("en", "children", "child"), ("en", "better", "good"), ("de", "ging", "gehen"), ("fr", "l’été", "été"),
    ("en", "infor-\nmation", "information"), ("en", "infor\u00admation", "information"),
    ("en", "parlia‐\nment", "parliament"),
    ("hi", "दिल्ली", "दिल्ली"), ("hi", "क़िला", "किला"),
    ("zh", "他在山上唱歌", "歌"), ("ja", "村の水は川から引く", "水"), ("ko", "한국은", "한국"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "typed"), MEETING)
def test_forms_of_a_word_meet(language: str, written: str, typed: str) -> None:
    """A word that is typed in one form has a term of the word as an article writes it in another form."""
    own = analyzer(language)
    assert set(own.terms(f"z {written}")) & set(own.terms(f"z {typed}")) - set(own.terms("z"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("filled", "filed"),
        ("four", "for"),
        ("rise", "rice"),
        ("दिल्ली", "दाल"),
        ("1.5", "15"),
        ("WHO", "who"),
        ("C++", "C"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    """Words that only look alike have no term in common."""
    own = analyzer("en")
    assert not set(own.word(one).indexed) & set(own.word(other).indexed)


@pytest.mark.parametrize("name", ["WHO", "US", "IT", "U.S."])
def test_capitals_make_a_name_of_a_stop_word(name: str) -> None:
    """A stop word in capitals is a term like others; in small letters it is a common one."""
    own = analyzer("en")
    assert [is_common(term) for term in own.word(name).indexed] == [False]
    assert not own.word(name.replace(".", "").lower()).indexed


def test_a_capital_within_a_sentence_makes_a_name() -> None:
    """Will and May are names within a sentence, and stop words at its beginning."""
    own = analyzer("en")
    assert "en:will" in own.terms("He met Will Smith")
    assert "en:may" in own.terms("The election of May was close")
    assert own.terms("May I go?") == own.terms("may I go?")


@given(st.one_of(texts(), st.text(max_size=60), SIGNS), LANGUAGES)
def test_no_term_crosses_a_chunk(text: str, language: str) -> None:
    """A sentence has the terms of its chunks, in order: a build looks up chunks instead of tokens."""
    own = analyzer(language)
    chunks = tokens.chunks(text)
    parts = [term for place, chunk in enumerate(chunks) for term in own.chunk_terms(chunk, begins=not place)]
    assert own.all_terms(text) == parts
    assert own.terms(text) == [term for term in parts if not is_common(term)]


@given(st.one_of(texts(), SIGNS))
def test_tokens_lie_in_the_text(text: str) -> None:
    """Tokens are spans of the text, in order, without overlaps."""
    end = 0
    for token in analyzer("en").tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(st.sampled_from([written for _, written, _ in MEETING if written.isalpha() and "Ã" not in written]), st.data())
def test_an_invisible_character_changes_nothing(word: str, data: st.DataObject) -> None:
    """A word with an invisible character inside has the same terms as without it.

    Wrongly decoded words are left out: there, a soft hyphen behind Ã is half of the letter í.
    """
    place = data.draw(st.integers(1, len(word))) if len(word) > 1 else 1
    invisible = data.draw(INVISIBLES)
    for language in ("en", "hi", "xx"):
        own = analyzer(language)
        assert own.word(word[:place] + invisible + word[place:]).indexed == own.word(word).indexed


@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8),
)
def test_joining_is_symmetric(first: str, second: str) -> None:
    """A hyphenated word and its joined form have a term in common, whichever is typed."""
    own = analyzer("en")
    joined, hyphenated = own.word(first + second), own.word(f"{first}-{second}")
    if joined.indexed and "'" not in first + second:
        assert set(joined.indexed) & set(hyphenated.indexed)


@given(st.text("aeiouəłøđðþæœßıŋABCDEFÉÀÜŠŽ", min_size=1, max_size=10))
def test_folding_is_symmetric(word: str) -> None:
    """Two spellings that fold to the same plain letters have the same terms in English."""
    own = analyzer("en")
    plain = folded(lowered(cleaned(word), "en"))
    assert own.word(word.lower()).indexed == own.word(plain).indexed
