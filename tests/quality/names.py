"""`python -m tests.quality.names LANGUAGE FILE…`: how many of the names that are found in labelled articles are right.

A file has a token and its label on a line, the label last (`Bergen … B-LOC`, as in CoNLL-2003, or after a number,
`3 Bergen B-LOC`); sentences stand between empty lines, and articles between lines with `-DOCSTART-`. Without these, ten
sentences are an article.

right      it is, letter for letter but for case, a person, organisation or place of its article
any name   it is one of the labelled names, of whatever kind
part       it is one of these, or stands in one, or holds one
found      the share of the people, organisations and places of an article that are found in it
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.text.names import name_finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Sentence = list[tuple[str, str]]
"""Tokens with their labels."""
Article = list[Sentence]

_WANTED = frozenset({"PER", "ORG", "LOC"})
_SENTENCES = 10  # of an article, where nothing says where articles begin
_NO_SPACE_BEFORE = frozenset(".,;:!?)”%")
_QUOTES = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


@dataclass(slots=True)
class Found:
    """What was found in some articles, counted."""

    names: int = 0
    right: int = 0
    any_name: int = 0
    part: int = 0
    wanted: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, article: Article, language: str) -> None:
        """Counts the names in one article."""
        labelled = {name.casefold(): kind for sentence in article for name, kind in _labelled(sentence)}
        self.wanted += sum(kind in _WANTED for kind in labelled.values())
        for name in name_finder(language).names("\n".join(map(_text, article))):
            folded = name.casefold()
            kind = labelled.get(folded, labelled.get(f"{folded}.", ""))
            self.names += 1
            self.right += kind in _WANTED
            self.any_name += bool(kind)
            self.part += any(folded in other or other in folded for other in labelled)
            self.wrong += [name] if not kind else []

    def __str__(self) -> str:
        shares = (f"{count / max(1, self.names):.3f}" for count in (self.right, self.any_name, self.part))
        right, any_name, part = shares
        found = f"{self.right / max(1, self.wanted):.3f}"
        return (
            f"{self.names:,} names, right {right}, any name {any_name}, part {part}; found {found} of {self.wanted:,}"
        )


def main(arguments: Sequence[str]) -> int:
    """Prints a line for each file."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    language, *files = arguments
    for file in files:
        print(f"{file}: {measure(Path(file), language)}")
    return 0


def measure(path: Path, language: str) -> Found:
    """What is found in the articles of a file."""
    found = Found()
    for article in articles(path.read_text("utf-8", errors="replace").splitlines()):
        found.add(article, language)
    return found


def articles(lines: Sequence[str]) -> Iterator[Article]:
    """The labelled articles that stand in these lines."""
    parts: list[Article] = [[]]
    sentence: Sentence = []
    for line in [*lines, ""]:
        begins = "-DOCSTART-" in line
        if line.strip() and not begins and not line.startswith("#"):
            fields = line.split("\t") if "\t" in line else line.split()
            sentence.append((fields[1] if fields[0].isdecimal() and "\t" in line else fields[0], _label(fields)))
            continue
        if sentence:
            parts[-1].append(sentence)
            sentence = []
        if begins:
            parts.append([])
    if len(parts) == 1:
        parts = [parts[0][start : start + _SENTENCES] for start in range(0, len(parts[0]), _SENTENCES)]
    return (part for part in parts if part)


def _label(fields: Sequence[str]) -> str:
    """The label of a token; of two, as in GermEval, the outer one."""
    return fields[2] if fields[0].isdecimal() and len(fields) > 3 else fields[-1]


def _labelled(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The labelled names of a sentence, each with its kind."""
    name: Sentence = []
    for token, label in [*sentence, ("", "O")]:
        kind = label.partition("-")[2]
        if name and (kind != name[-1][1] or label.startswith("B-")):
            yield _text(name), name[0][1]
            name = []
        if kind:
            name.append((token, kind))


def _text(sentence: Sentence) -> str:
    """The tokens as they are written."""
    text, opened = "", False
    for word, _ in sentence:
        written = _QUOTES.get(word, word)
        if written == '"':
            written, opened = ("”" if opened else "“"), not opened
        joined = not text or text[-1] in "(“" or written in _NO_SPACE_BEFORE or written.startswith(("'", "n't"))
        text += written if joined else f" {written}"
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
