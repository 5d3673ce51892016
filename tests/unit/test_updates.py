"""An update gives what a rebuild gives, file by file and to the last byte, after any history of edits."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from indexer import check, rebuild
from indexer.builds import current_id, publication, workers
from indexer.builds.manifest import Manifest, remember
from indexer.library import Library
from indexer.readers import FORMATS
from indexer.settings import Settings
from tests.hostile_files import whole_files
from tests.office_files import docx, odt, row, xlsx
from tests.pdf_files import column, write_pdf
from tests.word97_files import Part, word97

WORDS = (
    "Bees dance. Wasps chew wood into paper! Çanakkale was foggy in Mai 1914, said Ada Reed. "
    "The ants' trails lead north; what do moths eat? 東京は大きい。 Zürich zählt 3,5 Millionen Uhren."
).split()
TITLES = ("Bees", "The Ants", "Über Uhren", "the ants")
TEXT = st.lists(st.sampled_from(WORDS), min_size=3, max_size=60).map(" ".join)
SOURCES = ("The Daily", "the daily", "Valley Press", None)


def record(number: int, text: str, title: str, source: str | None) -> str:
    """An article as a line of JSON Lines."""
    return json.dumps({"_id": f"r{number}", "title": title, "text": text, **({"source": source} if source else {})})


def lines_of(text: str, title: str, source: str | None) -> list[str]:
    """Some articles of one file, which share words and differ in number, one of them without an id."""
    words = text.split()
    parts = [" ".join(words[start : start + 15]) for start in range(0, len(words), 15)]
    own = [record(number, part, title, source) for number, part in enumerate(parts)]
    return [*own, json.dumps({"text": text}), "no json"]


def letters(text: str, title: str, source: str | None) -> str:
    """Two letters of a mailbox."""
    head = "From a@b.example Thu Jan  1 00:00:00 2015"
    return "".join(f"{head}\nFrom: {source or 'Ada'}\nSubject: {each}\n\n{text}\n\n" for each in (title, "Re"))


def text_of(suffix: str, text: str, title: str, source: str | None) -> str | None:
    """The article, or several, as the text of a file of some format; None for a format that is no text."""
    return {
        ".jsonl": "\n".join(lines_of(text, title, source)),
        ".csv": f"title,text\n{title},{text.replace(',', ' ')}\nMoths,They fly to lamps.\n",
        ".html": f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>",
        ".eml": f"From: {source or 'Ada'} <a@b.example>\nSubject: {title}\n\n{text}\n",
        ".mbox": letters(text, title, source),
        ".vtt": f"WEBVTT\n\n00:01.000 --> 00:04.000\n{text}\n",
        ".rst": f"{title}\n{'=' * 20}\n\n{text}\n",
        ".bin": f"\0\1{text}",
        ".md": f"---\ntitle: {title}\nsource: {source or ''}\n---\n{text}\n",
        ".txt": f"{title}\n\n{text}\n",
    }.get(suffix)


def write(path: Path, text: str, title: str, source: str | None) -> None:
    """Writes an article, or several, into a file of the format that its suffix names."""
    written = text_of(path.suffix, text, title, source)
    match path.suffix:
        case ".docx":
            docx(path, "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in (title, text)))
        case ".odt":
            odt(path, f"<text:p>{title}</text:p><text:p>{text}</text:p>")
        case ".xlsx":
            xlsx(path, one=row(1, "title", "text") + row(2, title, text))
        case ".pdf":
            write_pdf(path, column(72, 72, "\n".join(text.split(". "))), title=title)
        case ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("inside.txt", f"{title}\n\n{text}")
        case _:
            path.write_text(written or "")


SUFFIXES = (
    *("jsonl", "md", "txt", "csv", "html", "eml", "mbox", "vtt", "docx", "odt", "xlsx", "pdf", "zip", "rst", "bin"),
    "jsonl",
)
NAMES = st.builds("{}/{}.{}".format, st.sampled_from(("one", "two")), st.sampled_from("abc"), st.sampled_from(SUFFIXES))
CONTENT = st.tuples(TEXT, st.sampled_from(TITLES), st.sampled_from(SOURCES))
EDITS = st.one_of(
    st.tuples(st.just("write"), NAMES, CONTENT),
    st.tuples(st.just("write"), NAMES, CONTENT),
    st.tuples(st.just("rename"), st.integers(0, 99), NAMES),
    st.tuples(st.just("remove"), st.integers(0, 99)),
    st.tuples(st.just("copy"), st.integers(0, 99), NAMES),
    st.tuples(st.just("copy"), st.integers(0, 99), NAMES),
    st.tuples(st.just("touch"), st.integers(0, 99)),
    st.tuples(st.just("line"), st.integers(0, 99), TEXT),
    st.tuples(st.just("turn")),
    st.tuples(
        st.just("set"),
        st.sampled_from(
            (
                {"bm25.k1": 1.4},
                {"bm25.b": 0.0},
                {"passage.max_words": 20, "passage.min_words": 10},
                {"language": "de"},
                {"semantic.model": ""},
                {"build.memory": 16, "build.workers": 1},
            )
        ),
    ),
)


@pytest.fixture(autouse=True, scope="module")
def quickly():
    """Builds that are not flushed to the disk, which is most of the time that small ones take."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "_fsync", lambda _: None)
        yield


