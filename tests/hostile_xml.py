"""XML that is made to do harm, by itself and in office documents and books: entities that swell, or look outside."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.office_files import ODF_SPACES, OOXML, SPACES, relations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCX_PARTS = {"_rels/.rels": relations(officeDocument="word/document.xml")}
PPTX_PARTS = {"_rels/.rels": relations(officeDocument="ppt/presentation.xml")}
XLSX_PARTS = {
    "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
    "xl/workbook.xml": f'<workbook xmlns="{OOXML}/spreadsheetml/2006/main" xmlns:r="{OOXML}/officeDocument/2006/'
    'relationships"><sheets><sheet name="a" sheetId="1" r:id="worksheet1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relations(worksheet1="worksheets/sheet1.xml"),
}
EPUB_PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="b.opf"/></rootfiles></container>',
    "b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine>{}</spine></package>',
}
ONE_CHAPTER = {**EPUB_PARTS, "b.opf": EPUB_PARTS["b.opf"].format('<itemref idref="a"/>')}


def zip_of(path: Path, members: dict[str, bytes]) -> None:
    """A zip with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def laughs(root: str) -> str:
    """Ten entities, each ten times the one before, before an element."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>'


def outside(root: str) -> str:
    """An entity that is a file of the machine."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def swollen(root: str) -> str:
    """An entity of 100 KB, to be used ten thousand times."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l9 "{"ha" * 50_000}">]>'


XML = {
    "nitf.xml": "<nitf><body><body.content><p>{}</p></body.content></body></nitf>",
    "newsml.xml": "<NewsML><NewsItem><HeadLine>{}</HeadLine></NewsItem></NewsML>",
    "feed.rss": "<rss><channel><item><title>T</title><description>{}</description></item></channel></rss>",
    "feed.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><summary>{}</summary></entry></feed>',
    "wiki.mediawiki": "<mediawiki><page><title>T</title><ns>0</ns><revision><text>{}</text></revision></page></mediawiki>",
    "page.xhtml": "<html><body><p>{}</p></body></html>",
}
OFFICE = {
    "docx": (
        "word/document.xml",
        f"<w:document {SPACES}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>",
    ),
    "pptx": ("ppt/presentation.xml", f"<p:presentation {SPACES}>{{}}</p:presentation>"),
    "xlsx": (
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{OOXML}/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>',
    ),
    "odt": (
        "content.xml",
        f"<office:document-content {ODF_SPACES}><office:body><office:text><text:p>{{}}</text:p>"
        "</office:text></office:body></office:document-content>",
    ),
    "ods": (
        "content.xml",
        f"<office:document-content {ODF_SPACES}><office:body><office:spreadsheet><table:table "
        "table:name='a'><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    ),
    "epub": ("a.xhtml", "<html><body><p>{}</p></body></html>"),
}
BESIDE: dict[str, dict[str, str]] = {
    "docx": DOCX_PARTS,
    "pptx": PPTX_PARTS,
    "xlsx": XLSX_PARTS,
    "odt": {"mimetype": "application/vnd.oasis.opendocument.text"},
    "ods": {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"<manifest:manifest {ODF_SPACES}></manifest:manifest>",
    },
    "epub": ONE_CHAPTER,
}


def entities_in_package(path: Path, declared: Callable[[str], str]) -> None:
    """An office document, or a book, whose main part uses entities."""
    kind = path.suffix[1:]
    name, form = OFFICE[kind]
    zip_of(
        path,
        {
            **{part: content.encode() for part, content in BESIDE[kind].items()},
            name: (declared("x") + form.format("&l9;" * 10)).encode(),
        },
    )


def entities(path: Path, declared: Callable[[str], str], form: str) -> None:
    """XML that uses entities."""
    path.write_text(declared("x") + form.format("&l9;" * (10_000 if declared is swollen else 10)))
