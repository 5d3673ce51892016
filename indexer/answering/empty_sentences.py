"""Sentences that say nothing about an article's subject, and so never answer: questions, boilerplate, addresses, links.

A question asks what the sentence after it may answer. Boilerplate is what publishers put on every page: rights, cookies,
invitations to subscribe, and in papers their keywords and the declarations that nothing has to be declared.
"""

from __future__ import annotations

import re

_ASKED = re.compile(r"[?？؟⁇⁈]+[\s)\]]*$|[\u0370-\u03ff]\s?[;\u037e]\s*$|^[“„«\"][^“„«\"]*[?？؟][”“»\"]\s*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w{2,}")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 4  # beside an address, for a sentence that says something
_CONFLICTS = (
    r"no\s(?:potential\s)?(?:conflicts?|competing\s(?:financial\s)?interests?)\b.{0,40}\b(?:reported|declared|disclosed|exist|interest)"
    r"|\b(?:authors?|they)\s(?:declares?|declared|report|have\sdeclared|have)\s(?:that\s)?(?:they\shave\s|there\s(?:is|are)\s)?no"
    r"\s(?:potential\s|known\s)?(?:conflicts?|competing|financial)\b"
)
_RIGHTS = r"^\W*(?:all\srights\sreserved|copyright\b.{0,12}(?:\d{4}|©)|©|\(c\)\s?\d{4})|\ball\srights\sreserved\W*$"
_COOKIES = (
    r"\b(?:we|this\s(?:site|website)|our\s(?:site|website))\suses?\scookies\b|\b(?:accept|manage)\s(?:all\s)?cookies\b"
)
_KEYWORDS = (
    r"^\W*(?:key\s?words?|index\sterms|schlüsselwörter|schlagwörter|mots[-\s]clés|palabras\sclave|parole\schiave)\b"
    r"[^.]{0,20}[:—–]"
)
_SUPPLEMENT = r"\bsupplementary\s(?:material|data|information)\b.{0,60}\b(?:available|found|accompanies)\b"
_BOILERPLATE = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (("conflict", "competing", "financial"), _CONFLICTS),
        (("reserved", "copyright", "©", "(c)"), _RIGHTS),
        (("cookies",), _COOKIES),
        (("more",), r"^\W*(?:read|see|find\sout|learn)\smore\b[^.]{0,80}\W*$"),
        (("here",), r"^\W*(?:click|tap)\shere\b"),
        (("see",), r"^\W*(?:for\s(?:more|further)\b[^,]{0,40},\s)?(?:please\s)?see\s.{1,50}$"),
        (("sign", "subscribe"), r"^\W*(?:sign\sup|subscribe)\s(?:to|for|now|today)\b"),
        (("us",), r"^\W*(?:follow|like)\sus\son\b"),
        (("share",), r"^\W*share\sthis\b"),
        (("commons",), r"\blicensed\sunder\s(?:a|the)\s(?:terms\sof\s)?(?:the\s)?creative\scommons\b"),
        (("access",), r"\bopen[-\s]access\sarticle\s(?:distributed|under|licensed)\b"),
        (("key", "index", "wörter", "clés", "clave", "chiave"), _KEYWORDS),
        (("supplementary",), _SUPPLEMENT),
    )
)
"""Each kind of boilerplate, behind words of which it has one."""


_ASKS = ("?", "？", "؟", "⁇", "⁈", ";", "\u037e")
_HINTS = (
    "conflict", "competing", "financial", "rights reserved", "copyright", "©", "(c)", "cookies", "more", "here", "see ",
    "sign up", "subscribe", "follow us", "like us", "share this", "creative commons", "open access", "open-access",
    "supplementary", "key", "index terms", "wörter", "clés", "clave", "chiave",
)  # fmt: skip
"""Every boilerplate has one of these, which are looked for first because that costs little, and its own words next."""


def says_nothing(text: str) -> bool:
    """Whether a sentence is a question, boilerplate, or hardly more than addresses."""
    small = text.lower()
    if any(sign in text for sign in _ASKS) and _ASKED.search(text):
        return True
    if any(hint in small for hint in _HINTS) and _is_boilerplate(text, small):
        return True
    return any(sign in small for sign in ("http", "www.", "@")) and _is_address(text)


def _is_boilerplate(text: str, small: str) -> bool:
    return any(pattern.search(text) for words, pattern in _BOILERPLATE if any(word in small for word in words))


def _is_address(text: str) -> bool:
    if _ADDRESS.search(text) is None:
        return False
    return len(_LETTERS.findall(_ADDRESS.sub(" ", text))) < _FEWEST_WORDS
