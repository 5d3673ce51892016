"""The measuring of texts of web pages against references."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from tests.quality import second_reader
from tests.quality.html_text import Score, main, score


def test_a_text_is_measured_by_its_shingles() -> None:
    """Precision falls with what is too much, recall with what is missing; words are compared without case and marks."""
    reference = "The owl hunts mice at night"
    assert score("the owl HUNTS mice, at night!", reference) == (1.0, 1.0)
    assert score("The owl hunts mice", reference) == (1.0, 1 / 3)
    assert score("", reference) == (0.0, 0.0)
    assert Score(1.0, 0.5).f1 == pytest.approx(2 / 3)


def test_pages_are_measured_without_their_titles(tmp_path, capsys) -> None:
    """A reference that holds the text alone is met in full."""
    prose = "Owls hunt mice at night, and find them by ear even under deep snow. " * 3
    (tmp_path / "a.html").write_text(f"<title>Owls</title><h1>Owls</h1><p>{prose}</p>")
    (tmp_path / "a.txt").write_text(prose)
    assert main(["--references", str(tmp_path), "--each"]) == 0
    assert "1 pages: F1 1.0000" in capsys.readouterr().out


def test_without_references_nothing_is_measured(tmp_path, capsys) -> None:
    """The reason says which folder has none."""
    assert main(["--references", str(tmp_path)]) == 0
    assert f"skipped: {tmp_path}" in capsys.readouterr().err


def test_another_reader_is_measured_beside_ours(tmp_path, monkeypatch, capsys) -> None:
    """The pages that differ most come first; without that reader, the reason says what to install."""
    for name, text in (
        ("a", "Owls hunt mice at night, and find them by ear even under deep snow. "),
        ("b", "Bats sleep. "),
    ):
        (tmp_path / f"{name}.html").write_text(f"<title>Owls</title><p>{text * 9}</p>")
    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=lambda *_, **__: "Bats sleep. " * 9))
    assert second_reader.main([str(tmp_path)]) == 0
    first, second, total = capsys.readouterr().out.splitlines()
    assert (first[:5], first[-1:], second[:5], second[-1:]) == ("0.000", "a", "1.000", "b")
    assert total.startswith("2 pages: F1 0.500")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert second_reader.main([str(tmp_path)]) == 0
    assert "footnote-search[bench]" in capsys.readouterr().err
