"""No file stops a build, whatever it holds, is called, or costs: the good ones beside it are read and it is named."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Library, Settings, rebuild
from indexer.builds import records
from indexer.readers import Limits, SourceFile, read_file
from indexer.readers.formats import SUFFIXES
from indexer.types import Article, Note, Skipped
from tests.faults.conftest import TIMES, ran, whole
from tests.strategies import AWKWARD, texts
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

DEEP = '{"_id": "deep", "text": "Text.", "x": ' + "[" * 700 + "]" * 700 + "}"
CONTENTS: dict[str, bytes] = {
    "rules.md": b"---\n" + b"# H\n" * 32,
    "picture.md": b"<p>\n<![alt text](picture.png)\n</p>",
    "tags.md": b"<div>\n" + b"<a " * 20_000,
    "comments.md": b"<!--" * 20_000,
    "prose.txt": b"---\n# Title\n\nBody.\n\nNote: x\n\n---",
    "deep.jsonl": b'{"_id": "l1", "text": "One."}\n' + DEEP.encode() + b'\n{"_id": "l3", "text": "Three."}',
    "deeper.jsonl": b'{"_id": "l4", "text": "Four."}\n' + b"[" * 100_000 + b'\n{"_id": "l6", "text": "Six."}',
    "brackets.md": b"---\ntitle: " + b"[" * 10_000 + b"\n---\nText.",
    "aliases.md": b"---\na: &a [x]\n" + b"b: [*a,*a]\n" * 1_000 + b"---\nText.",
    "quotes.md": b"> " * 90 + b"text\n\n" + b">" * 10_000 + b"text",
    "number.jsonl": b'{"_id": "n", "text": "x", "n": ' + b"9" * 10_000 + b"}",
    "bytes.txt": bytes(range(256)),
    "surrogates.jsonl": rb'{"_id": "\ud800", "title": "\udfff", "text": "\ud83d x", "\udc00": "\udc00"}',
}
NO_ARTICLE = {"bytes.txt"}


@pytest.fixture
def settled(monkeypatch) -> None:
    """Files count as unchanged as soon as they are written: an update takes what it can from the build."""
    monkeypatch.setattr(records, "_RACE", -(10**12))


@pytest.mark.parametrize("name", CONTENTS)
def test_no_content_stops_a_build(place, sources, name) -> None:
    """Each of the smallest inputs that once stopped a build, or kept it busy, leaves it whole and costs itself at most."""
    (sources / name).write_bytes(CONTENTS[name])
    report = rebuild(place)
    whole(place)
    assert {Path(skipped.path).name for skipped in report.skipped} >= ({name} & NO_ARTICLE)
    assert report.articles >= 3 + (name not in NO_ARTICLE)


def test_lines_around_a_bad_one_are_read(place, sources) -> None:
    """A line that is nested too deeply costs itself, or the depths of one field; the lines around it are articles."""
    for name in ("deep.jsonl", "deeper.jsonl"):
        (sources / name).write_bytes(CONTENTS[name])
    report = rebuild(place)
    assert [Path(skipped.path).name for skipped in report.skipped] == ["deeper.jsonl:2"]
    assert [(note.kind, note.count) for note in report.notes] == [("field", 1)]
    with Library.open(place) as library:
        assert [library.article(f"l{number}").text for number in (1, 3, 4, 6)] == ["One.", "Three.", "Four.", "Six."]


def test_files_of_nothing_cost_nothing(place, sources) -> None:
    """A gigabyte and a terabyte that were never written are skipped without being read."""
    for name, size in (("big.txt", 1 << 30), ("huge.md", 1 << 40), ("huge.jsonl", 1 << 40)):
        with (sources / name).open("wb") as file:
            try:
                file.truncate(size)
            except OSError:
                pytest.skip("this file system has no files of that size")
    reasons = {Path(skipped.path).name: skipped.reason for skipped in rebuild(place).skipped}
    whole(place)
    assert "is larger than 100 MB" in reasons["big.txt"]
    assert "is larger than 100 MB" in reasons["huge.md"]
    assert "has no line with an article" in reasons["huge.jsonl"]


@pytest.mark.usefixtures("settled")
def test_a_file_that_needs_too_much_memory_costs_itself(place, sources) -> None:
    """What does not fit into `read.memory` is named; the next build reads it anew."""
    (sources / "large.md").write_text("A word or *two*.\n\n" * 300_000)
    settings = Settings().replaced({"read.memory": 256, "read.processor_seconds": 60})
    for update in (False, True):
        (skipped,) = rebuild(place, settings=settings, update=update).skipped
        assert skipped.reason.endswith("; split it, or raise read.memory")
        assert not skipped.lasting
    whole(place)


def test_a_link_to_what_is_outside_is_named(place, sources) -> None:
    """A link to the system's files is not indexed, unless it is asked for."""
    (sources / "notes.txt").symlink_to("/etc/passwd")
    (skipped,) = rebuild(place).skipped
    assert Path(skipped.path).name == "notes.txt"
    assert "is a link that leaves" in skipped.reason
    assert rebuild(place, settings=Settings().replaced({"read.follow_links": True})).articles == 4


