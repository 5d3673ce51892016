"""Reading sources: files, formats, encodings, fields, headlines."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from indexer.corpus import Skipped, SourceFile, articles, files, read
from indexer.corpus.encoding import decoded
from indexer.corpus.formats import READERS
from indexer.corpus.headline import recognise
from indexer.corpus.markdown import readable_text
from indexer.errors import ArticleError
from indexer.types import Article
from tests.strategies import texts

NEWS = Path(__file__).parents[2] / "seeds" / "news" / "000_ac49dd0c577a3381.txt"


def written(folder: Path, **contents: str | bytes) -> Path:
    """The folder, with files of these contents; a name's double underscore is its dot."""
    for name, content in contents.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def one(path: Path) -> Article:
    """The only article of a source."""
    (item,) = read([path])
    assert isinstance(item, Article), item
    return item


def refused(path: Path) -> str:
    """Why the only thing of a source was skipped."""
    (item,) = read([path])
    assert isinstance(item, Skipped), item
    return item.reason


def marked(article: Article) -> list[tuple[str, str, str]]:
    """The marks of an article, with their text."""
    return [(mark.kind, mark.label, mark.span.of(article.text)) for mark in article.marks]


# News and plain text


def test_the_given_article_is_recognised_as_news() -> None:
    """The given article has its headline as title, its source, date, place, and marks for what is no running text."""
    article = one(NEWS)
    assert article.title == "Soldiers from Georgia’s breakaway region might serve in Russian army"
    assert (article.source, article.published) == ("Agenda.ge", "2016-10-25T13:15:00")
    assert article.metadata == {"place": "Tbilisi, Georgia"}
    assert article.text == NEWS.read_text("utf-8")
    assert [(kind, text[:30]) for kind, _, text in marked(article)] == [
        ("headline", "Soldiers from Georgia’s breaka"),
        ("caption", "Russian-occupied Tskhinvali, s"),
        ("dateline", "Agenda.ge, 25 Oct 2016 - 13:15"),
    ]


@pytest.mark.parametrize(
    ("dateline", "source", "published", "place"),
    [
        ("Agenda.ge,25 Oct 2016 - 13:15, Tbilisi,Georgia", "Agenda.ge", "2016-10-25T13:15:00", "Tbilisi, Georgia"),
        ("BBC News | October 25, 2016", "BBC News", "2016-10-25", None),
        ("25.10.2016, Berlin", None, "2016-10-25", "Berlin"),
        ("Published: 25 Oct 2016", None, "2016-10-25", None),
        (
            "The Daily Star – Tuesday, 25 October 2016 – Rio de Janeiro",
            "The Daily Star",
            "2016-10-25",
            "Rio de Janeiro",
        ),
    ],
)
def test_datelines_give_source_date_and_place(dateline, source, published, place) -> None:
    """What stands before the date is the source, what stands behind it the place."""
    heading = recognise(f"Deal is signed\n\n{dateline}\n\nIt was signed today.")
    assert (heading.title, heading.source, heading.published, heading.place) == (
        "Deal is signed",
        source,
        published,
        place,
    )
    assert [mark.kind for mark in heading.marks] == ["headline", "dateline"]


