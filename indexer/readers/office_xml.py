"""The XML of office documents, parsed with care.

XML that declares entities is refused: office programs write none, and a few lines of them can stand for gigabytes. Tags are
given with short prefixes (`w:p`), whichever of its namespaces a program has used for them.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from indexer.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_OOXML}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OOXML}spreadsheetml/2006/main": "x",
    f"{_STRICT}spreadsheetml/main": "x",
    f"{_OOXML}presentationml/2006/main": "p",
    f"{_STRICT}presentationml/main": "p",
    f"{_OOXML}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OOXML}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OOXML}drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_STRICT}drawingml/spreadsheetDrawing": "xdr",
    f"{_OOXML}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OOXML}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OOXML}package/2006/relationships": "rel",
    f"{_OOXML}package/2006/metadata/core-properties": "cp",
    f"{_OOXML}markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "thread",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xlink": "xlink",
    **{
        f"{_ODF}{name}:1.0": prefix
        for name, prefix in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("drawing", "draw"),
            ("style", "style"),
            ("meta", "meta"),
            ("manifest", "manifest"),
        )
    },
}
_SLICE = 2**16  # bytes of XML that are parsed at a time


def parsed_xml(raw: bytes, path: str) -> Element:
    """The root element of XML, its tags and attributes with short prefixes; raises `ArticleError`, which names `path`."""
    parser = XMLParser(target=_PrefixedTree())  # noqa: S314  entities are refused
    with _damage_told(path):
        parser.feed(raw)
        root = parser.close()
    assert isinstance(root, Element)  # noqa: S101  it is what a tree builder makes
    return root


def streamed_xml(raw: bytes, path: str, begun: Container[str], ended: Container[str]) -> Iterator[Element]:
    """The elements of large XML with some tags: those in `begun` with their attributes alone, those in `ended` whole.

    The latter are emptied when the next one is asked for, so that the tree is never whole in memory. Raises `ArticleError`.
    """
    target = _StreamedTree(begun, ended)
    parser = XMLParser(target=target)  # noqa: S314  entities are refused
    for at in range(0, len(raw), _SLICE):
        with _damage_told(path):
            parser.feed(raw[at : at + _SLICE])
        for element in target.taken():
            yield element
            if element.tag in ended:
                element.clear()
    with _damage_told(path):
        parser.close()


@contextmanager
def _damage_told(path: str) -> Iterator[None]:
    """Raises what is wrong with XML as an `ArticleError`."""
    try:
        yield
    except _EntitiesError:
        raise ArticleError(path, "declares entities in its XML, which could harm; save it anew") from None
    except (ParseError, LookupError, ValueError) as error:  # the last two of encodings
        raise damaged(path, error) from None


def child(element: Element | None, path: str) -> Element | None:
    """The first element at a path of tags such as `w:pPr/w:pStyle`; None when there is none."""
    for tag in path.split("/"):
        element = next((each for each in element if each.tag == tag), None) if element is not None else None
    return element


def child_text(element: Element | None, path: str) -> str | None:
    """The text of the first element at a path; None when it is missing or empty."""
    found = child(element, path)
    return (found.text or "").strip() or None if found is not None else None


def whole(digits: str | None, otherwise: int = 1) -> int:
    """The number that an attribute gives; `otherwise` if it is missing, or is none."""
    return int(digits) if digits and digits.isdecimal() and len(digits) < 10 else otherwise


def damaged(path: str, error: Exception) -> ArticleError:
    """The error of a document that cannot be read, because of another error."""
    words = " ".join(str(error).split())[:100] or type(error).__name__
    return ArticleError(path, f"is damaged ({words}); open it in its program and save it anew")


class _EntitiesError(Exception):
    """XML has a document type declaration, the only place where entities are declared."""


class _Prefixed(dict[str, str]):
    """`{namespace}name` → `prefix:name`; a name of an unknown namespace stays as it is."""

    def __missing__(self, tag: str) -> str:
        namespace, brace, name = tag[1:].partition("}")
        prefix = _PREFIXES.get(namespace) if brace else None
        self[tag] = f"{prefix}:{name}" if prefix else tag
        return self[tag]


class _PrefixedTree(TreeBuilder):
    """Builds a tree with short prefixes."""

    def __init__(self) -> None:
        super().__init__()
        self._prefixed = _Prefixed()

    def start(self, tag: str, attributes: Mapping[str, str]) -> Element:
        """Opens an element."""
        prefixed = self._prefixed
        return super().start(prefixed[tag], {prefixed[name]: value for name, value in attributes.items()})

    def end(self, tag: str) -> Element:
        """Closes an element."""
        return super().end(self._prefixed[tag])

    def doctype(self, *_: str | None) -> None:
        """Refuses a document type declaration before it is read."""
        raise _EntitiesError


class _StreamedTree(_PrefixedTree):
    """Keeps the elements with some tags at hand, in the order in which they begin or end."""

    def __init__(self, begun: Container[str], ended: Container[str]) -> None:
        super().__init__()
        self._begun, self._ended = begun, ended
        self._ready: list[Element] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> Element:
        """Opens an element."""
        element = super().start(tag, attributes)
        if element.tag in self._begun:
            self._ready.append(element)
        return element

    def end(self, tag: str) -> Element:
        """Closes an element."""
        element = super().end(tag)
        if element.tag in self._ended:
            self._ready.append(element)
        return element

    def taken(self) -> list[Element]:
        """The elements since the last call."""
        taken, self._ready = self._ready, []
        return taken
