"""The program `footnote`, as it is installed: `serve`, its names, and what the wheel brings with it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from indexer import Library
from tests.conftest import answers, wait_until

ROOT = Path(__file__).parents[2]
MINISTER = "Who is the de facto defence minister of South Ossetia?"
ADDING = "How do I add articles?"
IDS = "footnote://handbook/"


def program(*arguments, name="footnote"):
    """A command line that calls the program by this name."""
    code = f"import sys; sys.argv[0] = {name!r}; from webapp.command import main; main()"
    return [sys.executable, "-c", code, *map(str, arguments)]


def ran(*arguments, name="footnote", cwd=ROOT, path=ROOT):
    """What came of the program."""
    return subprocess.run(
        program(*arguments, name=name),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def served(folder, *arguments, path=ROOT, **environment):
    """Runs `footnote serve` in the folder; gives the address, and what was said before."""
    with served_by(program("serve", *arguments), folder, path=path, **environment) as started:
        yield started


@contextmanager
def served_by(command, folder, path=ROOT, **environment):
    """Runs a server in the folder; gives the address, and what was said before."""
    environment = {**os.environ, "PYTHONPATH": str(path), **environment}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            said, url = "", ""
            while not url:
                line = server.stdout.readline()
                assert line, said
                said += line
                url = next((word for word in line.split() if word.startswith("http://")), "")
            wait_until(lambda: answers(url))
            yield url, said
        finally:
            server.terminate()
            server.communicate(timeout=30)


def cited(url, question):
    """The ids of the articles that answer, over HTTP."""
    with urllib.request.urlopen(f"{url}/api/ask?q={urllib.parse.quote(question)}", timeout=30) as response:  # noqa: S310  never a file's
        return {citation["article"]["id"] for citation in json.load(response)["citations"]}


@pytest.fixture
def notes(tmp_path):
    """A folder with one article of somebody's own."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bees.txt").write_text("Bees dance to tell others where food is.")
    return folder


@pytest.mark.parametrize("name", ["footnote", "indexer"])
def test_the_program_says_the_name_it_was_called_by(name, tmp_path) -> None:
    """`footnote` and `indexer` are one program; help, version and complaints name the one that was called."""
    assert ran("--help", name=name).stdout.startswith(f"Usage: {name} [OPTIONS] COMMAND")
    assert "serve" in ran("--help", name=name).stdout
    assert ran("--version", name=name).stdout.startswith(f"{name}, version ")
    assert ran("ask", "x", "--instance", tmp_path, name=name).stderr.startswith(f"{name}: ")
    assert f"see `{name} ask --help`" in ran("ask", "--wrong", name=name).stderr


