"""What leaves the program as a bibliography, a page or a file: read back by other people's parsers."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pylatexenc.latex2text import LatexNodes2Text

from indexer.errors import ArticleNotFoundError, LawError
from indexer.exporting.annotations import numbered
from indexer.exporting.bibtex import bibtex_text, latex
from indexer.exporting.csl import csl_text
from indexer.exporting.evidence import evidence_pack
from indexer.exporting.formats import FORMATS
from indexer.exporting.markdown import markdown_text
from indexer.exporting.ris import ris_text
from indexer.exporting.works import cited_works, date_parts, line
from indexer.types import (
    Answer,
    Article,
    Citation,
    Filters,
    IndependentText,
    Question,
    Span,
    TimeExpression,
    TimelineEntry,
    sha256,
)
from tests.strategies import normal_texts, spans

BUILD = "20261123T101500-5f2a9c"
HASH = "0" * 64
NASTY = st.lists(
    st.sampled_from(
        ["{", "}", "\\", "$", "&", "%", "#", "_", "~", "^", "@article{", '"', "'", "--", "``", "\n", "\n\n", "\nER  - ",
         "\nTY  - BOOK", "ER  -", "1. ", "1) ", "- ", "+ ", "# ", "> ", "===", "---", "***", "[a](b)", "![", "<b>", "-->",
         "</script>", "<!--", "]]>", "&amp;", "&#1;", "~~", "|", "`", "```", "    ", "\t", "\\\n", "  \n", "http://a.b/",
         "é", "e\u0301", "😀", "\u00a0", "\u3000", "word", "A", " "]
    ),
    max_size=12,
).map("".join)  # fmt: skip
TEXTS = st.one_of(normal_texts(), NASTY.filter(str.strip).map(lambda text: text.replace("e\u0301", "é")))
WORDS = st.one_of(NASTY, st.text(max_size=20))
DATES = st.sampled_from([None, "2016", "2016-10", "2016-10-25", "2016-10-25T13:15:00", "2016-13", "2016-02-30", "0000"])
URLS = st.sampled_from(
    [None, "https://a.example/x_(y)?q={1}%20\\&b=c#d", "javascript:alert(1)", "http://a.example/<b>"]
)


def article(text, **fields):
    """An article of that text."""
    return Article(**{"id": "news/1", "title": "A title", "text": text, "sha256": sha256(text), **fields})


def answer(*citations, question="Who is it?", reason=None):
    """An answer that cites these, numbered from 1; not found when there are none."""
    numbered = tuple(
        Citation.of(cited, span, number=number) if isinstance(cited, Article) else cited
        for number, (cited, span) in enumerate(citations, 1)
    )
    status = "answered" if numbered else "not_found"
    reason = None if numbered else (reason or "No article mentions it.")
    return Answer(Question(question, "2026-11-23"), status, reason, numbered, (), BUILD)


@st.composite
def articles(draw):
    """Any article, with any metadata."""
    return article(
        draw(TEXTS),
        id=draw(WORDS.filter(bool)),
        title=draw(WORDS),
        source=draw(st.one_of(st.none(), WORDS)),
        author=draw(st.one_of(st.none(), WORDS)),
        published=draw(DATES),
        url=draw(URLS),
    )


@st.composite
def answers(draw):
    """Any answer of up to three quotes from up to two articles with nasty metadata."""
    cited = draw(st.lists(articles(), min_size=1, max_size=2, unique_by=lambda one: one.id))
    chosen = draw(st.lists(st.sampled_from(cited), min_size=1, max_size=3))
    return answer(*[(one, draw(spans(one.text))) for one in chosen], question=draw(WORDS)), {
        one.id: one for one in cited
    }


# Works


def test_an_article_is_listed_once_with_all_its_quotes() -> None:
    """Two quotes of one article are one work; the works stand in the order of their first citation."""
    one, other = article("One two three."), article("Four.", id="news/2")
    listed = cited_works(answer((one, Span(0, 3)), (other, Span(0, 4)), (one, Span(4, 7))))
    assert [[citation.quote for citation in work.citations] for work in listed] == [["One", "two"], ["Four"]]


@given(answers())
def test_a_key_is_plain_and_never_used_twice(made) -> None:
    """Keys are lower-case ASCII letters and digits, and distinct."""
    keys = [work.key for work in cited_works(made[0])]
    assert all(re.fullmatch("[a-z0-9]+", key) for key in keys)
    assert len(set(keys)) == len(keys)


def test_a_key_says_what_it_names() -> None:
    """A key is the source, the year and the first telling word; the second of equal ones is numbered."""
    fields = {"title": "The Soldiers of Georgia", "source": "Agenda.ge", "published": "2016-10-25"}
    same = [(article("Text.", id=str(number), **fields), Span(0, 4)) for number in range(3)]
    assert [work.key for work in cited_works(answer(*same))] == [
        "agenda2016soldiers", "agenda2016soldiersx2", "agenda2016soldiersx3",
    ]  # fmt: skip
    by_the = article("Text.", title="On tea", author="The Tea Society", source="Agenda.ge")
    assert [work.key for work in cited_works(answer((by_the, Span(0, 4))))] == ["teatea"]


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        (None, ()),
        ("2016", (2016,)),
        ("2016-10", (2016, 10)),
        ("2016-10-25", (2016, 10, 25)),
        ("2016-10-25T13:15:00+04:00", (2016, 10, 25)),
        ("2016-02-29", (2016, 2, 29)),
        ("2015-02-29", (2015, 2)),
        ("2016-13-01", (2016,)),
        ("0000", ()),
    ],
)
def test_a_date_is_as_precise_as_the_article_s(published, parts) -> None:
    """No month or day is invented, and none is kept that no calendar has."""
    assert date_parts(published) == parts


# BibTeX


@given(answers())
def test_bibtex_is_read_back(made) -> None:
    """A parser (bibtexparser) reads every entry back, and every quote in it letter for letter."""
    text = bibtex_text(made[0])
    read = bibtexparser.parse_string(text)
    listed = cited_works(made[0])
    assert read.failed_blocks == []
    assert [entry.key for entry in read.entries] == [work.key for work in listed]
    for entry, work in zip(read.entries, listed, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        assert fields["title"] == f"{{{latex(work.title)}}}"
        assert all(f"“{latex(citation.quote)}”" in fields["annote"] for citation in work.citations)
        assert ("author" in fields) == (work.author is not None)
        assert ("month" in fields) == (len(work.date) > 1)
        assert ("url" in fields) == (work.url is not None)


@given(st.one_of(NASTY, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)))
def test_latex_prints_the_same_letters(text) -> None:
    """A reader of LaTeX reads text back as it was, but for white space; braces are balanced, as BibTeX counts them."""
    known = latex(text).replace("\\textbraceleft{}", "\\{").replace("\\textbraceright{}", "\\}")
    read = LatexNodes2Text(strict_latex_spaces=True, keep_comments=True).latex_to_text(known)
    # It reads the commands for ^ and ~ as the accents of that form.
    accents = str.maketrans("ˆ˜", "^~")
    assert "".join(read.translate(accents).split()) == "".join(text.translate(accents).split())
    depth = 0
    for character in latex(text):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


def test_bibtex_of_the_given_kind() -> None:
    """An entry with everything, as it is written."""
    text = "We will sign it this year."
    fields = {
        "title": "Soldiers & {co}",
        "source": "Agenda.ge",
        "author": "Nino A.",
        "published": "2016-10-25T13:15:00",
    }
    cited = article(text, url="https://agenda.example/a_b", **fields)
    assert bibtex_text(answer((cited, Span(0, 26)))) == (
        "@misc{nino2016soldiers,\n"
        "  author = {{Nino A.}},\n"
        "  title = {{Soldiers \\& \\textbraceleft{}co\\textbraceright{}}},\n"
        "  howpublished = {Agenda.ge},\n"
        "  date = {2016-10-25},\n"
        "  year = {2016},\n"
        "  month = oct,\n"
        "  url = {https://agenda.example/a_b},\n"
        "  annote = {“We will sign it this year.” (characters 0–26)\n"
        "\n"
        f"Article news/1, SHA-256 {sha256(text)}, Footnote build {BUILD}. Strength: answer.}}\n"
        "}\n"
    )


# RIS

RIS_LINE = re.compile(r"(?:TY|ID|TI|AU|T2|PY|DA|UR|N1|ER)  - [^\r\n]*")


@given(answers())
def test_ris_is_read_back(made) -> None:
    """A parser (rispy) reads every record back: each line is a tag and a value, and a quote keeps all but its line breaks."""
    text = ris_text(made[0])
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(RIS_LINE.fullmatch(one) for one in lines)
    records = rispy.loads(text)
    listed = cited_works(made[0])
    assert [record["id"] for record in records] == [work.key for work in listed]
    for record, work in zip(records, listed, strict=True):
        notes = [_spaced(note) for note in record["notes"]]
        for note, citation in zip(notes, work.citations, strict=False):
            assert f"“{_spaced(citation.quote)}”" in note
        assert record.get("date", "").count("/") == (3 if work.date else 0)


def _spaced(text):
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("published", "day"),
    [("2016", "2016///"), ("2016-10", "2016/10//"), ("2016-10-25", "2016/10/25/")],
)
def test_a_date_in_ris_leaves_open_what_is_not_known(published, day) -> None:
    """RIS dates have four parts; those that the article does not say are empty."""
    written = ris_text(answer((article("Text.", published=published), Span(0, 4))))
    assert f"DA  - {day}\r\n" in written


# CSL-JSON


@given(answers())
def test_csl_is_what_its_schema_says(made) -> None:
    """Every item has an id, a type of the schema, parts of dates that are numbers, and every quote letter for letter."""
    items = json.loads(csl_text(made[0]))
    listed = cited_works(made[0])
    assert [item["id"] for item in items] == [work.key for work in listed]
    for item, work in zip(items, listed, strict=True):
        assert item.keys() <= {"id", "type", "title", "author", "container-title", "issued", "URL", "note", "custom"}
        assert item["type"] in {"webpage", "document"}
        assert item.get("issued", {"date-parts": [[]]})["date-parts"] == [list(work.date)]
        quotes = [(one["quote"], one["start"], one["end"]) for one in item["custom"]["footnote"]["quotes"]]
        assert quotes == [(one.quote, one.span.start, one.span.end) for one in work.citations]


# Markdown


def _texts(source):
    """The text of each block quote of some Markdown, without the marker under it."""
    tokens = MarkdownIt("commonmark").parse(source)
    quotes: list[list[str]] = []
    for token in tokens:
        if token.type == "blockquote_open":
            quotes.append([])
        if token.type == "inline" and quotes and len(quotes[-1]) < 2:
            quotes[-1].append("".join(_letters(child) for child in token.children))
    return [quote[0] for quote in quotes]


def _letters(token):
    assert token.type in {"text", "text_special", "softbreak"}, token.type
    return "\n" if token.type == "softbreak" else token.content


@given(answers())
def test_a_quote_in_markdown_is_read_back_letter_for_letter(made) -> None:
    """A CommonMark parser finds each quote in a block quote of its own, with no markup in it, and all its letters."""
    text = markdown_text(made[0])
    assert _texts(text) == [citation.quote for citation in made[0].citations]


@given(WORDS.filter(str.strip))
def test_a_heading_in_markdown_is_plain_text(text) -> None:
    """Whatever a question holds, it stays one heading of plain text."""
    tokens = MarkdownIt("commonmark").parse(markdown_text(answer(question=text)))[:3]
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    assert "".join(_letters(child) for child in tokens[1].children) == line(text)


def test_only_addresses_of_the_web_become_links() -> None:
    """A title with a `javascript:` address is no link; one with an address of the web is."""
    bad, good = article("Text.", url="javascript:alert(1)"), article("Text.", url="https://a.example/<b>", id="b")
    assert "javascript" not in markdown_text(answer((bad, Span(0, 4))))
    assert "[A title](<https://a.example/%3Cb%3E>)" in markdown_text(answer((good, Span(0, 4))))


# Evidence packs


class Facts(HTMLParser):
    """Reads a page's facts, its script and its style as a browser does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts: list[tuple[str, str]] = []
        self.raw: dict[str, str] = {"script": "", "style": ""}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta"}:
            self._open.append(tag)
        if "data-fact" in dict(attrs):
            self.facts.append((dict(attrs)["data-fact"], ""))
            self._depth = len(self._open)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        if len(self._open) < self._depth:
            self._depth = 0

    def handle_data(self, data):
        if self._open and self._open[-1] in self.raw:
            self.raw[self._open[-1]] += data
        elif self._depth:
            name, text = self.facts[-1]
            self.facts[-1] = (name, text + data)


