"""Reading articles: plain text and news, fields, JSON Lines, Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from indexer.corpus import Skipped, read
from indexer.corpus.formats import READERS
from indexer.corpus.headline import recognise
from indexer.corpus.markdown import readable_text
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


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ("id: report/2016 no. 7", "report/2016 no. 7"),
        ("id: 0042", "0042"),
        ("_id: mine\nid: other", "mine"),
        ("id:", None),
        ('id: " "', None),
        ("title: none of its own", None),
    ],
)
def test_front_matter_gives_the_id(tmp_path, name, fields, id) -> None:  # noqa: A002  the field's name
    """An article has the id that its front matter gives, as `_id` or `id`, else its path; it is no metadata."""
    (tmp_path / name).write_text(f"---\n{fields}\n---\nSome text.\n")
    article = one(tmp_path)
    assert (article.id, article.text.strip()) == (id or name, "Some text.")
    assert article.path == str(tmp_path / name)
    assert article.metadata == {}


def test_two_files_may_not_give_one_id(tmp_path) -> None:
    """Ids of front matter are held to the same rule as all others: the first keeps it, the second is named."""
    written(tmp_path, a__md="---\nid: x\n---\nFirst.", b__txt="---\nid: x\n---\nSecond.")
    first, second = read([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Skipped)
    assert (first.id, first.text) == ("x", "First.")
    assert "has the id 'x'" in second.reason


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("title: a: b", "line 2"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("title: [a]", "its title is a list"),
        ("id: [a]", "its id is a list"),
        ("_id:\n  a: b", "its _id is an object"),
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


def test_links_by_reference_are_read_without_their_address() -> None:
    """The definition of a link is no text, wherever it stands."""
    assert (
        readable_text("See [the page][1] and [that].\n\n[1]: https://a.example\n[that]: /b").text
        == "See the page and that."
    )


def test_a_page_that_is_one_endless_line_is_read_as_it_is() -> None:
    """Megabytes in one line take no time: their markup stays."""
    line = "word *it* " * 500_000
    assert readable_text(f"# Title\n\n{line}").text == f"Title\n\n{line}".rstrip()


def test_a_page_without_a_heading_is_called_after_its_file(tmp_path) -> None:
    """The title is the file's name when nothing else gives one."""
    assert one(written(tmp_path, my_page__md="## Only a section\n\nText.")).title == "my_page"


def test_every_format_has_its_suffixes() -> None:
    """The formats of the manual are read, whatever the case of their suffix."""
    assert {".jsonl", ".md", ".txt"} <= set(READERS)
