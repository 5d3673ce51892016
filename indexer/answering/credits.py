"""Who took a photo? Its credit says it, mostly in a caption, "Photo by Ann Moore", in hardly a word of the question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PICTURE = r"(?:photo(?:graph)?|picture|image|foto|bild)s?"
_ARTICLE = r"(?:the|this|that|these|those|an?|das|dieses|die|diese|ein)\s+"
_ASKS = re.compile(
    rf"\W*(?:who\s+(?:took|shot|made|has\s+taken)\s+(?:{_ARTICLE})?{_PICTURE}"
    rf"|who(?:\s+was|\s+were)?\s+(?:{_ARTICLE})?{_PICTURE}\s+(?:taken\s+)?by"
    rf"|by\s+whom\s+(?:is|was|were)\s+(?:{_ARTICLE})?{_PICTURE}(?:\s+taken)?"
    rf"|whose\s+{_PICTURE}\s+(?:is|are|was|were)\s+(?:it|this|that|these|those|they)"
    rf"|wer\s+(?:hat\s+)?(?:machte\s+|schoss\s+)?(?:{_ARTICLE})?{_PICTURE}(?:\s+(?:gemacht|geschossen|aufgenommen))?)\W*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|images?|fotos?|bild(?:er)?)\b\W{0,3}(?:\b(?:by|von|credit|courtesy)\b|[:©/])",
    re.IGNORECASE,
)


def is_credited(question: str, sentences: Iterable[str]) -> bool:
    """Whether the question asks who took a picture, and nothing else, and one of the sentences says it."""
    return _ASKS.fullmatch(question) is not None and any(map(_CREDIT.search, sentences))
