"""A language is one file: what its profile says takes effect wherever a language is understood."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata

import pytest

from indexer.text.languages import PROFILES, LanguageProfile, profile_of
from indexer.text.languages.profile import DateWords

# A made-up language, the Volapük of the tests.
PROFILE = r"""
from indexer.text.languages.profile import (
    AnswerWords, DateWords, LanguageProfile, Measure, RelativeForm, SentenceWords, TimeWords, words,
)

PROFILE = LanguageProfile(
    code="vo",
    name="Volapük",
    stop_words=words("e ed in ot kin kiüp kis binom vono al fa pro nu us so das kel no se su de"),
    stemmer="german",
    pronouns="om|of",
    question_words="kin|kiüp",
    sentences=SentenceWords(titles=frozenset({"Söl"})),
    dates=DateWords(months=("yanul yan", "febul", "mäzul", "prilul", "mayul", "yunul", "yulul", "gustul", "setul", "tobul",
                            "novul", "dekul"), of_month="ün"),
    times=TimeWords(
        since="sis", century="yeltum", units={"yel": "year"}, prepositions=words("ün"),
        relative=(RelativeForm(r"ot\s(?P<unit>yel)", "units", "yel"),),
    ),
    answers=AnswerWords(when="kiüp", name="kin", how="vio", measures={"fagik": Measure(others="liöls?")}),
)
"""
# Loads the package of languages with one more folder to look for them in.
PROGRAM = r"""
import importlib.util, json, sys

spec = importlib.util.find_spec("indexer.text.languages")
spec.submodule_search_locations.append(sys.argv[1])
languages = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(languages)

from indexer.answering.answer_types import ExpectedAnswer, expected_answer_types
from indexer.answering.times import in_question
from indexer.text.analyzers import analyzer
from indexer.text.dates import published
from indexer.text.language_detection import language_of
from indexer.text.sentences import sentences

text = "Söl. Bel golom. Om binom su bel."
print(json.dumps({
    "terms": analyzer("vo").terms("Kin binom Häuser?"),
    "sentences": [text[start:end] for start, end in sentences(text, "vo")],
    "date": published("25 ün tobul 2016"),
    "language": language_of("kin binom in dom e kis binom vono in ot zif al pro us so no se das kel fa nu de dom"),
    "times": [time.iso for time in in_question("sis mayul 2010, ün 19. yeltum, ot yel", "2026-11-25")],
    "types": sorted(expected_answer_types("Kiüp?") | expected_answer_types("Kin?")),
    "measure": ExpectedAnswer.of("Vio fagik?").unit.pattern,
}))
"""


@pytest.fixture(scope="module")
def understood(tmp_path_factory) -> dict[str, object]:
    """What a process understands in which the language is one more file."""
    folder = tmp_path_factory.mktemp("languages")
    (folder / "vo.py").write_text(PROFILE, "utf-8")
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(shown.stdout)


@pytest.mark.parametrize(
    ("what", "result"),
    [
        ("terms", ["vo:haus"]),
        ("sentences", ["Söl. Bel golom.", "Om binom su bel."]),
        ("date", "2016-10-25"),
        ("language", "vo"),
        ("times", ["2010-05-01/..", "1801-01-01/1900-12-31", "2026"]),
        ("types", ["name", "when"]),
        ("measure", r"\b(?:liöls?)\b"),
    ],
)
def test_a_language_is_one_file(understood, what, result) -> None:
    """The analyzer, sentences, dates, detection, time expressions and answer types use a profile that was only added."""
    assert understood[what] == result


@pytest.mark.parametrize("code", PROFILES)
def test_a_module_is_named_by_its_language(code) -> None:
    """A profile is found by the name of its module, which is its code; months are all twelve, or none."""
    profile = profile_of(code)
    assert profile.code == code
    assert len(profile.dates.months) in {0, 12}
    assert profile.times is None or len(profile.times.numbers) in {0, 12}


def test_a_language_without_a_file_has_an_empty_profile() -> None:
    """It has no stop words, no stemmer and no dates of its own."""
    assert profile_of("xx") == LanguageProfile("xx", "xx")
    assert LanguageProfile("xx", "xx").dates == DateWords()


def test_a_part_of_a_profile_is_no_language() -> None:
    """A module with an underscore in its name belongs to the language before it."""
    assert "en_words" not in PROFILES


@pytest.mark.parametrize("code", PROFILES)
def test_word_lists_of_a_profile_agree(code) -> None:
    """A word weighs nothing, or little, or all; words and forms are case-folded, with plain apostrophes."""
    profile = profile_of(code)
    forms = profile.forms
    tables = (forms.contractions, forms.contracted_endings, forms.number_words, forms.ordinal_endings)
    every = [*profile.common_words, *(text for table in tables for pair in table.items() for text in pair)]
    assert profile.common_words & profile.stop_words == set()
    assert [word for word in every if word != unicodedata.normalize("NFKC", word).casefold() or "’" in word] == []
    assert profile.common_words.isdisjoint(forms.number_words)
    assert list(forms.particles) == sorted(forms.particles, key=len, reverse=True)


@pytest.mark.parametrize("code", [code for code, profile in PROFILES.items() if profile.forms.number_words])
def test_number_words_are_numbers(code) -> None:
    """Each stands for digits, with an ordinal's ending or none; two to twelve are there, but for French "neuf", new."""
    numbers = profile_of(code).forms.number_words
    assert [word for word, digits in numbers.items() if not re.fullmatch(r"[0-9]+[a-z]*", digits)] == []
    assert len({str(number) for number in range(2, 13)} - set(numbers.values())) <= 1
    assert "1" not in numbers.values()


def test_english_numbers_and_ordinals() -> None:
    """Written out they are what digits are, up to ninety-ninth."""
    numbers = profile_of("en").forms.number_words
    written = "three twenty fifteen twenty-one fourth twelfth twentieth thirty-third ninety-ninth".split()
    assert [numbers[word] for word in written] == ["3", "20", "15", "21", "4th", "12th", "20th", "33rd", "99th"]
    assert "second" not in numbers  # a unit of time
