"""Makes small office documents: the parts that a reader needs, in a zip."""

from __future__ import annotations

import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OOXML = "http://schemas.openxmlformats.org"
RELATION = f"{OOXML}/officeDocument/2006/relationships"
SPACES = " ".join(
    [
        f'xmlns:w="{OOXML}/wordprocessingml/2006/main"',
        f'xmlns:p="{OOXML}/presentationml/2006/main"',
        f'xmlns:a="{OOXML}/drawingml/2006/main"',
        f'xmlns:r="{RELATION}"',
        f'xmlns:mc="{OOXML}/markup-compatibility/2006"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    ]
)
ODF_SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("style", "style"),
            ("meta", "meta"),
            ("manifest", "manifest"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def package(path: Path, **parts: str) -> Path:
    """A zip with these parts; in a part's name `__` is a slash and `_xml` its suffix."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def relations(**targets: str) -> str:
    """What a part refers to: the kind of each relation, which is its id as well, and its target."""
    each = "".join(
        f'<Relationship Id="{kind}" Type="{RELATION}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{OOXML}/package/2006/relationships">{each}</Relationships>'


def docx(path: Path, body: str, *, spaces: str = SPACES, link: str = "", **parts: str) -> Path:
    """A Word document with this body; further parts (`styles`, `footnotes`, `comments`, `numbering`, `core`) by name.

    In the document and its footnotes, the relation `link` leads to the address `link`.
    """
    external = f'<Relationship Id="link" Type="{RELATION}/hyperlink" Target="{link}" TargetMode="External"/>'
    own = lambda **targets: relations(**targets).replace("</R", f"{external if link else ''}</R")  # noqa: E731
    names = {name: f"{name}.xml" for name in ("styles", "footnotes", "comments", "numbering") if name in parts}
    return package(
        path,
        **{
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": own(**names),
            "word/_rels/footnotes.xml.rels": own(),
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:{name} {spaces}>{parts[name]}</w:{name}>" for name in names},
            **({"docProps/core.xml": core(parts["core"])} if "core" in parts else {}),
        },
    )


def core(fields: str) -> str:
    """The core properties of an Office Open XML file."""
    return (
        f'<cp:coreProperties xmlns:cp="{OOXML}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:dcterms="http://purl.org/dc/terms/">{fields}</cp:coreProperties>'
    )


def ods(path: Path, *, styles: str = "", **sheets: str) -> Path:
    """An OpenDocument spreadsheet with these sheets, each given by its rows in XML; its style has the sheet's name."""
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">{rows}</table:table>'
        for name, rows in sheets.items()
    )
    return package(
        path,
        **{
            "content.xml": f"<office:document-content {ODF_SPACES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest:manifest {ODF_SPACES}></manifest:manifest>",
        },
    )


def odt(path: Path, body: str, *, styles: str = "", meta: str = "", manifest: str = "") -> Path:
    """An OpenDocument text with this body."""
    return package(
        path,
        **{
            "content.xml": f"<office:document-content {ODF_SPACES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {ODF_SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {ODF_SPACES}>{manifest}</manifest:manifest>",
        },
    )


def pptx(path: Path, *slides: str, notes: str = "", link: str = "", diagram: str = "") -> Path:
    """A presentation; each slide is its shapes, or the whole element `p:sld`.

    The notes, the diagram, and the relation `link`, which leads to the address `link`, are of the first slide.
    """
    whole = [each if each.startswith("<p:sld") else f"<p:sld>{each}</p:sld>" for each in slides]
    parts = {f"ppt/slides/s{n}.xml": each.replace("<p:sld", f"<p:sld {SPACES}", 1) for n, each in enumerate(whole)}
    ids = "".join(f'<p:sldId r:id="slide{n}"/>' for n in range(len(slides)))
    targets = {"notesSlide": "../notes.xml"} if notes else {}
    targets |= {"diagramData": "../diagram.xml"} if diagram else {}
    external = f'<Relationship Id="link" Type="{RELATION}/hyperlink" Target="{link}" TargetMode="External"/>'
    parts["ppt/slides/_rels/s0.xml.rels"] = relations(**targets).replace("</R", f"{external if link else ''}</R")
    if diagram:
        parts["ppt/diagram.xml"] = f"<dataModel {SPACES}>{diagram}</dataModel>"
    if notes:
        parts["ppt/notes.xml"] = f"<p:notes {SPACES}>{notes}</p:notes>"
    return package(
        path,
        **{
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(
                **{f"slide{n}": f"slides/s{n}.xml" for n in range(len(slides))}
            ),
            **parts,
        },
    )


def shape(*paragraphs: str, role: str = "") -> str:
    """A shape of a slide with these paragraphs; `role` is what it is for its slide, such as `title`."""
    holder = f'<p:ph type="{role}"/>' if role else ""
    lines = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    return f"<p:sp><p:nvSpPr><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"


def xlsx(path: Path, *, codes: Sequence[str] = (), **sheets: str) -> Path:
    """A workbook with these sheets, each given by its rows in XML; one whose name begins with `hidden` is hidden.

    Style 0 is general, style 1 a date, and the styles from 2 on have these format codes.
    """
    space = f'xmlns="{OOXML}/spreadsheetml/2006/main" xmlns:r="{RELATION}"'
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="worksheet{n}" state="{_state(name)}"/>'
        for n, name in enumerate(sheets, 1)
    )
    return package(
        path,
        **{
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f"<workbook {space}><sheets>{entries}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                styles="styles.xml", **{f"worksheet{n}": f"sheet{n}.xml" for n in range(1, len(sheets) + 1)}
            ),
            "xl/styles.xml": _styles(space, codes),
            **{
                f"xl/sheet{n}.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
                for n, rows in enumerate(sheets.values(), 1)
            },
        },
    )


def _styles(space: str, codes: Sequence[str]) -> str:
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{escape(code)}"/>' for n, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, *range(164, 164 + len(codes))))
    return f"<styleSheet {space}><numFmts>{formats}</numFmts><cellXfs>{used}</cellXfs></styleSheet>"


def _state(name: str) -> str:
    return "hidden" if name.startswith("hidden") else "visible"


def row(number: int, *cells: str | float, style: int = 0) -> str:
    """A row of a sheet: texts and numbers from column A on."""
    written = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        if isinstance(cell, str)
        else f'<c r="{chr(65 + n)}{number}" s="{style}"><v>{cell}</v></c>'
        for n, cell in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'
