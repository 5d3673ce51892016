"""Reading office documents: Word, OpenDocument, Rich Text Format, presentations, spreadsheets."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from indexer.readers import Limits
from indexer.readers.document_metadata import stated_author, stated_date, stated_title
from indexer.types import Article, Skipped
from tests.office_files import OOXML, SPACES, docx, ods, odt, package, pptx, relations, row, shape, xlsx
from tests.reading import read

if TYPE_CHECKING:
    from pathlib import Path


def one(path: Path) -> Article:
    """The only article of a file."""
    (item,) = read([path])
    assert isinstance(item, Article), item
    return item


def refused(path: Path, limits: Limits | None = None) -> str:
    """Why the only thing of a file was skipped."""
    (item,) = read([path], limits)
    assert isinstance(item, Skipped), item
    return item.reason


def lines(article: Article) -> list[str]:
    """The blocks of an article."""
    return article.text.split("\n\n")


def marked(article: Article) -> list[tuple[str, str, str]]:
    """The marks of an article, with their text."""
    return [(mark.kind, mark.label, mark.span.of(article.text)) for mark in article.marks]


def p(text: str, style: str = "") -> str:
    """A paragraph of a Word document; text that begins with `<` is runs already."""
    runs = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>' if style else f"<w:p>{runs}</w:p>"


def table(*rows: list[str]) -> str:
    """A table of a Word document; its cells are blocks in XML."""
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in each) for each in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


# Word


def test_a_word_document_is_read_as_it_is_printed(tmp_path) -> None:
    """Deleted, hidden and stand-in text is left out; notes, comments and text boxes follow their paragraph, once."""
    body = (
        p(
            "<w:r><w:t>The boat</w:t></w:r><w:del><w:r><w:delText>ship</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t> left</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> at</w:t></w:r>'
            "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>noon.</w:t></w:r>"
            '<w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r>'
            "<mc:AlternateContent><mc:Choice><w:r><w:txbxContent>"
            + p("In a box.")
            + "</w:txbxContent></w:r></mc:Choice><mc:Fallback><w:r><w:txbxContent>"
            + p("In a box.")
            + "</w:txbxContent></w:r></mc:Fallback></mc:AlternateContent>"
        )
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('It came back.')}</w:sdtContent></w:sdt>"
    )
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("—")}</w:footnote><w:footnote w:id="2">{p("Late.")}</w:footnote>'
    )
    comments = f'<w:comment w:id="0">{p("Really?")}</w:comment>'
    article = one(docx(tmp_path / "a.docx", body, footnotes=notes, comments=comments))
    assert lines(article) == ["The boat left at noon.", "Late.", "Really?", "In a box.", "It came back."]


def test_word_styles_give_headings_captions_and_contents(tmp_path) -> None:
    """A style is known by its English name or its outline level, also through the style it is based on."""
    styles = (
        '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:styleId="Level"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="Cap"><w:name w:val="caption"/></w:style>'
        '<w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:styleId="Loop"><w:name w:val="y"/><w:basedOn w:val="Loop"/></w:style>'
    )
    body = "".join(
        (
            p("Ferries", "Titel"),
            p("Boats 3", "V1"),
            p("Boats", "Own"),
            p("Ports", "Level"),
            p("A boat", "Cap"),
            p("It left.", "Loop"),
        )
    )
    article = one(docx(tmp_path / "a.docx", body, styles=styles))
    assert article.title == "Ferries"
    assert marked(article) == [
        ("headline", "1", "Ferries"),
        ("link", "", "Boats 3"),
        ("heading", "2", "Boats"),
        ("heading", "1", "Ports"),
        ("caption", "", "A boat"),
    ]


def test_word_tables_are_read_row_by_row_and_nested_ones_once(tmp_path) -> None:
    """A row is one line; a table within a cell follows it; columns of long text are read as text, one after another."""
    inner = table([p("d"), p("e")])
    long = p("word " * 40) + p("more " * 40)
    body = table([p("a"), p("b") + p("c") + inner], [p("x"), p("")]) + table([p("Left."), long])
    article = one(docx(tmp_path / "a.docx", body))
    assert lines(article) == ["a | b c", "d | e", "x", "Left.", ("word " * 40).strip(), ("more " * 40).strip()]


def test_the_header_of_a_table_is_known(tmp_path) -> None:
    """A row that a Word or OpenDocument table repeats on each page is its header, also when a link stands between."""
    header = "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
    word = table([p("Boat"), p("Built")], [p("Ada"), p("1907")]).replace("<w:tr>", header, 1)
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    first = cell("Boat") + cell('<text:a xlink:href="https://a.example/">Built</text:a>')
    other = (
        f"<table:table><table:table-header-rows><table:table-row>{first}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('Ada')}{cell('1907')}</table:table-row></table:table>"
    )
    for article in (one(docx(tmp_path / "a.docx", word)), one(odt(tmp_path / "a.odt", other))):
        parts = [(part.kind, part.span.of(article.text)) for part in article.structure if part.kind != "link"]
        assert parts == [("table", "Boat | Built\n\nAda | 1907"), ("header", "Boat | Built")]


def linked(article: Article) -> list[tuple[str, str]]:
    """The words and addresses of the links of an article."""
    return [(each.span.of(article.text), each.address) for each in article.structure if each.kind == "link"]


def test_links_of_word_keep_their_words_and_addresses(tmp_path) -> None:
    """A link is an element or a field, in a paragraph, a numbered one, a note, or a table; those to bookmarks are none."""
    r = "<w:r><w:t>{}</w:t></w:r>".format
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText>{}</w:instrText></w:r>".format
    here = f'<w:hyperlink r:id="link">{r("here")}</w:hyperlink>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>{}</w:p>'.format
    body = (
        p(r("See here or ") + here + r(".") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p(f'<w:hyperlink r:id="link" w:anchor="top">{r("Above")}</w:hyperlink>')
        + numbered(f'<w:fldSimple w:instr=" HYPERLINK &quot;https://b.example/&quot; ">{r("B")}</w:fldSimple>')
        + p(
            field("begin") + code(' HYPERLINK "https://c.') + code('example/" \\l "x" ') + field("separate")
            + r("C") + field("begin") + code("PAGE") + field("separate") + r("7") + field("end") + field("end")
        )
        + p(f'<w:hyperlink w:anchor="top">{r("nowhere")}</w:hyperlink>' + field("end"))
        + table([p("1"), p("a") + p(r("b ") + here), p(here)])
    )  # fmt: skip
    notes = f'<w:footnote w:id="2">{p(here)}</w:footnote>'
    article = one(docx(tmp_path / "a.docx", body, link="https://a.example/", footnotes=notes, numbering=numbering))
    assert lines(article) == ["See here or here.", "here", "Above", "1. B", "C7", "nowhere", "1 | a b here | here"]
    a = ("here", "https://a.example/")
    assert linked(article) == [
        a,
        a,
        ("Above", "https://a.example/#top"),
        ("B", "https://b.example/"),
        ("C7", "https://c.example/#x"),
        a,
        a,
    ]
    first = next(each for each in article.structure if each.kind == "link")
    assert first.span.start == len("See here or ")


def test_word_states_its_fields(tmp_path) -> None:
    """Title, author, date and language come from the core properties, in the strict form of the format, too."""
    fields = (
        "<dc:title>Ferry report</dc:title><dc:creator>Lovelace, Ada</dc:creator><dc:language>de-DE</dc:language>"
        "<dcterms:created>2020-05-04T10:00:00Z</dcterms:created>"
    )
    strict = SPACES.replace(f"{OOXML}/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    article = one(docx(tmp_path / "a.docx", p("Es kam."), spaces=strict, core=fields))
    assert (article.title, article.author, article.published) == (
        "Ferry report",
        "Ada Lovelace",
        "2020-05-04T10:00:00Z",
    )
    assert (article.language, article.text) == ("de", "Es kam.")


@pytest.mark.parametrize(
    "title", ["Microsoft Word - x.doc", "Dokument1", "PowerPoint-Präsentation", "report.docx", "Untitled document", "—"]
)
def test_what_a_program_calls_a_new_document_is_no_title(title) -> None:
    """Default titles and names of files are not taken for titles."""
    assert stated_title(title) is None


def test_a_templates_author_and_date_are_nobodys() -> None:
    """Accounts and libraries are no authors, and the date of their template is no date; real ones stay."""
    assert [stated_author(name) for name in ("python-docx", "Microsoft Office User", "admin", "Ada King")] == [
        *[None] * 3,
        "Ada King",
    ]
    assert [stated_date(date) for date in ("2013-12-23T23:15:00Z", "2013-12-24")] == [None, "2013-12-24"]


def test_a_bare_chapter_number_is_completed_to_a_title(tmp_path) -> None:
    """A document whose first line says only "Chapter 1" has the next line in its title, too."""
    prose = p("The boat left the port at noon, and nobody had thought that it would ever come back to us. " * 2)
    assert one(docx(tmp_path / "a.docx", p("CHAPTER 1") + p("Departure") + prose)).title == "CHAPTER 1 Departure"


# What is refused


def test_encrypted_and_damaged_documents_are_refused_with_a_reason(tmp_path) -> None:
    """An OLE file with a new suffix, an encrypted OpenDocument file, a cut zip, broken XML: each says what to do."""
    (tmp_path / "ole.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)
    assert "password" in refused(tmp_path / "ole.docx")
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert refused(odt(tmp_path / "a.odt", "", manifest=entry)) == "is encrypted; save it without a password"
    whole = docx(tmp_path / "b.docx", p("Text.")).read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[:-60])
    assert refused(tmp_path / "b.docx").startswith("is damaged (")
    broken = docx(tmp_path / "c.docx", "<w:p>")
    assert refused(broken).startswith("is damaged (mismatched tag")
    assert "no Word document" in refused(package(tmp_path / "d.docx", other="x"))


def test_entities_and_zip_bombs_are_refused_unread(tmp_path) -> None:
    """A document type declaration is refused before its entities are; sizes and ratios are checked before unpacking."""
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
    parts = {"_rels/.rels": relations(officeDocument="d.xml"), "d.xml": laughs}
    assert "entities" in refused(package(tmp_path / "a.docx", **parts))
    bomb = package(tmp_path / "b.docx", **{**parts, "d.xml": " " * (11 * 2**20)})
    assert "zip bombs" in refused(bomb)
    assert "unpacks to more than 1 MB" in refused(bomb, Limits(file_size=2**20))
    assert "zip bombs" in refused(package(tmp_path / "c.xlsx", **{"xl/sheet.xml": " " * (11 * 2**20)}))


# OpenDocument


def test_an_open_document_is_read_as_it_is_printed(tmp_path) -> None:
    """Blanks, tabs and breaks are kept; notes and comments follow; deleted and hidden text is left out."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Boats 3</text:p></text:index-body></text:table-of-content>"
        '<text:p text:style-name="P1">Ferries</text:p><text:h text:outline-level="2">Boats</text:h>'
        "<text:p>The boat\n   left<text:s/>at<text:tab/>noon"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Late.</text:p></text:note-body></text:note>"
        "<office:annotation><dc:creator>Ada</dc:creator><text:p>Really?</text:p></office:annotation>"
        '<text:span text:style-name="H"> secret</text:span><text:hidden-text>no</text:hidden-text> sharp.</text:p>'
        "<text:list><text:list-item><text:p>First</text:p></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:covered-table-cell><text:p>covered</text:p></table:covered-table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
    )
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    )
    meta = (
        "<dc:title>Boats and ports</dc:title><meta:initial-creator>Ada King</meta:initial-creator>"
        "<meta:creation-date>2020-05-04T10:00:00.123</meta:creation-date>"
    )
    article = one(odt(tmp_path / "a.odt", body, styles=styles, meta=meta))
    assert lines(article) == [
        "Boats 3",
        "Ferries",
        "Boats",
        "The boat left at noon sharp.",
        "Late.",
        "Really?",
        "First",
        "a | b",
    ]
    assert marked(article) == [("link", "", "Boats 3"), ("headline", "1", "Ferries"), ("heading", "2", "Boats")]
    assert (article.title, article.author, article.published) == ("Boats and ports", "Ada King", "2020-05-04T10:00:00")


