"""Questions that ask what something is, made of articles that say so: few people's questions in the sets do.

An article titled “Cutty Sark” that says “Cutty Sark is a British clipper ship” answers “What is Cutty Sark?”.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_QUESTIONS = ("What is {}?", "who is {}")  # in turns: neither the article nor its title says whether it is a person
_DEFINES = r"(?:is|are|was|were) (?:an?|the|one)"
_LONGEST = 40  # code points of a title
_WORDS = 9  # of the sentence that are looked for: what is quoted may end before the sentence does


def asked(corpus: Path) -> Iterator[tuple[str, str]]:
    """Questions about the titles of a corpus, each once, with the first words of the sentence that answers."""
    titles = set()
    with corpus.open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            title = re.sub(r" \(.*\)$", "", article.get("title") or "").strip()
            if not title or title in titles or len(title) > _LONGEST:
                continue
            named = rf"(?:^|(?<=[.\n] ))(?:The |An? )?{re.escape(title)}[^.\n]{{0,60}}?"
            said = re.search(rf"{named} {_DEFINES} [^.\n]{{20,}}", article["text"], re.IGNORECASE)
            if said:
                question = _QUESTIONS[len(titles) % 2].format(title)
                titles.add(title)
                yield question, " ".join(re.findall(r"\w+", said[0])[:_WORDS])
