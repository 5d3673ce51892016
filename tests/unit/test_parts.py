"""A library made in parts is what one process makes of it, file by file and to the last byte, whatever happened meanwhile."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from indexer import BuildError, Library, UsageError, rebuild
from indexer.builds import Share, join_parts, make_part, publication, workers
from indexer.builds.publication import locked
from indexer.cli import main
from indexer.readers import SourceFile
from indexer.settings import Settings
from tests.unit.test_updates import EDITS, Sources, of_build, record, write


@pytest.fixture(autouse=True, scope="module")
def quickly():
    """Builds that are not flushed to the disk, which is most of the time that small ones take."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "_fsync", lambda _: None)
        yield


def make_parts(instance: Path, parts: int, sources: list[Path], settings_: Settings, *, update: bool = False) -> None:
    """Makes all parts, the last one first."""
    for part in range(parts, 0, -1):
        make_part(instance, Share(part, parts), sources, settings_, update=update)


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.lists(EDITS, min_size=1, max_size=12),
    st.lists(EDITS, max_size=4),
    st.lists(EDITS, max_size=3),
    st.integers(1, 5),
)
def test_parts_are_the_whole(written, later, meanwhile, parts) -> None:
    """Files of every kind, copies in different parts, ids given twice: the parts joined are a rebuild. So are updated parts.

    What is edited when the parts are made and not yet joined is found out, and read again.
    """
    with tempfile.TemporaryDirectory() as place:
        sources = Sources(Path(place) / "sources")
        joined, rebuilt = Path(place) / "joined", Path(place) / "rebuilt"
        for edits, update in ((written, False), (later, True)):
            for edit in edits:
                sources.edit(*edit)
            make_parts(joined, parts, sources.order, sources.settings, update=update)
            for edit in meanwhile:
                if edit[0] not in {"set", "turn"}:
                    sources.edit(*edit)
            report = join_parts(joined, sources.settings)
            shutil.rmtree(rebuilt, ignore_errors=True)
            whole = rebuild(rebuilt, sources.order, sources.settings)
            assert of_build(joined) == of_build(rebuilt)
            assert (report.articles, report.passages, report.notes) == (whole.articles, whole.passages, whole.notes)
            assert not (joined / "parts").exists()


@given(st.lists(st.integers(0, 10**9), max_size=30), st.integers(1, 40))
def test_every_file_is_in_one_share(sizes, parts) -> None:
    """The shares are runs of the files in their order, and all of them; none is a whole file larger than the others' mean."""
    files = [SourceFile(Path(str(number)), "", size, 0) for number, size in enumerate(sizes)]
    shares = [Share(part, parts).files(files) for part in range(1, parts + 1)]
    assert [file for share in shares for file in share] == files
    costs = [size + 1000 for size in sizes]
    largest = max((sum(file.size + 1000 for file in share) for share in shares), default=0)
    assert largest <= sum(costs) / parts + max(costs, default=0)


@pytest.mark.parametrize("text", ["0/2", "3/2", "2", "a/b", "-1/2", "1/0", "1/1000", "1/2/3", ""])
def test_what_is_no_part_is_refused(text) -> None:
    """A part is a number of so many, and a sentence says how to write it."""
    with pytest.raises(UsageError, match="write 2/8"):
        Share.parse(text)
    assert str(Share.parse("2/8")) == "2/8"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Sixty articles, ten in a file."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for file in range(6):
        texts = (f"Number {file * 10 + number} tells of bee {number}. Words fill it up." for number in range(10))
        lines = (record(file * 10 + number, text, "Bees", None) for number, text in enumerate(texts))
        (folder / f"{file}.jsonl").write_text("\n".join(lines))
    return folder


def joined(instance: Path, **more: object) -> str:
    """Why the parts cannot be joined."""
    with pytest.raises(BuildError) as raised:
        join_parts(instance, Settings(**more))
    return str(raised.value)


def test_parts_are_made_at_the_same_time(tmp_path, folder) -> None:
    """Several processes make parts of one instance at a time, beside a build that is served."""
    instance = tmp_path / "instance"
    rebuild(instance, [folder])
    (folder / "7.jsonl").write_text(record(90, "Ants walk in lines.", "Ants", None))
    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(lambda part: make_part(instance, Share(part, 3), [folder]), (1, 2, 3)))
    assert sum(report.articles for report in reports) == 61
    with Library.open(instance) as library:
        assert library.status().articles == 60
    join_parts(instance)
    with Library.open(instance) as library:
        assert library.article("r90").title == "Ants"


def test_joining_analyses_nothing_that_a_part_has(tmp_path, folder, monkeypatch) -> None:
    """Only the file that changed after its part was made is analysed again."""
    make_parts(tmp_path / "instance", 3, [folder], Settings())
    (folder / "2.jsonl").write_text(record(99, "Moths fly.", "Moths", None))
    analysed = []
    original = workers.analyse
    monkeypatch.setattr(workers, "analyse", lambda batch, *more: analysed.extend(batch) or original(batch, *more))
    assert join_parts(tmp_path / "instance").articles == 51
    assert [article.id for article in analysed] == ["r99"]


