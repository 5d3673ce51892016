"""The main text of a page: what its article says, without menus, notices, comments and lists of other articles.

main        the innermost element that still has nearly all the weight (`weights`) of the page
lead        the few paragraphs between the title and the main element
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from indexer.readers.blocks import ROWS
from indexer.readers.html.around import is_beside, is_comments, is_hidden_by_class
from indexer.readers.html.blocks import SILENT, blocks_of, is_hidden
from indexer.readers.html.weights import Weights, size_of, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from indexer.readers.blocks import Block

_KEPT = 0.75  # share of the weight that an inner element has if it is the main one
_KEPT_NAMED = 0.4  # the same, if it is named like a main text
_MAIN = frozenset("article-body article-content articlebody entry-content post-body post-content story-body".split())
_MOST_BESIDE = 0.8  # share of the weight; an element that has more is not beside the text
_LEAST_TEXT = 150  # bytes that a page has besides comments, if they are not its text
_LONGEST_LEAD = 4  # paragraphs
_LEAD_LINKED = 0.1  # share of links in one
_LINKS = 0.6  # share of links in what is a list of them
_PROSE = 80  # bytes of a block that reads like text whatever its end
_LEAST_PROSE = 25  # the same for one that ends like a sentence
_ENDS = re.compile(r"[.!?…。！？।؟:;][\"'”’»)\]]*$")
_ADVERTISEMENT = re.compile(
    r"\W*(?:advertisement|advert|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|annons|reklama|реклама)\W*",
    re.IGNORECASE,
)
"""The line above an advertisement, which is left where that was."""
_NOTICE = re.compile(r"^\W*(?:©|copyright\b)|all rights reserved|alle rechte vorbehalten|tous droits réservés", re.I)


def main_blocks(root: HtmlElement) -> list[Block]:
    """The blocks of a page's main text; empty if none is found. `root` is used up."""
    body = root.find("body")
    body = root if body is None else body
    _drop(
        [each for each in body.iterdescendants() if each.tag in SILENT or is_hidden(each) or is_hidden_by_class(each)]
    )
    weights = _without_comments(body, _without_beside(body))
    main = _innermost(body, weights)
    lead = _lead(body, main, weights)
    _drop([each for each in main.iterdescendants() if _is_list_of_links(each, weights)])
    blocks = (block for each in (*lead, main) for block in blocks_of(each))
    return list(_trimmed([block for block in blocks if not _ADVERTISEMENT.fullmatch(block.text)]))


def _without_beside(body: HtmlElement) -> Weights:
    """Drops what is named as beside the text, and returns the weights of what is left."""
    weights = weigh(body)
    most = weights[body].weight * _MOST_BESIDE
    beside = [each for each in body.iterdescendants() if is_beside(each) and weights[each].weight <= most]
    _drop(beside)
    return weigh(body) if beside else weights


def _without_comments(body: HtmlElement, weights: Weights) -> Weights:
    """Drops comments, unless there is no other text, and returns the weights of what is left."""
    comments = _outermost([each for each in body.iterdescendants() if is_comments(each)])
    if not comments or weights[body].size - sum(weights[each].size for each in comments) < _LEAST_TEXT:
        return weights
    _drop(comments)
    return weigh(body)


def _innermost(body: HtmlElement, weights: Weights) -> HtmlElement:
    main = body
    while len(main):
        inner = max(main, key=lambda each: weights[each].weight)
        share = weights[inner].weight / (weights[main].total or 1.0)
        if share < (_KEPT_NAMED if _is_named_main(inner) else _KEPT):
            break
        main = inner
    return main


def _is_named_main(element: HtmlElement) -> bool:
    names = {(element.get("itemprop") or "").lower(), *(element.get("class") or "").lower().split()}
    return element.tag in {"article", "main"} or not names.isdisjoint(_MAIN)


def _lead(body: HtmlElement, main: HtmlElement, weights: Weights) -> list[HtmlElement]:
    """The paragraphs between title and main element; none if the title stands in it, or too far above."""
    title = next((each for each in body.iter("h1") if weights[each].size), None)
    if title is None or main in title.iterancestors():
        return []
    around = {main, *main.iterancestors()}
    lead: list[HtmlElement] = []
    for each in title.xpath("following::*"):
        if each is main:
            return lead
        if (
            each not in around
            and each in weights
            and _is_paragraph(each, weights)
            and not any(above in lead for above in each.iterancestors())
        ):
            lead.append(each)
        if len(lead) > _LONGEST_LEAD:
            break
    return []


def _is_paragraph(element: HtmlElement, weights: Weights) -> bool:
    measured = weights[element]
    is_prose = measured.prose > 0 and measured.linked_share < _LEAD_LINKED
    return is_prose and _ENDS.search(element.text_content().strip()) is not None


def _is_list_of_links(element: HtmlElement, weights: Weights) -> bool:
    measured = weights[element]
    has_links = (
        next(element.iterancestors("table"), None) is None
        and element.tag in {"div", "dl", "ol", "p", "section", "ul"}
        and measured.linked_share > _LINKS
    )
    return measured.is_teaser or (has_links and not measured.weight)


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen = set(elements)
    return [each for each in elements if chosen.isdisjoint(each.iterancestors())]


def _drop(elements: Iterable[HtmlElement]) -> None:
    for each in elements:
        if each.getparent() is not None:
            each.drop_tree()


def _trimmed(blocks: list[Block]) -> Iterator[Block]:
    """The blocks from the first to the last that read like text, with headings and captions before the first."""
    first = next((at for at, block in enumerate(blocks) if _begins(block)), len(blocks))
    yield from (block for block in blocks[:first] if block.kind in {"heading", "caption"})
    yield from reversed([*dropwhile(lambda block: not _ends(block), reversed(blocks[first:]))])


def _begins(block: Block) -> bool:
    if block.kind in {"item", "paragraph"}:
        size = size_of(block.text)
        return (size >= _PROSE and _is_worded(block.text)) or (
            size >= _LEAST_PROSE and _ENDS.search(block.text) is not None
        )
    return block.kind in ROWS | {"code"}


def _ends(block: Block) -> bool:
    if block.kind == "paragraph" and not _NOTICE.search(block.text):
        long = size_of(block.text) >= _PROSE and _is_worded(block.text)
        return long or _ENDS.search(block.text) is not None
    return block.kind in ROWS | {"item", "code", "caption"}


def _is_worded(text: str) -> bool:
    """Whether the text is no more than half figures, as a scale is."""
    return 2 * sum(map(str.isdigit, text)) <= len("".join(text.split()))
