"""The benchmark of suggestions, facets and more like this measures what it says."""

from __future__ import annotations

from tests.bench import exploring
from tests.conftest import library_of


def test_each_row_is_measured(tmp_path, capsys) -> None:
    """On an instance that is given: eight rows, and whether the promises hold."""
    articles = [
        {"_id": str(number), "title": f"Tea house {number}", "text": f"In house {number} tea is drunk, as in Bergen."}
        for number in range(9)
    ]
    with library_of(tmp_path, *articles):
        pass
    assert exploring.main(["--instance", str(tmp_path / "instance")]) == 0
    printed = capsys.readouterr()
    assert "9 passages, 1 names" in printed.out
    assert printed.out.count("\n| ") == 9
    assert "the promises hold" in printed.err


def test_a_title_is_typed_letter_by_letter() -> None:
    """From its first letter, some letters at a time."""
    assert list(exploring.typed(["Tea house", ""])) == ["T", "Tea ", "Tea hou"]