class Sources:
    """Two folders of files that are edited, the order in which they are indexed, and the settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.order = [folder / "one", folder / "two"]
        for path in self.order:
            path.mkdir(parents=True)
        self.settings = Settings()
        write(folder / "one" / "always.md", "Owls hunt mice at night.", "Owls", None)

    def files(self) -> list[Path]:
        """All files but the one that stays."""
        return sorted(path for path in self.folder.glob("*/*") if path.name != "always.md")

    def edit(self, kind: str, *values) -> None:
        """Makes one edit; one of a file that is not there does nothing."""
        files = self.files()
        file = files[values[0] % len(files)] if files and values and isinstance(values[0], int) else None
        match kind:
            case "write":
                write(self.folder / values[0], *values[1])
            case "turn":
                self.order.reverse()
            case "set":
                self.settings = self.settings.replaced(values[0])
            case "rename" if file:
                file.rename(self.folder / values[1])
            case "copy" if file:
                (self.folder / values[1]).with_suffix(file.suffix).write_bytes(file.read_bytes())
            case "remove" if file:
                file.unlink()
            case "touch" if file:
                os.utime(file, (1_700_000_000, 1_700_000_000))
            case "line" if file and file.suffix == ".jsonl":
                lines = file.read_text(errors="replace").splitlines()
                place = len(values[1]) % (len(lines) + 1)
                lines[place:place] = [record(50 + len(values[1]) % 7, values[1], "A line", None)]
                file.write_text("\n".join(lines))


def of_build(instance: Path) -> tuple[object, ...]:
    """What the current build is, but for its id and its times."""
    manifest = Manifest.read(instance / "builds" / current_id(instance))
    own = (name for name in manifest.files if name != "files.json" and not name.startswith("changes/"))
    files = {name: manifest.files[name] for name in own}
    recorded = json.loads((instance / "builds" / manifest.id / "files.json").read_text())
    for record in recorded:
        del record["looks"]  # times among them, of files that were touched
    return files, recorded, manifest.counts, manifest.skipped, manifest.notes, manifest.formats, manifest.settings


@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.lists(EDITS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_an_update_is_a_rebuild(history) -> None:
    """Files of every kind written, copied, renamed, removed, touched, grown; sources turned, settings changed: the same."""
    with tempfile.TemporaryDirectory() as place:
        sources = Sources(Path(place) / "sources")
        updated, rebuilt = Path(place) / "updated", Path(place) / "rebuilt"
        for edits in history:
            for edit in edits:
                sources.edit(*edit)
            report = rebuild(updated, sources.order, sources.settings, update=True)
            shutil.rmtree(rebuilt, ignore_errors=True)
            whole = rebuild(rebuilt, sources.order, sources.settings)
            assert of_build(updated) == of_build(rebuilt)
            assert (report.articles, report.skipped, report.notes) == (whole.articles, whole.skipped, whole.notes)
        assert not rebuild(updated, sources.order, sources.settings, update=True).changed


OTHERS = {
    "a.eml": "From: Ada <a@b.example>\nSubject: Owls\n\nOwls hunt mice at night.\n",
    "a.mbox": letters("Bees dance at noon.", "Bees", "Ada"),
    "a.mhtml": "From: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>Moths fly to lamps at night.",
    "a.warc": "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\n"
    "Content-Type: application/http\r\nContent-Length: 68\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Ants walk on trails.\r\n\r\n",
    **{
        f"a{suffix}": text_of(suffix, "Wasps chew wood into paper.", "Wasps", None)
        for suffix in (".rst", ".csv", ".md", ".txt")
    },
}


def test_an_update_is_a_rebuild_for_files_of_every_format(tmp_path) -> None:
    """Files of every format that are there, moved, touched, gone and back again: what an update gives of them is the same."""
    folder, aside = tmp_path / "sources", tmp_path / "aside"
    for place in (folder, aside):
        place.mkdir()
    for name, text in OTHERS.items():
        (folder / name).write_text(text or "")
    word97(folder / "a.doc", Part("Newts regrow their legs.\r"))
    files = sorted([*whole_files(folder), folder / "a.doc", *(folder / name for name in OTHERS)])
    changes = (
        lambda path, _: os.utime(path, (1_700_000_000, 1_700_000_000)),
        lambda path, number: number % 3 or path.rename(path.with_name(f"moved-{path.name}")),
        lambda path, number: number % 3 != 1 or path.rename(aside / path.name),
        lambda path, number: number % 3 != 1 or (aside / path.name).rename(path),
    )
    formats = {each.format for each in rebuild(tmp_path / "updated", [folder]).formats}
    assert set(FORMATS) - formats == set(), "a file of these formats should be here too"
    for change in changes:
        for number, path in enumerate(files):
            change(path, number)
        rebuild(tmp_path / "updated", [folder], update=True)
        rebuild(tmp_path / "rebuilt", [folder])
        assert of_build(tmp_path / "updated") == of_build(tmp_path / "rebuilt")


@pytest.fixture
def many(tmp_path):
    """An instance of sixty articles in one file, in several segments, and the file."""
    file = tmp_path / "many.jsonl"
    texts = (f"Number {number} tells of bee {number % 7}. " + "Words fill it up. " * 400 for number in range(60))
    file.write_text("\n".join(record(number, text, "Bees", "The Daily") for number, text in enumerate(texts)))
    settings_ = Settings().replaced({"build.memory": 16, "build.workers": 1})
    rebuild(tmp_path / "instance", [file], settings_)
    return tmp_path / "instance", file, settings_


def test_nothing_changed_is_no_new_build(many) -> None:
    """Without a change, or when a file was only touched, the build stays, and with it every answer's ETag."""
    instance, file, settings_ = many
    before = current_id(instance)
    for change in (lambda: None, lambda: os.utime(file), lambda: file.write_bytes(file.read_bytes())):
        change()
        report = rebuild(instance, (), settings_, update=True)
        assert (report.changed, report.build, current_id(instance)) == (False, before, before)
        assert report.articles == 60


