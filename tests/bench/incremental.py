"""What an update costs beside a rebuild: `python -m tests.bench --update`, or `make bench BENCH="--update"`.

One article in a hundred is changed, half of them amended, half replaced. Costs are computing time of the whole command
and its processes, in one run; the wall-clock times are medians of `ROUNDS`. Stock Whoosh and tantivy delete and add the
same documents, by their ids, in indexes of their own; what they had to build them from nothing is their rebuild.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING

from indexer.text.analyzers import analyzer
from tests.bench.corpus import ARTICLES, Corpus, write_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SIZES = (50_000, 200_000)
FILES = 2_225
ROUNDS = 5
CHANGED = 100  # one article in so many
_SETTLED = 2.0  # seconds between two changes of a watched source
_WHOOSH_MOST = 50_000  # articles that stock Whoosh builds in bearable time


def command(name: str, *arguments: str, instance: Path) -> tuple[float, float]:
    """Wall-clock and computing seconds of one command of Footnote, with all its processes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        _line(name, *arguments, instance=instance), check=True, stdout=subprocess.DEVNULL, env=_environment()
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _line(name: str, *arguments: str, instance: Path) -> list[str]:
    return [
        sys.executable, "-c", "from webapp.command import main; main()", name, *arguments, "--instance", str(instance),
    ]  # fmt: skip


