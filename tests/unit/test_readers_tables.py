"""Reading tables (.csv, .tsv), captions (.vtt, .srt), and the blocks of structured documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import SettingError
from indexer.readers import Limits
from indexer.readers.blocks import Block, assemble
from indexer.readers.captions import parsed, transcript
from indexer.readers.field_mapping import parse_mapping
from indexer.readers.table_rows import parts
from indexer.types import Article, Skipped, Span, sha256
from tests.reading import read
from tests.strategies import texts

if TYPE_CHECKING:
    from pathlib import Path


def one(path: Path, content: str, encoding: str = "utf-8") -> Article:
    """The only article of a file with this content."""
    path.write_bytes(content.encode(encoding))
    (item,) = read([path])
    assert isinstance(item, Article), item
    return item


# Blocks

KINDS = st.sampled_from(["paragraph", "heading", "item", "row", "code", "caption", "link"])
PLACES = st.none() | st.tuples(st.just("page"), st.sampled_from("123"))
BLOCKS = st.builds(Block, texts(), KINDS, level=st.none() | st.integers(0, 6), place=PLACES)


@given(st.lists(BLOCKS, max_size=6))
def test_blocks_become_a_text_whose_marks_and_places_fit(blocks) -> None:
    """Every mark covers a whole block, every place and list starts one, and an article can be made of all of it."""
    made = assemble(blocks)
    parts = {"marks": made.marks, "places": made.places, "structure": made.structure}
    article = Article("a", "", made.text, sha256(made.text), **parts)
    starts = {0, *(at + 2 for at in range(len(made.text)) if made.text[at : at + 2] == "\n\n")}
    assert {place.start for place in article.places} | {mark.span.start for mark in article.marks} <= starts
    assert {part.span.start for part in article.structure} <= starts
    assert all(mark.span.of(made.text).strip() for mark in made.marks)
    assert sum(mark.kind == "headline" for mark in made.marks) <= 1


# Tables in text


def test_a_table_is_read_row_by_row_and_tells_how(tmp_path) -> None:
    """Each row is a line and a place; the delimiter and the encoding are told; a quoted cell may hold the delimiter."""
    table = 'Name;Hafen;Fährgäste\nAda;Köln;12\n\n"Bea; die Große";"Rom\nOst";\n'
    article = one(tmp_path / "boats.csv", table, "cp1252")
    assert article.text.split("\n\n") == ["Name | Hafen | Fährgäste", "Ada | Köln | 12", "Bea; die Große | Rom Ost"]
    assert [str(place) for place in article.places] == ["row 1", "row 2", "row 4"]
    assert article.title == "boats"
    assert article.metadata == {"delimiter": "semicolon", "encoding": "cp1252"}


def test_names_above_numbers_are_the_heading_of_a_table(tmp_path) -> None:
    """The header stands above each passage of a table; a first row of values, or above texts alone, is a row."""
    (mark,) = one(tmp_path / "a.csv", "Boats\nName,Built\nAda,1998\nBea,2001\n").marks
    assert (mark.kind, mark.span) == ("heading", Span(7, 19))
    assert one(tmp_path / "b.csv", "Ada,1998\nBea,2001\n").marks == ()
    assert one(tmp_path / "c.csv", "Name,Port\nAda,Rome\n").marks == ()


def test_a_table_of_very_many_rows_is_read_in_parts() -> None:
    """Every row stands in one part, in order; the later parts are named by their first row."""
    rows = [Block(f"a{number} | b", "row", place=("row", str(number))) for number in range(1, 8)]
    made = list(parts(rows, most=3))
    assert [ending for ending, _ in made] == ["", ":4", ":7"]
    assert [row for _, part in made for row in part] == rows


def test_excels_first_line_and_a_single_quotation_mark_do_no_harm(tmp_path) -> None:
    """The line `sep=` names the delimiter and is no row; a mark that is never closed does not swallow the rest."""
    assert one(tmp_path / "a.csv", "sep=|\na,b|c\nd,e|f\n").text == "a,b | c\n\nd,e | f"
    assert one(tmp_path / "b.tsv", 'a\t"b\nc\td\n').text == 'a | "b\n\nc | d'


def test_a_table_of_articles_gives_an_article_a_row(tmp_path) -> None:
    """A column of texts beside a title makes each row an article, with its place; a bad row costs only itself."""
    table = (
        'id,Title,content,date,views\n7,Storm,"It came.\n\nIt left.",2017-01-02,3\n8,,,,\nx-9,Calm,All is well.,soon,\n'
    )
    (tmp_path / "news.csv").write_text(table)
    storm, skipped, calm, _ = read([tmp_path / "news.csv"])
    assert isinstance(storm, Article)
    assert isinstance(calm, Article)
    assert (storm.id, storm.title, storm.text) == ("news.csv:2", "Storm", "It came.\n\nIt left.")
    assert (storm.published, dict(storm.metadata), str(storm.places[0])) == ("2017-01-02", {"views": "3"}, "row 2")
    assert isinstance(skipped, Skipped)
    assert skipped.path.endswith("news.csv:3")
    assert calm.id == "x-9"


# Captions


def said(captions: str) -> list[str]:
    """The paragraphs of a caption file."""
    return transcript([cue for cue in parsed(captions) if cue.lines])[0].split("\n\n")


def cues(*lines: str, seconds: int = 2) -> str:
    """Captions of these lines, each as long, one after the other."""
    return "\n\n".join(
        f"00:{n * seconds // 60:02}:{n * seconds % 60:02}.000 --> 00:{(n + 1) * seconds // 60:02}:"
        f"{(n + 1) * seconds % 60:02}.000\n{line}"
        for n, line in enumerate(lines)
    )


def test_captions_become_running_text_with_times(tmp_path) -> None:
    """Sentences go on over cues; tags, notes, styles and identifiers are left out; each cue's time is a place."""
    captions = (
        "WEBVTT - Harbour news\nLanguage: es\n\nNOTE made by hand\n\nSTYLE\n::cue { color: red }\n\nfirst\n"
        "00:59.500 --> 01:02.000 align:start\n<i>The ferry</i>\nleft &amp;\n\n"
        "2\n01:01:02.000 --> 01:01:05.000\n{\\an8}came back.\n\nNOTE\nthe end\n"
    )
    article = one(tmp_path / "a.vtt", captions)
    assert article.text == "The ferry left & came back."
    assert [(str(place), place.start) for place in article.places] == [("00:00:59", 0), ("01:01:02", 17)]
    assert (article.title, article.language) == ("Harbour news", "es")