@pytest.fixture
def odd_name(sources) -> Path:
    """A file and a folder with names that are not UTF-8."""
    folder = os.fsencode(sources) + b"/\xff"
    try:
        Path(os.fsdecode(folder)).mkdir()
        path = Path(os.fsdecode(folder + b"/caf\xe9.txt"))
        path.write_text("Bats\n\nBats hunt moths at night by their echo.")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    return path


def test_names_that_are_not_utf_8_are_read_and_shown(place, sources, odd_name) -> None:
    """Such a name is an article's id with replacements, on the command line and on pages."""
    (odd_name.parent / os.fsdecode(b"\xe9mpty.txt")).touch()
    done = ran("rebuild", "--instance", place, sources)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\ufffdmpty.txt: is empty" in done.stdout
    assert ran("status", "--instance", place).returncode == 0
    document = json.loads(ran("ask", "--instance", place, "--json", "How do bats hunt moths?").stdout)
    assert document["citations"][0]["article"]["id"] == "\ufffd/caf\ufffd.txt"
    app = create_app({"INSTANCE": place, "TESTING": True})
    try:
        client = app.test_client()
        assert "Bats hunt moths" in client.get("/article", query_string={"id": "\ufffd/caf\ufffd.txt"}).text
        assert client.get("/status").status_code == client.get("/api/health").status_code == 200
    finally:
        app.extensions["library"].close()


def test_a_source_whose_name_is_not_utf_8_is_read_again(place, odd_name) -> None:
    """The last build's sources are found again by their bytes, and shown with replacements."""
    assert rebuild(place, [odd_name.parent]).articles == 1
    assert rebuild(place).articles == rebuild(place, update=True).articles == 1
    with Library.open(place) as library:
        (source,) = library.status().sources
    assert source.endswith("/\ufffd")
    assert ran("status", "--instance", place, "--json").returncode == 0


@pytest.mark.usefixtures("settled")
def test_an_update_keeps_names_apart_that_look_the_same(place, sources, odd_name) -> None:
    """Two names that differ in one bad byte are two files: each keeps its articles."""
    odd_name.with_name(os.fsdecode(b"caf\xe8.txt")).write_text("Owls\n\nOwls hunt mice at night by ear.")
    rebuild(place, [sources])
    rebuild(place, update=True)
    with Library.open(place) as library:
        assert library.article("\ufffd/caf\ufffd.txt").title == "Owls"
        assert library.article("\ufffd/caf\ufffd.txt (%FF/caf%E9.txt)").title == "Bats"


