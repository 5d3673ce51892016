"""Words of a question in scripts without spaces: a token (`tokens.py`), cut where a word is sure to end.

Without a dictionary, three things tell: hiragana that another script follows are endings and particles (新しい|公園), a
character that is a stop word by itself parts what stands around it (他|在|山上), and spaces are seen by the tokens already.
What is left may be more than one word; it is looked for by its pairs of characters.
"""

from __future__ import annotations

import itertools
import re

from indexer.text.characters import HANGUL, HIRAGANA
from indexer.text.languages import profile_of

_FEWEST_LEFT = 2  # characters of a noun whose particle is cut off
_AFTER_HIRAGANA = re.compile(rf"(?<=[{HIRAGANA}])(?=[^{HIRAGANA}])")
_HANGUL = re.compile(f"[{HANGUL}]")


def segments(token: str, language: str) -> list[tuple[int, int]]:
    """The spans of the words in an unspaced token, without particles and stop words; the whole when nothing is left."""
    profile = profile_of(language)
    cuts = [0, *(match.start() for match in _AFTER_HIRAGANA.finditer(token)), len(token)]
    words = []
    for start, end in itertools.pairwise(cuts):
        bare = _without_particle(token[start:end], profile.forms.particles)
        words += _between(token, start, start + len(bare), profile.stop_words)
    return words or [(0, len(token))]


def _without_particle(word: str, particles: tuple[str, ...]) -> str:
    for particle in particles:
        fewest = _FEWEST_LEFT if _HANGUL.match(word) else 1
        if word.endswith(particle) and len(word) - len(particle) >= fewest:
            return word[: -len(particle)]
    return word


def _between(token: str, start: int, end: int, stop_words: frozenset[str]) -> list[tuple[int, int]]:
    """The parts of `token[start:end]` between characters that are stop words; none when it is a stop word itself."""
    if token[start:end] in stop_words:
        return []
    if end - start <= _FEWEST_LEFT:
        return [(start, end)]
    stops = [place for place in range(start, end) if token[place] in stop_words]
    edges = [start - 1, *stops, end]
    return [(left + 1, right) for left, right in itertools.pairwise(edges) if right > left + 1]
