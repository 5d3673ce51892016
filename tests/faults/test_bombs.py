"""Bombs, loops, endless nesting, encrypted files and cut ones, of every format: a build reads the good files beside them."""

from __future__ import annotations

import json
import resource
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from indexer import Library
from indexer.errors import ArticleNotFoundError
from indexer.readers import Limits, SourceFile, read_file
from indexer.types import Article, Skipped
from tests.faults.conftest import TEXTS, TIMES, ran, whole
from tests.hostile_files import HOSTILE, whole_files, zip_bomb
from tests.hostile_xml import DOCX_PARTS

if TYPE_CHECKING:
    from pathlib import Path

    from indexer import Reading

HEAVY = ("bomb", "dense", "50-MB", "20-MB", "form-of", "pages-in", "one-page", "000-files", "100,000-parts", "cells")
MB = 2**20
MOST_SECONDS, MOST_MEMORY = 10.0, 1_200 * MB  # of computing, and of the largest process


def light() -> list[str]:
    """The files that cost no more than a moment."""
    return [name for name in HOSTILE if not any(part in name for part in HEAVY)]


def read(path: Path) -> list[object]:
    """What a file gives."""
    return list(read_file(SourceFile(path, path.name, path.stat().st_size, 0), Limits(language="en")))


def test_a_folder_of_hostile_files_costs_them_alone(place, sources) -> None:
    """Each has one reason or its text; nothing of the machine is in it, no reader failed, and the good ones answer."""
    for name in light():
        HOSTILE[name](sources / name)
    done = ran("rebuild", "--instance", place, "--json", sources)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert not [item for item in report["skipped"] if "reader failed" in item["reason"]]
    whole(place)
    skipped = " ".join(item["path"] for item in report["skipped"])
    with Library.open(place) as library, library.reading() as reading:
        texts = [reading.article(entry.id).text for entry in reading.browse(most=1_000).entries]
        assert not [text for text in texts if "root:" in text or "hahaha" in text]
        assert all(reading.article(f"{name}.txt") for name in TEXTS)
        for name in light():
            assert name in skipped or found(reading, name), name


def found(reading: Reading, name: str) -> bool:
    """Whether a file gave an article, or a copy of one."""
    for id_ in (name, name.removesuffix(".gz"), f"{name}:1", f"{name}/a.txt", "a"):
        with suppress(ArticleNotFoundError):
            return bool(reading.article(id_))
    return False


@pytest.mark.skipif(TIMES == 1, reason="it takes minutes: only `make faults` does")
@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in light()])
def test_a_heavy_file_ends_soon_and_within_its_memory(place, sources, name) -> None:
    """Whatever it unpacks to, and however large it is, a build computes for no more than ten seconds beside it."""
    HOSTILE[name](sources / name)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = ran("rebuild", "--instance", place, "--json", sources)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < MOST_SECONDS
    assert after.ru_maxrss * 1024 < MOST_MEMORY
    assert json.loads(done.stdout)["articles"] >= len(TEXTS)


def test_a_part_that_unpacks_to_more_than_it_says_is_not_unpacked(tmp_path) -> None:
    """A zip may lie: no more of a part is unpacked than it declares, and the document is damaged."""
    path = tmp_path / "a.docx"
    zip_bomb(path, "word/document.xml", beside=DOCX_PARTS, declared=MB)
    (item,) = read(path)
    assert isinstance(item, Skipped)
    assert item.reason.startswith("is damaged (Bad CRC-32")


def test_whole_files_of_each_kind_are_read(tmp_path) -> None:
    """What is cut off above was sound before, but for the message of Outlook."""
    for path in whole_files(tmp_path):
        assert path.suffix == ".msg" or isinstance(read(path)[0], Article), path.name
