"""Questions in many scripts find their sentence, in one library that holds an article in each of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer import Settings
from indexer.answering.candidates import rank_candidates
from indexer.builds import open_current
from indexer.retrieval import search, understand
from tests.conftest import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.builds import Build

FOLDER = Path(__file__).parent / "scripts"


def read(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """An article, and its questions, each with words of the sentence that answers it."""
    text, _, questions = path.read_text("utf-8").partition("---\n")
    pairs = (line.rpartition("|") for line in questions.splitlines())
    return text, [(question.strip(), words.strip()) for question, _, words in pairs]


FILES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.txt"))}
QUESTIONS = [(code, question, words) for code, (_, pairs) in FILES.items() for question, words in pairs]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """All articles in one build, their languages detected."""
    folder = tmp_path_factory.mktemp("scripts")
    articles = (
        {"_id": code, "title": text.partition("\n")[0], "text": text.partition("\n")[2].strip()}
        for code, (text, _) in FILES.items()
    )
    library_of(folder, *articles).close()
    with open_current(folder / "instance") as opened:
        yield opened


@pytest.mark.parametrize("code", FILES)
def test_language_is_detected(build: Build, code: str) -> None:
    """Each article is read in its own language."""
    assert build.store.article(build.store.article_number(code)).language == code


@pytest.mark.parametrize(("code", "question", "words"), QUESTIONS)
def test_question_finds_its_sentence(build: Build, code: str, question: str, words: str) -> None:
    """The first hit is the article, and the first sentence that could be quoted is the one that answers."""
    understood = understand([question], build, Settings(), filters=None, today="2026-11-25")
    ranking = search(build, understood, Settings())
    best = rank_candidates(build, ranking, Settings())[0]
    article = build.store.article(best.article)
    assert article.id == code
    assert words in article.quote(best.span)