def test_unchanged_segments_are_the_same_files(many) -> None:
    """A change at the end leaves the first segments as they are: the same files, not copies."""
    instance, file, settings_ = many
    before = instance / "builds" / current_id(instance)
    file.write_text(file.read_text().replace("Number 59 tells", "Number 59 sings"))
    assert rebuild(instance, (), settings_, update=True).changed
    now = instance / "builds" / current_id(instance)
    same = [
        path.name for path in (now / "whoosh").iterdir() if path.stat().st_ino == _inode(before / "whoosh" / path.name)
    ]
    assert "MAIN_0000000000000000.pst" in same
    assert len(same) < len(list((now / "whoosh").iterdir()))
    with Library.open(instance) as library:
        assert "sings" in library.article("r59").text


@pytest.mark.parametrize("at_once", [1, 50, 3_000])
def test_the_size_of_pieces_does_not_matter(many, monkeypatch, at_once) -> None:
    """However few terms or postings are combined at a time, an update gives the files of a rebuild."""
    instance, file, settings_ = many
    for name in (
        "store.combining._AT_ONCE", "engines.whoosh.combining._AT_ONCE", "engines.whoosh.combining_segments._AT_ONCE",
        "engines.whoosh.combining_segments._SEGMENTS_AT_ONCE",
    ):  # fmt: skip
        monkeypatch.setattr(f"indexer.{name}", at_once)
    lines = file.read_text().replace("Number 30 tells", "Number 30 sings").replace("Number 5 tells of bee", "Ants")
    file.write_text("\n".join(lines.split("\n")[2:]))
    assert rebuild(instance, (), settings_, update=True).changed
    updated = of_build(instance)
    rebuild(instance, (), settings_)
    assert updated == of_build(instance)


