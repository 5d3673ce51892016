"""Files that hold many articles of the web: feeds, news in XML, web archives, wikis; and e-books."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.types import Article, Note, Skipped
from tests.reading import read

if TYPE_CHECKING:
    from pathlib import Path

BOMB = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


def written(path: Path, content: bytes | str) -> list[Article | Skipped | Note]:
    """What a file with this content gives."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([path]))


def marked(article: Article) -> list[tuple[str, str]]:
    """The marks of an article, with their text."""
    return [(mark.kind, mark.span.of(article.text)) for mark in article.marks]


# Feeds

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Valley Post</title><language>en-gb</language>
<item><title>Owls &amp;amp; mice</title><link>https://valley.example/owls</link><dc:creator>Ada Reed</dc:creator>
<pubDate>Mon, 04 Mar 2019 08:00:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The owls came back.</p><ul><li>mice</li></ul><script>x()</script>]]></content:encoded></item>
<item><link>https://valley.example/nothing</link></item>
<item><title>Bats</title><description>Bats sleep.</description></item></channel></rss>"""


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed.txt"])
def test_each_entry_of_a_feed_is_an_article(tmp_path, name) -> None:
    """With its whole text, its own fields, and the feed's name as its source; an entry without a text costs itself."""
    first, bad, last = written(tmp_path / name, RSS)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.id, first.title, first.author) == (f"{name}:1", "Owls & mice", "Ada Reed")
    assert (first.published, first.source, first.language) == ("2019-03-04T08:00:00+01:00", "The Valley Post", "en")
    assert first.text == "Owls & mice\n\nThe owls came back.\n\nmice"
    assert marked(first) == [("headline", "Owls & mice")]
    assert isinstance(bad, Skipped)
    assert bad.path == f"{tmp_path / name}:2"
    assert (last.id, last.text) == (f"{name}:3", "Bats\n\nBats sleep.")


# News

NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>slug</title><docdata>
<date.issue norm="20190304T080000+0100"/><doc.copyright holder="The Valley Post"/></docdata></head><body><body.head>
<hedline><hl1>Owls are back</hl1><hl2>They are many</hl2></hedline><byline>By <person>Ada Reed</person>, MAR 04</byline>
<abstract>Owls in the valley.</abstract></body.head><body.content><p>The owls came back.</p><media><media-caption>A barn
owl.</media-caption></media><p>They hunt mice.</p></body.content></body></nitf>"""
NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><packageItem><contentMeta><headline>Package
</headline></contentMeta></packageItem><newsItem xml:lang="en"><itemMeta><versionCreated>2019-03-05T00:00:00Z</versionCreated>
<provider literal="Agency"/></itemMeta><contentMeta><contentCreated>2019-03-04T08:00:00Z</contentCreated>
<headline>Owls are back</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title/></head><body><p>The owls came back.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""


def test_nitf_is_read_with_its_headline_byline_and_day(tmp_path) -> None:
    """The day of issue, the names of the byline, captions marked; its document type is not fetched."""
    (article,) = written(tmp_path / "a.xml", NITF)
    assert isinstance(article, Article)
    assert (article.title, article.author, article.source) == ("Owls are back", "Ada Reed", "The Valley Post")
    assert article.published == "2019-03-04T08:00:00+01:00"
    lines = "Owls are back|They are many|Owls in the valley.|The owls came back.|A barn owl.|They hunt mice."
    assert article.text.replace("\n\n", "|") == lines
    assert ("caption", "A barn owl.") in marked(article)


def test_a_news_package_gives_the_items_with_a_text(tmp_path) -> None:
    """With the day when the content was made, before that of the version; an item without a text gives none."""
    (article,) = written(tmp_path / "a.xml", NEWSML)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.source) == ("a.xml", "Owls are back", "Agency")
    assert (article.published, article.text) == ("2019-03-04T08:00:00Z", "Owls are back\n\nThe owls came back.")


def test_other_xml_is_named(tmp_path) -> None:
    """XML of another kind, damaged XML and XML bombs end in one reason each."""
    for content, reason in (
        ("<inventory><item>x</item></inventory>", "of no kind that is read"),
        ("<nitf><p>", "is damaged"),
        (f"{BOMB}]><nitf><body><body.content><p>&j;</p></body.content></body></nitf>", "is damaged"),
        (f"{BOMB}]><rss><channel><item><title>&j;</title></item></channel></rss>", ""),
    ):
        (item,) = written(tmp_path / "a.xml", content)
        assert reason in (item.reason if isinstance(item, Skipped) else "")
        assert not isinstance(item, Article) or len(item.text) < 1_000


# Web archives


def warc(*pages: tuple[str, str, str]) -> list[bytes]:
    """The records of a web archive with pages of these states, types and contents."""
    records = []
    for number, (status, type_, content) in enumerate(pages):
        http = f"HTTP/1.1 {status}\r\nContent-Type: {type_}\r\n\r\n{content}".encode("cp1252")
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{number}\r\n"
        head += f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
        records.append(head.encode() + http + b"\r\n\r\n")
    return records


def test_each_page_of_a_web_archive_is_an_article(tmp_path) -> None:
    """In the encoding that the server named; redirects, errors and pictures give none, a bad page costs itself."""
    archive = warc(
        ("301 Moved", "text/html", "<p>Moved."),
        ("200 OK", "image/png", "x"),
        ("200 OK", "text/html; charset=windows-1252", "<title>Café</title><p>The café is open."),
        ("200 OK", "text/html", ""),
        ("200 OK", "text/html", "<p>Another page."),
    )
    for name, content in (("a.warc", b"".join(archive)), ("b.warc.gz", b"".join(map(gzip.compress, archive)))):
        first, bad, last = written(tmp_path / name, content)
        assert isinstance(first, Article)
        assert isinstance(bad, Skipped)
        assert isinstance(last, Article)
        assert (first.id, first.title, first.text) == (f"{name}:1", "Café", "The café is open.")
        assert (first.url, last.id) == ("https://x.example/2", f"{name}:3")
        assert "has no text" in bad.reason


def test_of_a_packed_web_archive_only_the_records_are_read(tmp_path) -> None:
    """A WACZ is a zip of records and lists; a file without records, or of something else, is named."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/a.warc.gz", gzip.compress(*warc(("200 OK", "text/html", "<p>A page."))))
        archive.writestr("pages/pages.jsonl", '{"text": "No article."}')
    (article,) = written(tmp_path / "a.wacz", buffer.getvalue())
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("a.wacz/archive/a.warc.gz:1", "A page.")
    (item,) = written(tmp_path / "b.warc", b"no records")
    assert isinstance(item, Skipped)


