"""The files of the sources, and what of them is skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.readers import Limits, SourceFile, read_file, source_files
from indexer.types import Article, Skipped
from tests.reading import read


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


def test_what_a_browser_saved_beside_a_page_is_left_out(tmp_path) -> None:
    """The folder of a page's pictures, frames and scripts is passed over; a folder that is called so by chance is not."""
    for name in ("Owls_files", "Eulen-Dateien", "tax_files"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, frame__txt="An advertisement.")
    written(tmp_path, Owls__html="<p>Owls sleep by day.", Eulen__htm="<p>Eulen schlafen am Tag.")
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Article)] == ["Eulen.htm", "Owls.html", "tax_files/frame.txt"]
    assert len(items) == 3


def test_a_file_is_listed_with_what_tells_that_it_has_changed(tmp_path) -> None:
    """`source_files` gives path, id, size, times and inode, and `read_file` reads one of them."""
    path = written(tmp_path, a__txt="Some text") / "a.txt"
    (file,) = source_files([tmp_path])
    facts = path.stat()
    assert file == SourceFile(path, "a.txt", 9, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    assert [item.text for item in read_file(file, Limits()) if isinstance(item, Article)] == ["Some text"]


def test_links_within_a_source_are_followed_but_nothing_is_read_twice(tmp_path) -> None:
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
        ("a.md", "---\nsource: x\n---\n<!-- nothing -->\n", "has no text"),
        ("a.jsonl", "\n\n", "has no line with an article"),
        ("a.xyz", "text", "is of no format that is read; convert it to text, PDF, Word or HTML, or leave it out"),
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

    opened = Path.open

    def denied(path, *arguments, **named):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", denied)
    skipped, article = read([tmp_path])
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    assert "permission denied" in skipped.reason
    assert not skipped.lasting


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


def test_two_names_that_look_the_same_get_ids_of_their_own(tmp_path) -> None:
    """Of names that differ only in bytes that are not UTF-8, the second shows its bytes; no article is lost."""
    for name in (b"caf\xe8.txt", b"caf\xe9.txt"):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("text")
        except OSError:
            pytest.skip("this file system takes names in UTF-8 only")
    assert [item.id for item in read([tmp_path]) if isinstance(item, Article)] == [
        "caf\ufffd.txt",
        "caf\ufffd.txt (caf%E9.txt)",
    ]


@pytest.fixture
def linked(tmp_path) -> Path:
    """A folder `in` with links to what lies outside: a file, a folder, and a file by way of a link inside."""
    outside, inside = tmp_path / "out", tmp_path / "in"
    outside.mkdir()
    inside.mkdir()
    written(outside, theirs__txt="root:x:0:0")
    written(inside, a__txt="mine")
    (inside / "b.txt").symlink_to(outside / "theirs.txt")
    (inside / "c").symlink_to(outside)
    (inside / "d.txt").symlink_to("b.txt")
    (inside / "e.txt").symlink_to("../in/a.txt")
    return inside


def test_a_link_that_leaves_the_sources_is_named_and_not_followed(linked) -> None:
    """Nothing outside what the user named is read; a link to what is inside is no harm."""
    (article, *skipped) = read([linked])
    assert isinstance(article, Article)
    assert article.text == "mine"
    reasons = {Path(item.path).name: item.reason for item in skipped if isinstance(item, Skipped)}
    assert {name for name, reason in reasons.items() if "is a link that leaves" in reason} == {"b.txt", "c", "d.txt"}
    assert "is the same as" in reasons["e.txt"]


def test_links_out_of_the_sources_are_followed_by_setting(linked) -> None:
    """With `follow_links`, and when their target is a source too, links are followed as files and folders are."""
    followed = [item.text for item in read([linked], follow_links=True) if isinstance(item, Article)]
    named = [item.text for item in read([linked, linked.parent / "out"]) if isinstance(item, Article)]
    assert followed == named == ["mine", "root:x:0:0"]


def test_a_source_may_be_a_link_itself(linked) -> None:
    """What the user names is followed wherever it leads."""
    source = linked.parent / "source"
    source.symlink_to(linked)
    assert [item.id for item in read([source]) if isinstance(item, Article)] == ["a.txt"]


def test_a_folder_beside_the_source_is_not_in_it(linked) -> None:
    """`in2` begins like `in`, and lies outside all the same."""
    beside = linked.parent / "in2"
    beside.mkdir()
    written(beside, x__txt="not mine")
    (linked / "x.txt").symlink_to(beside / "x.txt")
    assert [item.text for item in read([linked]) if isinstance(item, Article)] == ["mine"]


# Budgets


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch) -> None:
    """Its size says it, and of its content only the first bytes are looked at; a gigabyte of nothing costs nothing."""
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(1 << 30)
    monkeypatch.setattr("indexer.readers.text_files.text_of", lambda *_: pytest.fail("it was read"))
    assert "is larger than 100 MB; split it, or raise read.file_size" in refused(tmp_path)


def test_a_file_that_grows_is_read_no_further_than_it_may(tmp_path) -> None:
    """The budget holds while reading too: the size that was listed is not believed."""
    path = written(tmp_path, a__txt="x" * 2000) / "a.txt"
    (item,) = read_file(SourceFile(path, "a.txt", 10, 0), Limits(file_size=1000))
    assert isinstance(item, Skipped)
    assert "is larger than" in item.reason


def test_a_line_that_is_too_long_costs_itself_alone(tmp_path) -> None:
    """Lines before and after it are read, and it is named by its number."""
    good = b'{"_id": "%d", "text": "good"}\n'
    content = good % 1 + b'{"_id": "2", "text": "' + b"x" * 600_000 + b'"}\n' + good % 3 + b"y" * 600_000
    (tmp_path / "a.jsonl").write_bytes(content)
    first, second, third, fourth = read([tmp_path], Limits(line_size=500_000))
    assert [item.id for item in (first, third) if isinstance(item, Article)] == ["1", "3"]
    assert [item.path.rpartition(":")[2] for item in (second, fourth) if isinstance(item, Skipped)] == ["2", "4"]
    assert isinstance(second, Skipped)
    assert "is longer than 0.48 MB; split it, or raise read.line_size" in second.reason


def test_lines_with_nothing_written_between_them_are_read(tmp_path) -> None:
    """A file of a terabyte of nothing is read at once, and so is what stands at its end."""
    path = tmp_path / "sparse.jsonl"
    with path.open("wb") as file:
        file.write(b'{"_id": "1", "text": "first"}\n')
        try:
            file.truncate(1 << 40)
            file.seek(1 << 39)
            file.write(b'\n{"_id": "2", "text": "second"}\n')
        except OSError:
            pytest.skip("this file system has no files of that size")
    if path.stat().st_blocks * 512 > 1 << 30:
        pytest.skip("this file system writes all of it")
    assert [item.text for item in read([tmp_path]) if isinstance(item, Article)] == ["first", "second"]
