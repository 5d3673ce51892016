"""The language of a text, found from a sample of it, offline and always the same.

Two steps, each of which may pass: common words are counted by the stop lists, which takes microseconds and decides
nearly every running text; what that leaves open is shown to py3langid, a small model that is loaded when it is first
needed. A wrong guess does harm (an article's words are then looked for in a language of their own, where they seem
rare), so a short or doubtful text counts as written in `FALLBACK`.
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

DETECT = "auto"  # as a language: find it out
FALLBACK = "en"

_PIECE = 300  # code points of the text's beginning, or of its middle, whose words are counted
_SHOWN = 150  # code points of each of them that the model is shown: it takes 2 µs for each
_WORD = re.compile(r"[^\W\d_]{2,}")  # single letters are initials and list marks in every language
_SHORTEST = 20  # words; a shorter text is not judged by the model
_FEW, _ENOUGH = 3, 6  # common words that the fallback must have, and any other language
_SHARE = 0.15  # of all words that they must be
_LEAD = 1.5  # times as many as the next language has
_SURE = 0.95  # the model's own confidence, from 0 to 1

# Scripts that few languages share, some of them without spaces: a few letters say enough.
_TELLING = re.compile("[\u0370-\u06ff\u0900-\u0fff\u10a0-\u10ff\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
_FEWEST_LETTERS = 20

# Languages without a profile that the model may find too: without them, texts in them would be taken for neighbours.
_OTHERS = frozenset("bg ca fa he hi hr ja ka ko sk sl sr th uk vi zh".split())
LANGUAGES = frozenset(PROFILES) | _OTHERS
"""Every language that a text can be found to be in."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that the text is most surely written in; `FALLBACK` for a doubtful one."""
    first, middle = text[:_PIECE], text[max(_PIECE, len(text) // 2) :][:_PIECE]
    return _by_common_words(first) or _by_common_words(middle) or _by_model(f"{first} {middle}") or FALLBACK


def _by_common_words(piece: str) -> str | None:
    """The language whose common words the piece is full of, if no other comes near."""
    words = _WORD.findall(piece.casefold())
    votes = Counter(chain.from_iterable([_VOTES[word] for word in words if word in _VOTES]))
    next_most, most = sorted((0, 0, *votes.values()))[-2:]
    language = max(votes, key=votes.__getitem__, default="")  # of equals the first, which is what `most_common` says
    if language == FALLBACK:  # what else could come of looking closer?
        return language if most >= _FEW and most > next_most else None
    return language if most >= max(_ENOUGH, _SHARE * len(words), _LEAD * next_most + 2) else None


def _by_model(sample: str) -> str | None:
    """The language that the model is sure of, if there is enough to judge."""
    if len(_WORD.findall(sample)) < _SHORTEST and len(_TELLING.findall(sample)) < _FEWEST_LETTERS:
        return None
    language, confidence = _model().classify(f"{sample[:_SHOWN]} {sample[_PIECE:][:_SHOWN]}")
    return str(language) if confidence >= _SURE else None


@cache
def _model() -> LanguageIdentifier:
    """The model, with the languages that we can do something with; 0.3 s and 100 MB, so only when it is needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  heavy

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(sorted(LANGUAGES))
    return model


def _votes() -> dict[str, tuple[str, ...]]:
    """Common word → the languages that have it on their stop lists."""
    languages: dict[str, list[str]] = {}
    for language, profile in PROFILES.items():
        for word in profile.stop_words:
            languages.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in languages.items()}


_VOTES = _votes()