@pytest.mark.parametrize(
    "line",
    [
        "The treaty was signed on 25 Oct 2016.",
        "Georgia signed, 25 Oct 2016, Tbilisi agreed to it",
        "On 25 Oct 2016 Tbilisi agreed",
        "It was 2016, in Tbilisi",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(line) -> None:
    """An ordinary text gets a title at most: no source, date or mark is invented."""
    heading = recognise(f"What happened\n\n{line}\n\nMore of it.")
    assert (heading.title, heading.source, heading.published, heading.marks) == ("What happened", None, None, ())


def test_a_credit_below_the_dateline_is_a_caption() -> None:
    """A photo's credit is a caption below the dateline too."""
    article_text = "Deal is signed\nAgenda.ge, 25 Oct 2016\nPhoto: Nino Alavidze/Agenda.ge\n\nIt was signed."
    assert [mark.kind for mark in recognise(article_text).marks] == ["headline", "dateline", "caption"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A short headline\n\nThen some text.", "A short headline"),
        (
            "Is this a headline?\nThen some text that is far longer than the headline above it, as texts are.",
            "Is this a headline?",
        ),
        ("This is a sentence. It goes on.\n\nMore.", "notes"),
        ("A first line that was wrapped by hand at some seventy columns or\nso and goes on here.\n", "notes"),
        ("word " * 60, "notes"),
        ("--- *** ---\n\nText.", "notes"),
    ],
)
def test_a_plain_text_is_called_after_its_headline_or_its_file(tmp_path, text, title) -> None:
    """A first line that stands alone and is no sentence is the title; else the file's name is."""
    article = one(written(tmp_path, notes__txt=text))
    assert (article.title, article.marks, article.text) == (title, (), text)


def test_front_matter_is_stronger_than_the_first_lines(tmp_path) -> None:
    """The fields of front matter replace what is recognised, and are no part of the text."""
    text = "---\ntitle: Mine\nsource: Me\n---\nDeal is signed\n\nAgenda.ge, 25 Oct 2016\n\nIt was.\n"
    article = one(written(tmp_path, a__txt=text))
    assert (article.title, article.source, article.published) == ("Mine", "Me", "2016-10-25")
    assert article.text.startswith("Deal is signed\n")
    assert marked(article)[1] == ("dateline", "", "Agenda.ge, 25 Oct 2016")


def test_a_very_long_line_is_read(tmp_path) -> None:
    """A line of five million characters is an article like any other."""
    assert len(one(written(tmp_path, long__txt="word " * 1_000_000)).text) == 5_000_000


# Front matter and fields


def test_front_matter_values_are_what_was_written(tmp_path) -> None:
    """Dates keep their precision, `no` is a language, a number in a title is text, and the rest is metadata."""
    article = one(
        written(
            tmp_path,
            a__md="---\ntitle: 1984\ndate: 2016-10\nlanguage: no\nauthors: [Ann A., Bo B.]\n"
            "url: https://a.example/1\ntags:\n  - x\n  - 007\nmetadata:\n  page: 3\n---\nText.\n",
        )
    )
    assert (article.title, article.published, article.language) == ("1984", "2016-10", "no")
    assert (article.author, article.url) == ("Ann A., Bo B.", "https://a.example/1")
    assert article.metadata == {"tags": ["x", "007"], "page": "3"}


def test_a_rule_at_the_top_is_no_front_matter(tmp_path) -> None:
    """Three dashes above a text that is no list of fields are text."""
    assert one(written(tmp_path, a__txt="---\nJust text\n---\nand more\n")).text.startswith("---\nJust text")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("title: a: b", "line 2"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("title: [a]", "its title is a list"),
        ("metadata: x", "metadata"),
    ],
)
def test_bad_front_matter_is_named(tmp_path, fields, problem) -> None:
    """Front matter that cannot be understood skips the file, with the place and the reason."""
    assert problem in refused(written(tmp_path, a__md=f"---\n{fields}\n---\nText.\n"))


def test_unusable_values_cost_no_article(tmp_path) -> None:
    """A date that is none, a language without a code and an address that is not of the web stay in the metadata."""
    record = {
        "_id": "a",
        "text": "Text.",
        "published": "last week",
        "language": "Klingon tongue",
        "url": "javascript:x",
    }
    article = one(written(tmp_path, a__jsonl=json.dumps(record)))
    assert (article.published, article.language, article.url) == (None, "en", None)
    assert article.metadata == {"published": "last week", "language": "Klingon tongue", "url": "javascript:x"}


# JSON Lines


