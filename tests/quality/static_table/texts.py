"""The texts to which a table is fitted: single sentences, passages, and questions made of the words of sentences.

They come from any number of files, each with its share: collections of documents (`.jsonl`, `.jsonl.xz`, with `title` and
`text`), dictionaries as dictd reads them (`.dict.dz`), and folders of pages (HTML, Mallard) or of plain text. Real questions
of a set that is measured are never among them.
"""

from __future__ import annotations

import gzip
import html
import json
import lzma
import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_SEED = 16
_PASSAGE_WORDS = 70  # as many as a teacher reads quickly; a vector of twice as many differs little
_LONGEST_SENTENCE = 50  # words; what is longer is a list or a table
_KINDS, _SHARES = ("sentence", "passage", "question"), (0.5, 0.17, 0.33)
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[\"“(\[]?[A-Z0-9])")
_MARKUP = re.compile(r"(?s)<(script|style|head)\b.*?</\1>|<!--.*?-->|<[^>]+>")
_EDITOR = re.compile(r"\[[^\]]*\]|[{}\\]|\b(?:n|v|adj|adv) \d+:|^\s+\d+:", re.MULTILINE)
_OPENERS = (
    "what is", "what is the", "what are", "what does", "who is", "who was the", "who", "when did", "when was", "where is",
    "where did", "how many", "how much", "how does", "how do I", "why is", "why did", "which", "is there a", "tell me about",
    "how to", "what kind of", "what happened to", "can", "does", "in which", "what year was", "name of the", "", "", "", "",
)  # fmt: skip
_SMALL_WORDS = frozenset(
    "a an and are as at be been but by can for from had has have he her his if in into is it its may not of on or she so "
    "than that the their them there these they this those to was we were when which who will with would you your".split()
)


def texts(sources: Sequence[tuple[Path, int]], *, seed: int = _SEED) -> list[tuple[str, str]]:
    """Shuffled (source, text) pairs: of each file or folder as many as are asked for, or as it has."""
    dice = random.Random(seed)  # noqa: S311  a sample, no secret
    drawn = [(f"{path.parent.name}/{path.name}", text) for path, size in sources for text in _drawn(path, size, dice)]
    dice.shuffle(drawn)
    return drawn


def _drawn(path: Path, size: int, dice: random.Random) -> Iterator[str]:
    documents = list(_documents(path))
    seen: set[str] = set()
    for _ in range(3 * size):
        if len(seen) == size:
            return
        text = _text(*dice.choice(documents), dice)
        if text and text not in seen:
            seen.add(text)
            yield text


def _text(title: str, text: str, dice: random.Random) -> str:
    """One text of the document: a sentence, a passage of it (half of them with the title in front), or a question."""
    kind = dice.choices(_KINDS, _SHARES)[0]
    if kind == "passage":
        words = text.split()
        first = dice.randrange(max(1, len(words) - _PASSAGE_WORDS // 2))
        passage = " ".join(words[first : first + _PASSAGE_WORDS])
        return f"{title}. {passage}" if title and dice.random() < 0.6 else passage
    sentence = dice.choice(_SENTENCE_END.split(text)).strip()
    words = sentence.split()
    if not 4 <= len(words) <= _LONGEST_SENTENCE or not any(len(word) > 3 and word.isalpha() for word in words):
        return ""
    return sentence if kind == "sentence" else _question(title, words, dice)


def _question(title: str, words: list[str], dice: random.Random) -> str:
    """Some of the sentence's words behind the beginning of a question, as people type them into a search field."""
    bare = [word.strip("\"'“”().,;:!?[]") for word in words]
    telling = [at for at, word in enumerate(bare) if word.lower() not in _SMALL_WORDS and any(map(str.isalnum, word))]
    if len(telling) < 3:
        return ""
    some = sorted(dice.sample(telling, min(len(telling), dice.choice((2, 3, 4, 5, 6)))))
    kept = [bare[at] for at in range(some[0], some[-1] + 1) if at in some or dice.random() < 0.5]
    if title and dice.random() < 0.3:
        kept += title.split()[:5]
    question = f"{dice.choice(_OPENERS)} {' '.join(kept)}".strip()
    question = question.lower() if dice.random() < 0.5 else question[:1].upper() + question[1:]
    return f"{question}?" if dice.random() < 0.5 else question


def _documents(path: Path) -> Iterator[tuple[str, str]]:
    """The titles and texts of a file or of the files in a folder."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.suffix in {".html", ".page", ".txt", ""}:
                yield from _plain(file.read_text(errors="replace"))
    elif path.name.endswith(".dict.dz"):
        yield from _dictionary(gzip.decompress(path.read_bytes()).decode(errors="replace"))
    else:
        opened = lzma.open if path.suffix == ".xz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                if text := " ".join(document["text"].split()):
                    yield " ".join((document.get("title") or "").split()), text


def _plain(text: str) -> Iterator[tuple[str, str]]:
    """A page or a file of sayings (each ends with a line of `%`), without its markup."""
    for piece in re.split(r"(?m)^%$", html.unescape(_MARKUP.sub(" ", text))):
        if len(words := piece.split()) > 5:
            yield "", " ".join(words)


def _dictionary(text: str) -> Iterator[tuple[str, str]]:
    """Each headword with its entry: a headword stands at the beginning of a line, its entry is set in."""
    for entry in re.split(r"\n(?=\S)", text):
        headword, _, meaning = entry.partition("\n")
        word = headword.partition("\\")[0].strip()
        if len(words := _EDITOR.sub(" ", meaning).split()) > 3:
            yield word, f"{word}: {' '.join(words)}"