def levels(tag: str, *kinds: tuple[str, str, int, int]) -> str:
    """The levels of a list of an OpenDocument text: how numbers are written, what follows, levels shown, first number."""
    return "".join(
        f'<{tag} text:level="{level}" style:num-format="{form}" style:num-suffix="{suffix}" text:display-levels="{shown}"'
        f' text:start-value="{start}"/>'
        for level, (form, suffix, shown, start) in enumerate(kinds, 1)
    )


def items(*paragraphs: str, style: str = "L", attributes: str = "") -> str:
    """A list of an OpenDocument text; an item is its text, or elements."""
    each = "".join(
        f"<text:list-item>{text if text.startswith('<') else f'<text:p>{text}</text:p>'}</text:list-item>"
        for text in paragraphs
    )
    return f'<text:list text:style-name="{style}" {attributes}>{each}</text:list>'


def test_items_and_headings_of_an_open_document_have_their_numbers(tmp_path) -> None:
    """Numbers are counted as Writer prints them: by level, on in a list that continues one, anew in another."""
    kinds = ("1", ".", 1, 3), ("a", ")", 1, 1), ("I", ".", 3, 1)
    headings = ("1", ".", 1, 1), ("1", ".", 2, 1)
    styles = (
        f'<text:list-style style:name="L">{levels("text:list-level-style-number", *kinds)}</text:list-style>'
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
        f"<text:outline-style>{levels('text:outline-level-style', *headings)}</text:outline-style>"
    )
    nested = "<text:p>two</text:p><text:p>still two</text:p>" + items(
        "x", f"<text:p>y</text:p>{items('deep')}", style=""
    )
    body = (
        '<text:h text:outline-level="1">Boats</text:h><text:h text:outline-level="2">Small</text:h>'
        + items("one", nested, "three", attributes='xml:id="first"')
        + '<text:h text:outline-level="2">Large</text:h><text:p>Between.</text:p>'
        + items(items("z", style=""), "four", attributes='text:continue-list="first"')
        + items("new")
        + items("next", attributes='text:continue-numbering="true"')
        + items("bullet", style="B")
        + '<text:list text:style-name="L"><text:list-header><text:p>Head</text:p></text:list-header>'
        '<text:list-item text:start-value="7"><text:p>seven</text:p></text:list-item></text:list>'
        '<text:h text:outline-level="1" text:is-list-header="true">Ports</text:h>'
        '<text:h text:outline-level="1"><text:number>2.</text:number>Piers</text:h>'
    )
    article = one(odt(tmp_path / "a.odt", body, styles=styles))
    assert lines(article) == [
        *("1. Boats", "1.1. Small", "3. one", "4. two", "still two", "a) x", "b) y", "4.b.I. deep", "5. three"),
        *("1.2. Large", "Between.", "a) z", "6. four", "3. new", "4. next", "bullet", "Head", "7. seven", "Ports"),
        "2. Piers",
    ]
    lists = [each.span.of(article.text) for each in article.structure if each.kind == "list"]
    assert lists[-2:] == ["a) z\n\n6. four\n\n3. new\n\n4. next\n\nbullet", "7. seven"]


