"""Saved pages: the text that a reader sees, and only what the page states of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring, fromstring

from indexer.errors import ArticleError
from indexer.readers.html.blocks import blocks_of
from indexer.readers.html.stated import Stated
from indexer.readers.html.tree import page_text, parsed_page
from indexer.types import Article, Skipped
from tests.reading import read

if TYPE_CHECKING:
    from pathlib import Path

PROSE = (
    "Owls hunt mice at night, and find them by ear even under deep snow. ",
    "Their wings make hardly any sound, for the feathers have soft edges. ",
    "By day they sleep in hollow trees, barns and church towers of the valley. ",
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>How owls hunt | The Valley Post</title>
<meta property="og:site_name" content="The Valley Post"><link rel="canonical" href="https://valley.example/owls">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "How owls hunt",
"datePublished": "2019-03-04T08:00:00Z", "author": [{{"name": "Ada Reed"}}, {{"name": "Tom Hill"}}]}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>How owls hunt</h1><p>{PROSE[0] * 3}</p><h2>Silent wings</h2><p>{PROSE[1] * 3}</p>
<table><tr><th>Owl</th><th>Length</th></tr><tr><td>Barn owl</td><td>36 cm</td></tr></table>
<ul><li>mice</li><li>voles</li></ul><p>{PROSE[2] * 3}</p><script>alert("x")</script></article>
<p>{"1%2%3%" * 40}</p><footer>Copyright. All rights reserved. <a href="/terms">Terms</a></footer></body></html>"""