def read(page):
    """The parsed page."""
    parser = Facts()
    parser.feed(page)
    parser.close()
    return parser


@given(answers())
def test_a_pack_shows_everything_that_is_needed_to_check_it(made) -> None:
    """Question, quotes, offsets, hashes and texts stand in the page, letter for letter, whatever they hold."""
    given_answer, cited = made
    page = read(evidence_pack(given_answer, cited.__getitem__))
    facts: dict[str, list[str]] = {}
    for name, text in page.facts:
        facts.setdefault(name, []).append(text)
    texts = list(dict.fromkeys(citation.article_id for citation in given_answer.citations))
    assert facts["quote"] == [citation.quote for citation in given_answer.citations]
    assert facts["start"] == [str(citation.span.start) for citation in given_answer.citations]
    assert facts["end"] == [str(citation.span.end) for citation in given_answer.citations]
    assert facts["text"] == [cited[id].text for id in texts]  # noqa: A001
    assert facts["sha256"] == [sha256(text) for text in facts["text"]]
    assert (facts["today"], facts["build"], facts["status"]) == (["2026-11-23"], [BUILD], ["Answered"])


@given(answers())
def test_a_pack_asks_nobody_and_runs_only_its_own_script(made) -> None:
    """No element loads anything; the policy allows exactly the page's own script and style, by their hashes."""
    page = read(evidence_pack(made[0], made[1].__getitem__))
    loading = {"src", "srcset", "data", "action", "background", "poster", "style", "onload", "onerror"}
    assert not [tag for tag, attributes in page.tags if loading & attributes.keys()]
    assert not {"img", "link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in page.tags}
    hrefs = [attributes["href"] for tag, attributes in page.tags if "href" in attributes]
    assert all(re.match(r"https?://|#article-[0-9]+$", href) for href in hrefs)
    policy = next(attributes["content"] for tag, attributes in page.tags if "http-equiv" in attributes)
    for name, raw in page.raw.items():
        digest = base64.b64encode(hashlib.sha256(raw.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert sum(tag == "script" for tag, _ in page.tags) == 1


def test_the_seal_covers_every_fact() -> None:
    """The seal is the SHA-256 of the JSON array of all facts, in the order of the page."""
    page = evidence_pack(answer((article("One two."), Span(0, 3))), lambda _id: article("One two."))
    facts = json.dumps(read(page).facts, ensure_ascii=False, separators=(",", ":"))
    assert f"<code>{sha256(facts)}</code>" in page


def test_a_pack_of_no_answer_gives_the_reason() -> None:
    """A question that was not answered has a pack too: with the reason, and nothing quoted."""
    none = answer(reason="No article mentions “zeppelin”.")
    facts = dict(read(evidence_pack(none, lambda _id: article("Text."))).facts)
    assert (facts["status"], facts["reason"]) == ("Not found", "No article mentions “zeppelin”.")
    assert not facts.keys() & {"quote", "text"}


def test_filters_are_part_of_the_record() -> None:
    """What the question was restricted to is shown."""
    filters = Filters(("agenda.ge",), (), "2016-10", "2017")
    asked = Answer(Question("Who?", "2026-11-23", filters=filters), "not_found", "None.", (), (), BUILD)
    facts = dict(read(evidence_pack(asked, lambda _id: article("Text."))).facts)
    assert facts["filters"] == "source:agenda.ge after:2016-10 before:2017"


def test_a_pack_is_not_made_of_another_text() -> None:
    """Articles that are not the cited ones, or not there, raise rather than make a pack that fails."""
    cited = answer((article("One two."), Span(0, 3)))
    with pytest.raises(LawError, match="another one by now"):
        evidence_pack(cited, lambda _id: article("One three."))

    def gone(id):  # noqa: A002
        raise ArticleNotFoundError(id)

    with pytest.raises(ArticleNotFoundError):
        evidence_pack(cited, gone)


# What is told beside the quotes

SAID = "The pier will be opened *this\nyear*."
LONG_AGO = "The first pier was opened in 1887."
ARTICLES = {
    "courier": article(SAID, id="courier"),
    "herald": article(SAID, id="herald"),
    "history": article(LONG_AGO, id="history"),
}


def dated_answer(**fields):
    """An answer with one quote, a copy of its text, and a timeline with a quote of a third article."""
    this_year = TimeExpression(Span(25, 34), "this\nyear", "2016-01-01", "2016-12-31", True, "2016", "2016")
    then = TimeExpression(Span(29, 33), "1887", "1887-01-01", "1887-12-31", False, "1887", "1887")
    quote = Citation.of(ARTICLES["courier"], Span(0, len(SAID)), number=1, times=(this_year,))
    earlier = Citation.of(ARTICLES["history"], Span(0, len(LONG_AGO)), number=2)
    copy = Citation.of(ARTICLES["herald"], Span(0, len(SAID)), number=3, times=(this_year,))
    return Answer(
        Question("When was it opened?", "2026-11-23"),
        **{
            "status": "answered",
            "reason": None,
            "citations": (quote,),
            "hits": (),
            "build": BUILD,
            "timeline": (TimelineEntry(then, earlier), TimelineEntry(this_year, quote)),
            "texts": (IndependentText((quote, copy)),),
            "confidence": 0.874,
            **fields,
        },
    )


def test_markdown_tells_dates_timeline_and_copies() -> None:
    """Beside the quotes stand what relative dates mean, the quotes by date, and how many texts they are."""
    text = markdown_text(dated_answer())
    assert " Strength: answer (probability 87%).\n" in text
    assert _texts(text) == [SAID]
    assert "## Timeline\n\n- 1887: The first pier was opened in 1887. \\[2\\]\n- 2016: The pier will be opened" in text
    assert "\n2 articles, 1 independent text: \\[1\\] = \\[3\\].\n" in text
    notes = re.findall(r"^(\d)\. .*?`(\w+)`\. SHA-256 .*?(Meant by .*)?\.$", text, re.MULTILINE)
    assert notes == [
        ("1", "courier", "Meant by “this year”: 2016"),
        ("2", "history", ""),
        ("3", "herald", "Meant by “this year”: 2016"),
    ]
    plain = markdown_text(dated_answer(timeline=(), texts=(), confidence=0.0))
    assert not [word for word in ("Timeline", "independent", "probability") if word in plain]


def test_a_pack_proves_the_timeline_and_the_copies_too() -> None:
    """Every numbered quote is in the pack with its article, and all that is told beside it is sealed."""
    html = evidence_pack(dated_answer(), ARTICLES.__getitem__)
    page = read(html)
    facts = [text for name, text in page.facts if name in {"quote", "time", "number", "said_by", "strength", "times"}]
    assert facts == [
        "answer (probability 87%)",
        "2 articles, 1 independent text", SAID, "“this year”: 2016", "1887", "2", "2016", "1", LONG_AGO, SAID,
        "“this year”: 2016",
    ]  # fmt: skip
    assert [text for name, text in page.facts if name == "text"] == [SAID, LONG_AGO, SAID]
    assert 'data-quotes="3"' in html
    assert f"<code>{sha256(json.dumps(page.facts, ensure_ascii=False, separators=(',', ':')))}</code>" in html


def test_every_citation_has_one_number() -> None:
    """Quotes, timeline and copies are numbered without gaps, each citation once."""
    assert [(one.number, one.article_id) for one in numbered(dated_answer())] == [
        (1, "courier"), (2, "history"), (3, "herald"),
    ]  # fmt: skip


# The registry


@given(answers())
def test_every_format_is_text_that_can_be_stored(made) -> None:
    """Every format writes text that UTF-8 can hold, the same each time."""
    for each in FORMATS.values():
        content = each.write(made[0], made[1].__getitem__)
        assert content.decode().encode() == each.write(made[0], made[1].__getitem__)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_answer_without_citations(name) -> None:
    """Not found can be written down too."""
    assert isinstance(FORMATS[name].write(answer(), lambda _id: article("Text.")), bytes)


@given(st.text())
def test_a_file_name_is_safe_everywhere(question) -> None:
    """A file's name has no separators, no spaces and no dots but the one of its suffix, and is not long."""
    for name, each in FORMATS.items():
        assert each.name == name
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}\.[a-z]+", each.file_name(question))


def related(text: str = "The ferry leaves at nine.") -> Answer:
    """An answer that cites nothing and quotes one related passage."""
    quote = Citation.of(article(text), Span(0, len(text)))
    return Answer(
        Question("When does the ferry leave?", "2026-11-23"), "not_found", "No article mentions “May”.", (), (), BUILD,
        confidence=0.3, related=(quote,),
    )  # fmt: skip


def test_related_passages_are_told_as_such() -> None:
    """Markdown and evidence pack say that what is quoted perhaps does not answer; a related quote has no number."""
    text = markdown_text(related())
    assert "**Related passages, perhaps no answer (probability 30%).** No article mentions “May”." in text
    assert "> The ferry leaves at nine.\n\nA title. characters 0–25 of `news/1`." in text
    assert not re.search(r"\[1\]|^1\.", text, re.MULTILINE)
    page = read(evidence_pack(related(), {"news/1": article("The ferry leaves at nine.")}.__getitem__))
    facts = dict(page.facts)
    assert facts["status"] == "Related passages, perhaps no answer"
    assert facts["quote"] == "The ferry leaves at nine."
