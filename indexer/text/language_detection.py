"""The language of a text, detected from a sample of it: offline, and always with the same result.

Two steps. First the stop words of each language are counted, which takes microseconds and decides nearly all running text.
Running text that this leaves open goes to py3langid, a small model, loaded at its first use; lists of names, tables and code
do not. A wrong language does harm (the article's words would be indexed as words of that language, and look rare), so a
short or doubtful text counts as `FALLBACK`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from indexer.text.languages import PROFILES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DETECT = "auto"  # a value for a language setting: detect it
FALLBACK = "en"

_PIECE = 300  # code points of the text's beginning, or of its middle, whose words are counted
_SHOWN = 150  # code points of each of them that the model gets; it takes 2 µs for each
# Single letters are initials and list marks in every language; signs of vowels belong to the words of some scripts.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0591-\u05c7\u064b-\u0655\u0670\u0900-\u0963\u0970-\u0dff])+")
_SHORTEST = 20  # words; a shorter text is not judged by the model
_RUNNING = 0.06  # of all different words that stop words of one language are in running text, at the least
_FEW, _ENOUGH = 3, 6  # stop words that the fallback language needs, and any other language
_DIFFERENT = 3  # of them, for any other language: “Air” may be in every name
_SHARE = 0.15  # of all words that must be stop words
_LEAD = 1.5  # times as many as the next language has
_SURE = 0.95  # the model's own confidence, from 0 to 1

# Scripts that few languages use, some without spaces between words: a few letters are enough for the model.
_TELLING = re.compile("[\u0370-\u06ff\u0900-\u10ff\u1200-\u137f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
_FEWEST_LETTERS = 20

LANGUAGES = frozenset(PROFILES)
"""Every language that a text can be found to be in."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language; `FALLBACK` when it is doubtful."""
    first, middle = text[:_PIECE], text[max(_PIECE, len(text) // 2) :][:_PIECE]
    return _by_common_words(first) or _by_common_words(middle) or _by_model(f"{first} {middle}") or FALLBACK


def _by_common_words(piece: str) -> str | None:
    """The language with clearly most stop words in the piece; None when no language is clear."""
    words = _WORD.findall(piece.casefold())
    votes = Counter(chain.from_iterable([_VOTES[word] for word in words if word in _VOTES]))
    (language, most), (rival, next_most) = (*votes.most_common(2), ("", 0), ("", 0))[:2]
    if FALLBACK in {language, rival} and most == votes[FALLBACK]:  # the model could only give the same
        return FALLBACK if most >= _FEW and most > next_most else None
    different = {word for word in words if language in _VOTES.get(word, ())}
    if most < max(_ENOUGH, _SHARE * len(words)) or len(different) < _DIFFERENT:
        return None
    # Words of both languages tell nothing: most of Catalan's are Spanish too.
    shared = sum(rival in _VOTES[word] for word in words if word in different) if rival else 0
    return language if most - shared >= _LEAD * (next_most - shared) + 2 else None


def _by_model(sample: str) -> str | None:
    """The language that the model is sure of; None when it is not, or when there is too little to judge."""
    written = " ".join([chunk for chunk in sample.split() if len(chunk) > 1])  # single letters are those of a table
    if len(_TELLING.findall(written)) < _FEWEST_LETTERS and not _is_running_text(_WORD.findall(sample)):
        return None
    language, confidence = _model().classify(f"{sample[:_SHOWN]} {sample[_PIECE:][:_SHOWN]}")
    return str(language) if confidence >= _SURE else None


def _is_running_text(words: list[str]) -> bool:
    """Whether these may be sentences of a language that is not the fallback: lists of names, tables and code are not.

    Stop words count in small letters, as most are in a sentence: “DE” and “La” are codes, or parts of names.
    """
    different = {word.casefold() for word in words}
    written_small = {word for word in words if word.islower()} or different  # all in capitals: a headline
    votes = Counter(chain.from_iterable(_VOTES.get(word, ()) for word in written_small))
    votes.pop(FALLBACK, None)
    most = max(votes.values(), default=0)
    return len(words) >= _SHORTEST and most >= max(_DIFFERENT, _RUNNING * len(different))


@cache
def _model() -> LanguageIdentifier:
    """The model, limited to `LANGUAGES`. Takes 0.3 s and 100 MB, so it is loaded when it is first needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  heavy

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(sorted(LANGUAGES.intersection(model.nb_classes)))
    return model


def _votes() -> dict[str, tuple[str, ...]]:
    """Stop word → the languages that it is one of."""
    languages: dict[str, list[str]] = {}
    for language, profile in PROFILES.items():
        for word in profile.stop_words:
            languages.setdefault(word, []).append(language)
    return {word: tuple(codes) for word, codes in languages.items()}


_VOTES = _votes()
