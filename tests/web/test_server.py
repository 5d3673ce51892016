"""The server: `python -m webapp`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import answers, wait_until
from webapp import create_app, instance_folder

ROOT = Path(__file__).parents[2]


def run(*options, **environment):
    """Runs the server until it ends by itself."""
    command = [sys.executable, "-m", "webapp", *options]
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def fetched(url):
    """The JSON at a URL of our own."""
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310  never a file's
        return json.load(response)


def assert_one_line(ended, *, names):
    """It could not begin: status 2 and one clear line."""
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert names in ended.stderr


def test_without_a_build_it_says_how_to_make_one(tmp_path):
    """No build: one line that names the command, and status 2."""
    assert_one_line(run("--instance", str(tmp_path), "--port", "0"), names="run `footnote rebuild`")
    assert_one_line(run("--port", "0", FOOTNOTE_INSTANCE=str(tmp_path)), names=str(tmp_path))


def test_a_port_in_use_is_named(instance):
    """A port that another has: one line, and status 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_one_line(run("--instance", str(instance), "--port", port), names=port)


@pytest.mark.parametrize("host", ["192.0.2.1", "256.1.1.1"])
def test_an_address_that_cannot_be_had_is_named(instance, host):
    """A host that is not this machine's: one line, and status 2."""
    assert_one_line(run("--instance", str(instance), "--host", host, "--port", "0"), names=host)


def test_wrong_usage_is_explained():
    """Unknown options and values out of range: status 2."""
    assert run("--port", "70000").returncode == 2
    assert run("--workers", "0").returncode == 2


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(instance, stop):
    """It serves what it says it serves, and ends with status 0 when it is told to."""
    command = [sys.executable, "-m", "webapp", "--instance", str(instance), "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        url = next(word for word in server.stdout.readline().split() if word.startswith("http://127.0.0.1:"))
        wait_until(lambda: answers(url))
        server.send_signal(stop)
        said, complaints = server.communicate(timeout=30)
    assert server.returncode == 0
    assert said + complaints == ""


def test_the_production_server_answers(serving, instance):
    """Behind the production server, the answers are those of the application."""
    with serving(instance) as url:
        assert fetched(f"{url}/api/health")["status"] == "ok"


def test_it_builds_when_there_is_no_build(serving, tmp_path):
    """`--build-if-none` builds the seeds first, says so, and serves them."""
    with serving(tmp_path / "new", "--build-if-none") as url:
        question = "Who+is+the+de+facto+defence+minister+of+South+Ossetia%3F"
        assert fetched(f"{url}/api/ask?q={question}")["status"] == "answered"


def test_flask_finds_the_application():
    """`flask --app webapp` serves the same addresses, for development."""
    command = [sys.executable, "-m", "flask", "--app", "webapp", "routes"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
    for address in ("/search", "/article", "/api/ask", "/api/verify", "/api/health"):
        assert address in listed


def test_the_instance_folder(tmp_path, monkeypatch):
    """The folder is the configured one, else FOOTNOTE_INSTANCE, else ./instance; never Flask's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FOOTNOTE_INSTANCE", raising=False)
    assert instance_folder() == tmp_path / "instance"
    assert create_app().instance_path == str(tmp_path / "instance")
    monkeypatch.setenv("FOOTNOTE_INSTANCE", str(tmp_path / "other"))
    assert instance_folder() == tmp_path / "other"
    assert create_app({"INSTANCE": "third"}).instance_path == str(tmp_path / "third")


def test_what_a_first_build_skips_is_named_cleanly(tmp_path):
    """A file's name cannot steer the terminal of who starts the server."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "good.txt").write_text("Bees dance to tell others where food is.")
    (tmp_path / "seeds" / "bad\x1b[31m.jsonl").write_text("{")
    command = [sys.executable, "-m", "webapp", "--instance", "new", "--port", "0", "--build-if-none"]
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=paths, stdout=subprocess.PIPE, text=True) as server:
        said = ""
        while "serves" not in said:
            said += server.stdout.readline()
        server.terminate()
        server.communicate(timeout=30)
    assert "bad�[31m.jsonl" in said
    assert "\x1b" not in said


def test_the_bytes_of_the_build_are_checked_in_the_background(serving, place_of_its_own, monkeypatch):
    """When the last check is too long ago, the server checks every byte again, and health says when."""
    monkeypatch.setenv("FOOTNOTE_WEB_CHECK_EVERY", "0.000001")
    with serving(place_of_its_own, "--workers", "2") as url:
        wait_until((place_of_its_own / "checked.json").exists)
        noted = json.loads((place_of_its_own / "checked.json").read_text())
        assert noted["problems"] == []
        assert fetched(f"{url}/api/health")["checked"] >= noted["checked"]


@pytest.fixture
def place_of_its_own(instance, tmp_path):
    """A copy of the instance, to write in."""
    return Path(shutil.copytree(instance, tmp_path / "instance"))
