"""Parts of the patterns of courtesy that all languages share (see `profile.Courtesy`)."""

from __future__ import annotations


def pause(asking: str) -> str:
    """Ends a greeting: nothing follows it, or a sign, or a comma and a small letter or one of the words `asking`.

    A capital after the comma is often a title's: “Hello, Dolly!”, “Yes, Minister”.
    """
    return rf"(?=\s?[.!…?]*$|\s?[.!…–—:?]+\s|,\s(?-i:[a-zà-ÿ¿“„«\"'‘(])|,\s(?:{asking})\b)"


def question(asking: str) -> str:
    """One of the words `asking` follows, after a comma or a colon perhaps."""
    return rf"(?=[\s,:]+(?i:{asking})\b)"
