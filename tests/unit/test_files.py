"""The files of the sources, and what of them is skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.corpus import Skipped, SourceFile, articles, files, read
from indexer.types import Article


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


def test_a_file_is_listed_with_what_tells_that_it_has_changed(tmp_path) -> None:
    """`files` gives path, id, size, times and inode, and `articles` reads one of them."""
    path = written(tmp_path, a__txt="Some text") / "a.txt"
    (file,) = files([tmp_path])
    facts = path.stat()
    assert file == SourceFile(path, "a.txt", 9, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
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