def test_help_of_the_program_loads_nothing_heavy() -> None:
    """`footnote --help` loads neither Flask nor numpy nor Whoosh, which take longer than it does."""
    code = (
        "import sys, webapp.command\n"
        "webapp.command.main(['serve', '--help'], standalone_mode=False)\n"
        "print(sorted({'flask', 'numpy', 'whoosh', 'sqlite3'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_the_program_does_its_sums_in_one_thread() -> None:
    """There are no threads of numpy: they would take a second core for sums that one does as fast."""
    code = (
        "import pathlib, webapp.command\n"
        "webapp.command.main(['--version'], standalone_mode=False)\n"
        "import numpy\n"
        "numpy.ones((500, 500)) @ numpy.ones((500, 500))\n"
        "print(len(list(pathlib.Path('/proc/self/task').iterdir())))"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "1"


def test_serve_indexes_a_folder_and_puts_the_handbook_beside_it(tmp_path, notes) -> None:
    """`footnote serve FOLDER` makes a build of the folder and the handbook, whose ids no file of the folder can have."""
    with served(tmp_path, notes, "--port", "0") as (url, said):
        assert "Indexing, since there is no build yet." in said
        assert cited(url, "Why do bees dance?") == {"bees.txt"}
        assert f"{IDS}adding-articles.md" in cited(url, ADDING)


def test_serve_builds_again_only_when_something_has_changed(tmp_path, notes) -> None:
    """The same folder is served from the build that is there; a new article is indexed first."""
    with served(tmp_path, notes, "--port", "0"):
        pass
    with served(tmp_path, notes, "--port", "0") as (_, said):
        assert "Indexing" not in said
    (notes / "wasps.txt").write_text("Wasps chew wood into paper.")
    with served(tmp_path, notes, "--port", "0") as (url, said):
        assert "Indexing, since articles have changed since the last build." in said
        assert cited(url, "What do wasps chew?") == {"wasps.txt"}


def test_serve_of_the_folder_that_holds_the_instance_does_not_index_its_builds(notes) -> None:
    """`footnote serve .` keeps its builds in the folder that it indexes, and neither reads them nor sees a change in them."""
    with served(notes, ".", "--port", "0", "--workers", "1") as (_, said):
        assert "skipped" not in said
    with served(notes, ".", "--port", "0", "--workers", "1") as (url, said):
        assert "Indexing" not in said
        assert cited(url, "Why do bees dance?") == {"bees.txt"}


@pytest.mark.parametrize("command", [program("serve"), [sys.executable, "-m", "webapp", "--build-if-none"]], ids=len)
def test_a_damaged_build_does_not_keep_the_one_before_from_being_served(command, tmp_path, notes) -> None:
    """When the manifest of the newest build is damaged, both ways to start serve the build before."""
    for _ in range(2):
        assert ran("rebuild", notes, cwd=tmp_path).returncode == 0
    newest = max((tmp_path / "instance" / "builds").iterdir())
    (newest / "manifest.json").write_text("{}")
    with served_by([*command, "--port", "0"], tmp_path) as (url, said):
        assert "Indexing" not in said
        assert cited(url, "Why do bees dance?") == {"bees.txt"}


def test_the_handbook_stays_after_a_rebuild_and_can_be_left_out(tmp_path, notes) -> None:
    """A rebuild of a folder keeps the handbook that `serve` has added, unless `library.handbook` is false."""
    with served(tmp_path, notes, "--port", "0"):
        pass
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "ants.txt").write_text("Ants follow trails of scent.")
    assert ran("rebuild", "more", cwd=tmp_path).returncode == 0
    assert sources(tmp_path) == {"Footnote handbook", None}
    assert ran("rebuild", cwd=tmp_path).returncode == 0
    assert sources(tmp_path) == {"Footnote handbook", None}
    assert ran("rebuild", "--set", "library.handbook=false", cwd=tmp_path).returncode == 0
    assert sources(tmp_path) == {None}


def test_a_rebuild_alone_holds_what_was_named_and_nothing_else(tmp_path, notes) -> None:
    """Without `serve`, a rebuild adds no handbook; and a single file is always indexed alone, so that figures are its own."""
    assert ran("rebuild", notes, cwd=tmp_path).returncode == 0
    assert sources(tmp_path) == {None}
    with served(tmp_path, notes, notes / "bees.txt", "--port", "0"):
        assert sources(tmp_path) == {"Footnote handbook", None}
    assert ran("rebuild", notes / "bees.txt", cwd=tmp_path).returncode == 0
    assert sources(tmp_path) == {None}


def sources(folder):
    """The sources of the articles that the instance in the folder has."""
    with Library.open(folder / "instance") as library:
        return {source.source for source in library.sources()}


def test_a_taken_port_is_another_one_unless_it_was_asked_for(tmp_path, instance) -> None:
    """Without `--port`, a free port is taken when 5000 is not free; a port that was asked for is refused in one line."""
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 5000))
            taken.listen()
        except OSError:
            pytest.skip("port 5000 belongs to somebody else who may let go of it")
        with served(tmp_path, "--instance", instance, "--workers", "1") as (url, _):
            assert not url.endswith(":5000")
        refused = ran("serve", "--instance", instance, "--port", "5000")
    assert refused.returncode == 2
    assert refused.stderr.startswith("footnote: cannot serve 127.0.0.1:5000")
    assert len(refused.stderr.splitlines()) == 1


def test_the_browser_is_opened_at_the_page(tmp_path, instance) -> None:
    """With `--open`, the browser gets the address as soon as it is served."""
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    browser.chmod(0o700)
    arguments = ("--instance", instance, "--port", "0", "--open", "--workers", "1")
    with served(tmp_path, *arguments, BROWSER=f"{browser} %s") as (url, _):
        wait_until(lambda: seen.exists() and bool(seen.read_text().strip()))
        assert seen.read_text().strip() == url


@pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling, which makes the wheel, is not installed")
def test_the_wheel_brings_the_handbook_and_the_seed(tmp_path) -> None:
    """From the wheel, `footnote serve` in an empty folder answers from the seed article and from the handbook."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    for name in ("frequencies/en.txt.gz", "frequencies/LICENSE.md", "languages/irregular/en.txt"):
        assert (tmp_path / "installed" / "indexer" / "text" / name).is_file(), "data that the analyzer reads"
    (tmp_path / "empty").mkdir()
    path = os.pathsep.join([str(tmp_path / "installed"), os.environ.get("PYTHONPATH", "")])
    with served(tmp_path / "empty", "--port", "0", path=path) as (url, _):
        assert cited(url, MINISTER) == {"news/000_ac49dd0c577a3381.txt"}
        assert "handbook/adding-articles.md" in cited(url, ADDING)
    (tmp_path / "empty" / "own").mkdir()
    (tmp_path / "empty" / "own" / "bees.txt").write_text("Bees dance to tell others where food is.")
    assert ran("rebuild", "own", cwd=tmp_path / "empty", path=path).returncode == 0
    with Library.open(tmp_path / "empty" / "instance") as library:
        assert f"{IDS}adding-articles.md" in {citation.article_id for citation in library.ask([ADDING]).citations}
