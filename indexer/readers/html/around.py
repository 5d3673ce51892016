"""What stands around the text of a page: what is hidden, and what its tag, or the names that the page gives it, call so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.html.blocks import AROUND, BLOCK_NAMES, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_COMMENTS = frozenset("comment comments commentlist disqus livefyre replies respond".split())
_BESIDE = frozenset(
    "ad addthis ads adsense byline bio breadcrumb breadcrumbs carousel catlinks consent copyright dateline disclaimer footer"
    " gallery gdpr inlinegallery legal login menu metadata nav navbar navbox navigation noprint outbrain pager pagination"
    " popular postmeta printfooter rail rating ratings readmore related share sharedaddy sharing sidebar signup slideshow"
    " sociable social subscribe subscription taboola taglist tags timestamp toc toolbar trending widget".split()
)
_BESIDE_STARTS = tuple("adblock advert cli cookie modal newsletter overlay popup promo recommend sponsor".split())
_HIDDEN = frozenset("is-hidden screen-reader-text sr-only u-is-hidden visually-hidden".split())
_NAMED = BLOCK_NAMES | {"a", "span"}
_LINES = HEADINGS | {"a", "p", "span"}  # their `id` is what links lead to
_NAMES = ("class", "id", "role")
_TEXTS = frozenset({"article", "main"})
_LEAD = 80  # code points of a lead
_LAST = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")


def is_beside(element: HtmlElement) -> bool:
    """Whether the element is a menu, advertisement, list of related articles …, by its tag or the words of its names."""
    if element.tag in _TEXTS or element.tag not in _NAMED:
        return False
    names = ("class", "role") if element.tag in _LINES or _is_section(element) else _NAMES
    return _is_around(element) or any(_is_beside(word) for word in _words(element, names))


def is_comments(element: HtmlElement) -> bool:
    """Whether the element holds what readers wrote, by the words of its names."""
    return element.tag in _NAMED and not _COMMENTS.isdisjoint(_words(element, _NAMES))


def is_hidden_by_class(element: HtmlElement) -> bool:
    """Whether one of the usual classes hides the element, or shows it to screen readers alone."""
    return not _HIDDEN.isdisjoint((element.get("class") or "").split())


def _is_around(element: HtmlElement) -> bool:
    """Whether the tag says so; the header of an article belongs to it, and so does one of title and lead."""
    if element.tag == "header" and (
        any(each.tag in _TEXTS for each in element.iterancestors()) or _holds_lead(element)
    ):
        return False
    return element.tag in AROUND or element.tag == "form"


def _holds_lead(header: HtmlElement) -> bool:
    """Whether a header holds the title of the page and a paragraph that is a sentence at least."""
    paragraphs = (" ".join(each.text_content().split()) for each in header.iter("p"))
    return next(header.iter("h1"), None) is not None and any(
        len(text) >= _LEAD and _LAST.search(text) for text in paragraphs
    )


def _is_section(element: HtmlElement) -> bool:
    """Whether the element is a part of a text: its `id` is made of its heading."""
    heading = next((child for child in element if child.tag in HEADINGS), None)
    return heading is not None and _plain(element.get("id") or "") == _plain(heading.text_content()) != ""


def _is_beside(word: str) -> bool:
    return word in _BESIDE or word.startswith(_BESIDE_STARTS)


def _words(element: HtmlElement, names: Iterable[str]) -> Iterator[str]:
    """The words of the names that a page gives an element: “postMeta” and “post-meta” are two each."""
    for key in names:
        for word in _WORDS.findall(element.get(key) or ""):
            yield word.lower()


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