def test_links_of_an_open_document_keep_their_words_and_addresses(tmp_path) -> None:
    """Links of paragraphs, headings and cells are kept; those within the document are none."""
    link = '<text:a xlink:href="{}">{}</text:a>'.format
    body = (
        f'<text:h text:outline-level="nine">On {link("https://a.example/", "ferries")}</text:h>'
        f"<text:p>It <text:span>left {link('https://b.example/', 'on <text:s/>time')}</text:span>.</text:p>"
        f"<text:p>{link('#below', 'below')}</text:p><table:table><table:table-row><table:table-cell><text:p>a</text:p>"
        f"</table:table-cell><table:table-cell><text:p>b {link('mailto:a@b.example', 'b')}</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    article = one(odt(tmp_path / "a.odt", body))
    assert linked(article) == [
        ("ferries", "https://a.example/"),
        ("on time", "https://b.example/"),
        ("b", "mailto:a@b.example"),
    ]
    assert lines(article)[-1] == "a | b b"
    assert article.structure[-1].span.end == len(article.text)


# Rich Text Format

RTF = r"""{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fcharset238 Arial;}}
{\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title Lod\'ec}{\author King, Ada}{\creatim\yr2020\mo5\dy4\hr10\min0}}
\pard\s1\outlinelevel0 Lod\'ec\par
\pard The boat{\super\chftn{\footnote\pard Late.}} left{\deleted  never}{\v secret} at \u8364?5.{\*\atnid A}
{\*\annotation Really?}\par
{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard In a box.\par}}{\shprslt stand-in}}It came
 {\field{\*\fldinst HYPERLINK "http://a.org"}{\fldrslt back}}.\par
\trowd a\cell b{\b c}\cell\row
}"""


def test_rich_text_is_read_as_it_is_printed(tmp_path) -> None:
    """Code pages are decoded; hidden text and addresses of links are left out; notes and boxes follow; rows are lines."""
    (tmp_path / "a.rtf").write_text(RTF)
    article = one(tmp_path / "a.rtf")
    assert lines(article) == [
        "Lodě",
        "The boat left at €5.",
        "Late.",
        "Really?",
        "It came back.",
        "In a box.",
        "a | bc",
    ]
    assert (article.title, article.author, article.published) == ("Lodě", "Ada King", "2020-05-04T10:00:00")
    assert marked(article) == [("headline", "1", "Lodě")]


def test_headings_of_rich_text_are_known_by_their_styles(tmp_path) -> None:
    """As the table of styles calls them, with or without other names; a row never goes on with the line above."""
    styles = r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0\fs48 heading 1,h1;}{\s7\fs32 Heading 2;}{\s9 Body heading 1 x;}}"
    (tmp_path / "a.rtf").write_text(
        rf"{{\rtf1\ansi{styles}\pard\s1 Ferries\par\pard\s9 The boat left.\par\pard\s7 Times\par\pard Noon\par"
        r"\trowd a\cell b\cell\row\trowd c\cell d\cell\row}"
    )
    article = one(tmp_path / "a.rtf")
    assert marked(article) == [("headline", "1", "Ferries"), ("heading", "2", "Times")]
    assert lines(article)[-3:] == ["Noon", "a | b", "c | d"]