def one(folder: Path, name: str, content: str | bytes) -> Article:
    """The only article of a file with this content."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (item,) = read([folder / name])
    assert isinstance(item, Article), item
    return item


def stated(head: str, body: str = "") -> dict[str, object]:
    """The fields that a page with this head and body states."""
    return Stated(document_fromstring(f"<html><head>{head}</head><body>x{body}</body></html>")).fields()


def shown(html: str) -> list[tuple[str, str]]:
    """Kind and text of the blocks of some HTML."""
    return [(block.kind, block.text) for block in blocks_of(fromstring(f"<body>{html}</body>"))]


@pytest.mark.parametrize("name", ["owls.html", "owls.txt", "owls"])
def test_a_page_is_read_without_what_stands_around_its_text(tmp_path, name) -> None:
    """Menus, notices and scripts are left out; headings are marked, tables are read row by row; the name may lie."""
    article = one(tmp_path, name, PAGE)
    assert (article.title, article.author, article.published) == (
        "How owls hunt",
        "Ada Reed, Tom Hill",
        "2019-03-04T08:00:00Z",
    )
    assert (article.source, article.url, article.language) == ("The Valley Post", "https://valley.example/owls", "en")
    assert [(mark.kind, mark.span.of(article.text)) for mark in article.marks] == [
        ("headline", "How owls hunt"),
        ("heading", "Silent wings"),
    ]
    lines = article.text.split("\n\n")
    assert "Barn owl | 36 cm" in lines
    assert "voles" in lines
    assert not any(word in article.text for word in ("Home", "rights", "alert", "%"))


def test_a_page_of_few_words_is_read_whole(tmp_path) -> None:
    """Where no main text can be told, everything but menus is read."""
    article = one(tmp_path, "a.html", "<title>Note</title><nav>Home</nav><p>The key is under the mat.</p>")
    assert (article.title, article.text) == ("Note", "The key is under the mat.")


def test_a_page_that_states_no_date_has_none() -> None:
    """Dates in the text, in addresses, of other articles and of days that never were are no date of the page."""
    assert stated(
        "<title>Owls</title>", "<p>On 4 May 2012 an owl came.</p><time datetime='2011-01-01'>2011</time>"
    ) == {"title": "Owls"}
    assert "published" not in stated("<title>The attacks - September 11, 2001</title>")
    assert "published" not in stated('<meta name="date" content="soon"><meta name="date" content="2016">')


@pytest.mark.parametrize(
    "html",
    [
        '<meta property="article:published_time" content="2016-10-25 13:15">',
        '<meta name="DC.date" content="2016-10-25">',
        '<script type="application/ld+json">[{"@type": ["Thing", "BlogPosting"], "datePublished": "2016-10-25"}]</script>',
        '</head><article><time datetime="2016-10-25T13:15">Tuesday</time></article>',
        '</head><p itemprop="datePublished">25 October 2016</p>',
        "<title>Owls | The Post | 25.10.2016</title>",
    ],
)
def test_a_date_is_one_that_the_page_states(html) -> None:
    """In JSON-LD, in its metadata, in the time of its article, or behind a bar in its title."""
    assert str(stated(html)["published"]).startswith("2016-10-25")


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ('<meta name="author" content="By Ada Reed"><meta name="author" content="ADA REED">', "Ada Reed"),
        ('<meta name="author" content="https://x.example/ada">', None),
        ('<meta property="og:site_name" content="The Post"><meta name="author" content="The Post">', None),
        ('<meta name="author" content="admin"></head><a rel="author">Ada Reed</a>', "Ada Reed"),
        ('</head><span itemprop="author"><b itemprop="name">Ada Reed</b> Editor</span>', "Ada Reed"),
    ],
)
def test_an_author_is_a_person_whom_the_page_names(html, author) -> None:
    """Neither an address, nor the site itself, nor an account that is nobody's name."""
    assert stated(html).get("author") == author


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Owls - The Post</title></head><h1>Owls</h1>", "Owls"),
        ("<title>Owls at night - The Post</title></head><h1>Owls at night</h1>", "Owls at night"),
        ('<title>Owls | The Post</title><meta property="og:site_name" content="The Post">', "Owls"),
        ("<title>Owls | 25.10.2016</title>", "Owls"),
        ('<title>Owls</title><meta property="og:title" content="You will not believe this">', "Owls"),
        ('<meta property="og:title" content="Owls">', "Owls"),
        ('<title>The Post</title><meta property="og:site_name" content="The Post"></head><h1>Owls</h1>', "Owls"),
    ],
)
def test_a_title_is_shortened_and_not_replaced(html, title) -> None:
    """Headlines that are stated elsewhere take the name of the site off the title; another headline is not believed."""
    assert stated(html)["title"] == title


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ('<title>Owls | The Post</title><meta property="og:site_name" content="The Valley Post">', "The Valley Post"),
        ("<title>Owls | Birds | The Post</title></head><h1>Owls</h1>", "The Post"),
        ("<title>Owls - The Post</title></head><h1>Other</h1>", None),
        ("<title>Owls | 25.10.2016</title></head><h1>Owls</h1>", None),
        ("<title>Owls - the birds that hunt best of all at night</title></head><h1>Owls</h1>", None),
        (
            '<title>Owls | The Post</title><meta property="og:site_name" content="U.S."><script type="application/ld+json">'
            '{"@type": "NewsArticle", "headline": "Owls", "publisher": {"name": "The Post"}}</script>',
            "The Post",
        ),
    ],
)
def test_the_source_is_the_site_that_names_itself_or_ends_the_title(html, source) -> None:
    """Of several names the one behind the headline; a title without a stated headline names nobody."""
    assert stated(html).get("source") == source


def test_blocks_are_what_a_browser_shows() -> None:
    """Lines, code, captions, numbers and quotation marks as they are shown; hidden text and forms never."""
    html = (
        "One <b>bold</b>\n word<br>and a line<div>Two</div>three<pre>a\n  b</pre><ol start=3><li>c<p>d</p></ol>"
        "<figure><img alt=x><figcaption>A barn owl.</figcaption></figure><p><a href=/x>Read more</a></p><p hidden>no</p>"
        "<p style='display: none'>no</p><button>no</button><p>He said <q>yes</q>.<p><a name=here>Anchor</a>"
    )
    assert shown(html) == [
        ("paragraph", "One bold word\nand a line"),
        ("paragraph", "Two"),
        ("paragraph", "three"),
        ("code", "a\n  b"),
        ("item", "3. c"),
        ("item", "d"),
        ("caption", "A barn owl."),
        ("link", "Read more"),
        ("paragraph", "He said “yes”."),
        ("paragraph", "Anchor"),
    ]


