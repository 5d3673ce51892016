"""Files that were skipped are listed so that a person can read the list, however many there are."""

from __future__ import annotations

from click.testing import CliRunner

from indexer.cli import main
from indexer.exporting.skipped_files import by_reason, by_suffix
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


def test_many_files_of_one_reason_are_one_line() -> None:
    """More than five files that were skipped for the same reason are counted, with three names; fewer are named."""
    old = tuple(Skipped(f"in/{number}.doc", "is of an old format") for number in range(1_200))
    locked = tuple(Skipped(f"in/{number}.pdf", "needs a password") for number in range(5))
    line = "each of 1,200 files is of an old format: in/0.doc, in/1.doc, in/2.doc and 1,197 others"
    assert by_reason((*locked, *old)) == ((line,), locked)


def test_a_summary_names_all_files_of_a_reason_where_asked(tmp_path) -> None:
    """A rebuild gives one line for many old documents, `footnote update --all` and `footnote status` name each."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A ferry sails.")
    for number in range(9):
        (tmp_path / "in" / f"{number}.ppt").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    instance = ["--instance", str(tmp_path / "made")]
    summary = CliRunner().invoke(main, ["rebuild", str(tmp_path / "in"), *instance]).stdout
    assert "9 files skipped:\n  each of 9 files is of an old format; " in summary
    assert "8.ppt" not in summary
    for command in (["update", "--all"], ["status"]):
        assert "8.ppt" in CliRunner().invoke(main, [*command, *instance], terminal_width=200).stdout


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