def test_every_field_of_a_line_is_read(tmp_path) -> None:
    """A line gives all fields of an article; what is not a field is metadata."""
    record = {
        "_id": "wiki/a#0",
        "title": " A\ntitle ",
        "text": "Cafe\u0301\r\nis open.",
        "url": "https://a.example",
        "source": "S",
        "author": "A",
        "published": "25 Oct 2016",
        "language": "de-AT",
        "metadata": {"source": "inner", "n": 1, "bad": "\ud800", "deep": [{"x": None}]},
        "extra": True,
    }
    article = one(written(tmp_path, a__jsonl=json.dumps(record)))
    assert (article.id, article.title, article.text) == ("wiki/a#0", "A title", "Café\nis open.")
    assert (article.source, article.author, article.published, article.language) == ("S", "A", "2016-10-25", "de")
    assert article.metadata == {"source": "inner", "n": 1, "bad": "\ufffd", "deep": [{"x": None}], "extra": True}
    assert article.path == str(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not valid JSON"),
        ("[" * 100_000, "is not valid JSON"),
        ("[]", "is no JSON object"),
        ('{"text": "x"}', 'has no "_id"'),
        ('{"_id": "", "text": "x"}', 'has no "_id"'),
        ('{"_id": "b"}', 'has no "text"'),
        ('{"_id": "b", "text": 5}', 'has no "text"'),
        ('{"_id": "b", "text": " \\n"}', "has no text"),
        ('{"_id": "b", "text": "x", "title": 5}', "its title is a number"),
        ('{"_id": "b", "text": "x", "source": ["a"]}', "its source is a list"),
        ('{"_id": "b", "text": "x", "metadata": []}', "its metadata is a list"),
        (b'{"_id": "b", "text": "caf\xe9"}', "is not UTF-8"),
        ('{"_id": "a", "text": "x"}', "has the id 'a'"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_kept(tmp_path, line, reason) -> None:
    """A bad line costs itself alone, and its reason says what is wrong."""
    bad = line if isinstance(line, bytes) else line.encode()
    content = b'\xef\xbb\xbf{"_id": "a", "text": "first"}\n\n' + bad + b'\n{"id": "c", "text": "last", "title": null}'
    first, skipped, last = read([written(tmp_path, a__jsonl=content)])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(skipped, Skipped)
    assert (first.id, last.id, last.title) == ("a", "c", "")
    assert skipped.path.startswith(str(tmp_path / "a.jsonl"))
    assert reason in skipped.reason


def test_a_bad_line_is_named_with_its_number(tmp_path) -> None:
    """Lines are counted from one, blank ones too."""
    (skipped,) = read([written(tmp_path, a__jsonl="\n\nnonsense\n")])
    assert isinstance(skipped, Skipped)
    assert skipped.path.endswith("a.jsonl:3")


# Markdown

PAGE = """# The *first* title

Some **bold** text with a [link](https://a.example "t") and ![a picture of it](x.png), `code`
on two lines &amp; <b>HTML</b>.<br>Next.

## Second & third

- one
- two
    1. nested
    2. more

| Name | Town |
|------|------|
| Ann  | Rome |

```python
print("hello")
```

> quoted

<div>In a <i>div</i><p>and a paragraph</p><script>evil()</script></div>

<!-- comment -->

# Another
"""


def test_markdown_is_read_without_its_markup(tmp_path) -> None:
    """Everything readable stays, in order; markup, addresses and comments go; headings are marked."""
    article = one(written(tmp_path, page__md=PAGE))
    assert article.title == "The first title"
    assert article.text.split("\n\n") == [
        "The first title",
        "Some bold text with a link and a picture of it, code on two lines & HTML.\nNext.",
        "Second & third",
        "one",
        "two",
        "1. nested",
        "2. more",
        "Name | Town",
        "Ann | Rome",
        'print("hello")',
        "quoted",
        "In a div",
        "and a paragraph",
        "Another",
    ]
    assert marked(article) == [
        ("headline", "1", "The first title"),
        ("heading", "2", "Second & third"),
        ("heading", "1", "Another"),
    ]


@given(texts())
def test_markdown_of_any_text_has_normal_text_and_marks_in_it(text) -> None:
    """Whatever the source, its readable text is normal and its headings lie where they are marked."""
    readable = readable_text(f"# {text}\n\ne**\u0301**&#x301;\n\n{text}")
    article = Article("a", "", readable.text, _sha256(readable.text), marks=tuple(readable.marks))
    assert all(mark.span.of(article.text).strip() for mark in article.marks)


def _sha256(text: str) -> str:
    from hashlib import sha256  # noqa: PLC0415  an oracle of its own

    return sha256(text.encode()).hexdigest()


def test_a_page_without_a_heading_is_called_after_its_file(tmp_path) -> None:
    """The title is the file's name when nothing else gives one."""
    assert one(written(tmp_path, my_page__md="## Only a section\n\nText.")).title == "my_page"


# Encodings

FRENCH = "Le café est fermé, déjà vu à Noël. Où êtes-vous ?"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        ("café", "latin-1"),
        ("“Hello” – he said, it’s fine. It costs £5.", "cp1252"),
        ("Die Straße ist schön und groß.", "latin-1"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Привет, как дела? Это новость дня.", "cp1251"),
        ("Привет, как дела? Это новость дня.", "koi8-r"),
        ("Καλημέρα κόσμε, τι κάνεις", "cp1253"),
        ("今日は元気ですか。明日は晴れます。", "shift_jis"),
        ("今天天气很好，我们去公园吧。他们说这是真的。", "gb18030"),
        ("Hello, this is plain text.", "utf-16-le"),
        ("Hello, this is plain text.", "utf-16-be"),
    ],
)
def test_common_encodings_are_recognised(text, encoding) -> None:
    """A text in a common encoding is read right, short as it is."""
    assert decoded(text.encode(encoding), "a.txt").removeprefix("\ufeff") == text


def test_utf_8_that_is_damaged_in_places_is_still_utf_8() -> None:
    """One broken byte does not make another encoding of a text; it is replaced."""
    assert decoded((FRENCH * 5).encode() + b"\xff end", "a") == FRENCH * 5 + "\ufffd end"


def test_a_large_file_in_another_encoding_is_guessed_from_a_sample() -> None:
    """Ten megabytes are read whole although only a sample is looked at."""
    text = FRENCH * 200_000
    assert decoded(b"plain " * 10_000 + text.encode("cp1252"), "a").endswith(text)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "an image"),
        (bytes(range(256)) * 10, "binary"),
        (b"\0" * 1000, "binary"),
        (bytes(range(256))[::-1] * 10, "binary"),
    ],
)
def test_binary_files_are_refused(raw, kind) -> None:
    """What is no text is refused, with the advice to convert it."""
    with pytest.raises(ArticleError, match=f"is {kind}, not text; convert it to text first"):
        decoded(raw, "a.txt")