def test_bullets_of_symbol_fonts_are_bullets(tmp_path) -> None:
    """A sign of the private use area before an item of a list is shown as •; elsewhere it stays, as does an empty cell."""
    bullet = r"{\listtext\f3 \u61623 ?\tab}"
    (tmp_path / "a.rtf").write_text(
        rf"{{\rtf1\ansi Ferries\par {bullet}To Oban\par {bullet}To Mull \u61614?\par\trowd\cell b\cell c\cell\row}}"
    )
    article = one(tmp_path / "a.rtf")
    assert lines(article) == ["Ferries", "• To Oban", "• To Mull \uf0ae", "b | c"]
    assert [each.span.of(article.text) for each in article.structure if each.kind == "list"] == [
        "• To Oban\n\n• To Mull \uf0ae"
    ]


def test_links_of_rich_text_keep_their_words_and_addresses(tmp_path) -> None:
    """A link is a field, whatever groups its code and words are set in, in a paragraph, a cell or a note."""
    link = r'{\field{\*\fldinst {\rtlch HYPERLINK "https://a.example/" }}{\fldrslt {\ul %s}}}'
    top = r'{\field{\*\fldinst HYPERLINK \l "top"}{\fldrslt up}}'
    page = r"{\field{\*\fldinst PAGE}{\fldrslt 7}}"
    note = rf"{{\super\chftn{{\footnote\pard See {link % 'this'}.}}}}"
    (tmp_path / "a.rtf").write_text(
        rf"{{\rtf1\ansi {link % 'here'} or {link % 'here'}{note}, {link % 'there'}, {top} on {page}.\par"
        rf"\trowd one\cell {link % 'two'}\cell\row}}"
    )
    article = one(tmp_path / "a.rtf")
    assert lines(article) == ["here or here, there, up on 7.", "See this.", "one | two"]
    assert linked(article) == [(words, "https://a.example/") for words in ("here", "here", "there", "this", "two")]


