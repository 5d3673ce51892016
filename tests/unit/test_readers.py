"""Reading articles: plain text and news, fields, JSON Lines, Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from indexer.readers.formats import SUFFIXES
from indexer.readers.headline import recognise
from indexer.readers.markdown import readable_text
from indexer.readers.markup import readable_html
from indexer.types import Article, Note, Skipped
from tests.reading import read
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
        ("Is this a headline?\nThen some text below it.", "Is this a headline?"),
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


def noted(folder: Path) -> tuple[Article, list[tuple[str, str]]]:
    """The only article of a source, and what was not understood: kind and what is printed."""
    article, *notes = read([folder])
    assert isinstance(article, Article), article
    return article, [(item.kind, item.printed) for item in notes if isinstance(item, Note)]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("title: Brexit: what now?", "Brexit: what now?"),
        ("title: @nils on kites", "@nils on kites"),
        ("title: `code` first", "`code` first"),
        ("title: *starred*", "*starred*"),
        ("title: [Draft] Rain report", "[Draft] Rain report"),
        ("title:\tTabbed", "Tabbed"),
        ('title: "unfinished', '"unfinished'),
        ("title: a: b\n  and more of it", "a: b and more of it"),
        ("a: &x [1]\nb: *x\ntitle: Kept", "Kept"),
        ("tags:\n\t- a\n\t- b\ntitle: Kept", "Kept"),
    ],
)
def test_front_matter_that_is_not_valid_is_read_as_it_is_printed(tmp_path, fields, title) -> None:
    """A value that YAML has no use for costs nothing: the line says `name: value`, and that is read, and noted."""
    text = f"---\n{fields}\nauthor: X\ndate: 2016-10\n---\nText.\n"
    article, notes = noted(written(tmp_path, a__md=text))
    assert (article.title, article.author, article.published, article.text) == (title, "X", "2016-10", "Text.")
    assert [kind for kind, _ in notes] == ["front matter"]


def test_items_of_front_matter_that_is_not_valid_are_a_list(tmp_path) -> None:
    """Lines with a dash below a name are its values."""
    article, _ = noted(written(tmp_path, a__md="---\ntags:\n\t- a\n\t- 'b c'\nx: @y\n---\nText.\n"))
    assert article.metadata == {"tags": ["a", "b c"], "x": "@y"}


@pytest.mark.parametrize(
    "text",
    [
        "---\n# Title\n\nBody.\n\nNote: x\n\n---",
        "---\nNote: this is\nrunning text\n---\n",
        "---\nhttps://a.example\n---\nText",
        "---\n" + "# H\n" * 32,
        "---\n" + "# H\n" * 32 + "---\nText",
        "---\n- a\n- b\n---\nText",
        "---\n---\nText",
        "---\ntitle: it never ends\n",
        "+++\nprose\n+++\nText",
    ],
)
def test_prose_between_rules_is_no_front_matter(tmp_path, text) -> None:
    """What does not look like names and values, line by line, stays in the text."""
    assert one(written(tmp_path, a__txt=text)).text == text


def test_toml_gives_fields_too(tmp_path) -> None:
    """Between `+++` stands TOML; its dates are as precise as they are written."""
    lines = ('Title = "Rain: a report"', "date = 2016-10-25", "weight = 3", "[extra]", "on = 2016-10-25T13:15:00Z")
    text = "\n".join(("+++", "# of Hugo", *lines, "+++", "Text."))
    article, notes = noted(written(tmp_path, a__md=text))
    assert (article.title, article.published, article.text) == ("Rain: a report", "2016-10-25", "Text.")
    assert article.metadata == {"weight": 3, "extra": {"on": "2016-10-25T13:15:00+00:00"}}
    assert notes == []


def test_toml_that_is_not_valid_is_read_as_it_is_printed(tmp_path) -> None:
    """A value without its quotation marks is a value."""
    article, notes = noted(written(tmp_path, a__md="+++\ntitle = Rain report\n+++\nText.\n"))
    assert (article.title, [kind for kind, _ in notes]) == ("Rain report", ["front matter"])


def test_capitals_in_names_of_fields_do_not_matter(tmp_path) -> None:
    """`Title:` and `DATE:` are title and date; written in small letters, a field is the stronger one."""
    article = one(written(tmp_path, a__md="---\nTITLE: B\ntitle: A\nDate: 2016\nLang: de\nMood: good\n---\nText.\n"))
    assert (article.title, article.published, article.language) == ("A", "2016", "de")
    assert article.metadata == {"TITLE": "B", "Mood": "good"}


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"title": 1984}, "title", "1984"),
        ({"published": 2016}, "published", "2016"),
        ({"published": 1477401300}, "published", "2016-10-25T13:15:00Z"),
        ({"author": [{"name": "Ada"}, "Bo"]}, "author", "Ada, Bo"),
        ({"source": {"id": "x", "name": "The Daily"}}, "source", "The Daily"),
        ({"source": ["The Daily"]}, "source", "The Daily"),
        ({"publishedAt": "2020-01-01T00:00:00Z"}, "published", "2020-01-01T00:00:00Z"),
        ({"date": "2016", "published": ""}, "published", "2016"),
        ({"text": "", "content": "Other"}, "text", "Other"),
        ({"text": None, "Text": "Other"}, "text", "Other"),
        ({"text": 5}, "text", "5"),
        ({"text": ["One.", "Two."]}, "text", "One.\n\nTwo."),
    ],
)
def test_a_field_of_another_type_is_read_if_it_says_anything(tmp_path, record, field, value) -> None:
    """Numbers are text, objects are called by their name, lists are joined, and fields have more than one name."""
    article, notes = noted(written(tmp_path, a__jsonl=json.dumps({"_id": "a", "text": "Text.", **record})))
    assert (getattr(article, field), notes) == (value, [])
    assert article.metadata == {}


@pytest.mark.parametrize(
    ("record", "printed"),
    [
        ({"title": {"x": 1}}, 'title: {"x": 1}'),
        ({"author": [[1]]}, "author: [[1]]"),
        ({"title": ["a", "b"]}, 'title: ["a", "b"]'),
        ({"title": True}, "title: true"),
        ({"id": ["a", "b"]}, 'id: ["a", "b"]'),
        ({"metadata": "x"}, 'metadata: "x"'),
        ({"url": "javascript:x"}, "url: javascript:x"),
        ({"language": "Klingon tongue"}, "language: Klingon tongue"),
    ],
)
def test_a_field_that_says_nothing_costs_itself_alone(tmp_path, record, printed) -> None:
    """The article stays; the field is in its metadata as it was given, and is noted."""
    article, notes = noted(written(tmp_path, a__jsonl=json.dumps({"text": "Text.", **record})))
    assert (article.text, article.id, article.title) == ("Text.", "a.jsonl:1", "")
    assert (article.metadata, notes) == (record, [("field", printed)])


def test_a_date_that_is_none_is_noted_as_it_is_printed(tmp_path) -> None:
    """`03/04/2016` could be either day: nothing is guessed, nothing is lost."""
    article, notes = noted(written(tmp_path, a__jsonl='{"_id": "a", "text": "Text.", "date": "03/04/2016"}'))
    assert (article.published, article.metadata, notes) == (None, {"date": "03/04/2016"}, [("date", "03/04/2016")])


def test_metadata_nested_deeper_than_can_be_stored_costs_its_depths(tmp_path) -> None:
    """700 levels are one field of one line; the article and the lines after it stay."""
    deep = '{"_id": "a", "text": "Text.", "x": ' + "[" * 700 + "]" * 700 + '}\n{"_id": "b", "text": "Text."}'
    first, note, second = read([written(tmp_path, a__jsonl=deep)])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert note == Note("field", f"{tmp_path / 'a.jsonl'}:1", "metadata of more than 50 levels")
    assert json.dumps(first.metadata).count("[") == 50


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.jsonl"])
def test_an_article_without_a_text_is_its_title(tmp_path, name) -> None:
    """A title alone is an article, that is found by its title; it is a headline, which is never quoted."""
    content = '{"title": "Rain  today", "text": ""}' if name == "a.jsonl" else "---\ntitle: Rain today\n---\n\n"
    (tmp_path / name).write_text(content)
    article = one(tmp_path)
    assert (article.title, article.text) == ("Rain today", "Rain today")
    assert marked(article) == [("headline", "", "Rain today")]


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
        ("[" * 100_000, "is nested too deeply"),
        ("[]", "is no JSON object"),
        ('{"_id": "b"}', "has no text"),
        ('{"_id": "b", "text": " \\n"}', "has no text"),
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


@pytest.mark.parametrize(
    "content",
    [
        b'[{"_id": "a", "text": "caf\xc3\xa9"}, {"_id": "b", "text": "x"}]',
        b'[\n{"_id": "a", "text": "caf\xc3\xa9"},\n{"_id": "b", "text": "x"}\n]\n',
        b'{"_id": "a", "text": "caf\xe9"}\n{"_id": "b", "text": "x"}',
        '{"_id": "a", "text": "café"}\n{"_id": "b", "text": "x"}\n'.encode("utf-16"),
        '{"_id": "a", "text": "café"}\n{"_id": "b", "text": "x"}\n'.encode("utf-8-sig"),
    ],
)
def test_json_is_read_however_it_is_laid_out(tmp_path, content) -> None:
    """A list on one line or on several, and other encodings, hold the same articles."""
    (tmp_path / "a.json").write_bytes(content)
    assert [(item.id, item.text) for item in read([tmp_path]) if isinstance(item, Article)] == [
        ("a", "café"),
        ("b", "x"),
    ]


def test_one_object_on_several_lines_is_an_article(tmp_path) -> None:
    """What a program prints for people is read as what it prints for programs."""
    assert one(written(tmp_path, a__jsonl='{\n  "_id": "a",\n  "text": "x"\n}\n')).id == "a"


def test_a_number_of_more_digits_than_can_be_read_is_text(tmp_path) -> None:
    """It costs neither its line nor its field."""
    line = '{"_id": "a", "text": "x", "n": ' + "9" * 5000 + "}"
    assert one(written(tmp_path, a__jsonl=line)).metadata == {"n": "9" * 5000}


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


def test_markdown_tells_lists_tables_code_and_links(tmp_path) -> None:
    """What a page sets in its own way is known, a list within a list as a part of it; code keeps how it is indented."""
    links = "[Here](http://a.x) or [here](http://b.x): here."
    page = f"{links}\n\n- one\n  1. [two](/below)\n\n|a|b|\n|-|-|\n|1|[2](http://c.x)|\n\n```\n  x\n```\n"
    article = one(written(tmp_path, page__md=page))
    assert [(part.kind, part.span.of(article.text), part.address) for part in article.structure] == [
        ("link", "Here", "http://a.x"),
        ("link", "here", "http://b.x"),
        ("list", "one\n\n1. two", ""),
        ("header", "a | b", ""),
        ("link", "2", "http://c.x"),
        ("table", "a | b\n\n1 | 2", ""),
        ("code", "  x", ""),
    ]
    assert article.structure[1].span.start == article.text.index("here")


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


def test_what_only_looks_like_html_is_text() -> None:
    """A type's parameter, a comparison and a picture gone wrong keep their angle brackets, in paragraphs and blocks."""
    source = "The List<String> holds. If a <b and c> d then <5 °C.\n\n<p>\n<![alt text](picture.png)\n</p>\n\n<i>x</i>"
    assert readable_text(source).text.split("\n\n") == [
        "The List<String> holds. If a <b and c> d then <5 °C.",
        "<![alt text](picture.png)",
        "x",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<p>Two<br>lines", "One\n\nTwo\nlines"),
        ("a <b>b</b>c &amp; &lt;d&gt;", "a bc & <d>"),
        ("<script>if (a < b) x()</script>after", "after"),
        ("<STYLE>p {}</STYLE >after", "after"),
        ("<script>never closed", "never closed"),
        ("<!-- gone -->kept<!-- never closed", "kept<!-- never closed"),
        ("<a title='x > y'>link</a>", "link"),
        ('<a title="never closed>link</a>', "link"),
        ("<div class=x", "<div class=x"),
        ("<img src=x alt='a  picture'>", "a picture"),
        ("<svg><path d='M0'/><text>in it</text></svg>", "in it"),
        ("<![CDATA[data]]><?php no ?><!DOCTYPE html>x", "datax"),
        ("1 < 2 <3 <", "1 < 2 <3 <"),
    ],
)
def test_html_is_read_without_losing_text(html, text) -> None:
    """Tags go, their text stays; what is no tag, or never ends, is text too."""
    assert readable_html(html).strip() == text


def test_every_format_has_its_suffixes() -> None:
    """The formats of the manual are read, whatever the case of their suffix."""
    assert {".jsonl", ".md", ".txt"} <= set(SUFFIXES)
