"""A question with something struck out: a word, a phrase, an exclusion, a filter.

Taking out a term is taking out what brings it in, from the turn that it is written in; nothing is added that would
exclude it. So the address that is left says exactly what is asked.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_FILTER = r"""(?<!\S)(?:source|author|after|before):(?:["“][^"”]*["”]|\S+)"""
_EXCLUSION = r"""(?<!\S)-(?:["“”„«][^"“”„»]*["“”„»])?\S*"""
_KEPT = rf"(?P<kept>{_FILTER}|{_EXCLUSION})"
_ALONE = re.compile(r"\s*alone:\s*", re.IGNORECASE)


def without_word(question: str, word: str) -> str:
    """The question without that word, in whatever case; filters and exclusions keep theirs."""
    return _struck(question, rf"{_KEPT}|-?(?<!\w){re.escape(word)}(?:['’]s)?(?!\w)-?")


def without_phrase(question: str, phrase: str) -> str:
    """The question without that phrase in quotation marks, and without its words."""
    words = r"\s+".join(map(re.escape, phrase.split()))
    return _struck(question, rf"""["“]\s*{words}\s*["”]""")


def without_exclusion(question: str, word: str) -> str:
    """The question that no longer excludes the word."""
    return _struck(question, rf"(?<!\S)-{re.escape(word)}(?!\w)[.,;:!?]*")


def without_filter(question: str, name: str, value: str) -> str:
    """The question without the words that filter by this: `name` is source, author, after or before."""
    return _struck(question, rf"""(?<!\S){name}:(?:["“]\s*{re.escape(value)}\s*["”]|{re.escape(value)}(?!\S))""")


def stands_alone(question: str) -> bool:
    """Whether the question drops what was asked before it."""
    return _ALONE.match(question) is not None


def alone(question: str) -> str:
    """The question, to be asked without what was asked before."""
    return question if stands_alone(question) else f"alone: {question}"


def with_history(question: str) -> str:
    """The question, to be asked with what was asked before."""
    return _ALONE.sub("", question, count=1) if stands_alone(question) else question


def _struck(question: str, pattern: str) -> str:
    """What is left; empty when no word is. Only matches that are not `kept` are struck."""
    text = normalize("NFC", question)
    left = re.sub(pattern, _unless_kept, text, flags=re.IGNORECASE)
    if left == text:
        return question
    written = set(text.split())
    # What came to stand behind a hyphen only now is no exclusion.
    tokens = (token if token in written else token.lstrip("-") for token in left.split())
    tidy = re.sub(r"\s+(?=[.,;:!?](?:\s|$))", "", " ".join(token for token in tokens if token))
    words = _ALONE.sub("", re.sub(rf"{_FILTER}|{_EXCLUSION}", " ", tidy, flags=re.IGNORECASE), count=1)
    return tidy if re.search(r"\w", words) else ""


def _unless_kept(match: re.Match[str]) -> str:
    return match[0] if match.groupdict().get("kept") else " "