# Wikis

DUMP = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/"><siteinfo><sitename>Owlwiki</sitename></siteinfo>
<page><title>Owl</title><ns>0</ns><revision><timestamp>2019-03-04T08:00:00Z</timestamp><text>'''Owls''' hunt [[mouse|mice]].
{{cite}}&lt;ref>Reed&lt;/ref>
== Kinds ==
* barn owl
[[File:owl.jpg|thumb|An owl]]
</text></revision><revision><timestamp>2011-01-01T00:00:00Z</timestamp><text>Old</text></revision></page>
<page><title>Talk:Owl</title><ns>1</ns><revision><text>Talk</text></revision></page>
<page><title>Owls</title><ns>0</ns><redirect title="Owl"/><revision><text>#REDIRECT</text></revision></page></mediawiki>"""


def test_each_page_of_a_wiki_is_an_article_of_its_newest_revision(tmp_path) -> None:
    """Without markup, templates, references and pictures; talk pages and redirects give none."""
    (article,) = written(tmp_path / "dump.xml", DUMP)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.source) == ("dump.xml:Owl", "Owl", "Owlwiki")
    assert (article.published, article.text) == ("2019-03-04T08:00:00Z", "Owl\n\nOwls hunt mice.\n\nKinds\n\nbarn owl")
    assert marked(article) == [("headline", "Owl"), ("heading", "Kinds")]


def test_a_wiki_that_cannot_be_read_is_named(tmp_path, monkeypatch) -> None:
    """A damaged dump keeps the pages before the damage; a missing library says what to install."""
    good, bad = written(tmp_path / "a.xml", DUMP[: DUMP.index("<page><title>Talk")] + "<page><title>")
    assert isinstance(good, Article)
    assert isinstance(bad, Skipped)
    assert "is damaged" in bad.reason
    monkeypatch.setitem(sys.modules, "mwparserfromhell", None)
    (item,) = written(tmp_path / "b.xml", DUMP)
    assert isinstance(item, Skipped)
    assert 'pip install "footnote-search[formats]"' in item.reason


# E-books

