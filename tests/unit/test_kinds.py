"""Kinds are told by content where a name lies, and compressed files are read with care."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.readers import Limits, SourceFile, read_isolated, reader_of
from indexer.readers.kinds import kind_of
from indexer.types import Article, Skipped
from tests.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import Note

MB = 2**20


def zipped(**members: bytes) -> bytes:
    """A zip with these members; a name's double underscore is its dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def refused(folder: Path, name: str, content: bytes, limits: Limits | None = None) -> str:
    """Why the only thing of a file was skipped."""
    (folder / name).write_bytes(content)
    (item,) = read([folder / name], limits)
    assert isinstance(item, Skipped), item
    return item.reason


@pytest.mark.parametrize(
    ("suffix", "head", "kind"),
    [
        (".txt", b"{\\rtf1 Text}", "rtf"),
        ("", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "captions"),
        (".zip", b"PK\3\4" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (".zip", b"PK\3\4" + b"\0" * 26 + b"[Content_Types].xml ... word/document.xml", "docx"),
        (".docx", b"PK\3\4" + b"\0" * 26 + b"[Content_Types].xml", "docx"),
        (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
        (".txt", b"Plain text", "plain"),
        (".md", b"# Markdown", "markdown"),
        (".xyz", b"Plain text", ""),
    ],
)
def test_a_kind_is_told_by_content_and_then_by_name(suffix, head, kind) -> None:
    """What the bytes say for certain comes first; a name decides what they leave open."""
    assert kind_of(suffix, head) == kind


def test_old_office_files_say_what_to_save_them_as(tmp_path) -> None:
    """Old presentations are not read, encrypted and damaged files neither; the reason says what to do."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "save it as .docx" in refused(tmp_path, "a.doc", ole)
    assert "save it as .pptx" in refused(tmp_path, "a.ppt", ole)
    assert "save it without a password" in refused(tmp_path, "b.docx", ole)
    assert "save it without a password" in refused(tmp_path, "c", ole)


@pytest.mark.parametrize(("suffix", "compress"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_a_compressed_file_is_read_as_what_is_in_it(tmp_path, suffix, compress) -> None:
    """Its id is that of the file within, its path that of the file on disk; its name need not tell that it is compressed."""
    content = compress(b"# Owls\n\nOwls hunt at night.")
    (tmp_path / f"owls.md{suffix}").write_bytes(content)
    (tmp_path / "renamed.md").write_bytes(content)
    first, second = read([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.path, first.title) == ("owls.md", str(tmp_path / f"owls.md{suffix}"), "Owls")
    assert first.text == "Owls\n\nOwls hunt at night."


def test_every_file_of_a_zip_is_read_or_named(tmp_path) -> None:
    """Ids and paths say where in the archive; hidden files are left out, archives within archives are named."""
    content = zipped(
        b__txt=b"Bats\n\nBats hunt moths.",
        a__jsonl=b'{"text": "One."}\nbad',
        c__exe=b"x",
        d__zip=zipped(e__txt=b"Text"),
    )
    (tmp_path / "all.zip").write_bytes(content)
    items = list(read([tmp_path]))
    assert [(item.id, item.path) for item in items if isinstance(item, Article)] == [
        ("all.zip/a.jsonl:1", str(tmp_path / "all.zip/a.jsonl")),
        ("all.zip/b.txt", str(tmp_path / "all.zip/b.txt")),
    ]
    skipped = {item.path.removeprefix(f"{tmp_path}/"): item.reason for item in items if isinstance(item, Skipped)}
    assert list(skipped) == ["all.zip/a.jsonl:2", "all.zip/c.exe", "all.zip/d.zip"]
    assert "an archive within an archive" in skipped["all.zip/d.zip"]


def test_a_file_of_a_zip_that_cannot_be_unpacked_costs_only_itself(tmp_path) -> None:
    """A file that is too large or damaged is named with its reason, and the others are read."""
    content = bytearray(zipped(a__txt=bytes(2 * MB), b__txt=b"Bats hunt moths.", c__txt=b"Owls."))
    content[content.index(b"b.txt") + len("b.txt")] ^= 0xFF  # the first of its packed bytes
    (tmp_path / "all.zip").write_bytes(content)
    items = list(read([tmp_path], Limits(file_size=MB)))
    assert [item.text for item in items if isinstance(item, Article)] == ["Owls."]
    large, damaged = (item for item in items if isinstance(item, Skipped))
    assert large.path.endswith("all.zip/a.txt")
    assert "unpacks to more than 1 MB" in large.reason
    assert damaged.path.endswith("all.zip/b.txt")
    assert "is damaged" in damaged.reason


def test_what_an_ended_process_left_unpacked_is_removed(tmp_path, monkeypatch) -> None:
    """The next archive that is read takes it away; what a process is unpacking stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stale, own = tmp_path / "footnote-archive-999999999-x", tmp_path / f"footnote-archive-{os.getpid()}-x"
    stale.mkdir()
    own.mkdir()
    source = tmp_path / "sources"
    source.mkdir()
    (source / "a.zip").write_bytes(zipped(a__txt=b"Text"))
    assert len(list(read([source]))) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [own.name, "sources"]


def test_names_within_an_archive_lead_nowhere(tmp_path) -> None:
    """An id is a path below the archive, whatever the archive calls its files; nothing is written there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("/../../b//a.txt", "Text")
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    (article,) = read([tmp_path])
    assert isinstance(article, Article)
    assert article.id == "a.zip/b/a.txt"


def test_an_archive_that_would_do_harm_is_refused(tmp_path) -> None:
    """Bombs, damaged and encrypted archives and too large files end in one reason each, whatever they declare."""
    blank = bytes(30 * MB)
    assert "zip bombs" in refused(tmp_path, "a.txt.gz", gzip.compress(blank))
    assert "zip bombs" in refused(tmp_path, "b.zip", zipped(a__txt=blank))
    assert "unpacks to more than 1 MB" in refused(
        tmp_path, "c.txt.xz", lzma.compress(bytes(2 * MB)), Limits(file_size=MB)
    )
    assert "is damaged" in refused(tmp_path, "d.txt.gz", gzip.compress(b"Some text")[:-9])
    assert "is damaged" in refused(tmp_path, "e.zip", zipped(a__txt=b"Some text")[:40])
    assert "holds no file" in refused(tmp_path, "f.zip", zipped(__hidden=b"x"))
    encrypted = bytearray(zipped(a__txt=b"Some text"))
    encrypted[6] |= 1
    encrypted[encrypted.index(b"PK\1\2") + 8] |= 1
    assert "is encrypted" in refused(tmp_path, "g.zip", bytes(encrypted))


def test_the_reader_of_a_file_is_recorded_by_its_content(tmp_path) -> None:
    """An update reads a file again when the reader of what is in it has changed; an archive when any has."""
    (tmp_path / "a.txt").write_bytes(b"{\\rtf1 Text}")
    (tmp_path / "a.zip").write_bytes(zipped(a__txt=b"Text"))
    assert reader_of(tmp_path / "a.txt").startswith("rtf ")
    assert reader_of(tmp_path / "a.zip").startswith("archive ")
    assert reader_of(tmp_path / "gone") == ""


def busy(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """Computes for ever, unless the file is called otherwise. It is imported in the worker."""
    while file.id == "busy":
        pass
    yield Skipped(file.id, f"{limits.seconds}")


def test_a_file_that_computes_for_too_long_costs_itself_alone() -> None:
    """It is ended by its processor time, long before `read.seconds`, and the files around it are read."""
    files = [SourceFile(Path(name), name, 1, 0) for name in ("a", "busy", "b")]
    before, _, harmful, _, after, _ = read_isolated(files, Limits(processor_seconds=0.01), busy)
    assert isinstance(before, Skipped)
    assert isinstance(after, Skipped)
    assert isinstance(harmful, Skipped)
    assert "of computing to read; simplify it, or raise read.processor_seconds" in harmful.reason
