"""Terms of stop words: marked, so that the same word as a name has a term of its own: `en:_who`, and `en:who` for WHO."""

from __future__ import annotations

_MARK = "_"  # after the language


def common_term(language: str, word: str) -> str:
    """The term of a stop word."""
    return f"{language}:{_MARK}{word}"


def is_common(term: str) -> bool:
    """Whether the term is that of a stop word."""
    return f":{_MARK}" in term


def as_name(term: str) -> str:
    """The term that a stop word has as a name."""
    return term.replace(f":{_MARK}", ":", 1)


def as_common(term: str) -> str:
    """The term that a name has as a stop word."""
    return term.replace(":", f":{_MARK}", 1)


def form_of(term: str) -> str:
    """The term without its language and mark: how the word is written in it."""
    return term.partition(":")[2].removeprefix(_MARK)
