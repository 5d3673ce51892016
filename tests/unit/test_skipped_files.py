"""Files that were skipped are listed so that a person can read the list, however many there are."""

from __future__ import annotations

from click.testing import CliRunner

from indexer.cli import main
from indexer.exporting.skipped_files import by_suffix
from indexer.types import NO_FORMAT, Skipped
from webapp import create_app

PICTURES = tuple(Skipped(f"in/{number}.{suffix}", NO_FORMAT) for number, suffix in enumerate(["jpg", "JPG"] * 3))


def test_more_than_five_files_of_no_known_format_are_counted() -> None:
    """They are counted by suffix in any case of letters; up to five of one suffix, and all other files, are named."""
    few = tuple(Skipped(f"in/{number}.py", NO_FORMAT) for number in range(5))
    empty = tuple(Skipped(f"in/{number}.jpg", "is empty") for number in range(9))
    assert by_suffix((*PICTURES, *few, *empty)) == (("6 .jpg files are of no format that is read",), (*few, *empty))


def test_files_without_a_suffix_are_counted_together() -> None:
    """A folder of programs, whose names have no suffix, is one line; the suffix with the most files comes first."""
    programs = tuple(Skipped(f"v1.0/{number}", NO_FORMAT) for number in range(7))
    assert by_suffix((*PICTURES, *programs)) == (
        ("7 files without a suffix are of no format that is read", "6 .jpg files are of no format that is read"),
        (),
    )


def test_a_build_counts_them_everywhere(tmp_path) -> None:
    """The summary of a build, `footnote status` and the page of the library give one line for them, not one for each."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A ferry sails.")
    (tmp_path / "in" / "b.xyz").write_text("?")
    for number in range(12):
        (tmp_path / "in" / f"{number}.jpg").write_bytes(b"\xff\xd8\xff")
    instance = ["--instance", str(tmp_path / "made")]
    summary = CliRunner().invoke(main, ["rebuild", str(tmp_path / "in"), *instance]).stdout
    status = CliRunner().invoke(main, ["status", *instance], terminal_width=200).stdout
    app = create_app({"INSTANCE": tmp_path / "made", "TESTING": True})
    try:
        page = app.test_client().get("/status").text
    finally:
        app.extensions["library"].close()
    assert "13 files skipped:\n  12 .jpg files are of no format that is read\n  " in summary
    for shown in (summary, status, page):
        assert "12 .jpg files are of no format that is read" in shown
        assert "b.xyz" in shown
        assert "11.jpg" not in shown