def _environment() -> dict[str, str]:
    environment = {**os.environ, "FOOTNOTE_LIBRARY_HANDBOOK": "false", "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    return environment


def watched(instance: Path, change_one: Callable[[int], None]) -> float:
    """Wall-clock seconds from a change to its publication by `footnote watch`, half a second of quiet among them."""
    current, took = instance / "current.json", []
    with subprocess.Popen(
        _line("watch", instance=instance), env=_environment(), stdout=subprocess.PIPE, text=True
    ) as watcher:
        assert watcher.stdout is not None
        watcher.stdout.readline()
        for number in range(ROUNDS + 1):
            time.sleep(_SETTLED)
            before = current.stat().st_ino
            change_one(number)
            began = time.perf_counter()
            while current.stat().st_ino == before and watcher.poll() is None:
                time.sleep(0.01)
            took.append(time.perf_counter() - began)
        watcher.terminate()
    return statistics.median(took[1:])  # the first loads what the others find loaded


def change(lines: list[str], seed: int) -> list[int]:
    """Amends or replaces one line in a hundred; returns which."""
    chance = random.Random(seed)  # noqa: S311  only to choose
    chosen = chance.sample(range(len(lines)), max(1, len(lines) // CHANGED))
    for number in chosen:
        article = json.loads(lines[number])
        other = json.loads(lines[chance.randrange(len(lines))])
        if number % 2:
            article["text"] += f" Amended with note {seed} of {chance.randrange(10**6)}."
        else:
            article["title"], article["text"] = other["title"], f"Replaced {seed}. {other['text']}"
        lines[number] = json.dumps(article)
    return chosen


def one_file(size: int, folder: Path, articles: Path, tell: Callable[[str], None]) -> dict[str, float]:
    """Rebuild, update of a hundredth, and update of nothing, of so many articles in one file."""
    corpus = Corpus(folder / "corpus")
    write_articles(articles, size, corpus)
    source, instance = corpus.articles, folder / "instance"
    tell("rebuild")
    _, rebuilt = command("rebuild", str(source), instance=instance)
    lines = source.read_text("utf-8").splitlines()
    updates = []
    for seed in range(ROUNDS):
        tell(f"update {seed + 1}")
        change(lines, seed)
        source.write_text("\n".join(lines) + "\n", "utf-8")
        updates.append(command("update", instance=instance))
    nothing = [command("update", instance=instance) for _ in range(ROUNDS)]

    def amend(number: int) -> None:
        article = json.loads(lines[number])
        lines[number] = json.dumps({**article, "text": f"Amended {number}. {article['text']}"})
        source.write_text("\n".join(lines) + "\n", "utf-8")

    tell("watch")
    seen = watched(instance, amend)
    tell("rebuild again")
    _, again = command("rebuild", instance=instance)
    cost = statistics.median(computed for _, computed in updates)
    return {
        "rebuild, computing s": statistics.mean((rebuilt, again)),
        "update, computing s": cost,
        "update of rebuild": cost / statistics.mean((rebuilt, again)),
        "update, s": statistics.median(wall for wall, _ in updates),
        "nothing changed, s": statistics.median(wall for wall, _ in nothing),
        "one article changed, watched, s": seen,
    }


def many_files(folder: Path, articles: Path, tell: Callable[[str], None]) -> dict[str, float]:
    """Updates of a folder of files: none is changed, and one is."""
    corpus, sources, instance = Corpus(folder / "corpus"), folder / "files", folder / "instance"
    write_articles(articles, FILES, corpus)
    sources.mkdir()
    for number, line in enumerate(corpus.articles.read_text("utf-8").splitlines()):
        article = json.loads(line)
        (sources / f"{number:05d}.txt").write_text(f"{article['title']}\n\n{article['text']}\n", "utf-8")
    tell(f"{FILES:,} files")
    _, rebuilt = command("rebuild", str(sources), instance=instance)
    nothing = [command("update", instance=instance) for _ in range(ROUNDS)]
    changed = []

    def amend(number: int) -> None:
        with (sources / f"{number * 317:05d}.txt").open("a", encoding="utf-8") as file:
            file.write(f"\nOne more line, number {number}.\n")

    for number in range(ROUNDS):
        amend(number)
        changed.append(command("update", instance=instance))
    return {
        "rebuild, computing s": rebuilt,
        "nothing changed, s": statistics.median(wall for wall, _ in nothing),
        "nothing changed, computing s": statistics.median(computed for _, computed in nothing),
        "one file changed, s": statistics.median(wall for wall, _ in changed),
        "one file changed, computing s": statistics.median(computed for _, computed in changed),
        "one article changed, watched, s": watched(instance, amend),
    }


def tantivy_updates(size: int, folder: Path, articles: Path) -> dict[str, float]:
    """Tantivy's own way: delete by id, add, commit; terms are those of our analyzer."""
    import tantivy  # noqa: PLC0415  it may be missing

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=False, tokenizer_name="terms", index_option="freq")
    folder.mkdir()
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())

    def add(writer: object, number: int, line: str) -> None:
        document = tantivy.Document()
        document.add_text("id", str(number))
        document.add_text("text", " ".join(_terms(line)))
        writer.add_document(document)  # type: ignore[attr-defined]

    def make(lines: Sequence[str], chosen: Sequence[int]) -> None:
        writer = index.writer(200_000_000, num_threads=1)
        for number in chosen:
            writer.delete_documents_by_term("id", str(number))
            add(writer, number, lines[number])
        writer.commit()
        writer.wait_merging_threads()

    return _other(size, articles, folder.with_name("tantivy.jsonl"), make)


def whoosh_updates(size: int, folder: Path, articles: Path) -> dict[str, float]:
    """Stock Whoosh's own way: `update_document` of a field that is unique."""
    from whoosh import fields, index  # noqa: PLC0415  only measured

    folder.mkdir()
    made = index.create_in(str(folder), fields.Schema(id=fields.ID(unique=True), text=fields.KEYWORD(scorable=True)))

    def make(lines: Sequence[str], chosen: Sequence[int]) -> None:
        writer = made.writer(limitmb=512)
        for number in chosen:
            add = writer.add_document if len(chosen) == len(lines) else writer.update_document
            add(id=str(number), text=" ".join(_terms(lines[number])))
        writer.commit()

    return _other(size, articles, folder.with_name("whoosh.jsonl"), make)


def _other(
    size: int, articles: Path, scratch: Path, make: Callable[[Sequence[str], Sequence[int]], None]
) -> dict[str, float]:
    corpus = Corpus(scratch.with_suffix(""))
    write_articles(articles, size, corpus)
    lines = corpus.articles.read_text("utf-8").splitlines()
    began = time.process_time()
    make(lines, range(len(lines)))
    rebuilt, costs = time.process_time() - began, []
    for seed in range(ROUNDS):
        chosen = change(lines, seed)
        began = time.process_time()
        make(lines, chosen)
        costs.append(time.process_time() - began)
    cost = statistics.median(costs)
    return {"rebuild, computing s": rebuilt, "update, computing s": cost, "update of rebuild": cost / rebuilt}


def _terms(line: str) -> list[str]:
    article = json.loads(line)
    return analyzer("en").terms(f"{article['title']} {article['text']}")


def measure(sizes: Sequence[int], work: Path, tell: Callable[[str], None], articles: Path = ARTICLES) -> str:
    """The tables, in Markdown."""
    rows: list[tuple[str, dict[str, float]]] = []
    for size in sizes:
        for name, run in (("Footnote", one_file), ("tantivy", tantivy_updates), ("stock Whoosh", whoosh_updates)):
            if (run is whoosh_updates and size > _WHOOSH_MOST) or (run is tantivy_updates and not find_spec("tantivy")):
                continue
            tell(f"{size:,}: {name}")
            folder = work / f"{size}-{name.replace(' ', '-')}"
            if run is one_file:
                folder.mkdir()
                rows.append((f"{name}, {size:,} in one file", one_file(size, folder, articles, tell)))
            else:
                rows.append((f"{name}, {size:,}", run(size, folder, articles)))  # type: ignore[operator]
            shutil.rmtree(folder)
    folder = work / "files"
    folder.mkdir()
    rows.append((f"Footnote, {FILES:,} files", many_files(folder, articles, tell)))
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    table = [f"| | {' | '.join(names)} |", f"|---|{'--:|' * len(names)}"]
    table += [
        f"| {title} | {' | '.join(f'{row[name]:.3f}' if name in row else '–' for name in names)} |"
        for title, row in rows
    ]
    return "\n".join(table)