def test_speakers_and_dialogues_begin_paragraphs() -> None:
    """A speaker's name stands before what they say, once; lines with dashes are said by different people."""
    lines = cues(
        "<v Ada>I think", "<v Ada>we should.", "<v Bea Low>Yes.</v>", "- Now?\n- Not yet.", "PART TWO", "They left."
    )
    assert said(lines) == ["Ada: I think we should.", "Bea Low: Yes.", "Now?", "Not yet.", "PART TWO", "They left."]


def test_rolling_captions_are_read_once() -> None:
    """Where each cue repeats the line above, a line is read once; where people repeat themselves, it stays."""
    rolling = cues("the ferry", "the ferry\nleft at", "left at\nnoon with", "noon with\nten people")
    assert said(rolling) == ["the ferry left at noon with ten people"]
    assert said(cues("No.", "No.", "I said: a boat.", "What?", "A ship.", "Which?", "The old one.")) == [
        "No. No. I said: a boat. What? A ship. Which? The old one."
    ]


def test_a_pause_ends_a_paragraph_but_no_sentence() -> None:
    """After some seconds of silence a new paragraph begins, unless the sentence goes on in small letters."""
    pause = "00:00:01,000 --> 00:00:02,000\nThey left{}\n\n2\n00:00:09,000 --> 00:00:10,000\n{} came back."
    assert said(pause.format(".", "She")) == ["They left.", "She came back."]
    assert said(pause.format("", "and")) == ["They left and came back."]


def test_a_file_without_times_is_no_caption_file(tmp_path) -> None:
    """What has the suffix alone is refused, with an example of what is missing."""
    (tmp_path / "a.srt").write_text("Hello")
    (skipped,) = read([tmp_path / "a.srt"])
    assert isinstance(skipped, Skipped)
    assert "00:01:02" in skipped.reason


# Fields under other names


def test_fields_of_json_are_found_where_the_setting_says(tmp_path) -> None:
    """A mapping names the list of articles and the path of each field; parts of a list become paragraphs."""
    mapping = parse_mapping("items=response.docs title=headline.main text=body.text published=when")
    doc = '{"headline": {"main": "Storm"}, "body": [{"text": "It came."}, {"text": "It left."}], "when": "2017-01-02"}'
    (tmp_path / "a.json").write_text(f'{{"response": {{"docs": [{doc},\n {doc}]}}}}')
    first, second = read([tmp_path], Limits(mapping=mapping))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, first.published) == ("Storm", "It came.\n\nIt left.", "2017-01-02")
    assert [first.id, second.id] == ["a.json:1", "a.json:2"]


def test_an_object_with_one_list_of_articles_needs_no_mapping(tmp_path) -> None:
    """`{"articles": […]}` is read as its list, on one line or on several, and each article has an id of its own."""
    articles = '[{"title": "Storm", "text": "It came."},{}{"title": "Calm", "text": "It left."}]'
    (tmp_path / "a.json").write_text(f'{{"count": 2, "articles": {articles.replace("{}", "")}}}')
    (tmp_path / "b.json").write_text(f'{{"count": 2, "articles": {articles.replace("{}", chr(10))}}}')
    ids = [item.id for item in read([tmp_path]) if isinstance(item, Article)]
    assert ids == ["a.json:1", "a.json:1.2", "b.json:1", "b.json:2"]


def test_columns_of_a_table_are_mapped_too(tmp_path) -> None:
    """A table whose column of texts has another name is read by the mapping, as JSON is."""
    (tmp_path / "a.csv").write_text("Kopf,Inhalt\nSturm,Er kam.\n")
    (article,) = read([tmp_path], Limits(mapping=parse_mapping("title=Kopf text=Inhalt")))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Sturm", "Er kam.")


@pytest.mark.parametrize("written", ["body", "text=", "heading=title", 'text="'])
def test_a_mapping_that_is_not_understood_says_how_to_write_one(written) -> None:
    """A wrong mapping names the setting and the fields that can be mapped."""
    with pytest.raises(SettingError, match=r"text=body\.paragraphs; the fields are items, id, title"):
        parse_mapping(written)
