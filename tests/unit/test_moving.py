"""A build that was exported and imported is the same build; a file that is anything else is refused, and costs nothing."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import shutil
import tarfile
from contextlib import closing

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from indexer import (
    BuildError,
    EmbedderError,
    IncompatibleBuildError,
    Library,
    NoBuildError,
    check,
    current_id,
    export_build,
    import_build,
    rebuild,
)
from indexer.builds.build_file import unpack
from indexer.builds.manifest import Manifest, digests
from indexer.builds.publication import builds_of
from indexer.cli import main
from webapp import create_app

QUESTION = "Who chews wood into paper?"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with an instance, its articles, and the exported build. Only for reading."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "articles").mkdir()
    for name, text in {"wasps": "Paper wasps chew wood into paper.", "bees": "Honey bees dance."}.items():
        (folder / "articles" / f"{name}.txt").write_text(text)
    rebuild(folder / "instance", [folder / "articles"])
    export_build(folder / "instance", folder / "build.tar.gz")
    return folder


@pytest.fixture(scope="module")
def plain(home):
    """The archive, uncompressed."""
    return gzip.decompress((home / "build.tar.gz").read_bytes())


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """A folder of files that come and go."""
    return tmp_path_factory.mktemp("scratch")


def folder_of(instance):
    """The folder of the current build."""
    return instance / "builds" / current_id(instance)


def test_an_imported_build_is_the_one_that_was_exported(home, tmp_path) -> None:
    """Every file is the same, byte for byte; it answers and is checked as there, in Python and over HTTP."""
    manifest = import_build(home / "build.tar.gz", tmp_path / "instance")
    assert manifest == Manifest.read(folder_of(home / "instance"))
    assert digests(folder_of(tmp_path / "instance")) == dict(manifest.files)
    assert check(tmp_path / "instance").problems == ()
    answers, pages = [], []
    for instance in (home / "instance", tmp_path / "instance"):
        with Library.open(instance) as library:
            answers.append(library.ask([QUESTION]))
        app = create_app({"INSTANCE": instance, "TESTING": True})
        with closing(app.extensions["library"]):
            pages.append(app.test_client().get("/", query_string={"q": QUESTION}).data)
    assert answers[0] == answers[1]
    assert [citation.article_id for citation in answers[1].citations] == ["wasps.txt"]
    assert pages[0] == pages[1]


def test_the_file_is_an_archive_that_tar_can_read(home, tmp_path) -> None:
    """`tar` unpacks it into a folder named as the build; the same build gives the same file."""
    with tarfile.open(home / "build.tar.gz") as archive:
        names = archive.getnames()
    build = current_id(home / "instance")
    manifest = Manifest.read(folder_of(home / "instance"))
    assert names == [f"{build}/{name}" for name in ("manifest.json", *manifest.files)]
    export_build(home / "instance", tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (home / "build.tar.gz").read_bytes()


def test_an_import_keeps_the_build_before(home, tmp_path) -> None:
    """The build that was served is kept and older ones go; an import of what is there already changes no file of it."""
    instance = tmp_path / "instance"
    (tmp_path / "ants.txt").write_text("Ants follow trails.")
    rebuild(instance, [tmp_path / "ants.txt"])
    before = rebuild(instance, [tmp_path / "ants.txt"]).build
    build = import_build(home / "build.tar.gz", instance).id
    assert current_id(instance) == build
    assert set(builds_of(instance)) == {before, build}
    inode = (folder_of(instance) / "manifest.json").stat().st_ino
    import_build(home / "build.tar.gz", instance)
    assert (folder_of(instance) / "manifest.json").stat().st_ino == inode
    (folder_of(instance) / "store" / "texts.utf8").write_text("damaged")
    import_build(home / "build.tar.gz", instance)
    assert check(instance).problems == ()


def test_a_damaged_build_is_not_exported(home, tmp_path) -> None:
    """A build that is not what was published is refused, with the file's name, and no file is left; no build, no file."""
    instance = tmp_path / "instance"
    shutil.copytree(home / "instance", instance)
    path = folder_of(instance) / "store" / "texts.utf8"
    path.write_bytes(b"X" + path.read_bytes()[1:])
    with pytest.raises(BuildError, match=r"texts\.utf8.*SHA-256 differs"):
        export_build(instance, tmp_path / "file")
    with pytest.raises(NoBuildError):
        export_build(tmp_path / "nowhere", tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["instance"]


def outcome(content, scratch):
    """Digests of what the archive gives, or the sentence that refuses it; nothing lies anywhere else."""
    folder = scratch / "a" / "build"
    shutil.rmtree(scratch / "a", ignore_errors=True)
    folder.mkdir(parents=True)
    (scratch / "file").write_bytes(content)
    refusal = ""
    try:
        unpack(scratch / "file", folder)
    except BuildError as error:
        refusal = str(error)
    assert sorted(path.name for path in scratch.iterdir()) == ["a", "file"]
    assert [path.name for path in (scratch / "a").iterdir()] == ["build"]
    assert not [path for path in folder.rglob("*") if path.is_symlink()]
    assert len(refusal.splitlines()) < 2
    return refusal or digests(folder)


@given(data=st.data())
def test_whatever_is_damaged_is_refused(home, plain, scratch, data) -> None:
    """A file that is cut, or has a byte changed, added or removed, is refused, unless what it holds is still the same."""
    compressed = (home / "build.tar.gz").read_bytes()
    content = data.draw(st.sampled_from([plain, compressed]))
    at = data.draw(st.integers(0, len(content) - 1))
    put, take = data.draw(st.sampled_from([(b"", 10**9), (b"", 1), (b"\1", 0), (b"\0", 1), (b"flip", 1)]))
    if put == b"flip":
        put = bytes([content[at] ^ 1 << data.draw(st.integers(0, 7))])
    result = outcome(content[:at] + put + content[at + take :], scratch)
    assert isinstance(result, str) or result == digests(folder_of(home / "instance"))


def members(plain):
    """Name, header and content of each member."""
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        return [(member, archive.extractfile(member).read()) for member in archive]


def written(rows):
    """An archive of these members, headers and all."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for header, content in rows:
            archive.addfile(header, io.BytesIO(content))
    return file.getvalue()


def named(name, **facts):
    """A header."""
    header = tarfile.TarInfo(name)
    for fact, value in facts.items():
        setattr(header, fact, value)
    return header


HOSTILE = [
    named("../../evil", size=1),
    named("/tmp/evil", size=1),  # noqa: S108  never written
    named("BUILD/../../evil", size=1),
    named("BUILD/evil", size=1),
    named("BUILD/manifest.json", size=1),
    named("BUILD/store/texts.utf8", size=1),
    named("BUILD/link", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    named("BUILD/hard", type=tarfile.LNKTYPE, linkname="BUILD/manifest.json"),
    named("BUILD/pipe", type=tarfile.FIFOTYPE),
    named("BUILD/null", type=tarfile.CHRTYPE, devmajor=1, devminor=3),
    named("BUILD/folder", type=tarfile.DIRTYPE),
    named("BUILD/sparse", type=tarfile.GNUTYPE_SPARSE, size=1),
    named("BUILD/" + "long" * 50, size=1),
]


@given(data=st.data())
def test_members_are_those_of_the_manifest(home, plain, scratch, data) -> None:
    """A member more, one less, twice, in another order, or of another kind is refused, wherever it stands."""
    rows = members(plain)
    build = current_id(home / "instance")
    at, other = (data.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
    change = data.draw(st.sampled_from(["more", "instead", "less", "twice", "swapped"]))
    if change in {"more", "instead"}:
        header = tarfile.TarInfo.frombuf(
            data.draw(st.sampled_from(HOSTILE)).tobuf(tarfile.GNU_FORMAT)[-512:], "ascii", "strict"
        )
        header.name = header.name.replace("BUILD", build)
        rows[at : at + (change == "instead")] = [(header, b"x" * header.size)]
    elif change == "less":
        del rows[at]
    elif change == "twice":
        rows.insert(other, rows[at])
    elif at != other:
        rows[at], rows[other] = rows[other], rows[at]
    else:
        return
    assert isinstance(outcome(written(rows), scratch), str)


def sealed(folder, **changes):
    """A build file of a changed build, whose maker could write every checksum to fit; with changes to its manifest."""
    files = {name: digest for name, digest in digests(folder).items() if name != "manifest.json"}
    manifest = dataclasses.replace(Manifest.read(folder), **{"files": files, **changes})
    manifest.write(folder)
    contents = {name: (folder / name).read_bytes() for name in ("manifest.json", *files)}
    contents |= {name: b"" for name in manifest.files if name not in contents}
    rows = [(named(f"{manifest.id}/{name}", size=len(content)), content) for name, content in contents.items()]
    return written(rows)


@pytest.fixture
def copy(home, tmp_path):
    """A copy of the build, to be changed."""
    shutil.copytree(folder_of(home / "instance"), tmp_path / "copy")
    return tmp_path / "copy"


@pytest.mark.parametrize(
    "name", ["../evil", "/evil", "a/../../evil", ".hidden", "a//b", "verified.json", "manifest.json"]
)
def test_a_manifest_names_no_place_elsewhere(copy, scratch, name) -> None:
    """A manifest that lists a file outside of the build, or one of Footnote's notes, is refused before it is written."""
    files = {name: "0" * 64, **Manifest.read(copy).files}
    assert "is no name of a file of a build" in outcome(sealed(copy, files=files), scratch)


def test_more_than_the_disk_holds_is_refused(plain, scratch) -> None:
    """A file that claims more bytes than there is room for is refused before they are read."""
    rows = members(plain)
    rows[1][0].size = 1 << 60
    head = written(rows[:1])[: 512 + -(-rows[0][0].size // 512) * 512]
    assert "no room" in outcome(head + rows[1][0].tobuf(tarfile.GNU_FORMAT), scratch)


@pytest.fixture
def place(home, tmp_path):
    """An instance with a build of its own."""
    shutil.copytree(home / "instance", tmp_path / "instance")
    return tmp_path / "instance"


def refused(place, tmp_path, content):
    """The error of an import; the instance is as it was."""
    (tmp_path / "file").write_bytes(content)
    before = current_id(place)
    with pytest.raises(BuildError) as raised:
        import_build(tmp_path / "file", place)
    assert current_id(place) == before
    assert [path.name for path in (place / "builds").iterdir()] == [before]
    assert len(str(raised.value).splitlines()) == 1
    return raised.value


@pytest.mark.parametrize("kind", ["analyzer", "layout"])
def test_a_build_of_another_version_is_refused(copy, place, tmp_path, kind) -> None:
    """A build of another analyzer or layout is refused in a sentence that names both, and nothing is changed."""
    versions = {**Manifest.read(folder_of(place)).versions, kind: "0.0"}
    error = refused(place, tmp_path, sealed(copy, versions=versions))
    assert isinstance(error, IncompatibleBuildError)
    assert f"{kind} 0.0" in str(error)


def test_a_build_that_contradicts_itself_is_refused(copy, place, tmp_path) -> None:
    """Checksums that fit are not enough: what `check` looks at is looked at, and nothing is changed."""
    texts = copy / "store" / "texts.utf8"
    texts.write_bytes(texts.read_bytes().replace(b"wasps chew", b"wasps lack"))
    assert "is not what Footnote has made" in str(refused(place, tmp_path, sealed(copy)))
    texts.unlink()
    assert "is not what Footnote has made" in str(refused(place, tmp_path, sealed(copy)))


def test_a_build_whose_model_is_not_here_is_refused(copy, place, tmp_path) -> None:
    """A build with vectors of a model that this machine lacks, or of one among the builds, is not imported."""
    for model in (str(tmp_path / "nowhere"), str(place / "builds" / "x")):
        settings = {**Manifest.read(folder_of(place)).settings, "semantic.model": model}
        assert isinstance(refused(place, tmp_path, sealed(copy, settings=settings)), EmbedderError)


def test_the_commands(home, tmp_path) -> None:
    """`export-build` and `import` tell build, articles and what is not on this machine; a wrong file is one line."""
    instance, file = str(tmp_path / "instance"), str(tmp_path / "b.tar.gz")
    exported = run("export-build", file, "--instance", str(home / "instance"))
    build = current_id(home / "instance")
    assert (exported.exit_code, exported.output.split(":")[0]) == (0, f"Build {build}, 2 articles")
    imported = json.loads(run("import", file, "--instance", instance, "--json").output)
    assert (imported["build"], imported["articles"]) == (build, 2)
    assert "not on this machine" not in run("import", file, "--instance", instance).output
    (home / "articles").rename(home / "moved")
    try:
        assert "articles is not on this machine" in run("import", file, "--instance", instance).output
    finally:
        (home / "moved").rename(home / "articles")
    (tmp_path / "wrong").write_text("{}")
    wrong = run("import", str(tmp_path / "wrong"), "--instance", instance)
    assert wrong.exit_code == 2
    assert len(wrong.stderr.splitlines()) == 1
    assert "is no exported build" in wrong.stderr


def run(*arguments):
    """What came of a command."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)