def test_lines_of_verse_stay_together() -> None:
    """Short elements that follow each other without space between them are lines of one block; paragraphs are not."""
    html = "<div><div>April is the month</div><div>of <i>rain</i>.</div></div><div>Another.</div><p>One.</p><p>Two.</p>"
    lines = ["April is the month\nof rain.", "Another.", "One.", "Two."]
    assert [text for _, text in shown(html)] == lines
    assert shown(f"<div>{'word ' * 30}</div><div>Short.</div>")[1] == ("paragraph", "Short.")


def test_captions_stand_below_the_paragraph_above_their_picture(tmp_path) -> None:
    """They are marked, so that they are found and not quoted as running text; those of menus are left out."""
    figure = "<figure><img src=x><figcaption>A barn owl\n in flight.</figcaption></figure>"
    page = PAGE.replace("<h2>", f"{figure}<h2>").replace("</nav>", f"{figure.replace('barn', 'snowy')}</nav>")
    article = one(tmp_path, "a.html", page)
    lines = article.text.split("\n\n")
    assert lines[lines.index("Silent wings") - 1] == "A barn owl in flight."
    assert [mark.span.of(article.text) for mark in article.marks if mark.kind == "caption"] == ["A barn owl in flight."]
    assert "snowy" not in article.text


def test_the_lead_above_the_main_text_is_read(tmp_path) -> None:
    """A paragraph that stands alone between title and text belongs to the article; a line without a sentence does not."""
    lead = "Owls find mice by ear, a study of the university says."
    top = f"<div><h1>How owls hunt</h1><p>{lead}</p><p>By Ada Reed, our correspondent in the valley</p></div><article>"
    text = one(tmp_path, "a.html", PAGE.replace("<article><h1>How owls hunt</h1>", top)).text
    assert text.split("\n\n")[:2] == ["How owls hunt", lead]
    assert "correspondent" not in text


def test_the_lead_in_the_header_of_a_page_is_read(tmp_path) -> None:
    """A header of title and lead is a part of the text; one with the name and the motto of the site is not."""
    lead = "Owls find mice by ear, a study of the university says, and they do so under a foot of snow."
    header = f"<header><h1>How owls hunt</h1><nav><a href='/'>Home</a></nav><p>{lead}</p></header><article>"
    text = one(tmp_path, "a.html", PAGE.replace("<article><h1>How owls hunt</h1>", header)).text
    assert text.split("\n\n")[:2] == ["How owls hunt", lead]
    assert "Home" not in text
    motto = "<header><h1>The Valley Post</h1><p>News of the valley since 1890.</p></header><article>"
    assert "since 1890" not in one(tmp_path, "b.html", PAGE.replace("<article>", motto)).text


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="newsletterBox"><p>{}</p></div>',
        '<div id="related-stories"><p>{}</p></div>',
        '<ol class="commentlist"><li><p>{}</p></li></ol>',
        '<p class="sr-only">{}</p>',
        '<div><h3><a href="/x">Other owls</a></h3><p>{}</p></div>',
    ],
)
def test_what_is_named_as_beside_the_text_is_left_out(tmp_path, beside) -> None:
    """Letters to subscribers, related articles, comments, text for screen readers, and teasers, also within the article."""
    other = "Another story tells of something else, which a reader of this page would not count to its text."
    text = one(tmp_path, "a.html", PAGE.replace("<h2>", beside.format(other) + "<h2>")).text
    assert "Silent wings" in text
    assert "Another story" not in text


def test_the_line_above_an_advertisement_is_left_out(tmp_path) -> None:
    """A script fills the place below it; a sentence that begins so is text."""
    section = "<p>Advertisement:</p><div>- Werbung -</div><p>Advertisement pays for the museum.</p><h2>"
    text = one(tmp_path, "a.html", PAGE.replace("<h2>", section)).text
    assert "Advertisement pays for the museum." in text
    assert "Advertisement:" not in text
    assert "Werbung" not in text


def test_names_that_come_from_a_heading_do_not_count(tmp_path) -> None:
    """A section about sharing is named like a bar of buttons, by its own heading."""
    section = f'<section id="sharing"><h2>Sharing</h2><p>{PROSE[1] * 3}</p></section>'
    text = one(tmp_path, "a.html", PAGE.replace("<h2>Silent wings</h2>", section)).text
    assert "Sharing\n\n" in text