@pytest.mark.usefixtures("settled")
def test_what_was_not_understood_is_counted_and_kept(place, sources) -> None:
    """Dates, fields and front matter are counted with the first of each, in report and status, by an update as well."""
    lines = [json.dumps({"_id": str(n), "text": "Text.", "date": f"day {n}", "title": {"x": n}}) for n in range(12)]
    (sources / "a.jsonl").write_text("\n".join(lines))
    (sources / "b.md").write_text("---\ntitle: a: b\ndate: someday\n---\nText.")
    notes = rebuild(place, [sources]).notes
    assert list(map(str, notes)) == [
        f'12 fields not understood, the first: {sources}/a.jsonl:1: title: {{"x": 0}}',
        f"13 dates not understood, the first: {sources}/a.jsonl:1: day 0",
        "1 front matter not valid, read line by line, the first: "
        f"{sources}/b.md: line 2: mapping values are not allowed here",
    ]
    assert rebuild(place, update=True).notes == notes
    done = ran("update", "--all", "--instance", place)
    assert f"13 dates not understood, the first: {sources}/a.jsonl:1: day 0" in done.stdout
    with Library.open(place) as library:
        assert library.status().notes == notes
    assert "13 dates not understood" in ran("status", "--instance", place).stdout


def test_an_article_without_a_text_is_found_by_its_title_and_not_quoted(place, sources) -> None:
    """A title is found, and is no answer."""
    (sources / "titles.jsonl").write_text('{"_id": "t", "title": "Where owls sleep by day", "text": ""}')
    assert rebuild(place).skipped == ()
    with Library.open(place) as library:
        assert [hit.article.id for hit in library.search("owls sleep").hits] == ["t"]
        assert library.ask(["Where do owls sleep by day?"]).status == "not_found"


@pytest.mark.usefixtures("settled")
def test_a_file_of_nothing_but_bad_lines_is_named_in_a_few(place, sources) -> None:
    """A thousand lines are named and the others counted, whether they are no articles or all have one id."""
    (sources / "bad.jsonl").write_text("x\n" * 3_000)
    (sources / "same.jsonl").write_text('{"_id": "a", "text": "x"}\n' * 3_000)
    for update in (False, True):
        skipped = rebuild(place, update=update).skipped
        assert len(skipped) == 2 * 1_001
        assert [item.reason for item in skipped if "more lines" in item.reason] == [
            "has 2,000 more lines that give no article",
            "has 1,999 more lines that give no article",
        ]


def test_a_title_or_id_of_a_megabyte_costs_no_more_than_itself(place, sources) -> None:
    """What is indexed with every passage is bounded: the whole of it is in the metadata."""
    long = "word " * 200_000
    text = "Some sentence of a few words. " * 20_000
    (sources / "long.jsonl").write_text(json.dumps({"_id": long, "title": long, "text": text}))
    report = rebuild(place)
    assert [(note.kind, note.count) for note in report.notes] == [("field", 2)]
    with Library.open(place) as library:
        article = library.article("long.jsonl:1")
    assert len(article.title) <= 1_000
    assert article.metadata["title"] == long


# Any bytes at all


def read_bytes(folder: Path, suffix: str, content: bytes) -> list[Article | Skipped | Note]:
    """What a reader gives of a file with that content; every article's laws hold, or this raises."""
    path = folder / f"a{suffix}"
    path.write_bytes(content)
    return list(read_file(SourceFile(path, path.name, len(content), 0), Limits(file_size=50_000, line_size=5_000)))


def encoded(text: str) -> bytes:
    """UTF-8, with bytes for lone surrogates that it does not allow."""
    return text.encode("utf-8", "surrogatepass")


