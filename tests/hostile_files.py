"""Files that are made to do harm: bombs, loops, endless nesting, and files that are encrypted or cut off.

`HOSTILE` maps the name of each to the function that writes it; all are small on disk but for those of `large`.
"""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING

from tests.hostile_xml import (
    BESIDE,
    DOCX_PARTS,
    EPUB_PARTS,
    OFFICE,
    ONE_CHAPTER,
    PPTX_PARTS,
    XLSX_PARTS,
    XML,
    entities,
    entities_in_package,
    laughs,
    outside,
    swollen,
    zip_of,
)
from tests.office_files import ODF_SPACES, docx, ods, odt, pptx, row, shape, xlsx
from tests.pdf_files import Line, endless, raw_pdf, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MB = 2**20
GB = 2**30
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORDS = "Tea is made of the leaves of a bush. "

# Bombs: a gigabyte in a megabyte


def deflated(size: int, unit: bytes = b" ") -> bytes:
    """A zlib stream of so many bytes, all of them `unit` repeated."""
    packer = zlib.compressobj(9)
    piece = unit * (MB // len(unit))
    return b"".join([packer.compress(piece) for _ in range(size // MB)] + [packer.flush()])


def pdf_page(content: bytes, filters: bytes = b"", further: bytes = b"", *objects: bytes) -> bytes:
    """A PDF file of one page with this content stream."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R" + further + b">>",
        b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content),
        *objects,
    )


def flate_bomb(path: Path, unit: bytes = b" ", layers: int = 1) -> None:
    """A page whose content unpacks to a gigabyte; packed twice, the file has a few kilobytes."""
    content = deflated(GB, unit)
    for _ in range(layers - 1):
        content = zlib.compress(content, 9)
    path.write_bytes(pdf_page(content, b"/Filter[%s]" % (b"/FlateDecode " * layers)))


def picture_bomb(path: Path) -> None:
    """A page with a picture of 30,000 by 30,000 dots, which seems to be a scan."""
    picture = deflated(30_000 * 30_000 // MB * MB, b"\0")
    image = (
        b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(picture), picture)
    )
    path.write_bytes(pdf_page(b"200 0 0 200 0 0 cm /X Do", b"", b"/Resources<</XObject<</X 5 0 R>>>>", image))


def pages_in_a_circle(path: Path) -> None:
    """A tree of pages that holds itself."""
    path.write_bytes(
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000/Parent 2 0 R>>")
    )


def one_page_a_million_times(path: Path) -> None:
    """A list of pages that are all the same one."""
    kids = b"3 0 R " * 300_000
    path.write_bytes(
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count 300000>>" % kids,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        )
    )


def zip_bomb(path: Path, name: str, *, beside: dict[str, str] | None = None, declared: int = 0) -> None:
    """A zip with a gigabyte of blanks; its directory declares `declared` bytes instead, if that is not 0."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part, content in (beside or {}).items():
            archive.writestr(part, content)
        with archive.open(name, "w", force_zip64=False) as out:
            for _ in range(GB // MB):
                out.write(b" " * MB)
    if declared:
        raw = path.read_bytes()
        path.write_bytes(raw.replace(GB.to_bytes(4, "little"), declared.to_bytes(4, "little")))


def dense_package(path: Path, unit: str) -> None:
    """A document of 90 MB of XML, which is as much as is unpacked, packed as well as is allowed."""
    kind = path.suffix[1:]
    name, form = OFFICE[kind]
    before, after = form.split("{}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part, content in BESIDE[kind].items():
            archive.writestr(part, content)
        with archive.open(name, "w") as out:
            out.write(before.encode())
            for _ in range(90):
                out.write(unit.encode() * (MB // len(unit)) + f"<!--{os.urandom(4_096).hex()}-->".encode())
            out.write(after.encode())


def packed_bomb(path: Path) -> None:
    """A gigabyte of text in a `.gz` or `.xz`."""
    opener = gzip.open if path.suffix == ".gz" else partial(lzma.open, preset=1)
    with opener(path, "wb") as out:
        for _ in range(GB // MB):
            out.write(b"a text \n" * (MB // 8))


def hungry_xz(path: Path) -> None:
    """An `.xz` whose unpacking needs a dictionary of 1.5 GB."""
    raw = bytearray(lzma.compress(WORDS.encode(), lzma.FORMAT_XZ))
    size = 4 * (raw[12] + 1)  # of the block's header
    raw[16] = 37  # 2 to the power of 30, and half of it more
    raw[12 + size - 4 : 12 + size] = zlib.crc32(bytes(raw[12 : 12 + size - 4])).to_bytes(4, "little")
    path.write_bytes(bytes(raw))


def nested_zips(path: Path, depth: int = 50) -> None:
    """A zip in a zip in a zip."""
    inner = WORDS.encode()
    for number in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt" if not number else "a.zip", inner)
        inner = out.getvalue()
    path.write_bytes(inner)


def overlapping_zip(path: Path) -> None:
    """A zip whose 2,000 files are all the same 5 MB of packed bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", (WORDS * 30 + "\n\n") * 4_000)
        first = archive.filelist[0]
        for number in range(2_000):
            copy = zipfile.ZipInfo(f"{number:05}.txt")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(copy, field, getattr(first, field))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy


def many_members(path: Path) -> None:
    """A zip of 150,000 empty files."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(150_000):
            archive.writestr(f"{number}.txt", b"")


# Nesting


def nested_parts(path: Path, kind: str = "multipart/mixed", depth: int = 3_000) -> None:
    """A message in which every part holds one part more."""
    lines = ["From: Ada <ada@a.example>", "Subject: Tea", "MIME-Version: 1.0"]
    for number in range(depth):
        bound = f'; boundary="b{number}"' if kind.startswith("multipart") else ""
        lines += [f"Content-Type: {kind}{bound}", "", *([f"--b{number}"] if bound else ["Subject: again"])]
    path.write_text("\n".join([*lines, "Content-Type: text/plain", "", WORDS]))


def nested(path: Path, opening: str, depth: int, form: str = "{}", closing: str = "") -> None:
    """Something opened so many times, one in the other."""
    path.write_text(form.replace("{}", opening * depth + WORDS * 5 + closing * depth))


def nested_in_package(path: Path, opening: str, closing: str, depth: int) -> None:
    """The same in an office document."""
    inside = (
        opening * depth + ("<w:p><w:r><w:t>Tea.</w:t></w:r></w:p>" if path.suffix == ".docx" else "") + closing * depth
    )
    (docx if path.suffix == ".docx" else odt)(path, inside)


def far_cell(path: Path) -> None:
    """A sheet with two cells: the first and the last that there can be."""
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>last</t></is></c></row>'
    xlsx(path, first=row(1, "Tea") + last)


def repeated_cells(path: Path) -> None:
    """A sheet that says that all of its cells are the same."""
    ods(
        path,
        first='<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated='
        '"16384"><text:p>Tea</text:p></table:table-cell></table:table-row>',
    )


def endless_chapter(path: Path) -> None:
    """A book that lists one chapter 100,000 times."""
    parts = {**EPUB_PARTS, "b.opf": EPUB_PARTS["b.opf"].format('<itemref idref="a"/>' * 100_000)}
    zip_of(
        path,
        {
            **{n: c.encode() for n, c in parts.items()},
            "a.xhtml": f"<html><body><p>{WORDS * 99}</p></body></html>".encode(),
        },
    )


def wrong_length(path: Path) -> None:
    """A web archive whose record is said to have 4 EB."""
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http; "
        b"msgtype=response\r\nContent-Length: 4611686018427387904\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        + f"<p>{WORDS}".encode()
        * 9
    )


def circular_ole(path: Path) -> None:
    """An Outlook message whose table of sectors leads back to where it began."""
    header = bytearray(OLE + bytes(504))
    header[24:34] = b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    header[44:48], header[48:52], header[56:60] = (each.to_bytes(4, "little") for each in (1, 1, 4_096))
    header[60:68] = header[68:76] = b"\xfe\xff\xff\xff\0\0\0\0"
    header[76:] = (0).to_bytes(4, "little") + b"\xff" * 432
    path.write_bytes(bytes(header) + (1).to_bytes(4, "little") * 128 + bytes(512))


# Encrypted and cut off


def encrypted_zip(path: Path) -> None:
    """A zip whose file is marked as encrypted."""
    zip_of(path, {"a.txt": WORDS.encode()})
    raw = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + at] |= 1
    path.write_bytes(bytes(raw))


def encrypted_package(path: Path) -> None:
    """A document of OpenDocument, or a book, whose manifest says that its text is encrypted."""
    kind = path.suffix[1:]
    name, _ = OFFICE[kind]
    entry = "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry>"
    book = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        'xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="a.xhtml"/></CipherData>'
        "</EncryptedData></encryption>"
    )
    stated = (
        {"META-INF/encryption.xml": book}
        if kind == "epub"
        else {"META-INF/manifest.xml": f"<manifest:manifest {ODF_SPACES}>{entry}</manifest:manifest>"}
    )
    zip_of(path, {**{n: c.encode() for n, c in (BESIDE[kind] | stated).items()}, name: os.urandom(5_000)})


def whole_files(folder: Path) -> Iterator[Path]:
    """A sound file of each format that has a structure to be cut."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{number} {WORDS}</w:t></w:r></w:p>" for number in range(50))
    yield docx(folder / "whole.docx", paragraphs)
    yield odt(folder / "whole.odt", f"<text:p>{WORDS}</text:p>" * 50)
    yield ods(
        folder / "whole.ods",
        a=f"<table:table-row><table:table-cell><text:p>{WORDS}</text:p></table:table-cell></table:table-row>",
    )
    yield pptx(folder / "whole.pptx", *(shape(WORDS) for _ in range(9)))
    yield xlsx(folder / "whole.xlsx", a="".join(row(number, WORDS) for number in range(1, 50)))
    yield write_pdf(folder / "whole.pdf", *[[Line(72, 80 + 14 * at, WORDS) for at in range(40)] for _ in range(3)])
    for name, content in {
        "whole.epub": None,
        "whole.zip": None,
        "whole.txt.gz": gzip.compress(os.urandom(20_000).hex().encode()),
        "whole.txt.xz": lzma.compress(os.urandom(20_000).hex().encode()),
        "whole.rtf": (r"{\rtf1\ansi " + rf"{{\b {WORDS}}}\par " * 50 + "}").encode(),
        "whole.xml": XML["nitf.xml"].format(WORDS * 50).encode(),
        "whole.rss": XML["feed.rss"].format(WORDS * 50).encode(),
        "whole.mediawiki": XML["wiki.mediawiki"].format(WORDS * 50).encode(),
        "whole.html": f"<html><body>{f'<p>{WORDS * 3}</p>' * 20}</body></html>".encode(),
        "whole.msg": OLE + os.urandom(3_000),
        "whole.vtt": ("WEBVTT\n\n" + f"00:00:00.000 --> 00:00:01.000\n{WORDS}\n\n" * 50).encode(),
        "whole.jsonl": f'{{"_id": "a", "text": "{WORDS}"}}\n'.encode() * 9,
    }.items():
        path = folder / name
        if content is not None:
            path.write_bytes(content)
        elif path.suffix == ".zip":
            zip_of(path, {"a.txt": os.urandom(9_000).hex().encode(), "b.txt": WORDS.encode()})
        else:
            zip_of(
                path,
                {
                    **{n: c.encode() for n, c in ONE_CHAPTER.items()},
                    "a.xhtml": f"<html><body>{f'<p>{WORDS}</p>' * 50}".encode(),
                },
            )
        yield path


def cut(path: Path, share: float) -> None:
    """A sound file of its format, without its end."""
    (whole,) = (each for each in whole_files(path.parent) if each.suffixes == path.suffixes)
    raw = whole.read_bytes()
    for each in path.parent.glob("whole.*"):
        each.unlink()
    path.write_bytes(raw[: int(share * len(raw))])


def circle(path: Path) -> None:
    """A folder with links to itself, to its parent and in a circle, and a pipe."""
    path.mkdir()
    (path / "itself").symlink_to(path)
    (path / "above").symlink_to("..")
    (path / "a.txt").symlink_to("b.txt")
    (path / "b.txt").symlink_to("a.txt")
    (path / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(path / "pipe.txt")


def written(content: bytes | str) -> Callable[[Path], object]:
    """A function that writes this."""
    return lambda path: path.write_bytes(content.encode() if isinstance(content, str) else content)


PAGE = "<html><body>{}</body></html>"
TABLE, TABLE_END = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
LIST, LIST_END = "<text:list><text:list-item>", "</text:list-item></text:list>"
LETTER = "From: Ada <ada@a.example>\nSubject: Tea\nMIME-Version: 1.0\n"

HOSTILE: dict[str, Callable[[Path], object]] = {
    "flate-bomb.pdf": flate_bomb,
    "flate-bomb-of-letters.pdf": partial(flate_bomb, unit=b"BT /F 9 Tf (ab) Tj ET\n"),
    "flate-bomb-packed-twice.pdf": partial(flate_bomb, layers=2),
    "picture-bomb.pdf": picture_bomb,
    "form-of-itself.pdf": written(endless()),
    "pages-in-a-circle.pdf": pages_in_a_circle,
    "one-page-300,000-times.pdf": one_page_a_million_times,
    "zip-bomb.docx": lambda path: zip_bomb(path, "word/document.xml", beside=DOCX_PARTS),
    "zip-bomb-that-lies.docx": lambda path: zip_bomb(path, "word/document.xml", beside=DOCX_PARTS, declared=MB),
    "zip-bomb.pptx": lambda path: zip_bomb(path, "ppt/presentation.xml", beside=PPTX_PARTS),
    "zip-bomb.xlsx": lambda path: zip_bomb(path, "xl/worksheets/sheet1.xml", beside=XLSX_PARTS),
    "zip-bomb-that-lies.xlsx": lambda path: zip_bomb(path, "xl/worksheets/sheet1.xml", beside=XLSX_PARTS, declared=MB),
    "zip-bomb.odt": lambda path: zip_bomb(path, "content.xml", beside=BESIDE["odt"]),
    "zip-bomb.ods": lambda path: zip_bomb(path, "content.xml", beside=BESIDE["ods"]),
    "zip-bomb-that-lies.ods": lambda path: zip_bomb(path, "content.xml", beside=BESIDE["ods"], declared=MB),
    "zip-bomb.epub": lambda path: zip_bomb(path, "a.xhtml", beside=ONE_CHAPTER),
    "zip-bomb.zip": lambda path: zip_bomb(path, "a.txt"),
    "zip-bomb-that-lies.zip": lambda path: zip_bomb(path, "a.txt", declared=MB),
    "dense.docx": lambda path: dense_package(path, "<w:br/>"),
    "dense.odt": lambda path: dense_package(path, "<text:s/>"),
    "dense.ods": lambda path: dense_package(path, "<text:s/>"),
    "dense.xlsx": lambda path: dense_package(path, "<r/>"),
    "dense.pptx": lambda path: dense_package(path, "<a:p/>"),
    "dense.epub": lambda path: dense_package(path, "<b>a</b>"),
    "bomb.txt.gz": packed_bomb,
    "bomb.txt.xz": packed_bomb,
    "hungry.txt.xz": hungry_xz,
    "bomb.warc.gz": lambda path: path.write_bytes(
        gzip.compress(b"WARC/1.0\r\nContent-Length: 9\r\n\r\n" + b" " * GB, 1)
    ),
    "nested.zip": nested_zips,
    "overlapping.zip": overlapping_zip,
    "150,000-files.zip": many_members,
    **{
        f"{word}-{name}": partial(entities, declared=declared, form=form)
        for word, declared in (("laughs", laughs), ("outside", outside), ("swollen", swollen))
        for name, form in XML.items()
    },
    **{
        f"{word}.{kind}": partial(entities_in_package, declared=declared)
        for word, declared in (("laughs", laughs), ("outside", outside), ("swollen", swollen))
        for kind in OFFICE
    },
    "nested-parts.eml": nested_parts,
    "nested-messages.eml": partial(nested_parts, kind="message/rfc822"),
    "100,000-parts.eml": written(LETTER + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\na\n" * 100_000),
    "nested-divs.html": partial(nested, opening="<div>", depth=100_000, form=PAGE),
    "nested-tables.html": partial(nested, opening="<table><tr><td>", depth=100_000, form=PAGE),
    "nested-links.html": partial(nested, opening="<a href=x>", depth=100_000, form=PAGE),
    "nested-and-closed.html": partial(nested, opening="<div>", depth=100_000, form=PAGE, closing="</div>"),
    "nested-elements.xml": partial(nested, opening="<p>", depth=100_000, form=XML["nitf.xml"], closing="</p>"),
    "nested-groups.rtf": partial(nested, opening="{", depth=1_000_000, form="{\\rtf1\\ansi {}}", closing="}"),
    "nested-lists.rst": partial(nested, opening="* ", depth=100_000),
    "nested-quotes.md": partial(nested, opening="> ", depth=100_000),
    "nested-templates.mediawiki": partial(nested, opening="{{a|", depth=100_000, form=XML["wiki.mediawiki"]),
    "nested-tables.docx": partial(nested_in_package, opening=TABLE, closing=TABLE_END, depth=30_000),
    "nested-lists.odt": partial(nested_in_package, opening=LIST, closing=LIST_END, depth=30_000),
    "nested-brackets.json": written("[" * 1_000_000),
    "far-cell.xlsx": far_cell,
    "repeated-cells.ods": repeated_cells,
    "one-chapter-100,000-times.epub": endless_chapter,
    "wrong-length.warc": wrong_length,
    "circular.msg": circular_ole,
    "circular.doc": circular_ole,
    "circular-links": circle,
    "encrypted.pdf": partial(write_pdf, password="secret"),  # noqa: S106  nobody's
    **{f"encrypted.{kind}": written(OLE + bytes(4_000)) for kind in ("docx", "xlsx", "pptx", "doc")},
    **{f"encrypted.{kind}": encrypted_package for kind in ("odt", "ods", "epub")},
    "encrypted.zip": encrypted_zip,
    **{
        f"cut-at-{share:.0%}.{kind}": partial(cut, share=share)
        for share in (0.5, 0.95)
        for kind in "docx odt ods pptx xlsx pdf epub zip txt.gz txt.xz rtf xml rss mediawiki html msg vtt jsonl".split()
    },
    # Large ones: what costs more the larger it is
    "20-MB-of-tags.html": partial(nested, opening="<p><b>", depth=20 * MB // 6, form=PAGE),
    "50-MB-of-one-tag.html": partial(nested, opening="<a ", depth=50 * MB // 3, form=PAGE),
    "50-MB-of-one-line.txt": partial(nested, opening="a, ", depth=50 * MB // 3),
    "50-MB-of-lines.md": partial(nested, opening="> a\n", depth=50 * MB // 4),
    "50-MB-of-groups.rtf": partial(nested, opening="{", depth=50 * MB, form="{\\rtf1\\ansi {}}"),
    "50-MB-of-parts.eml": written(
        LETTER + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\na\n" * (50 * MB // 7)
    ),
    "50-MB-of-references.xml": partial(nested, opening="&amp;", depth=50 * MB // 5, form=XML["nitf.xml"]),
    "50-MB-of-noise.pdf": lambda path: path.write_bytes(pdf_page(os.urandom(50 * MB))),
    "50-MB-of-noise.docx": lambda path: path.write_bytes(b"PK\x03\x04" + os.urandom(50 * MB)),
}
