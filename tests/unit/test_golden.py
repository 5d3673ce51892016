"""What ten questions find in the seeds is what they found before."""

from __future__ import annotations

import difflib

from tests.quality.golden import GOLDEN, QUESTIONS, rankings


def test_the_questions_find_what_they_found_before(tmp_path) -> None:
    """Passages, order and scores (3 digits) are those of `golden.txt`; a change is shown line by line.

    After a change that was meant, of the ranking or of the seeds: `python -m tests.quality.golden`, and look at the diff.
    """
    before, now = GOLDEN.read_text("utf-8"), rankings(tmp_path)
    changes = list(difflib.unified_diff(before.splitlines(), now.splitlines(), "golden.txt", "now", lineterm="", n=1))
    assert not changes, "write it anew with `python -m tests.quality.golden` if this was meant:\n" + "\n".join(changes)
    assert before.count("# ") == len(QUESTIONS) == 10