def test_cells_of_rtf_may_have_paragraphs(tmp_path) -> None:
    """A row is one line whether its cells end in a paragraph or not; bytes of a picture are no text, however many."""
    cell = r"{{\pard\intbl %s\par}\cell}"
    rows = "".join(
        rf"{{\trowd\cellx1\cellx2{cell % first}{cell % second}\intbl\row}}"
        for first, second in (("Boat", "Built"), (r"Ada\par of Leith", "1887"))
    )
    pictures = r"{\pict\jpegblip\bin ffd8}{\pict\jpegblip\bin5 {}{}{}"
    titles = r"{\pard\outlinelevel0 Boats of the harbour, and when they were built\par}Ferries of the sound\par"
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi {pictures}{titles}{rows}\pard\par\par The end.\par}}")
    assert lines(one(tmp_path / "a.rtf")) == [
        "Boats of the harbour, and when they were built", "Ferries of the sound",
        "Boat | Built", "Ada of Leith | 1887", "The end.",
    ]  # fmt: skip


def test_a_line_of_rtf_ends_within_its_paragraph(tmp_path) -> None:
    """The end of a line that an author set is a line feed, and no new paragraph, also beside a link and in a cell."""
    link = r'{\field{\*\fldinst HYPERLINK "https://ferry.example"}{\fldrslt here}}'
    old = "It is old, and sails on all days of the week but for one of them"
    row = r"\trowd a\line b\cell c\cell\row"
    (tmp_path / "a.rtf").write_text(
        rf"{{\rtf1\ansi The ferry leaves on\line 27 April from {link}.\par {old}\par{row}}}"
    )
    article = one(tmp_path / "a.rtf")
    assert article.text == f"The ferry leaves on\n27 April from here.\n\n{old}\n\na b | c"
    assert [each.span.of(article.text) for each in article.structure if each.kind == "link"] == ["here"]


def test_what_is_no_rich_text_is_refused(tmp_path) -> None:
    """A file that only has the suffix is told, not read as text."""
    (tmp_path / "a.rtf").write_text("Some text.")
    assert refused(tmp_path / "a.rtf").startswith("is no RTF")


# Presentations


def test_slides_are_places_with_their_titles_first(tmp_path) -> None:
    """A slide's title stands above its text, its notes below; hidden slides, numbers and footers are left out."""
    cells = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{each}</a:t></a:r></a:p></a:txBody></a:tc>" for each in "xy")
    article = one(
        pptx(
            tmp_path / "a.pptx",
            shape("The boat left.", "It was noon.") + shape("Ferries", role="ctrTitle") + shape("17", role="sldNum"),
            f'<p:sld show="0">{shape("hidden")}</p:sld>',
            f"<p:grpSp>{shape('In a group.')}</p:grpSp><a:tbl><a:tr>{cells}</a:tr></a:tbl>",
            notes=shape("Speak up.", role="body") + shape("1", role="sldNum"),
        )
    )
    assert lines(article) == ["Ferries", "The boat left.", "It was noon.", "Speak up.", "In a group.", "x | y"]
    assert article.title == "Ferries"
    assert [(str(place), article.text[place.start :][:7]) for place in article.places] == [
        ("slide 1", "Ferries"),
        ("slide 3", "In a gr"),
    ]


