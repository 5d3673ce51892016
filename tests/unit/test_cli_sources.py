"""What the next build is made of: the folders named, the last build's, and the handbook beside them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from indexer import Settings
from indexer.cli.sources import next_sources
from indexer.readers.shipped import HANDBOOK, SHIPPED

MOVED = Path("/elsewhere/lib/indexer/seeds/handbook")
WITHOUT = Settings().replaced({"library.handbook": False})


@pytest.fixture
def own(tmp_path):
    """A folder of somebody's own, and a file in it."""
    (tmp_path / "a.jsonl").write_text("")
    return tmp_path


def last(*sources):
    """The manifest of a build of these."""
    return SimpleNamespace(sources=[str(source) for source in sources])


def test_the_handbook_is_found_where_it_is_now(own) -> None:
    """A build made by another installation names its handbook by another path; the next build takes the one that is there."""
    assert next_sources((), last(own, MOVED), Settings()) == [own, HANDBOOK]
    assert next_sources([own], last(MOVED), Settings()) == [own, HANDBOOK]


def test_the_handbook_is_never_indexed_twice() -> None:
    """A source that holds the handbook already gets no second one."""
    assert next_sources([SHIPPED], last(SHIPPED, MOVED), Settings(), add_handbook=True) == [SHIPPED]


def test_without_the_handbook_the_last_sources_stay(own) -> None:
    """With `library.handbook` false, a rebuild without names takes all that the last build had but the handbook."""
    assert next_sources((), last(own, MOVED), WITHOUT) == [own]
    assert HANDBOOK not in next_sources((), last(SHIPPED), WITHOUT)
    assert SHIPPED / "news" in next_sources((), last(SHIPPED), WITHOUT)


def test_a_file_is_indexed_alone(own) -> None:
    """Single files, such as test collections, get no handbook unless a server is started with them."""
    file = own / "a.jsonl"
    assert next_sources([file], last(own, HANDBOOK), Settings()) == [file]
    assert next_sources([file], None, Settings(), add_handbook=True) == [file, HANDBOOK]


def test_the_first_build_is_of_the_seeds(tmp_path, monkeypatch) -> None:
    """Without names and without a build it is `./seeds`, and where there is none, what comes with Footnote."""
    monkeypatch.chdir(tmp_path)
    assert next_sources((), None, Settings()) == [SHIPPED]
    (tmp_path / "seeds").mkdir()
    assert next_sources((), None, Settings()) == [Path("seeds")]
