"""A folder as people have it: 2,000 files of all formats. `python -m tests.bench.mixed_folder [FILES]` builds it and tells.

The folder is read by `footnote rebuild` with its start, once into a pipe and once at a pseudo-terminal; what is printed there
is shown as a reader sees it.
"""

from __future__ import annotations

import os
import pty
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.corpus import ROOT
from tests.bench.reading import paragraphs, sentences
from tests.hostile_files import encrypted_zip, zip_of
from tests.hostile_xml import ONE_CHAPTER, XML
from tests.office_files import docx, ods, odt, pptx, row, shape, xlsx
from tests.pdf_files import Line, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FILES = 2_000
_WIDTH = 90  # code points of a printed line
_COMMAND = [sys.executable, "-c", "from indexer.cli import main; main()", "rebuild", "--instance"]


def _text(form: str, each: str = "{}", joint: str = "\n\n") -> Callable[[Path, random.Random], object]:
    """Writes a file of text: `form` around six paragraphs, each in the form `each`; `{title}` is a line of its own."""

    def write(path: Path, chance: random.Random) -> None:
        text = joint.join(each.format(paragraph) for paragraph in paragraphs(chance, 6))
        path.write_text(form.replace("{title}", sentences(chance, 1)).replace("{text}", text))

    return write


def _pdf(path: Path, chance: random.Random) -> None:
    lines = [paragraph[at : at + 80] for paragraph in paragraphs(chance, 20) for at in range(0, len(paragraph), 80)]
    write_pdf(
        path, *[[Line(72, 80 + 13 * at, line) for at, line in enumerate(lines[n : n + 50])] for n in range(0, 150, 50)]
    )


def _book(path: Path, chance: random.Random) -> None:
    chapter = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(chance, 6))
    zip_of(path, {**{n: c.encode() for n, c in ONE_CHAPTER.items()}, "a.xhtml": f"<body>{chapter}</body>".encode()})


def _rows(form: str) -> Callable[[random.Random], str]:
    return lambda chance: "".join(form.format(sentences(chance, 1)) for _ in range(20))


_CELLS = _rows("<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>")


def _word(path: Path, chance: random.Random) -> None:
    docx(path, "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs(chance, 6)))


_PAGE = "<html><head><title>{title}</title></head><body><article>{text}</article></body></html>"
_SAVED = "From: <Saved by Blink>\nSubject: {title}\nContent-Type: text/html\n\n<h1>{title}</h1>{text}"
_RECORD = (
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/html\r\n"
    "Content-Length: 9000\r\n\r\n<h1>{title}</h1>{text}"
)
_LETTER = "From: Ada <ada@a.example>\nSubject: {title}\nMessage-ID: <{title}>\n\n{text}"
WRITERS: dict[str, Callable[[Path, random.Random], object]] = {
    ".pdf": _pdf,
    ".html": _text(_PAGE, "<p>{}</p>"),
    ".docx": _word,
    ".odt": lambda path, chance: odt(path, "".join(f"<text:p>{p}</text:p>" for p in paragraphs(chance, 6))),
    ".rtf": _text(r"{\rtf1\ansi {title}\par {text}}", r"{}\par "),
    ".pptx": lambda path, chance: pptx(path, *(shape(p) for p in paragraphs(chance, 6))),
    ".xlsx": lambda path, chance: xlsx(path, a="".join(row(n, n, sentences(chance, 1)) for n in range(1, 21))),
    ".ods": lambda path, chance: ods(path, a=_CELLS(chance)),
    ".epub": _book,
    ".eml": _text(_LETTER),
    ".mbox": _text("From a@a.example Tue Oct 25 13:15:00 2016\n" + _LETTER),
    ".mhtml": _text(_SAVED, "<p>{}</p>"),
    ".rss": _text(XML["feed.rss"].replace("{}", "{text}")),
    ".nitf": _text(XML["nitf.xml"].replace("{}", "{text}")),
    ".md": _text("# {title}\n\n{text}"),
    ".txt": _text("{title}\n\n{text}"),
    ".csv": _text("number,text\n{text}", '1,"{}"', "\n"),
    ".jsonl": _text("{text}", '{{"title": "A line", "text": "{}"}}', "\n"),
    ".vtt": _text("WEBVTT\n\n{text}", "00:00:01.000 --> 00:00:02.000\n{}"),
    ".zip": lambda path, chance: zip_of(path, {"a.txt": "\n\n".join(paragraphs(chance, 3)).encode()}),
    ".warc": _text(_RECORD, "<p>{}</p>"),
    ".doc": lambda path, _: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ".jpg": lambda path, _: path.write_bytes(b"\xff\xd8\xff" + bytes(600)),
}


def fill(folder: Path, files: int) -> None:
    """Writes so many files into folders of a hundred, in turn of every format, and one encrypted zip."""
    for number in range(files - 1):
        chance = random.Random(number)  # noqa: S311  no secret
        suffix = list(WRITERS)[number % len(WRITERS)]
        within = folder / f"{number // 100:02}"
        within.mkdir(parents=True, exist_ok=True)
        WRITERS[suffix](within / f"{number:05}{suffix}", chance)
    encrypted_zip(folder / "secret.zip")


def at_a_terminal(command: Sequence[str]) -> str:
    """What a command prints at a terminal."""
    parent, child = pty.openpty()
    with subprocess.Popen(command, cwd=ROOT, stdout=child, stderr=child) as process:
        os.close(child)
        printed = b""
        while process.poll() is None or printed == b"":
            try:
                printed += os.read(parent, 65_536)
            except OSError:  # its end is closed
                break
    os.close(parent)
    return printed.decode("utf-8", "replace")


def main() -> None:
    """Builds the folder twice and prints what was printed."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with TemporaryDirectory() as made:
        folder = Path(made) / "files"
        fill(folder, files)
        for name, run in (("pipe", _piped), ("terminal", at_a_terminal)):
            began = time.perf_counter()
            printed = run([*_COMMAND, str(Path(made) / name), str(folder)])
            seconds = time.perf_counter() - began
            print(f"== {name}: {files:,} files in {seconds:.1f} s, {files / seconds:,.0f} a second")
            print(*(line[:_WIDTH] for line in printed.replace("\r", "\n").splitlines()), sep="\n")


def _piped(command: Sequence[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return f"{done.stdout}\n[errors] {done.stderr}"


if __name__ == "__main__":
    main()
