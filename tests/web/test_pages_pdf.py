"""The article of a PDF shows the page of the quote beside its text, while the file is as it was read."""

from __future__ import annotations

import re
from html import unescape

import pytest

from indexer import Library, Span, rebuild
from tests.pdf_files import column, write_pdf
from webapp import create_app

QUOTE = "The bridge is closed on Sundays."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a PDF of two pages and a text, and an instance beside it."""
    folder = tmp_path_factory.mktemp("pdf") / "articles"
    folder.mkdir()
    write_pdf(folder / "bridge.pdf", column(72, 100, "Nobody may cross today."), column(72, 100, QUOTE))
    (folder / "ferry.txt").write_text("The ferry goes every hour.")
    rebuild(folder.parent / "instance", [folder])
    return folder


@pytest.fixture
def client(folder):
    """A client of that library."""
    app = create_app({"INSTANCE": str(folder.parent / "instance")})
    yield app.test_client()
    app.extensions["library"].close()


def cited(folder):
    """The parameters of a link to the quote."""
    with Library.open(folder.parent / "instance") as library:
        start = library.article("bridge.pdf").text.index(QUOTE)
    return f"id=bridge.pdf&span={Span(start, start + len(QUOTE))}"


def pictures(page):
    """The addresses of the pictures on a page."""
    return [unescape(address) for address in re.findall(r'<img src="([^"]+)"', page)]


def test_the_page_of_the_quote_is_shown(client, folder):
    """The picture is of the page that is quoted, with the quote's span; the one before is a click away."""
    page = client.get(f"/article?{cited(folder)}").text
    (address,) = pictures(page)
    assert "page=2" in address
    assert "Page 2 of 2" in page
    assert ">Page 1</a>" in page
    assert ">Page 3</a>" not in page
    picture = client.get(address)
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert picture.data.startswith(b"\x89PNG")
    assert client.get(address, headers={"If-None-Match": picture.headers["ETag"]}).status_code == 304


def test_other_pages_are_shown_as_asked(client):
    """Without a quote the first page; `page` asks for another, and one after the last is the last."""
    assert "page=1" in pictures(client.get("/article?id=bridge.pdf").text)[0]
    assert "page=2" in pictures(client.get("/article?id=bridge.pdf&page=2").text)[0]
    assert "page=2" in pictures(client.get("/article?id=bridge.pdf&page=9").text)[0]


def test_the_text_says_where_pages_begin(client):
    """Before the first paragraph of a page stands its number, which shows the page."""
    page = client.get("/article?id=bridge.pdf").text
    assert re.findall(r'aria-label="Show page (\d)">p\. \1</a>', page) == ["1", "2"]
    assert page.index("Show page 2") < page.index(QUOTE)


def test_an_article_of_another_format_shows_no_page(client):
    """A text file has its text alone; asked for a picture, the server says so."""
    assert pictures(client.get("/article?id=ferry.txt").text) == []
    assert client.get("/article/page?id=ferry.txt&page=1").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "id=none", "id=bridge.pdf&page=3", "id=bridge.pdf&page=x", "id=bridge.pdf&span=x"]
)
def test_a_picture_that_is_not_there_is_told(client, query):
    """A wrong parameter is 400, a page that is not there 404; neither is a defect."""
    assert client.get(f"/article/page?{query}").status_code in {400, 404}


def test_the_evidence_pack_holds_the_page(client):
    """An export as evidence has the picture of the page in the file."""
    pack = client.get("/api/export", query_string={"q": "When is the bridge closed?", "format": "evidence"}).text
    assert 'src="data:image/png;base64,' in pack
    assert 'data-fact="picture_sha256"' in pack
    assert "img-src data:" in pack


def test_a_changed_file_is_told_instead(client, folder):
    """The text stays, and a sentence says why no page is shown."""
    whole = (folder / "bridge.pdf").read_bytes()
    try:
        (folder / "bridge.pdf").write_bytes(whole + b"\n")
        changed = client.get("/article?id=bridge.pdf").text
        assert "The PDF file has changed since it was read" in changed
        (folder / "bridge.pdf").unlink()
        gone = client.get("/article?id=bridge.pdf").text
        assert "The PDF file is not where it was read" in gone
        assert pictures(changed) == pictures(gone) == []
        assert "Nobody may cross today." in gone
        assert client.get("/article/page?id=bridge.pdf&page=1").status_code == 404
    finally:
        (folder / "bridge.pdf").write_bytes(whole)
