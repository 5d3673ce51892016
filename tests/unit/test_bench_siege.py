"""The siege's verdict is that of its figures, and it says with what it was measured."""

from __future__ import annotations

import pytest

from tests.bench.siege import main, promises

GOOD = {"spread": 10.0, "refused": 1.0, "errors": 0}


@pytest.mark.parametrize(
    ("figures", "kept"),
    [
        ({}, [True, True, True]),
        ({"spread": 10.1}, [False, True, True]),
        ({"refused": 1.1}, [True, False, True]),
        ({"errors": 1}, [True, True, False]),
    ],
)
def test_a_promise_that_does_not_hold_is_said(figures, kept) -> None:
    """Too slow, refused for too long, or with an error: each is told apart."""
    assert [holds for _, holds in promises({**GOOD, **figures})] == kept


def test_without_its_data_it_is_skipped(tmp_path, capsys) -> None:
    """Where the articles are missing, that is said, and it is no failure."""
    assert main(["--articles", str(tmp_path / "none"), "--queries", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")
