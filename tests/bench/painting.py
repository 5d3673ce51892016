"""`python -m tests.bench.painting`: how soon does a browser show an answer, and a very long text at its quote?

nothing    a page that says that there is none at this address: what browser and server need for any page, at the load of now
answer     a question is asked by its address; from the click until its first contentful paint
long text  an article of 100,000 words is opened at a quote near its end; until the frame that shows the quote

The production server and chromium share the machine, over loopback. Every page is opened in a context of its own, with
nothing cached; a question's time is the fastest of five rounds, and p50 and p95 are over the questions.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from indexer import rebuild
from tests.bench.corpus import ARTICLES, QUERIES, Corpus, read_queries, write_articles
from tests.bench.load import lacks_input
from tests.bench.machine import machine
from tests.browser.conftest import ARGUMENTS
from tests.conftest import _serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

MOST_ANSWER_MS = 150.0
"""p50 of the first paint of an answer."""
MOST_LONG_MS = 200.0
"""p50 until a long text shows its quote."""
_ROUNDS = 5
_QUESTIONS = 20
_TIMES = 10  # that the long text is opened
WORDS = (
    "Waves of the sea beat on the rocks below the tower, and the lamp goes round and round until the sun is up again."
)
QUOTE = "The keeper of the northern light is called Ermintrude"
_PAINTED = """() => new Promise(done => {
    const tell = () => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0];
        const wanted = location.hash && document.querySelector(location.hash)?.getBoundingClientRect();
        const inView = !location.hash || (wanted && wanted.top >= 0 && wanted.bottom <= innerHeight);
        if (performance.now() > 5000) return done(null);
        if (!paint || !inView) return requestAnimationFrame(tell);
        done(location.hash ? performance.now() : paint.startTime);
    };
    tell();
})"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 the promises hold, or there is nothing to measure with; 1 one does not hold."""
    given = _parser().parse_args(arguments)
    if given.instance is None and lacks_input(given):
        return 0
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only this benchmark needs a browser

    with tempfile.TemporaryDirectory(prefix="footnote-painting-") as folder, sync_playwright() as playwright:
        instance = given.instance or Path(folder, "instance")
        if given.instance is None:
            write_articles(given.articles, given.size, Corpus(Path(folder)))
            rebuild(instance, [Corpus(Path(folder)).articles])
        print(machine())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        questions = [query.text for query in read_queries(given.queries)[:_QUESTIONS]]
        measured = measure(browser, instance, questions, long_text(Path(folder) / "long", given.words), given.words)
        browser.close()
    print("| what | p50, ms | p95, ms |\n|---|--:|--:|")
    for name, (p50, p95) in measured.items():
        print(f"| {name} | {p50:.0f} | {p95:.0f} |")
    kept = measured["answer"][0] <= MOST_ANSWER_MS and measured["long text"][0] <= MOST_LONG_MS
    print("the promises hold" if kept else "a promise does not hold", file=sys.stderr)
    return 0 if kept else 1


def measure(
    browser: Browser, instance: Path, questions: Sequence[str], long: Path, words: int, rounds: int = _ROUNDS
) -> dict[str, tuple[float, float]]:
    """p50 and p95 of each row; `long` is an instance of one text of so many words."""
    with _serving(instance) as site:
        answers = [f"{site}/?{urlencode({'q': question})}" for question in questions]
        measured = {"nothing": percentiles(browser, [f"{site}/nothing"] * _TIMES, rounds)}
        measured["answer"] = percentiles(browser, answers, rounds)
    with _serving(long) as site:
        start = words // len(WORDS.split()) * 9 // 10
        address = f"{site}/article?{urlencode({'id': 'long.txt', 'span': _span(start)})}#quote"
        measured["long text"] = percentiles(browser, [address] * _TIMES, rounds)
    return measured


def paragraphs(words: int) -> Iterator[str]:
    """The paragraphs of a long text; nine tenths of them come before the quote."""
    count = words // len(WORDS.split())
    for number in range(count):
        yield f"{QUOTE}." if number == count * 9 // 10 else f"{number:05}: {WORDS}"


def long_text(folder: Path, words: int) -> Path:
    """An instance of one text of so many words."""
    folder.mkdir(parents=True)
    (folder / "long.txt").write_text("\n\n".join(paragraphs(words)))
    rebuild(folder / "instance", [folder / "long.txt"])
    return folder / "instance"


def _span(paragraph: int) -> str:
    start = paragraph * (len("00000: \n\n") + len(WORDS))
    return f"{start}-{start + len(QUOTE)}"


def percentiles(browser: Browser, addresses: Sequence[str], rounds: int) -> tuple[float, float]:
    """p50 and p95 of `painted` for these pages, each the fastest of some rounds."""
    times = np.array([[painted(browser, address) for address in addresses] for _ in range(rounds)])
    p50, p95 = np.percentile(times.min(axis=0), [50, 95])
    return float(p50), float(p95)


def painted(browser: Browser, address: str) -> float:
    """When a page was first painted, in milliseconds from when it was asked for.

    With a `#part` in its address: when the frame began that has this part in view. Five seconds without it are an
    AssertionError.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address, wait_until="commit")
    time = page.evaluate(_PAINTED)
    page.close()
    assert time is not None, f"{address} does not show what it should"
    return float(time)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.painting", description=__doc__)
    parser.add_argument("--instance", type=Path, help="an instance to ask instead of building one")
    parser.add_argument("--size", type=int, default=50_000, help="articles to index, of a passage each")
    parser.add_argument("--words", type=int, default=100_000, help="words of the long text")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="a .jsonl or .jsonl.xz file, an article a line")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="questions, one a line as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