LINES = st.sampled_from(
    [b"---\n", b"+++\n", b"title: x\n", b"title: [\n", b"- a\n", b"# H\n", b"<div>\n", b"<a b='", b"```\n", b"|-|-|\n",
     b"| a | b |\n", b'{"_id": "a", "text": "x"}\n', b'{"text": ["x"]}\n', b"[[[", b"}", b'{"title": 1e999}\n',
     b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\r"]
)  # fmt: skip
CONTENT = st.one_of(
    st.binary(max_size=200),
    st.lists(st.one_of(LINES, st.sampled_from(AWKWARD).map(encoded)), max_size=30).map(b"".join),
    texts().map(encoded),
)  # fmt: skip


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    """A folder to write into."""
    return tmp_path_factory.mktemp("scratch")


@given(st.sampled_from(sorted(SUFFIXES)), CONTENT)
def test_any_bytes_give_articles_or_a_reason(scratch, suffix, content) -> None:
    """No reader raises, whatever the bytes, and none gives nothing."""
    items = read_bytes(scratch, suffix, content)
    assert any(isinstance(item, (Article, Skipped)) for item in items)
    assert not any("its reader failed" in item.reason for item in items if isinstance(item, Skipped))


@given(st.data())
def test_files_with_bytes_changed_give_articles_or_a_reason(scratch, data) -> None:
    """The same for files that were whole once: bytes replaced, removed and doubled."""
    suffix = data.draw(st.sampled_from([".md", ".txt", ".jsonl"]))
    whole_file = data.draw(st.sampled_from(WHOLE))
    content = bytearray(whole_file)
    for _ in range(data.draw(st.integers(1, 5))):
        place, size = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 20))
        content[place : place + size] = data.draw(
            st.one_of(st.binary(max_size=5), st.just(content[place : place + size] * 2))
        )
    items = read_bytes(scratch, suffix, bytes(content))
    assert any(isinstance(item, (Article, Skipped)) for item in items)
    assert not any("its reader failed" in item.reason for item in items if isinstance(item, Skipped))


WHOLE = (
    b"---\ntitle: A\ndate: 2016-10-25\ntags: [a, b]\n---\n# A *title*\n\n- one\n- two\n\n<p>And <b>HTML</b>.</p>\n\n"
    b"| a | b |\n|---|---|\n| c | d |\n",
    b"Deal is signed\n\nAgenda.ge, 25 Oct 2016 - 13:15, Tbilisi,Georgia\n\nIt was signed today. More of it.\n",
    b'{"_id": "a", "title": "T", "text": "Text.", "author": [{"name": "A"}], "date": "25/10/16"}\n' * 3,
)  # fmt: skip


# Work that grows with the size of a file, and no faster

PIECES = (
    "# H\n", "a: b\n", "a: [\n", "- x\n", "> ", "* ", "1. ", "<a ", "<!--", "<", "<?", "<![CDATA[", "<a b='", "</", "&",
    "&#", "[", "![", "[a](", "](", "[a]: b\n", "`", "``", "*a ", "**", "_", "~~", "\\", "|a", "|", "|-", "\t", " ", "\n",
    "a\n", "a", "A. ", "1/", "25 Oct 2016 ", "“", '"', "'", "(", "é", "e\u0301", "日", "。", "{", '{"a":',
    "[{", ", ", "x" * 79 + "\n", "Photo: ", "of the ", "---\n", "===\n",
)  # fmt: skip


@pytest.mark.skipif(TIMES == 1, reason="it measures time: only `make faults` does")
@pytest.mark.parametrize("suffix", [".md", ".txt", ".jsonl"])
def test_work_grows_with_the_size_of_a_file(scratch, drawn, suffix) -> None:
    """Eight times as much of anything repeated takes less than twenty times as long, front matter or not."""
    slow = []
    for _ in range(3 * TIMES):
        piece = "".join(drawn.choices(PIECES, k=drawn.randint(1, 3)))
        head = drawn.choice(["", "---\n", "---\na: 1\n", "<div>\n", "+++\n"])
        small, large = (_seconds(scratch, suffix, head + piece * (size // len(piece))) for size in (40_000, 320_000))
        if large > 1 and large > 20 * small:
            slow.append((head, piece, small, large))
    assert not slow


def _seconds(folder: Path, suffix: str, content: str) -> float:
    """The processor time that reading takes; the quickest of three, so that chance has no say."""
    path = folder / f"timed{suffix}"
    path.write_text(content)
    file = SourceFile(path, path.name, path.stat().st_size, 0)
    return min(_timed(lambda: list(read_file(file, Limits(language="auto")))) for _ in range(3))


def _timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