def test_slides_keep_links_headers_and_diagrams_and_leave_hidden_shapes_out(tmp_path) -> None:
    """Words with an address are links, also in cells; a first row that is set as a header is one; diagrams are text."""
    run = "<a:r>{}<a:t>{}</a:t></a:r>".format
    here = run('<a:rPr><a:hlinkClick r:id="link"/></a:rPr>', "here")
    cell = "<a:tc><a:txBody><a:p>{}</a:p></a:txBody></a:tc>".format
    secret = shape("secret").replace("<p:nvSpPr>", '<p:nvSpPr><p:cNvPr id="1" name="x" hidden="1"/>')
    slide = (
        f"<p:sp><p:txBody><a:p>{run('', 'Look ')}{here}{run('', '.')}</a:p></p:txBody></p:sp>{secret}"
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="2" name="y" hidden="true"/></p:nvGrpSpPr>{shape("secret too")}</p:grpSp>'
        f'<a:tbl><a:tblPr firstRow="1"/><a:tr>{cell(run("", "Name"))}{cell(run("", "Where"))}</a:tr>'
        f"<a:tr>{cell(run('', 'Ada'))}{cell(here)}</a:tr></a:tbl>"
    )
    diagram = f"<pt><t><a:p>{run('', 'In a diagram')}</a:p></t></pt>"
    article = one(pptx(tmp_path / "a.pptx", slide, link="https://a.example/", diagram=diagram))
    assert lines(article) == ["Look here.", "Name | Where", "Ada | here", "In a diagram"]
    assert linked(article) == [("here", "https://a.example/")] * 2
    assert [each.span.of(article.text) for each in article.structure if each.kind == "header"] == ["Name | Where"]


# Spreadsheets


def test_hidden_rows_and_columns_of_sheets_are_left_out(tmp_path) -> None:
    """Of Excel and OpenDocument files alike, whether a person or a filter hid them, beside merged cells."""
    columns = '<cols><col min="2" max="2" width="9" hidden="1"/><col min="3" max="3" hidden="0"/></cols>'
    rows = row(1, "a", "secret", "b") + row(2, "secret").replace("<row ", '<row hidden="true" ') + row(3, "c", 4, 5)
    path = xlsx(tmp_path / "a.xlsx", a=rows)
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name).decode() for name in made.namelist()}
    parts["xl/sheet1.xml"] = parts["xl/sheet1.xml"].replace("<sheetData>", f"{columns}<sheetData>")
    assert lines(one(package(path, **parts))) == ["a | b", "c | 5"]

    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>".format
    wide = cell('table:number-columns-spanned="2"', "c")
    made = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f"<table:table-row>{cell('', 'a')}{cell('', 'secret')}{cell('', 'secret')}{cell('', 'b')}</table:table-row>"
        f"<table:table-row>{wide}<table:covered-table-cell/>"
        f"{cell('', 'secret')}{cell('', 'd')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{cell("", "secret")}</table:table-row>'
    )
    assert lines(one(ods(tmp_path / "a.ods", a=made))) == ["a | b", "c | d"]


