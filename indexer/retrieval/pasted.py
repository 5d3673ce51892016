"""A question as it is searched: in normal form, on one line, without markup that was pasted with it.

What is clearly markup goes, and the words in it stay: HTML tags that have attributes or come in pairs, entities, and links,
emphasis, quoted lines and headings of Markdown. Markup that is asked about stays: `What does <b> mean?`, and whatever
stands between backticks.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_HAND = 128  # questions: one question is read several times
CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]*(?<!`)\1(?!`)")
"""What stands between backticks, backticks included."""
_SIGNS = "<&[*>#~`-+"
_KEPT = "\ufdd0"  # around the number of code that is kept aside; Unicode keeps this code point for such uses
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)"""
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9:-]{{0,30}})((?:\s+[A-Za-z_@:][\w:.@-]*\s*=\s*{_VALUE})*)\s*/?>")
_ENTITY = re.compile(r"&(?:amp;)*([A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINE_START = re.compile(r"^\s*(?:(?:>[ \t]?)+|#{1,6}[ \t]+|[-*+][ \t]+)", re.MULTILINE)
_LINK = re.compile(r"(?<!\w)!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*~])(\*{1,3}|~~)(?=[^\s*~])([^*~]*)(?<=[^\s*~])\1(?![\w*~])")
# Tags inside a word or a sentence; all others end a word.
_INLINE = frozenset("a abbr b bdi cite code em font i kbd mark q s small span strike strong sub sup tt u var".split())
# Tags that never, or not always, have an end tag.
_UNPAIRED = frozenset("br dd dt hr img input li option p td th tr wbr".split())
_SPEAKS_OF_MARKUP = re.compile(r"html|xml|entit", re.IGNORECASE)


@lru_cache(_AT_HAND)
def plain_question(question: str) -> str:
    """The question in normal form, on one line, without pasted markup; as it is where nothing readable would be left."""
    text = " ".join(normalise(question).split())
    plain = " ".join(_without_all_markup(normalise(question)).split())
    plain = " ".join(_without_all_markup(plain).split())  # two lines may have become one that begins as an item does
    return plain if re.search(r"\w", plain) else text


def _without_all_markup(plain: str) -> str:
    """The text without markup, and without what was escaped once more."""
    before = ""
    while plain != before and any(sign in plain for sign in _SIGNS):
        plain, before = normalise(_without_markup(plain)), plain
    return plain


def _without_markup(text: str) -> str:
    """The text without the outermost markup outside of code."""
    code: list[str] = []

    def keep(span: re.Match[str]) -> str:
        code.append(span[0])
        return f"{_KEPT}{len(code) - 1}{_KEPT}"

    text = CODE.sub(keep, text.replace(_KEPT, ""))
    text = _without_tags(_without_entities(_HIDDEN.sub(" ", text)))
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _LINE_START.sub("", text)))
    return re.sub(f"{_KEPT}([0-9]+){_KEPT}", lambda kept: code[int(kept[1])], text)


def _without_entities(text: str) -> str:
    """The text with the characters that entities stand for; one that stands alone may be what is asked about."""
    entities = list(_ENTITY.finditer(text))
    pasted = len(entities) > 1 or _TAG.search(text) is not None
    asked_about = _SPEAKS_OF_MARKUP.search(text) is not None
    for entity in reversed(entities):
        alone = not text[: entity.start()][-1:].strip() and not text[entity.end() :][:1].strip()
        ampersand = entity[1].casefold() == "amp" and not asked_about
        if not alone or ampersand or (pasted and not asked_about):
            text = text[: entity.start()] + html.unescape(f"&{entity[1]};").replace(_KEPT, "") + text[entity.end() :]
    return text


def _without_tags(text: str) -> str:
    """The text without tags that are clearly markup."""
    tags = list(_TAG.finditer(text))
    markup = set(_pasted_tags(text, tags))
    if markup:
        markup.update(tag for tag in tags if tag[2].casefold() in _UNPAIRED)
    for tag in reversed(tags):
        if tag in markup:
            between = "" if tag[2].casefold() in _INLINE else " "
            text = text[: tag.start()] + between + text[tag.end() :]
    return text


def _pasted_tags(text: str, tags: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Tags with attributes, pairs of tags around a word, and halves of a pair that touch the word that they belong to."""
    opened: dict[str, list[re.Match[str]]] = {}
    for tag in tags:
        name = tag[2].casefold()
        if not tag[1]:
            opened.setdefault(name, []).append(tag)
            touches = text[tag.end() :][:1].isalnum() and not text[: tag.start()][-1:].isalnum()
            if tag[3] or touches:
                yield tag
        elif opened.get(name):
            start = opened[name].pop()
            if _is_marked_up(name, text[start.end() : tag.start()]):
                yield from (start, tag)
            elif start[3]:
                yield tag
        elif text[: tag.start()][-1:].strip():
            yield tag


def _is_marked_up(name: str, between: str) -> bool:
    """Whether two tags of that name mark up what stands between them: `<b> and </b>` are two tags that somebody names."""
    apart = between[:1].isspace() and between[-1:].isspace() and name in _INLINE
    return not apart and re.search(r"\w", _TAG.sub("", between)) is not None