def test_a_stray_nul_does_not_make_a_text_binary(tmp_path) -> None:
    """A single NUL is removed, and the text is read."""
    text = "A text that has\0 one. " + "And goes on. " * 20
    assert one(written(tmp_path, a__txt=text)).text == text.replace("\0", "")


# Files


def test_files_are_read_in_sorted_order_and_named_within_their_source(tmp_path) -> None:
    """Sources as given, folders by name; an id is the path within the source; hidden files are left out."""
    inner = tmp_path / "b"
    inner.mkdir()
    (tmp_path / ".git").mkdir()
    written(tmp_path / ".git", x__txt="hidden")
    written(inner, z__txt="z", a__txt="a")
    written(tmp_path, c__txt="c", a__txt="a", _hidden__txt="no")
    (tmp_path / "_hidden.txt").rename(tmp_path / ".hidden.txt")
    alone = tmp_path.parent / "alone.txt"
    alone.write_text("alone")
    found = list(read([alone, tmp_path]))
    assert [item.id for item in found if isinstance(item, Article)] == [
        "alone.txt",
        "a.txt",
        "b/a.txt",
        "b/z.txt",
        "c.txt",
    ]
    assert len(found) == 5


def test_a_file_is_listed_with_what_tells_that_it_has_changed(tmp_path) -> None:
    """`files` gives path, id, size and time, and `articles` reads one of them."""
    path = written(tmp_path, a__txt="Some text") / "a.txt"
    (file,) = files([tmp_path])
    assert file == SourceFile(path, "a.txt", 9, path.stat().st_mtime_ns)
    assert [item.text for item in articles(file) if isinstance(item, Article)] == ["Some text"]