def test_a_list_of_teasers_outweighs_no_article(tmp_path) -> None:
    """Many short texts about other articles are longer than the article, and are not read."""
    teaser = "<div><h4><a href=/x>Council votes</a></h4><p>Councillors met on Tuesday and talked for hours.</p></div>"
    text = one(tmp_path, "a.html", PAGE.replace("</article>", f"</article><div>{teaser * 40}</div>")).text
    assert PROSE[2].strip() in text
    assert "Council" not in text


def test_comments_are_read_where_there_is_no_other_text(tmp_path) -> None:
    """The posts of a forum may be named comments."""
    posts = "".join(f'<div class="comment"><p>{prose}</p></div>' for prose in PROSE)
    assert PROSE[1].strip() in one(tmp_path, "a.html", f"<title>Owls</title><h1>Owls</h1>{posts}").text


def test_rows_and_headings_before_the_first_paragraph_are_kept(tmp_path) -> None:
    """The table at the side of an encyclopaedia's article holds links and is no menu; a notice at the end is left out."""
    box = "<table><tr><th>Founded</th><td>1998</td></tr><tr><th>Maker</th><td><a href=/n>Netscape</a></td></tr></table>"
    page = PAGE.replace("<h1>How owls hunt</h1>", f"<h1>How owls hunt</h1>{box}")
    page = page.replace("</article>", "<p>© 2019 The Valley Post. All rights reserved.</p></article>")
    text = one(tmp_path, "a.html", page).text
    assert text.split("\n\n")[:3] == ["How owls hunt", "Founded | 1998", "Maker | Netscape"]
    assert "reserved" not in text


def test_what_a_wiki_adds_to_its_headings_is_left_out(tmp_path) -> None:
    """The links for editors are no part of the text."""
    page = PAGE.replace("<h2>Silent wings</h2>", '<h2>Silent wings<span class="mw-editsection">[edit]</span></h2>')
    assert "Silent wings\n\n" in one(tmp_path, "a.html", page).text


@pytest.mark.parametrize("attribute", ['a{}="x > y"', "a{}='x'", "a{}=x", "a{}", "\na{} = x"])
def test_a_page_with_thousands_of_attributes_in_one_tag_is_refused(tmp_path, attribute) -> None:
    """It would keep its parser busy for minutes; an attribute of any length, and a thousand of them, are read."""
    words = [attribute.format(number) for number in range(2_000)]
    (tmp_path / "a.html").write_text(f"<p {' '.join(words)}>Text of it.</p>")
    (refused,) = read([tmp_path])
    assert isinstance(refused, Skipped)
    assert refused.reason == "has a tag with thousands of attributes; simplify it, or leave it out"
    page = f"<p {' '.join(words[:1_000])}>Text of it.</p><p data-x='{'a=b ' * 3_000}'>More of it.</p>"
    assert one(tmp_path, "a.html", page).text == "Text of it.\n\nMore of it."


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_a_page_nested_too_deeply_is_refused(tmp_path, depth) -> None:
    """The reason says so, and does not claim that the page is empty."""
    (tmp_path / "a.html").write_text("<html>" + "<div>" * depth + "text" + "</div>" * depth)
    (item,) = read([tmp_path])
    assert isinstance(item, Skipped)
    assert item.reason == "is nested too deeply; simplify it"


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        ('<meta charset="iso-8859-2"><p>Łódź'.encode("iso8859-2"), None),
        ("<p>Łódź".encode("cp1250"), "windows-1250"),
        ('<meta http-equiv=Content-Type content="text/html; charset=utf-8"><p>Łódź'.encode(), "latin-1"),
        ("<p>Łódź".encode("utf-16"), None),
    ],
)
def test_a_page_is_decoded_as_it_declares(raw, declared) -> None:
    """What is UTF-8 is read as such; else the sender's word counts, then the page's own."""
    assert page_text(raw, "a", declared).endswith("<p>Łódź")


@given(
    st.text(alphabet="<>/ab=\"'&;!-[] \n\0\x0bé", max_size=80),
    st.sampled_from(["", "<p>", "<html><body>", "<tr><td>", "<ol><li>"]),
)
def test_any_markup_gives_blocks_or_a_reason(text, before) -> None:
    """No page raises anything but a reason."""
    try:
        root = parsed_page(before + text, "a")
    except ArticleError:
        return
    assert all(block.text.strip() for block in blocks_of(root))
    Stated(root).fields()


