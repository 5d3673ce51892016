"""The fields that an office document states of itself, without what its program wrote there by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.office_xml import child, child_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from indexer.readers.office_package import OfficePackage

_FILE_NAME = re.compile(
    r"\.(?:docx?|dotx?|odt|ott|rtf|pptx?|potx?|odp|xlsx?|ods|pdf|txt|html?|tmp|indd|qxd|pages)$", re.I
)
_DEFAULT_TITLES = re.compile(
    r"(?:word|powerpoint|excel) (?:document|presentation)|(?:pr[ée]sentation|présentation|präsentation)\s?powerpoint"
    r"|powerpoint[- ]präsentation|presentación de powerpoint|microsoft (?:word|powerpoint|excel)\b.*"
    r"|(?:document|dokument|documento|presentation|präsentation|book|mappe|sheet|slide|folie)\s?\d*"
    r"|(?:untitled(?: document)?|unbenannt|sans titre|sin título|no title|title|titel|template|vorlage)\s?\d*",
    re.IGNORECASE,
)
_DEFAULT_AUTHORS = re.compile(
    r"python-docx|openpyxl|xlsxwriter|microsoft office[- ]user|(?:microsoft|windows)[- ]?(?:user|benutzer)?|user\s?\d*|admin"
    r"|administrator|owner|(?:unknown )?author|unknown|anonymous|default|apache poi|libreoffice|openoffice(?:\.org)?|pc|home"
    r"|test user",
    re.IGNORECASE,
)
_INVERTED_NAME = re.compile(
    r"([^\W\d]\S*), ((?!(?:Inc|Ltd|LLC|Jr|Sr|PhD|MD)\b)[^\W\d]\S*(?: [^\W\d]\S*){0,2})"
)  # Lovelace, Ada
_FRACTION = re.compile(r"(?<=:\d\d)[.,]\d+")
_TEMPLATE_DATES = (
    "2013-12-23T23:15",
    "2013-01-27T09:1",
    "1601-01-01",
    "1899-12-3",
    "1900-01-0",
    "1970-01-01",
    "1980-01-01",
)
"""Dates in the templates of python-docx and python-pptx, and zeros of several calendars."""
_TEMPLATE_AUTHORS = {"2013-01-27T09:1": "Steve Canny"}


def stated_title(title: str | None) -> str | None:
    """A title that a document states; None when it is empty, a file's name, or what its program calls a new document."""
    words = " ".join((title or "").split())
    if not any(character.isalpha() for character in words):
        return None
    return None if _FILE_NAME.search(words) or _DEFAULT_TITLES.fullmatch(words) else words


def stated_author(author: str | None) -> str | None:
    """An author whom a document states; None when it is a program or an account that is nobody's name."""
    words = " ".join((author or "").split())
    if not any(character.isalpha() for character in words):
        return None
    if _DEFAULT_AUTHORS.fullmatch(words):
        return None
    inverted = _INVERTED_NAME.fullmatch(words)
    return f"{inverted[2]} {inverted[1]}" if inverted else words


def stated_date(date: str | None) -> str | None:
    """A date that a document states, to the second; None when it is a template's, or the zero of a calendar."""
    words = _FRACTION.sub("", (date or "").strip())
    return None if not words or words.startswith(_TEMPLATE_DATES) else words


def core_properties(package: OfficePackage) -> dict[str, object]:
    """The fields in the core properties of an Office Open XML file."""
    root = package.xml(package.related_part("core-properties") or "docProps/core.xml")
    if root is None:
        return {}
    created = child_text(root, "dcterms:created")
    author = child_text(root, "dc:creator")
    if created and _TEMPLATE_AUTHORS.get(created[:15]) == author:
        author = None
    return given(
        title=stated_title(child_text(root, "dc:title")),
        author=stated_author(author),
        published=stated_date(created) or stated_date(child_text(root, "dcterms:modified")),
        language=child_text(root, "dc:language"),
        subject=child_text(root, "dc:subject"),
        keywords=child_text(root, "cp:keywords"),
    )


def open_document_properties(root: Element | None) -> dict[str, object]:
    """The fields in the metadata of an OpenDocument file; `root` is that of `meta.xml`."""
    meta = child(root, "office:meta")
    if meta is None:
        return {}
    return given(
        title=stated_title(child_text(meta, "dc:title")),
        author=stated_author(child_text(meta, "meta:initial-creator")) or stated_author(child_text(meta, "dc:creator")),
        published=stated_date(child_text(meta, "meta:creation-date")) or stated_date(child_text(meta, "dc:date")),
        language=child_text(meta, "dc:language"),
        subject=child_text(meta, "dc:subject"),
        keywords=", ".join(each.text for each in meta.iter("meta:keyword") if each.text),
    )


def given(**fields: str | None) -> dict[str, object]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value}