def test_each_sheet_is_an_article_and_each_row_a_place(tmp_path) -> None:
    """Empty rows and hidden sheets are left out; numbers are written as whole where they are, dates in ISO 8601."""
    boats = row(3, "Name", "Built", "Length") + row(7, "Ada", 43831, 12.5, style=1) + row(8, "Bea", 3)
    path = xlsx(tmp_path / "a.xlsx", Boats=boats, hidden=row(1, "secret"), Empty="", Sheet4=row(1, "x", "y"))
    first, second = read([path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.title, lines(first)[0]) == ("a.xlsx:1", "Boats", "Name | Built | Length")
    assert [str(place) for place in first.places] == ["row 3", "row 7", "row 8"]
    assert lines(first)[1].startswith("Ada | 2020-01-01 | ")
    assert lines(first)[2] == "Bea | 3"
    assert (second.id, second.title, second.marks) == ("a.xlsx:4", "a: Sheet4", ())


def ods_row(*cells: str, attributes: str = "") -> str:
    """A row of an OpenDocument spreadsheet; a cell is what it shows, or an element."""
    each = (
        cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row {attributes}>{''.join(each)}</table:table-row>"


def test_cells_of_an_open_document_are_as_they_are_shown(tmp_path) -> None:
    """Numbers and dates are given as the sheet shows them, repeated cells as often; hidden rows and sheets are left out.

    A comment follows its row once.
    """
    value = '<table:table-cell office:value="{}" table:number-columns-repeated="{}">{}</table:table-cell>'.format
    rows = (
        ods_row("Boat", "Share", "Price")
        + ods_row(value("", 5, ""), attributes='table:number-rows-repeated="3"')
        + "<table:table-row-group>"
        + ods_row("Ada", value("0.153", 2, "<text:p>15.3<text:s/>%</text:p>"), "€ 1,250.00")
        + "</table:table-row-group>"
        + ods_row("secret", attributes='table:visibility="collapse"')
        + ods_row(
            value("7", 1, "<office:annotation><text:p>Note</text:p></office:annotation>"),
            "a<text:line-break/>b",
            attributes='table:number-rows-repeated="2"',
        )
        + ods_row(value("", 16384, ""), attributes='table:number-rows-repeated="1048576"')
    )
    styles = '<style:style style:name="Hidden"><style:table-properties table:display="false"/></style:style>'
    article, second = read(
        [ods(tmp_path / "a.ods", styles=styles, Hidden=ods_row("x"), Boats=rows, Ports=ods_row("y"))]
    )
    assert isinstance(article, Article)
    assert isinstance(second, Article)
    assert lines(article) == [
        "Boat | Share | Price",
        "Ada | 15.3 % | 15.3 % | € 1,250.00",
        "7 | a b",
        "Note",
        "7 | a b",
    ]
    assert [str(place) for place in article.places] == ["row 1", "row 5", "row 7", "row 8"]
    assert (article.id, article.title, second.id, second.title) == ("a.ods:2", "Boats", "a.ods:3", "Ports")


def test_a_few_bytes_that_ask_for_millions_of_cells_give_some(tmp_path) -> None:
    """A cell that is to be repeated a million times, in as many rows, is repeated a thousand times."""
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    article = one(ods(tmp_path / "a.ods", Boats=ods_row(cell, attributes='table:number-rows-repeated="1000000"')))
    assert len(article.places) == 1_000
    assert lines(article)[0].count("x") == 1_000


def test_a_spreadsheet_that_cannot_be_read_says_why(tmp_path) -> None:
    """Neither an empty workbook nor a file of another kind gives an article, and each has its own reason."""
    assert "no sheet" in refused(xlsx(tmp_path / "a.xlsx", Empty=""))
    damaged = bytearray(xlsx(tmp_path / "c.xlsx", Boats=row(1, "Ada")).read_bytes())
    damaged[damaged.index(b"xl/sheet1.xml") + 15] ^= 0xFF
    (tmp_path / "c.xlsx").write_bytes(damaged)
    assert refused(tmp_path / "c.xlsx").startswith("is damaged (")
    (tmp_path / "b.xlsx").write_text("a,b")
    assert refused(tmp_path / "b.xlsx").startswith("is no spreadsheet that can be read (")


CHART = """<c:chartSpace><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Share of the harbours</a:t></a:r></a:p></c:rich>
</c:tx></c:title><c:plotArea><c:barChart>{series}</c:barChart><c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>Tons</a:t></a:r>
</a:p></c:rich></c:tx></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>"""
SERIES = """<c:ser><c:tx><c:strRef><c:f>B1</c:f><c:strCache><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef>
</c:tx><c:cat><c:strRef><c:strCache>
<c:pt idx="0"><c:v>Q1</c:v></c:pt><c:pt idx="1"><c:v>Q2</c:v></c:pt></c:strCache></c:strRef>
</c:cat><c:val><c:numRef><c:numCache>
<c:formatCode>0.0%</c:formatCode><c:pt idx="1"><c:v>{value}</c:v></c:pt></c:numCache></c:numRef>
</c:val></c:ser>"""
CHART_SPACES = f'xmlns:c="{OOXML}/drawingml/2006/chart" xmlns:xdr="{OOXML}/drawingml/2006/spreadsheetDrawing" {SPACES}'


def chart(*series: tuple[str, float]) -> str:
    """The part of a chart with these series, by name and value of the second quarter."""
    written = "".join(SERIES.format(name=name, value=value) for name, value in series)
    return CHART.format(series=written).replace("<c:chartSpace", f"<c:chartSpace {CHART_SPACES}", 1)


def parts_of(path) -> dict[str, str]:
    """The parts of an office file."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def added(path, **parts: str):
    """The office file with further parts."""
    with zipfile.ZipFile(path, "a") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("series", "rows"),
    [
        ([("North", 0.153)], ["Q1", "Q2 | 15.3%"]),
        ([("North", 0.153), ("South", 0.2)], ["Q1", "Q2 | North: 15.3% | South: 20.0%"]),
    ],
)
def test_a_chart_on_a_slide_has_its_title_and_values(tmp_path, series, rows) -> None:
    """They follow the shapes as rows, in the format that they are shown in; those of a hidden chart are left out."""
    frame = (
        '<p:graphicFrame>{}<a:graphic><a:graphicData><c:chart r:id="{}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    hidden = '<p:nvGraphicFramePr><p:cNvPr hidden="1"/></p:nvGraphicFramePr>'
    slide = f"<p:sld {CHART_SPACES}>{shape('Harbours', role='title')}{frame.format('', 'chart')}</p:sld>"
    other = f"<p:sld {CHART_SPACES}>{shape('Ports', role='title')}{frame.format(hidden, 'chart')}</p:sld>"
    path = pptx(tmp_path / "a.pptx", shape("First"), slide.replace(SPACES, ""), other.replace(SPACES, ""))
    part = chart(*series)
    article = one(
        added(
            path,
            **{
                "ppt/charts/c1.xml": part,
                "ppt/slides/_rels/s1.xml.rels": relations(chart="../charts/c1.xml"),
                "ppt/slides/_rels/s2.xml.rels": relations(chart="../charts/c1.xml"),
            },
        )
    )
    assert lines(article) == ["First", "Harbours", "Share of the harbours", "Tons", *rows, "Ports"]
    assert str(article.place_at(article.text.index("Q2"))) == "slide 2"


def test_a_chart_in_a_document_follows_its_paragraph(tmp_path) -> None:
    """Its title is no heading, for what stands below it belongs to the text around it."""
    drawing = '<w:drawing><a:graphic><a:graphicData><c:chart r:id="chart"/></a:graphicData></a:graphic></w:drawing>'
    body = f"<w:p><w:r><w:t>Above.</w:t></w:r><w:r>{drawing}</w:r></w:p><w:p><w:r><w:t>Below.</w:t></w:r></w:p>"
    path = docx(tmp_path / "a.docx", body, spaces=CHART_SPACES)
    whole = added(
        tmp_path / "b.docx", **{name: raw for name, raw in parts_of(path).items() if "_rels/document" not in name}
    )
    added(
        whole,
        **{
            "word/_rels/document.xml.rels": relations(chart="charts/c1.xml"),
            "word/charts/c1.xml": chart(("North", 0.153)),
        },
    )
    article = one(whole)
    assert lines(article) == ["Above.", "Share of the harbours", "Tons", "Q1", "Q2 | 15.3%", "Below."]
    assert not [mark for mark in article.marks if mark.kind != "caption"]


def test_comments_and_drawings_of_a_sheet_are_read(tmp_path) -> None:
    """A comment follows its row, a thread is read once; text boxes and titles of charts name the row that they begin in."""
    space = f'xmlns="{OOXML}/spreadsheetml/2006/main"'
    comment = '<comment ref="{}"><text><r><t>{}</t></r><rPh><t>x</t></rPh></text></comment>'.format
    thread = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    anchor = "<xdr:twoCellAnchor><xdr:from><xdr:row>{}</xdr:row></xdr:from>{}</xdr:twoCellAnchor>".format
    rows = row(1, "Boat", "Share") + row(2, "Ada", 3.5) + row(3, "Eda", 4.5)
    comments = comment("B2", "Counted by hand.") + comment("A3", "[Threaded comment] Old") + comment("C9", "No value.")
    path = added(
        xlsx(tmp_path / "a.xlsx", Boats=rows),
        **{
            "xl/_rels/sheet1.xml.rels": relations(
                comments="comments1.xml", threadedComment="thread1.xml", drawing="drawings/d1.xml"
            ),
            "xl/comments1.xml": f"<comments {space}><commentList>{comments}</commentList></comments>",
            "xl/thread1.xml": f'<ThreadedComments xmlns="{thread}"><threadedComment ref="A3"><text>Is it sold?</text>'
            '</threadedComment><threadedComment ref="A3"><text>Not yet.</text></threadedComment></ThreadedComments>',
            "xl/drawings/d1.xml": f"<xdr:wsDr {CHART_SPACES}>"
            + anchor(4, "<xdr:sp><a:p><a:r><a:t>Prices are those of May.</a:t></a:r></a:p></xdr:sp>")
            + anchor(6, '<xdr:graphicFrame><c:chart r:id="chart"/></xdr:graphicFrame>')
            + "</xdr:wsDr>",
            "xl/drawings/_rels/d1.xml.rels": relations(chart="../charts/c1.xml"),
            "xl/charts/c1.xml": chart(("North", 0.153)),
        },
    )
    article = one(path)
    assert lines(article) == [
        "Boat | Share", "Ada | 3.5", "Counted by hand.", "Eda | 4.5", "Is it sold?", "Not yet.", "No value.",
        "Prices are those of May.", "Share of the harbours", "Tons",
    ]  # fmt: skip
    assert [str(place) for place in article.places] == ["row 1", "row 2", "row 3", "row 9", "row 5", "row 7"]
    assert [mark.span.of(article.text) for mark in article.marks] == ["Boat | Share"]
