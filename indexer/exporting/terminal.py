"""Text that can be shown on a terminal without steering it."""

from __future__ import annotations

import re

from indexer.surrogates import SURROGATES

_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069" + SURROGATES + "]")


def clean(text: str) -> str:
    """The text with every character that could steer a terminal as �; line feeds and tabs stay."""
    return _STEERING.sub("�", text)
