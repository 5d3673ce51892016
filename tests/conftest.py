"""What all tests share: a tiny real instance, made as anyone would make it, and ways to ask it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from indexer import Library, rebuild
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from flask import Flask
    from flask.testing import FlaskClient, FlaskCliRunner

ROOT = Path(__file__).parent.parent
settings.register_profile("untimed", deadline=None)  # speed belongs in benchmarks: a busy machine fails no test
settings.load_profile("untimed")
SEEDS = ROOT / "seeds"

LIGHTHOUSES = 25
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class StillClock(datetime):
    """A clock that stands, so that no test is of one day when it begins and of the next when it ends."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(NOON.timestamp(), tz)


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("indexer.library.reading", "webapp.http.etags"):
        monkeypatch.setattr(f"{module}.datetime", StillClock)


ARTICLES: tuple[dict[str, Any], ...] = (
    {
        "_id": "kitchen/tea",
        "title": "How is green tea made?",
        "text": "Green tea is made by heating the leaves soon after they are picked. The heat stops them "
        "from turning brown. In Japan the leaves are steamed; in China they are roasted in a pan.",
        "source": "Kitchen Herald",
        "author": "Mei Tanaka",
        "published": "2019-03-04",
        "url": "https://kitchen.example/tea",
    },
    {
        "_id": "hostile/<script>",
        "title": '<script>alert("title")</script> & "quotes"',
        "text": 'Marmots whistle when danger is near. The page says <script>alert("text")</script> and '
        "<b>bold</b> & more about marmots. No marmot has ever been hurt by markup.",
        "source": '<img src=x onerror=alert("source")>',
        "url": "javascript:alert('url')",
    },
    {
        "_id": "volcano",
        "title": "Katla",
        "text": "🌋🌋🌋 Astral signs come first. The volcano Katla erupted in 1918 for the last time. "
        "Its crater lies under the ice of 𝔐ýrdalsjökull.",
        "source": "Earth Notes",
        "published": "2018",
    },
    {
        "_id": "ελληνικά",
        "language": "el",
        "title": "Ο φάρος",
        "text": "Ο φάρος της Αλεξάνδρειας χτίστηκε από τον Σώστρατο. Ήταν ένα από τα επτά θαύματα.",
        "source": "Κόσμος",
        "published": "2020-05",
    },
    *(
        {
            "_id": f"light/{number:02}",
            "title": f"Lighthouse {number}",
            "text": f"Lighthouse number {number} stands on rock {number}; its keeper lights a lamp at dusk.",
            "source": "Coast Gazette",
            "published": f"{2000 + number}-06-15",
        }
        for number in range(1, LIGHTHOUSES)
    ),
    {
        "_id": f"light/{LIGHTHOUSES:02}",
        "title": f"Lighthouse {LIGHTHOUSES}",
        "text": "This lighthouse has no date and no keeper.",
    },
)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with one build: the given news article, and `ARTICLES`. Only for reading."""
    home = tmp_path_factory.mktemp("library")
    lines = (json.dumps(article, ensure_ascii=False) for article in ARTICLES)
    (home / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rebuild(home / "instance", [SEEDS / "news", home / "articles.jsonl"])
    return home / "instance"


@pytest.fixture
def library(instance: Path) -> Iterator[Library]:
    """The library of `instance`."""
    with Library.open(instance) as opened:
        yield opened


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    """The application on `instance`."""
    made = create_app({"INSTANCE": instance, "TESTING": True})
    yield made
    made.extensions["library"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script, as far as that goes."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs commands."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves an instance as production does, until its `with` block ends; gives the address."""
    return _serving


@contextmanager
def _serving(instance: Path, *options: str) -> Iterator[str]:
    command = [sys.executable, "-m", "webapp", "--instance", str(instance), "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = next(word for line in process.stdout or () for word in line.split() if word.startswith("http://"))
            wait_until(lambda: answers(url))
            yield url
        finally:
            process.terminate()
            process.communicate(timeout=30)


def answers(url: str) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=10):  # noqa: S310  it is our own
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def library_of(folder: Path, *articles: Mapping[str, object]) -> Library:
    """A library of these articles, made in the folder; to be closed."""
    (folder / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    rebuild(folder / "instance", [folder / "articles.jsonl"])
    return Library.open(folder / "instance")


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Returns as soon as `holds()`; fails when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        threading.Event().wait(0.02)
