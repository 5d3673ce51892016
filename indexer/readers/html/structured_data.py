"""JSON-LD: what a page says of itself in the words of schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MOST_NODES = 1_000
_PAGES = frozenset({"WebPage", "ItemPage", "AboutPage", "ProfilePage", "QAPage", "FAQPage"})


def articles(root: HtmlElement) -> list[dict[str, object]]:
    """The articles that a page describes, then descriptions of the page itself; an article without a date last."""
    nodes = [node for script in root.iter("script") if _is_json(script) for node in _nodes(script.text_content())]
    described = [node for node in nodes if any(_is_article(type_) for type_ in _types(node))]
    described.sort(key=lambda node: "datePublished" not in node)
    return described + [node for node in nodes if not _PAGES.isdisjoint(_types(node))]


def names(value: object) -> list[str]:
    """The names of persons or organisations: texts, objects with a `name`, or lists of these."""
    match value:
        case str():
            return [value]
        case list():
            return [name for each in value for name in names(each)]
        case {"name": name}:
            return names(name)
        case _:
            return []


def _is_json(script: HtmlElement) -> bool:
    return (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json"


def _nodes(source: str) -> Iterator[dict[str, object]]:
    """Every object of a document, those in lists and graphs as well."""
    source = source.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    try:
        waiting = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def _types(node: dict[str, object]) -> set[str]:
    types = node.get("@type")
    return {
        each.rpartition("/")[2] for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)
    }


def _is_article(type_: str) -> bool:
    return type_.endswith(("Article", "BlogPosting", "Report", "Review"))