def test_links_are_followed_but_nothing_is_read_twice(tmp_path) -> None:
    """A loop of links ends, and overlapping sources give each article once."""
    folder = tmp_path / "folder"
    folder.mkdir()
    written(folder, a__txt="a")
    (folder / "loop").symlink_to(tmp_path)
    (folder / "nowhere.txt").symlink_to(tmp_path / "gone")
    found = list(read([tmp_path, folder]))
    assert [item.id for item in found if isinstance(item, Article)] == ["folder/a.txt"]
    reasons = sorted(item.reason for item in found if isinstance(item, Skipped))
    assert len(reasons) == 3
    assert "cannot be read (no such file" in reasons[0]
    assert reasons[1].startswith("is the same as")


def test_of_two_articles_with_one_id_the_first_is_kept(tmp_path) -> None:
    """The second is skipped, and the reason names the id and the first."""
    one_folder, other = tmp_path / "1", tmp_path / "2"
    one_folder.mkdir()
    other.mkdir()
    written(one_folder, a__txt="first")
    written(other, a__txt="second")
    first, second = read([one_folder, other])
    assert isinstance(first, Article)
    assert isinstance(second, Skipped)
    assert first.text == "first"
    assert second.path == str(other / "a.txt")
    assert "'a.txt'" in second.reason
    assert str(one_folder / "a.txt") in second.reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "", "is empty; write"),
        ("a.txt", " \n\t\n", "has no text"),
        ("a.md", "---\ntitle: x\n---\n<!-- nothing -->\n", "has no text"),
        ("a.jsonl", "\n\n", "has no line with an article"),
        ("a.docx", "text", "is of no format that is read (.jsonl"),
        ("Makefile", "text", "is of no format"),
    ],
)
def test_what_gives_no_article_is_named_with_a_reason(tmp_path, name, content, reason) -> None:
    """Nothing is left out silently: every file that gives nothing is skipped by name, with what to do."""
    (tmp_path / name).write_text(content)
    (item,) = read([tmp_path])
    assert item == Skipped(str(tmp_path / name), item.reason)
    assert reason in item.reason


def test_a_source_that_is_not_there_is_named(tmp_path) -> None:
    """A source that does not exist is skipped with the advice to look for it."""
    assert "check that it is there" in refused(tmp_path / "gone")


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch) -> None:
    """A file without permission is skipped; the others are read."""
    written(tmp_path, a__txt="a", b__txt="b")

    read_bytes = Path.read_bytes

    def denied(path):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    skipped, article = read([tmp_path])
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    assert "permission denied" in skipped.reason


def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    """What is neither file nor folder is skipped, not opened."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in refused(tmp_path)


def test_a_name_that_is_not_utf_8_has_an_id_that_can_be_stored(tmp_path) -> None:
    """Bytes of a file's name that are no UTF-8 are replaced in id and path."""
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(raw)).write_text("text")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    article = one(tmp_path)
    assert article.id == "caf\ufffd.txt"
    assert article.path is not None
    assert article.path.encode()


def test_every_format_has_its_suffixes() -> None:
    """The formats of the manual are read, whatever the case of their suffix."""
    assert {".jsonl", ".md", ".txt"} <= set(READERS)


@given(texts())
def test_any_bytes_give_articles_or_reasons(text) -> None:
    """No content of a file raises: it is text, or refused as binary."""
    try:
        found = decoded(text.encode("utf-8", "surrogatepass"), "a")
    except ArticleError:
        found = ""
    assert len(found) <= 3 * len(text)
