"""What ten questions find in the seeds, as a text that shows a change of the ranking as a readable difference.

`python -m tests.quality.golden` writes it anew, after a change that was meant; look at the difference, then commit it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from indexer import Library, rebuild

GOLDEN = Path(__file__).with_name("golden.txt")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SHOWN = 5
QUESTIONS = (
    "Who is the de facto defence minister of South Ossetia?",
    "When will the agreement be signed?",
    "Where could South Ossetian servicemen serve?",
    "What does Tbilisi say about these deals?",
    '"Russian army" -minister',
    "military source:agenda.ge after:2016-10",
    "How do I add my own articles?",
    "How is a build published?",
    "Which settings need a rebuild?",
    "What is the exit status when nothing was found?",
)


def rankings(instance: Path) -> str:
    """For every question, the ids and scores (3 digits) of its best passages in a build of the seeds, made in `instance`."""
    rebuild(instance, [SEEDS])
    lines = []
    with Library.open(instance) as library:
        for question in QUESTIONS:
            lines.append(f"# {question}")
            hits = library.search(question, k=SHOWN, today="2026-11-23").hits
            lines += [f"{hit.rank}. {hit.score:7.3f}  {hit.passage.id}" for hit in hits]
            lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        GOLDEN.write_text(rankings(Path(folder)), "utf-8")
    print(f"written to {GOLDEN}")
