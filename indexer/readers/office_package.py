"""The parts of an office document: a zip of XML files, opened with care.

The sizes that the zip declares are checked before a part is unpacked, so a zip bomb is refused unread.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.readers.file_walk import shown
from indexer.readers.limits import megabytes
from indexer.readers.links import count_signs, link
from indexer.readers.office_xml import damaged, parsed_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self
    from xml.etree.ElementTree import Element

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.readers.links import Link

_LEAST_RATIO_CHECKED = 10 * 2**20  # bytes; smaller parts harm nobody, however well they are packed
_GREATEST_RATIO = 200  # unpacked bytes a packed byte; tables of blanks come to 100, bombs to 1,000
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
            raise damaged(self.path, error) from None
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
            with self._zip.open(name) as part:
                return part.read(
                    self._members[name].file_size
                )  # without a number, all that is packed is unpacked at once
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
            raise damaged(self.path, error) from None

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


def refuse_encrypted(package: OfficePackage) -> None:
    """Raises `ArticleError` when the parts of an OpenDocument file are encrypted."""
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter("manifest:encryption-data")):
        raise ArticleError(package.path, _ENCRYPTED)


def _refuse_old(file: SourceFile, path: str) -> None:
    with file.path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if start == _OLE:
        raise ArticleError(path, "is encrypted, or of an older format; save it without a password in today's format")


def _target(folder: str, relation: Element) -> str:
    """The name of the part that a relation of a part in `folder` leads to."""
    target = relation.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