def test_links_keep_their_words_and_addresses(tmp_path) -> None:
    """A link is where its words are in the text, though they stand there twice; scripts and parts of a page are none."""
    body = """<p>Read here, or <b>write</b>  <a href=" https://a.example/x ">here</a>; not
      <a href="javascript:alert(1)">there</a> nor <a href="#below">below</a>.</p>
      <ol start="3"><li>The <a href="mailto:a@b.example">editor</a> reads.</li><li>All of it.</li></ol>"""
    page = (
        f"<html><body><article><h1>On links</h1>{body}<p>{'More words follow here. ' * 20}</p></article></body></html>"
    )
    article = one(tmp_path, "page.html", page)
    linked = [(part.span.of(article.text), part.address) for part in article.structure if part.kind == "link"]
    assert linked == [("here", "https://a.example/x"), ("editor", "mailto:a@b.example")]
    assert article.structure[0].span.start == article.text.index("write here") + len("write ")
    (items,) = [part.span.of(article.text) for part in article.structure if part.kind == "list"]
    assert items == "3. The editor reads.\n\n4. All of it."


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\uffff", "&#11;", "&#031", "&#x1;", "&#X00B;", "&#xFFFF;", "&#65535;"])
def test_a_control_character_costs_only_itself(tmp_path, sign) -> None:
    """A character that no text has, or a reference to it, is left out, also beside what is removed from a page."""
    page = (
        f"<html><body><article><p>Owls{sign}<script>1</script>{sign} hunt&#9;at&#x2019;s&#x10;&#110;ight.</p></article>"
    )
    assert one(tmp_path, "page.html", page).text == "Owls hunt at’s night."


def test_a_row_of_names_of_columns_is_the_header_of_its_table(tmp_path) -> None:
    """A row of `th` alone is the header; a row that begins with one is none."""
    page = (
        f"<html><body><article><h1>Boats</h1><p>{'More words follow here. ' * 20}</p><table><tr><th>Boat<th>Built"
        "<tr><th>Ada<td>1907</table></article></body></html>"
    )
    article = one(tmp_path, "page.html", page)
    parts = [(part.kind, part.span.of(article.text)) for part in article.structure]
    assert parts == [("table", "Boat | Built\n\nAda | 1907"), ("header", "Boat | Built")]


def test_links_in_cells_of_tables_are_kept(tmp_path) -> None:
    """A link in a cell is where its words are in the row."""
    page = (
        f"<html><body><article><h1>Boats</h1><p>{'More words follow here. ' * 20}</p><table><tr><td>a | a"
        '<td><p>b <a href="https://a.example/">a</a></table></article></body></html>'
    )
    article = one(tmp_path, "page.html", page)
    (link,) = [each for each in article.structure if each.kind == "link"]
    assert article.text.endswith("a | a | b a")
    assert (link.span.of(article.text), link.span.end, link.address) == ("a", len(article.text), "https://a.example/")


def test_what_an_office_program_has_written_is_read_whole(tmp_path) -> None:
    """A document has nothing around its text: a short line behind a long section stays; heads of printed pages are none."""
    long = (
        "<p>The harbour was closed for repairs during the whole of the winter, and nobody could leave the island.</p>"
    )
    page = (
        "<html><head><title>Ferries</title><meta name='generator' content='{}'/><meta name='created' "
        "content='2020-05-04T10:00:00'/></head><body><div title='header'><p>Running head</p></div><h1>Ferries</h1>"
        f"<nav>Contents</nav><div>{long * 5}</div><ul><li>Outer</li></ul><p>See <a href='https://a.example/'>more</a></p>"
    )
    (tmp_path / "a.html").write_text(page.format("LibreOffice 7.4 (Linux)"))
    (tmp_path / "b.html").write_text(page.format("Some blog"))
    document, blog = read([tmp_path / "a.html", tmp_path / "b.html"])
    assert isinstance(document, Article)
    assert isinstance(blog, Article)
    lines = document.text.split("\n\n")
    assert (lines[0], lines[-2:]) == ("Ferries", ["Outer", "See more"])
    assert "Running head" not in document.text
    assert "Contents" not in document.text
    assert document.published == "2020-05-04T10:00:00"
    assert "See more" not in blog.text
