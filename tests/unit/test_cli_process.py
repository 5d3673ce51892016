"""The program `footnote` as a shell runs it: pipes, terminals, signals, encodings."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import rebuild
from indexer.cli.output import say_table
from indexer.cli.progress import facts
from indexer.cli.progress import shown as progress_shown
from tests.pdf_files import Line, write_pdf

INDEXER = Path(sys.executable).with_name("indexer")
MINISTER = "Who is the de facto defence minister of South Ossetia?"

pytestmark = pytest.mark.skipif(not INDEXER.exists(), reason="the program is not installed beside Python")


@pytest.fixture
def hostile(tmp_path):
    """An instance with one article that tries to steer the terminal."""
    article = {
        "_id": "steer\x1b]0;id\x07",
        "title": "Cursed\x1b[2J\ncursor",
        "text": "Cursed cursors \x1b[31mturn red\x1b[0m. They turn \u202esdrawkcab\u202c and \x9b2J clear the screen.",
        "source": "Terminal\x1b[8mHidden",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(article))
    rebuild(tmp_path / "instance", [tmp_path / "a.jsonl"])
    return tmp_path / "instance"


def _run(*arguments, stdout=subprocess.PIPE, **environment):
    return subprocess.run(
        [INDEXER, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )


def _on_terminal(*arguments, typed: str = "") -> tuple[int, str]:
    """Exit status and all output of the program on a terminal of its own, with these lines typed."""
    ours, its = pty.openpty()
    with subprocess.Popen([INDEXER, *map(str, arguments)], stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        os.write(ours, typed.encode())
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so when the program has closed its side
        return b""


def test_the_program_shows_its_commands_and_its_version() -> None:
    """`footnote --help` names the commands; without one the help goes to stderr, with status 2."""
    shown = _run("--help")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"rebuild" in shown.stdout
    bare = _run()
    assert (bare.returncode, bare.stdout, bare.stderr.count(b"Commands:")) == (2, b"", 1)
    assert _run("--version").stdout.startswith(b"indexer, version ")


def test_help_comes_without_the_heavy_libraries() -> None:
    """`footnote --help` loads neither numpy nor Whoosh, which take longer than it does."""
    code = (
        "import sys, indexer.cli\n"
        "indexer.cli.main(['search', '--help'], standalone_mode=False)\n"
        "print(sorted({'numpy', 'whoosh', 'sqlite3'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_a_command_ends_without_a_search_for_garbage() -> None:
    """At its end nothing that a command holds is left to be gone through, which takes longer than many a command."""
    code = (
        "import atexit, gc, indexer.cli\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 10_000 > len(gc.get_objects())))\n"
        "indexer.cli.main(['search', '--help'])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "True"


def test_what_articles_hold_cannot_steer_the_terminal(hostile) -> None:
    """Escape sequences and hidden directions of an article are printed as �, in id, title, source and text."""
    for arguments in (
        ["search", "cursors"],
        ["ask", "What do cursed cursors turn?"],
        ["status"],
        ["search", "\x1b[1m"],
    ):
        for shown in (_run(*arguments, "--instance", hostile), _run(*arguments, "--json", "--instance", hostile)):
            text = (shown.stdout + shown.stderr).decode()
            assert text
            assert not set(text) & set("\x1b\x07\x9b\u202e\u202c")
    document = json.loads(_run("search", "cursors", "--json", "--instance", hostile).stdout)
    assert "\u202esdrawkcab" in document["hits"][0]["passage"]["text"]
    _, shown = _on_terminal("ask", "--instance", hostile, typed="What do cursed cursors turn?\n:quit\n")
    assert "turn red" in shown
    assert "\x1b[31m" not in shown


def test_a_conversation_on_a_terminal(instance) -> None:
    """`footnote ask` on a terminal reads questions, answers them with numbered sources, and ends at `:quit`."""
    status, shown = _on_terminal("ask", "--instance", instance, typed=f"{MINISTER}\n:quit\n")
    assert status == 0
    assert "Gasseyev told TASS today. [1]" in shown
    assert "\n[1] Agenda.ge, 25 Oct 2016: " in shown


def test_tables_and_progress_on_a_terminal(instance, hostile) -> None:
    """On a terminal `status` draws its table, and `rebuild` ends with its summary."""
    status, shown = _on_terminal("status", "--instance", instance)
    assert status == 0
    assert "passage.min_words" in shown
    assert "─┼─" in shown
    status, shown = _on_terminal("rebuild", "--instance", hostile)
    assert status == 0
    assert "1 article, 1 passage, " in shown


def test_a_table_fits_the_terminal(monkeypatch, capsys) -> None:
    """The last column is wrapped to the width of the terminal; empty cells and columns are no fault."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    say_table(("what", "value"), [("a", "words " * 12), ("bcdef", "")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["what  │ value", "──────┼─" + "─" * 32, "a     │ words words words words words"]
    assert max(map(len, lines)) <= 40
    say_table(("what", ""), [("a", "")])
    assert capsys.readouterr().out.splitlines()[0] == "what │"
    say_table(("what", "value"), [("東京", "1")])  # each takes two columns
    assert capsys.readouterr().out.splitlines()[::2] == ["what │ value", "東京 │ 1"]