def test_files_that_are_equal_are_shared(many) -> None:
    """What an amendment of a text leaves as it is takes no place on the disk again: the titles, for one, and the sources."""
    instance, file, settings_ = many
    before = instance / "builds" / current_id(instance)
    file.write_text(file.read_text().replace("Number 30 tells", "Number 30 sings"))
    assert rebuild(instance, (), settings_, update=True).changed
    now = instance / "builds" / current_id(instance)
    then, files = Manifest.read(before).files, Manifest.read(now).files
    shared = {name for name in files if _inode(now / name) == _inode(before / name)}
    assert {"store/title_keys.npy", "store/article_source.npy"} <= shared
    equal = {name for name, digest in files.items() if then.get(name) == digest}
    assert {name for name in equal if not name.startswith("whoosh/")} <= shared <= equal
    assert check(instance).problems == ()


def test_a_shared_file_is_what_was_published_once(many) -> None:
    """A segment that was damaged on the disk and goes on into the next build is named by a check of that one."""
    instance, file, settings_ = many
    segment = instance / "builds" / current_id(instance) / "whoosh" / "MAIN_0000000000000000.pst"
    written, times = bytearray(segment.read_bytes()), segment.stat().st_mtime_ns
    written[-5] ^= 1
    segment.write_bytes(written)
    os.utime(segment, ns=(times, times))
    remember(segment.parents[1])
    file.write_text(file.read_text().replace("Number 59 tells", "Number 59 sings"))
    assert rebuild(instance, (), settings_, update=True).changed
    assert check(instance).problems == (
        "whoosh/MAIN_0000000000000000.pst is not what was published (its SHA-256 differs)",
    )


def _inode(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0


def test_only_changed_lines_are_read_as_articles(many, monkeypatch) -> None:
    """Of a file with one changed line, one article is analysed."""
    instance, file, settings_ = many
    file.write_text(file.read_text().replace("Number 30 tells", "Number 30 sings"))
    analysed = []
    original = workers.analyse
    monkeypatch.setattr(workers, "analyse", lambda batch, *more: analysed.extend(batch) or original(batch, *more))
    rebuild(instance, (), settings_, update=True)
    assert [article.id for article in analysed] == ["r30"]


def test_an_update_that_leaves_nothing_is_refused(many) -> None:
    """When no article is left, the reason is given and the old build stays."""
    instance, file, settings_ = many
    before = current_id(instance)
    file.write_text("no json\n")
    with pytest.raises(Exception, match="no article could be read"):
        rebuild(instance, (), settings_, update=True)
    assert current_id(instance) == before


def test_known_skips_are_not_new(tmp_path) -> None:
    """What could not be read is new until the file changes, and named in full whenever it is asked for."""
    folder = tmp_path / "sources"
    folder.mkdir()
    write(folder / "a.md", "Owls hunt mice.", "Owls", None)
    write(folder / "b.bin", "Owls", "", None)
    first = rebuild(tmp_path / "instance", [folder])
    assert len(first.skipped) == len(first.new_skips) == 1
    write(folder / "c.bin", "Mice", "", None)
    again = rebuild(tmp_path / "instance", update=True)
    assert len(again.skipped) == 2
    assert [Path(skipped.path).name for skipped in again.new_skips] == ["c.bin"]


@pytest.mark.parametrize(
    "name",
    ["store/forward.npy", "impacts/counts.npy", "impacts/impacts.npy", "vocabulary/terms.utf8", "vectors/vectors.npy"],
)
def test_damage_does_not_spread(many, name) -> None:
    """When a byte of the build before has changed on the disk, an update reads everything, and gives what a rebuild does."""
    instance, file, settings_ = many
    path = instance / "builds" / current_id(instance) / name
    times = path.stat().st_mtime_ns
    written = bytearray(path.read_bytes())
    written[-5] ^= 1
    path.write_bytes(written)
    os.utime(path, ns=(times, times))
    file.write_text(file.read_text().replace("Number 30 tells", "Number 30 sings"))
    assert rebuild(instance, [file], settings_, update=True).articles == 60
    updated = of_build(instance)
    rebuild(instance, [file], settings_)
    assert updated == of_build(instance)
