"""The parts of an office document: a zip of XML files, opened with care.

The sizes that the zip declares are checked before a part is unpacked, so a zip bomb is refused unread. XML that declares
entities is refused as well: office programs write none, and a few lines of them can stand for gigabytes. Tags are given
with short prefixes (`w:p`), whichever of its namespaces a program has used for them.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from indexer.errors import ArticleError
from indexer.readers.file_walk import shown
from indexer.readers.limits import megabytes
from indexer.readers.links import count_signs, link

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from types import TracebackType
    from typing import Self

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.links import Link

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
    f"{_OOXML}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OOXML}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OOXML}package/2006/relationships": "rel",
    f"{_OOXML}package/2006/metadata/core-properties": "cp",
    f"{_OOXML}markup-compatibility/2006": "mc",
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
_LEAST_RATIO_CHECKED = 10 * 2**20  # bytes; smaller parts harm nobody, however well they are packed
_GREATEST_RATIO = 200  # unpacked bytes a packed byte; tables of blanks come to 100, bombs to 1,000
_SLICE = 2**16  # bytes of XML that are parsed at a time
_ENCRYPTED = "is encrypted; save it without a password"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class Paragraph:
    """A paragraph in the making: its text, its links, and the elements that follow it (notes, comments, text boxes)."""

    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    asides: list[Element] = field(default_factory=list)
    _counted: tuple[int, int] = (0, 0)  # parts before the last link, and what they hold that is no white space

    @property
    def text(self) -> str:
        """All parts, joined."""
        return "".join(self.parts)

    def add_link(self, first: int, address: str | None) -> None:
        """Makes the parts from number `first` on a link; a link that holds another one is none."""
        parts, signs = self._counted
        if address and first >= parts:
            signs += count_signs("".join(self.parts[parts:first]))
            self._counted = first, signs
            self.links += link(signs, "".join(self.parts[first:]), address)


class OfficePackage:
    """An office document that is open for reading; use it in a `with` statement.

    Raises `ArticleError` when the file is encrypted, damaged, or unpacks to more than its limits allow.
    """

    def __init__(self, file: SourceFile, limits: Limits) -> None:
        self.path = shown(file.path)
        self._limits = limits
        _refuse_old(file, self.path)
        try:
            self._zip = zipfile.ZipFile(file.path)
        except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
            raise self._damaged(error) from None
        self._members = {member.filename: member for member in self._zip.infolist()}
        try:
            self._check_sizes()
        except ArticleError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> Iterator[str]:
        """The names of all parts, in the order of the zip."""
        return iter(self._members)

    def xml(self, name: str) -> Element | None:
        """The root element of a part; None when there is no such part."""
        raw = self.bytes(name)
        return None if raw is None else parsed_xml(raw, self.path)

    def bytes(self, name: str) -> bytes | None:
        """The content of a part; None when there is no such part."""
        if name not in self._members:
            return None
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
            raise self._damaged(error) from None

    def related(self, name: str = "") -> dict[str, tuple[str, str]]:
        """What a part of an Office Open XML file refers to: relation → the last word of its type, and the part's name."""
        folder = posixpath.dirname(name)
        return {
            relation.get("Id", ""): (relation.get("Type", "").rpartition("/")[2], _target(folder, relation))
            for relation in self._relations(name)
            if relation.get("TargetMode") != "External"
        }

    def addresses(self, name: str) -> dict[str, str]:
        """Where the links of a part lead to, by relation."""
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._relations(name)
            if relation.get("TargetMode") == "External"
        }

    def related_part(self, kind: str, name: str = "") -> str:
        """The name of the first part of a kind that a part refers to; empty when there is none."""
        return next((target for each, target in self.related(name).values() if each == kind), "")

    def _relations(self, name: str) -> Iterator[Element]:
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return iter(()) if root is None else root.iter("rel:Relationship")

    def _check_sizes(self) -> None:
        most = self._limits.file_size
        size = sum(member.file_size for member in self._members.values())
        if size > most:
            raise ArticleError(self.path, f"unpacks to more than {megabytes(most)}; split it, or raise read.file_size")
        for member in self._members.values():
            packed = max(member.compress_size, 1)
            if member.file_size > _LEAST_RATIO_CHECKED and member.file_size / packed > _GREATEST_RATIO:
                raise ArticleError(self.path, "is packed as only zip bombs are; leave it out, or save it anew")

    def _damaged(self, error: Exception) -> ArticleError:
        return ArticleError(self.path, f"is damaged ({_one_line(error)}); open it in its program and save it anew")


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
        words = _one_line(error)
        raise ArticleError(path, f"is damaged ({words}); open it in its program and save it anew") from None


def refuse_encrypted(package: OfficePackage) -> None:
    """Raises `ArticleError` when the parts of an OpenDocument file are encrypted."""
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter("manifest:encryption-data")):
        raise ArticleError(package.path, _ENCRYPTED)


def child(element: Element | None, path: str) -> Element | None:
    """The first element at a path of tags such as `w:pPr/w:pStyle`; None when there is none."""
    for tag in path.split("/"):
        element = next((each for each in element if each.tag == tag), None) if element is not None else None
    return element


def child_text(element: Element | None, path: str) -> str | None:
    """The text of the first element at a path; None when it is missing or empty."""
    found = child(element, path)
    return (found.text or "").strip() or None if found is not None else None


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


def _refuse_old(file: SourceFile, path: str) -> None:
    with file.path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if start == _OLE:
        raise ArticleError(path, "is encrypted, or of an older format; save it without a password in today's format")


def _target(folder: str, relation: Element) -> str:
    """The name of the part that a relation of a part in `folder` leads to."""
    target = relation.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
