"""A build that is damaged says so, or is what it was: never a wrong answer, never a traceback."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from indexer import FootnoteError, Library, NoBuildError, check, rebuild
from indexer.builds.publication import current_id
from indexer.cli import main
from indexer.damage import read_json
from indexer.errors import DamagedBuildError
from tests.faults.conftest import QUESTION, TIMES, answering, whole

HARMLESS = {"verified.json", "looks.json"}  # only remember that the others, or the sources, were looked at


def flipped(whole, drawn):
    """One bit is another one."""
    place, bit = drawn.randrange(len(whole)), 1 << drawn.randrange(8)
    return whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]


def cut(whole, drawn):
    """The end is missing."""
    return whole[: drawn.randrange(len(whole))]


def overwritten(whole, drawn):
    """A part is zeros, as after a disk that lost a block."""
    place = drawn.randrange(len(whole))
    lost = whole[:place] + bytes(len(whole[place : place + 512])) + whole[place + 512 :]
    return lost if lost != whole else flipped(whole, drawn)


def lengthened(whole, drawn):
    """There is more than there was."""
    return whole + drawn.randbytes(16)


HARMS = (flipped, cut, overwritten, lengthened)


def files_of(place):
    """Every file of the build that is served, sorted."""
    return sorted(path for path in (place / "builds" / current_id(place)).rglob("*") if path.is_file())


@pytest.mark.parametrize("harm", HARMS)
def test_damage_is_refused_and_named(place, drawn, harm) -> None:
    """Whatever happens to whichever file of a build: it is refused at opening, and `check` names the file."""
    files = files_of(place)
    assert {path.parent.name for path in files} >= {"store", "whoosh", "impacts", "vocabulary"}
    for path in files * TIMES:
        before = path.read_bytes()
        if not before and harm is not lengthened:
            continue
        path.write_bytes(harm(before, drawn))
        if path.name in HARMLESS:
            assert whole(place)
        else:
            with pytest.raises(DamagedBuildError, match="footnote rebuild"):
                Library.open(place)
            assert path.name in _checked(place)
        path.write_bytes(before)
    assert whole(place)


def test_a_missing_or_foreign_file_is_refused_and_named(place) -> None:
    """A file that is gone, and one that nobody published: each is refused, and named by `check`."""
    for path in files_of(place):
        path.rename(path.with_name("aside"))
        if path.name in HARMLESS:
            (path.with_name("aside")).unlink()
            assert whole(place)
            continue
        with pytest.raises(DamagedBuildError, match="footnote rebuild"):
            Library.open(place)
        assert path.name in _checked(place)
        path.with_name("aside").rename(path)
    extra = place / "builds" / current_id(place) / "store" / "extra"
    extra.write_text("not ours")
    assert "extra does not belong" in _checked(place)


def test_a_damaged_pointer_is_refused_or_means_the_same(place, drawn) -> None:
    """A damaged `current.json` is refused in a sentence, or still names the build."""
    pointer, build = place / "current.json", current_id(place)
    before = pointer.read_bytes()
    for number in range(60 * TIMES):
        pointer.write_bytes(HARMS[number % len(HARMS)](before, drawn))
        assert _answered(place) in {build, "refused"}
    pointer.write_bytes(before)
    assert whole(place) == build


def test_the_command_says_it_in_a_line(place, drawn) -> None:
    """At the command line damage is one line and exit status 2; `check` says 1 when it can name the file."""
    for path in drawn.sample(files_of(place), 4):
        if path.name in HARMLESS or not path.stat().st_size:
            continue
        before = path.read_bytes()
        path.write_bytes(flipped(before, drawn))
        asked = CliRunner().invoke(main, ["ask", QUESTION, "--instance", str(place)])
        assert (asked.exit_code, len(asked.stderr.splitlines())) == (2, 1)
        checked = CliRunner().invoke(main, ["check", "--instance", str(place)])
        assert checked.exit_code in {1, 2}
        assert path.name in checked.output
        path.write_bytes(before)


def test_a_build_is_replaced_after_damage(place, sources, drawn) -> None:
    """Whatever was damaged, building anew from named sources gives a whole build."""
    for path in files_of(place):
        path.write_bytes(flipped(path.read_bytes() or b"\0", drawn))
    built = rebuild(place, [sources]).build
    assert whole(place) == built


def test_a_build_removed_while_it_is_read_goes_on_answering(place, sources) -> None:
    """Who has a build open keeps it, though its folder is gone; who opens it is told; a new build is found by both."""
    with Library.open(place) as library:
        first = library.ask([QUESTION])
        shutil.rmtree(place / "builds")
        assert library.ask([QUESTION]) == first
        with pytest.raises(DamagedBuildError, match="is missing; run `footnote rebuild`"):
            Library.open(place)
        second = rebuild(place, [sources]).build
        assert library.ask([QUESTION]).build == second == whole(place)


def _answered(place) -> str:
    """The build that answers, or that none did and it was said what to run."""
    try:
        return answering(place)
    except (DamagedBuildError, NoBuildError) as error:
        return "refused" if "footnote rebuild" in str(error) else f"{error}"


def _checked(place) -> str:
    """What `check` says, as a report or as an error."""
    try:
        return "\n".join(check(place).problems)
    except FootnoteError as error:
        return str(error)


def test_what_the_system_refuses_is_told_in_words(tmp_path) -> None:
    """A file that the system does not give is told with its name and the reason, once each, without numbers of errors."""
    with pytest.raises(DamagedBuildError) as told:
        read_json(tmp_path / "gone.json")
    assert (
        str(told.value)
        == f"{tmp_path / 'gone.json'}: cannot be read (no such file or directory); run `footnote rebuild`"
    )