OPF = """<?xml version="1.0"?><!DOCTYPE package SYSTEM "oeb.dtd"><package xmlns="http://www.idpf.org/2007/opf"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>Owls</dc:title>
<dc:creator opf:role="aut">Ada Reed</dc:creator><dc:creator opf:role="ill">Tom Hill</dc:creator><dc:language>en</dc:language>
<dc:publisher>Valley Press</dc:publisher><dc:date opf:event="conversion">2023-01-01</dc:date>
<dc:date opf:event="publication">1912-05-04</dc:date></metadata><manifest>
<item id="b" href="text/b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="c" href="c.jpg" media-type="image/jpeg"/></manifest><spine><itemref idref="n"/><itemref idref="a"/>
<itemref idref="b"/><itemref idref="c"/></spine></package>"""


CONTENTS = (("a.xhtml", "Nights"), ("b%20two.xhtml", "By day"), ("b%20two.xhtml#noon", "At noon"))


def epub(**parts: str) -> bytes:
    """A book of two chapters, with further parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="OPS/book.opf"/></container>')
        archive.writestr("OPS/book.opf", parts.get("opf", OPF))
        archive.writestr("OPS/nav.xhtml", parts.get("nav", "<p>Contents</p>"))
        archive.writestr("OPS/text/a.xhtml", "<h1>At night</h1><div>Owls <span>hunt</span><br/>mice.</div>")
        archive.writestr("OPS/text/b two.xhtml", parts.get("b", "<h1>By day</h1><p>They sleep.</p>"))
        archive.writestr("OPS/style.css", parts.get("css", ""))
        if "encryption" in parts:
            archive.writestr("META-INF/encryption.xml", parts["encryption"])
    return buffer.getvalue()


def test_the_style_sheets_of_a_book_hide_and_divide_its_text(tmp_path) -> None:
    """Hidden words are left out, floating ones stand apart, lines of verse are lines; other rules are not followed."""
    css = """
    /* .owl { display: none } */
    .notes, p.secret { display: none } div.poem span.line { display: block } span.number { float: right }
    @media print { p { display: none } } @media all { .unseen { visibility: hidden } } p:first-child { display: none }
    .secret.shown { display: block } h2 span { display: block } .poem > p { display: none } .other p { display: none }
    """
    chapter = """<html><head><link rel="stylesheet" href="../style.css"/><style>.own { display: none }</style></head><body>
    <h2><span>Part</span>One</h2><p class="owl">Owls hunt.</p><p class="secret">Secret.</p><p class="secret shown">Shown.</p>
    <p>By <b class="unseen">no</b>night<span class="own">own</span>.</p><div class="notes"><p>Notes.</p></div>
    <div class="poem"><span class="line">To whit,<span class="number">10</span></span><span class="line">to whoo.</span></div>
    </body></html>"""
    (article,) = written(tmp_path / "a.epub", epub(b=chapter, css=css))
    assert article.text.partition("mice.\n\n")[2] == (
        "Part One\n\nOwls hunt.\n\nShown.\n\nBy night.\n\nTo whit, 10\nto whoo."
    )


@pytest.mark.parametrize("name", ["owls.epub", "owls.zip", "owls"])
def test_a_book_is_read_in_the_order_of_its_chapters(tmp_path, name) -> None:
    """Verse and text outside paragraphs too; chapters are headings; authors, not illustrators; the day of publication."""
    (article,) = written(tmp_path / name, epub())
    assert isinstance(article, Article)
    assert (article.title, article.author, article.source) == ("Owls", "Ada Reed", "Valley Press")
    assert (article.published, article.language) == ("1912-05-04", "en")
    assert article.text == "Owls\n\nAt night\n\nOwls hunt\nmice.\n\nBy day\n\nThey sleep."
    assert marked(article) == [("headline", "Owls"), ("heading", "At night"), ("heading", "By day")]


@pytest.mark.parametrize("chapter", ["<p>They sleep.</p>", "<p>BY DAY</p><p>They sleep.</p>"])
def test_a_chapter_without_a_heading_has_that_of_the_table_of_contents(tmp_path, chapter) -> None:
    """Whether the book prints it as a paragraph or not at all; a chapter with a heading keeps its own."""
    nav = "".join(f'<a href="text/{part}">{label}</a>' for part, label in CONTENTS)
    nav = f"<nav>{nav}</nav>"
    (article,) = written(tmp_path / "a.epub", epub(nav=nav, b=chapter))
    assert isinstance(article, Article)
    headings = [words for _, words in marked(article)]
    assert [heading.casefold() for heading in headings] == ["owls", "at night", "by day"]
    assert article.text.endswith(f"{headings[-1]}\n\nThey sleep.")


def test_a_chapter_that_a_book_lists_again_and_again_is_read_once(tmp_path) -> None:
    """A list of thousands of one chapter costs no more than the chapter."""
    (article,) = written(
        tmp_path / "a.epub", epub(opf=OPF.replace('<itemref idref="b"/>', '<itemref idref="b"/>' * 9_000))
    )
    assert isinstance(article, Article)
    assert article.text.count("They sleep.") == 1


def test_the_pages_of_the_printed_book_are_places(tmp_path) -> None:
    """As the text marks them, or the table of contents lists them; one may begin within a paragraph, cell or word."""
    nav = '<nav xmlns:epub="e" epub:type="page-list"><a href="text/b%20two.xhtml#p9">Page 9</a></nav>'
    chapter = """<h1>By day</h1><p>They <span epub:type="pagebreak" id="x" title="7"/>sleep in
        <span role="doc-pagebreak" aria-label="{viii}">8</span>barns.</p>
        <div epub:type="pagebreak">10</div><table><tr><td>Barn</td><td><a id="p9"></a>owl</td></tr></table>"""
    (article,) = written(tmp_path / "a.epub", epub(nav=nav, b=chapter))
    assert isinstance(article, Article)
    assert article.text.endswith("By day\n\nThey sleep in barns.\n\nBarn | owl")
    begin = {place.label: article.text[place.start :].split()[0] for place in article.places}
    assert begin == {"7": "sleep", "viii": "barns.", "10": "Barn", "9": "Barn"}
    assert {place.kind for place in article.places} == {"page"}


def test_the_licence_around_a_book_is_left_out(tmp_path) -> None:
    """What Project Gutenberg writes before and behind the text is no part of the book."""
    start, end = (f"<p>*** {word} OF THE PROJECT GUTENBERG EBOOK OWLS ***</p>" for word in ("START", "END"))
    chapter = f"<p>Licence.</p>{start}<p>They sleep.</p>{end}<p>More.</p>"
    (article,) = written(tmp_path / "a.epub", epub(b=chapter))
    assert isinstance(article, Article)
    assert article.text == "Owls\n\nThey sleep."


def test_a_book_that_cannot_be_read_is_named(tmp_path) -> None:
    """Protected chapters, no package, and no zip at all end in one reason each; protected fonts do not matter."""
    protected = '<encryption><CipherReference URI="{}"/></encryption>'
    for content, reason in (
        (epub(encryption=protected.format("OPS/text/b%20two.xhtml")), "DRM"),
        (epub(encryption=protected.format("OPS/font.otf")), ""),
        (epub(opf=""), "is no e-book"),
        (epub(opf="<package>"), "is damaged"),
        (b"no zip", "is damaged"),
    ):
        (item,) = written(tmp_path / "a.epub", content)
        assert reason in (item.reason if isinstance(item, Skipped) else "")
        assert isinstance(item, Skipped) == bool(reason)


# Any damage

WHOLE = {
    ".rss": RSS.encode(),
    ".xml": NITF.encode(),
    ".newsml": NEWSML.encode(),
    ".mediawiki": DUMP.encode(),
    ".warc": b"".join(warc(("200 OK", "text/html", "<p>A page."))),
    ".epub": epub(),
    ".eml": b"From: Ada Reed <a@x.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText\n--b--",
    ".mhtml": b"From: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>A page.",
    ".mbox": b"From a Mon Mar 04 08:00:00 2019\nSubject: =?utf-8?q?x?=\nDate: Mon, 04 Mar 2019 08:00:00\n\nText.",
}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    """A folder to write into."""
    return tmp_path_factory.mktemp("scratch")


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_files_with_bytes_changed_give_articles_or_a_reason(scratch, suffix, data) -> None:
    """Whatever happened to a file, it ends in articles or in a reason that no exception had to word."""
    content = bytearray(WHOLE[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        place, size = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 20))
        content[place : place + size] = data.draw(
            st.one_of(st.binary(max_size=5), st.just(content[place : place + size] * 2))
        )
    items = written(scratch / f"a{suffix}", bytes(content))
    assert any(isinstance(item, (Article, Skipped)) for item in items)
    assert not any("its reader failed" in item.reason for item in items if isinstance(item, Skipped))
