"""Files made of one thing repeated, which once took the square of their size to read, and damage that readers raised at."""

from __future__ import annotations

import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from indexer.readers import Limits, SourceFile, read_file
from indexer.types import Article, Skipped

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 1_000_000  # bytes
SECONDS = 4.0  # of computing; each took more than six
LETTER = "From: Ada <ada@a.example>\nMIME-Version: 1.0\n{}\n\nTea is ready.\n"
MAILBOX = "From ada@a.example Mon Jan  1 00:00:00 2001\nSubject: Tea\n\nTea is ready.\n\n{}"
CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nTea is ready.\n{}"

REPEATED = [
    (".eml", LETTER, "Subject: ", "=?utf-8?q?a?= "),
    (".eml", LETTER, "Content-Type: ", ";"),
    (".eml", LETTER, "Content-Type: ", "a=b; "),
    (".eml", LETTER, "Date: ", "?=[=?x?q?"),
    (".eml", LETTER, "Subject: ", '"=?utf-8?q?a?= '),
    (".mbox", MAILBOX, "From ", "00:"),
    (".mbox", MAILBOX, "", "From : 00:00 "),
    *((".vtt", CAPTIONS, "", piece) for piece in ("{\\", "<v.", "<v a", "<c.a", "<v\t")),
    (".rst", "Tea\n===\n\nTea is ready.\n\n{}", "", "---\n"),
    (".rss", "<?xml version='1.0'?>{}<rss><channel><item><title>Tea is ready</title></item></channel></rss>", "", "\n"),
]


def items_of(folder: Path, suffix: str, content: bytes) -> list[object]:
    """What a reader gives of a file with that content."""
    path = folder / f"a{suffix}"
    path.write_bytes(content)
    return list(read_file(SourceFile(path, path.name, len(content), 0), Limits(language="en")))


@pytest.mark.parametrize(("suffix", "form", "start", "piece"), REPEATED)
def test_a_repeated_pattern_takes_no_more_than_the_size_of_a_file(tmp_path, suffix, form, start, piece) -> None:
    """A megabyte of anything is read within the limit of computing, and what stands beside it is an article."""
    content = form.format(start + piece * (SIZE // len(piece))).encode()
    begin = time.process_time()
    items = items_of(tmp_path, suffix, content)
    assert time.process_time() - begin < SECONDS
    assert any(isinstance(item, Article) for item in items)


DAMAGED = [
    (".rtf", rb"{\rtf1\ansi\uc Tea is ready.}"),
    (".rtf", rb"{\rtf1\ansi Tea is ready.\u9999999 \u-99999 }"),
    (".html", b"<h1><span><p>" + b"Tea is made of the leaves of a bush. " * 3 + b"</html>\n0\nWARC/1.0 and so on"),
    (".rss", b"<?xml version='1.0'?><!DOCTYPE a [" + b'\n<!ENTITY a "b">' * 500 + b"]><rss></rss>"),
]


@pytest.mark.parametrize(("suffix", "content"), DAMAGED)
def test_damage_gives_an_article_or_a_reason(tmp_path, suffix, content) -> None:
    """No reader fails at it."""
    (item, *_) = items_of(tmp_path, suffix, content)
    assert isinstance(item, (Article, Skipped))
    assert "its reader failed" not in getattr(item, "reason", "")


def test_an_encoding_that_does_not_exist_is_told(tmp_path) -> None:
    """A part of an office document that declares one is damaged."""
    with zipfile.ZipFile(tmp_path / "made", "w") as package:
        package.writestr("_rels/.rels", '<?xml version="1.0" encoding="UTF-99"?><Relationships/>')
    (skipped,) = items_of(tmp_path, ".docx", (tmp_path / "made").read_bytes())
    assert isinstance(skipped, Skipped)
    assert "is damaged (unknown encoding: UTF-99)" in skipped.reason