def test_progress_is_one_line_that_is_taken_away(monkeypatch, capsys) -> None:
    """Each stage writes over the line, cut to the width of the terminal, and at the end it is empty."""
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_shown("articles") as tell:
        tell("reading", 5, None)
        tell("verifying", 1, 10, "a note that is longer than the line")
    before, reading, verifying, after = capsys.readouterr().err.split("\r\x1b[K")
    assert reading.startswith("reading   5 articles")
    assert (before, verifying, after) == ("", "verifying 1 of 10 articles, a", "")


@pytest.mark.parametrize(
    ("done", "total", "seconds", "shown"),
    [
        (0, None, 3.0, "0 articles"),
        (0, 10, 0.0, "0 of 10 articles"),
        (1_000, None, 2.0, "1,000 articles, 500 a second"),
        (1_000, 61_000, 2.0, "1,000 of 61,000 articles, 500 a second, 0:02:00 left"),
        (10, 10, 2.0, "10 of 10 articles, 5 a second"),
        (1, 694, 0.1, "1 of 694 articles"),
    ],
)
def test_progress_tells_rate_and_time_left(done, total, seconds, shown) -> None:
    """Progress says how much is done, how fast and how long it will take, and nothing that it cannot know."""
    assert facts(done, total, seconds, "articles") == shown


def test_a_reader_that_leaves_ends_it_quietly(instance) -> None:
    """When nobody reads its output any more, the program ends without a word, as a shell expects of it."""
    reading, writing = os.pipe()
    os.close(reading)
    for arguments in (["search", "lighthouse"], ["status", "--json"]):
        ended = _run(*arguments, "--instance", instance, stdout=writing)
        assert (ended.returncode, ended.stderr) == (141, b"")
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_output_that_cannot_be_written_is_an_error(instance) -> None:
    """A full disk under stdout is one line and status 2, not a success."""
    with Path("/dev/full").open("wb") as full:
        ended = _run("search", "lighthouse", "--instance", instance, stdout=full)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


@pytest.fixture
def interruptible():
    """Programs that are started heed Ctrl-C, also where a shell runs the tests in the background and lets nobody."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_it_in_one_line(instance, tmp_path) -> None:
    """Interrupted while it waits for its queries, the program says so in one line and ends with 130."""
    queries = tmp_path / "queries.jsonl"
    os.mkfifo(queries)
    arguments = ["run", queries, "--output", tmp_path / "run.trec", "--instance", instance]
    with (
        subprocess.Popen([INDEXER, *arguments], stderr=subprocess.PIPE, text=True) as process,
        queries.open("w"),  # waits until the program has begun to read
    ):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == "indexer: interrupted\n"


def test_a_terminal_without_the_characters_shows_their_numbers(instance) -> None:
    """In Latin-1 the output is whole, with escapes in it, and the JSON is the same document."""
    question = "Ποιος έχτισε τον φάρο της Αλεξάνδρειας;"
    plain = _run("search", question, "--instance", instance, PYTHONIOENCODING="latin-1")
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert b"\\u03c6\\u03ac\\u03c1\\u03bf\\u03c2" in plain.stdout
    documents = [
        json.loads(_run("search", question, "--json", "--instance", instance, PYTHONIOENCODING=encoding).stdout)
        for encoding in ("latin-1", "ascii", "utf-8")
    ]
    assert documents[0]["hits"] == documents[1]["hits"] == documents[2]["hits"]


def test_a_question_of_bytes_that_are_no_text_is_refused_or_answered(instance) -> None:
    """Bytes that are not UTF-8 on the command line end in an answer or in one line."""
    ended = subprocess.run(
        [INDEXER, "search", b"lighthouse \xff\xfe", "--instance", instance], capture_output=True, check=False
    )
    assert ended.returncode in {0, 1} if ended.stdout else ended.returncode == 2
    assert len(ended.stderr.splitlines()) == (not ended.stdout)


def test_a_build_tells_files_and_pages_at_a_terminal_and_nothing_in_a_pipe(tmp_path) -> None:
    """At a terminal, one line is written anew: articles, files and pages. A pipe gets the summary alone."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        write_pdf(folder / f"{number}.pdf", [Line(72, 80, f"Ferry {number} sails at noon.")], [Line(72, 80, "Late.")])
    command = ["rebuild", str(folder), "--instance"]
    piped = _run(*command, str(tmp_path / "piped"))
    status, printed = _on_terminal(*command, str(tmp_path / "shown"))
    assert (piped.returncode, status) == (0, 0)
    assert "reading" not in piped.stdout.decode() + piped.stderr.decode()
    assert ", file 0 of 3, 2 pages" in printed
    assert "3 articles, " in printed