def test_parts_that_are_missing_or_too_many_are_named(tmp_path, folder) -> None:
    """No part, a missing one, one that a process makes now, and parts of two divisions: a sentence says what to do."""
    instance = tmp_path / "instance"
    assert "holds no part; make each with `footnote rebuild --part 1/8`" in joined(instance)
    make_part(instance, Share(1, 3), [folder])
    assert joined(instance).startswith("parts 2/3, 3/3 are missing; make each with `footnote rebuild --part 2/3`")
    make_part(instance, Share(3, 3), [folder])
    assert joined(instance).startswith("part 2/3 is missing")
    with locked(instance / "parts" / "2-of-3.lock", BuildError("")):
        assert joined(instance) == "part 2/3 is being made; join the parts when it is done"
        with pytest.raises(BuildError, match="part 2/3 is being made, or joined"):
            make_part(instance, Share(2, 3), [folder])
    make_part(instance, Share(2, 2), [folder])
    assert "holds parts of 2 and of 3; remove the folders of those that are not meant" in joined(instance)
    shutil.rmtree(instance / "parts" / "2-of-2")
    make_part(instance, Share(2, 3), [folder])
    assert join_parts(instance).articles == 60


def test_a_part_that_does_not_belong_is_named(tmp_path, folder) -> None:
    """A part of other files, with other settings, or with bytes that were not written is not joined; it is made anew."""
    instance = tmp_path / "instance"
    make_parts(instance, 2, [folder], Settings())
    assert joined(instance, passage_max_words=120).startswith(
        "part 1/2 was made with another passage.max_words than is set here; make it anew"
    )
    make_part(instance, Share(2, 2), [folder / "1.jsonl"])
    assert re.match("part 2/2 was made of other files and folders .* than part 1/2; make it anew", joined(instance))
    make_part(instance, Share(2, 2), [folder])
    written = next((instance / "parts" / "2-of-2").glob("impacts/counts.npy"))
    written.write_bytes(written.read_bytes()[:-1] + b"\7")
    assert joined(instance) == ("part 2/2 is not what was written; make it anew with `footnote rebuild --part 2/2`")
    (instance / "parts" / "2-of-2" / "manifest.json").write_text("{")
    assert joined(instance).startswith("part 2/2 is not what was written")
    make_part(instance, Share(2, 2), [folder])
    assert join_parts(instance).articles == 60


def test_a_part_of_a_process_that_died_is_made_anew(tmp_path, folder) -> None:
    """What a dead process left counts as missing, and goes when the part is made."""
    instance = tmp_path / "instance"
    make_part(instance, Share(1, 2), [folder])
    litter = instance / "parts" / ".new-2-of-2-abc"
    (litter / "build").mkdir(parents=True)
    assert joined(instance).startswith("part 2/2 is missing")
    make_part(instance, Share(2, 2), [folder])
    assert not litter.exists()
    assert join_parts(instance).articles == 60


def test_a_share_without_articles_is_a_part(tmp_path) -> None:
    """More parts than files, and files that give no article: such parts are empty, and nothing is lost."""
    folder = tmp_path / "sources"
    folder.mkdir()
    write(folder / "a.md", "Owls hunt mice.", "Owls", None)
    (folder / "b.bin").write_bytes(b"\0\1" * 4000)
    make_parts(tmp_path / "instance", 5, [folder], Settings())
    report = join_parts(tmp_path / "instance")
    assert (report.articles, len(report.skipped)) == (1, 1)
    rebuild(tmp_path / "whole", [folder])
    assert of_build(tmp_path / "instance") == of_build(tmp_path / "whole")


def test_an_article_is_given_once_by_all_parts(tmp_path) -> None:
    """The same id in two parts is skipped in the second, and the same text is a copy of the first."""
    folder = tmp_path / "sources"
    folder.mkdir()
    lines = {"a": ["1", "Owls hunt mice."], "b": ["1", "Bees dance."], "c": ["2", "Owls hunt mice."]}
    for name, (own_id, text) in lines.items():
        (folder / f"{name}.jsonl").write_text(json.dumps({"_id": own_id, "title": "T", "text": text}))
    make_parts(tmp_path / "instance", 3, [folder], Settings())
    report = join_parts(tmp_path / "instance")
    assert report.articles == 1
    assert [skipped.path.rpartition("/")[2] for skipped in report.skipped] == ["b.jsonl"]
    with Library.open(tmp_path / "instance") as library:
        assert [location.id for location in library.article("1").locations] == ["2"]


def test_parts_by_commands(tmp_path, folder, capsys) -> None:
    """Parts are made, updated and joined by commands, each of which tells the next one."""
    place = ["--instance", str(tmp_path / "instance")]
    for command in ("rebuild", "update"):
        for part in ("1/2", "2/2"):
            main.main([command, "--part", part, str(folder), *place], standalone_mode=False)
            told = capsys.readouterr().out
            assert told.startswith(f"Part {part}: 30 articles, 30 passages, ")
            assert "When all 2 are made, `footnote rebuild --join` publishes them." in told
        main.main(["rebuild", "--join", "--json", *place], standalone_mode=False)
        assert json.loads(capsys.readouterr().out)["articles"] == 60
    for wrong, said in (
        (["--part", "3/2"], "write 2/8 for the second of eight parts"),
        (["--join", "--part", "1/2"], "name neither these nor a part"),
        (["--join", str(folder)], "name neither these nor a part"),
    ):
        result = CliRunner().invoke(main, ["rebuild", *wrong, *place])
        assert (result.exit_code, said in result.stderr) == (2, True)
