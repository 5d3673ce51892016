"""Questions made of the articles that answer them, of kinds that few of people's questions in the sets are.

An article titled “Cutty Sark” that says “Cutty Sark is a British clipper ship” answers “What is Cutty Sark?”, “London Bridge
is a bridge in Lake Havasu City” answers “Where is London Bridge?”, “Otto Lind (born 3 May 1840)” says when he was born. “To
move it, copy the folder” tells how to move it, and “severe acute respiratory syndrome (SARS)” what SARS is.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_QUESTIONS = ("What is {}?", "who is {}")  # in turns: neither the article nor its title says whether it is a person
_WAYS = ("How do I {}?", "how can I {}", "How to {}?")
_GOAL = r"(?P<goal>[a-z]+ [^,.\n:;()]{8,60})"
_LEANS = re.compile(r"\b(?:this|that|these|those|it|them)\b|\b(?:learn|see|do|find out) (?:more|so)\b")
_DEFINES = r"(?:is|are|was|were) (?:an?|the|one)"
_LONGEST = 40  # code points of a title
_WORDS = 9  # of the sentence that are looked for: what is quoted may end before the sentence does


_DATE = r"(?:\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2} ?, \d{4})"
_PLACE = (
    "city|town|village|river|lake|mountain|island|county|district|university|college|school|museum|stadium|church|bridge|castle"
    "|building|park|country|municipality|airport|hospital|suburb|region|province"
)


def asked_more(corpus: Path) -> Iterator[tuple[str, str]]:
    """Questions about where the subjects of titles are, and when they were born, each once, with what answers."""
    asked_already = set()
    with corpus.open(encoding="utf-8") as lines:
        for title, text in _titled(lines):
            named = rf"(?:^|(?<=[.\n] ))(?:The )?{re.escape(title)}(?: ?\([^)]*\))?"
            born = re.search(rf"(?:^|(?<=[.\n] )){re.escape(title)} ?\([^)]{{0,60}}?(?:born )?({_DATE})", text)
            is_place = rf"(?:is|was) (?:an?|the) [^.\n]{{0,60}}?\b(?:{_PLACE})\b"
            placed = re.search(rf"{named},? {is_place}[^.\n]{{0,40}}? (?:in|on|near|of) [A-Z][^.\n]*", text)
            for question, answer in (
                (f"When was {title} born?", born and born[1]),
                (f"where is {title}", placed and placed[0]),
            ):
                if answer and question not in asked_already:
                    asked_already.add(question)
                    yield question, _beginning(answer)


def asked_ways(corpus: Path) -> Iterator[tuple[str, str]]:
    """Questions about how something is done, each once, with the first words of the sentence that tells it."""
    goals = set()
    with corpus.open(encoding="utf-8") as lines:
        for text in (json.loads(line)["text"] for line in lines):
            for told in re.finditer(rf"(?:^|(?<=[.\n] ))To {_GOAL}, [^.\n]{{20,}}", text):
                goal = told["goal"].replace("your", "my")
                if goal not in goals and not _LEANS.search(goal):
                    goals.add(goal)
                    yield _WAYS[len(goals) % len(_WAYS)].format(goal), _beginning(told[0])


def asked_abbreviations(corpus: Path) -> Iterator[tuple[str, str]]:
    """Questions about what abbreviations stand for, each once, with what spells them out."""
    abbreviations = set()
    with corpus.open(encoding="utf-8") as lines:
        for text in (json.loads(line)["text"] for line in lines):
            for given in re.finditer(r"((?:[\w-]+ ){2,5}[\w-]+) \(([A-Z]{3,6})\)", text):
                words = given[1].replace("-", " ").split()[-len(given[2]) :]
                if given[2] not in abbreviations and "".join(word[0] for word in words).upper() == given[2]:
                    abbreviations.add(given[2])
                    yield f"What is {given[2]}?", " ".join((*words, given[2]))


def asked(corpus: Path) -> Iterator[tuple[str, str]]:
    """Questions about the titles of a corpus, each once, with the first words of the sentence that answers."""
    titles = set()
    with corpus.open(encoding="utf-8") as lines:
        for title, text in _titled(lines):
            if title in titles:
                continue
            named = rf"(?:^|(?<=[.\n] ))(?:The |An? )?{re.escape(title)}[^.\n]{{0,60}}?"
            said = re.search(rf"{named} {_DEFINES} [^.\n]{{20,}}", text, re.IGNORECASE)
            if said:
                question = _QUESTIONS[len(titles) % 2].format(title)
                titles.add(title)
                yield question, _beginning(said[0])


def _titled(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The titles, without what stands in brackets at their end, and texts of the articles with a short title."""
    for article in map(json.loads, lines):
        title = re.sub(r" \(.*\)$", "", article.get("title") or "").strip()
        if 0 < len(title) <= _LONGEST:
            yield title, article["text"]


def _beginning(answer: str) -> str:
    return " ".join(re.findall(r"\w+", answer)[:_WORDS])
