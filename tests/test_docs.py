"""The README and the handbook are true and whole: what exists is mentioned, and what is mentioned exists."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click
import pytest
import yaml

import indexer
from indexer import errors, types
from indexer.readers.formats import SUFFIXES
from indexer.readers.kinds import ARCHIVE_SUFFIXES
from indexer.settings import Settings
from indexer.text.analyzers import analyzer
from webapp import create_app
from webapp.command import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
BENCHMARKS = (ROOT / "BENCHMARKS.md").read_text("utf-8")
HANDBOOK = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "seeds/handbook").glob("*.md"))}
MANUAL = "\n".join([README, ARCHITECTURE, BENCHMARKS, *HANDBOOK.values()])
CODE = re.findall(r"```.*?```|`[^`\n]+`", MANUAL, re.DOTALL)

GIVEN_QUESTIONS = (
    "Who is the de facto defence minister of South Ossetia?",
    "When will the agreement be signed?",
    "Where could South Ossetian servicemen serve?",
    "What does Tbilisi say about these deals?",
)
VALUES = ("Article", "Span", "Passage", "Question", "Filters", "Hit", "Citation", "Answer")
NOUNS = (
    "article", "passage", "question", "hit", "citation", "answer", "sentence", "term", "analyzer",
    "vocabulary", "engine", "field", "posting", "build", "manifest", "history", "turn", "run", "qrels",
)  # fmt: skip


def options() -> set[str]:
    """Every option of `footnote` and of its commands, but for `--help`."""
    parameters = [parameter for command in (main, *main.commands.values()) for parameter in command.params]
    return {name for option in parameters if isinstance(option, click.Option) for name in option.opts}


def routes() -> set[str]:
    """Every route of the application, but for static files."""
    rules = create_app().url_map.iter_rules()
    return {rule.rule for rule in rules if not rule.endpoint.endswith("static")}


def mentioned(word: str, text: str = MANUAL) -> bool:
    """Whether `text` names `word` whole: `--set` is not in `--settings`, `/api/ask` not in `/api/asked`."""
    return re.search(rf"(?<![\w./-]){re.escape(word)}(?![\w/-])", text) is not None


def missing(words: set[str], text: str = MANUAL) -> list[str]:
    """The words that `text` does not name."""
    return sorted(word for word in words if not mentioned(word, text))


# What exists is mentioned


def test_every_command_is_mentioned() -> None:
    """Every command of `footnote` is named, with the program before it, in the README or the handbook."""
    assert missing({f"footnote {name}" for name in main.commands}) == []


def test_every_option_is_mentioned() -> None:
    """Every option of every command is named in the README or the handbook."""
    assert missing(options()) == []


def test_every_option_of_the_server_is_mentioned() -> None:
    """Every option of `python -m webapp` is named in the article on running it."""
    shown = subprocess.run(
        [sys.executable, "-m", "webapp", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    own = set(re.findall(r"(?<!\S)--[a-z-]+", shown.stdout)) - {"--help"}
    assert own
    assert missing(own, HANDBOOK["running-it-for-others.md"]) == []


@pytest.mark.parametrize("setting", Settings.table(), ids=lambda setting: setting.name)
def test_every_setting_is_explained_with_its_default(setting) -> None:
    """A line of the handbook's articles on settings gives each setting's name and its default."""
    written = str(setting.default).lower() if isinstance(setting.default, bool) else str(setting.default)
    default = re.escape(written or "empty")
    line = rf"^- `{re.escape(setting.name)}` \(default {default}\).{{20,}}"
    own = {"web": "the-server.md", "opensearch": "a-cluster.md"}
    article = own.get(setting.name.partition(".")[0], "settings.md")
    assert re.search(line, HANDBOOK[article], re.MULTILINE)


def test_settings_stand_under_what_they_take_effect_with() -> None:
    """The article on settings names under "shape a build" exactly the settings that do, but for those of a cluster."""
    section = HANDBOOK["settings.md"].partition("shape a build?\n")[2].partition("\nOther settings")[0]
    shaping = {setting.name for setting in Settings.table() if setting.build}
    shaping -= {name for name in shaping if name.startswith("opensearch.")}
    assert set(re.findall(r"^- `([\w.]+)`", section, re.MULTILINE)) == shaping


def test_every_format_is_mentioned() -> None:
    """Every suffix of a file that is read is named in the article on adding articles."""
    assert missing({*SUFFIXES, *ARCHIVE_SUFFIXES}, HANDBOOK["adding-articles.md"]) == []


def test_every_route_is_mentioned() -> None:
    """Every route of the application is named in the article on the JSON API."""
    assert missing(routes(), HANDBOOK["json-api.md"]) == []


def test_every_module_is_on_the_map() -> None:
    """The map has a line for every folder of the product, which names each of its modules."""
    the_map = ARCHITECTURE.partition("## The map")[2].partition("\n## ")[0].splitlines()
    modules = [path for package in ("indexer", "webapp") for path in sorted((ROOT / package).rglob("*.py"))]
    unnamed = []
    for path in (path.relative_to(ROOT) for path in modules if path.name != "__init__.py"):
        folder = path.parent.as_posix().removeprefix("indexer/") + "/"
        language = folder == "text/languages/" and len(path.stem) == 2  # named by its code, so that it is one file
        name = "<code>.py" if language else path.name
        if not any(f"`{folder}`" in line and f"`{name}`" in line for line in the_map):
            unnamed.append(path.as_posix())
    assert unnamed == []


@pytest.mark.parametrize("name", VALUES)
def test_every_value_is_a_documented_public_name(name) -> None:
    """Each value of the contract is a class of `indexer.types` with a docstring, and `indexer` exports it."""
    value = getattr(types, name)
    assert value.__doc__
    assert not value.__doc__.startswith(f"{name}("), "the docstring is the one that dataclasses make up"
    assert getattr(indexer, name) is value


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_is_defined_where_it_lives(noun) -> None:
    """A newcomer finds every noun defined in the docstring of a package or of the values."""
    packages = [path.relative_to(ROOT).parent for path in (ROOT / "indexer").rglob("__init__.py")]
    lessons = [importlib.import_module(".".join(package.parts)).__doc__ or "" for package in packages]
    assert any(re.search(rf"^{noun}  +\S", lesson, re.MULTILINE) for lesson in [*lessons, types.__doc__ or ""])


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    """The drawing at the top of `errors.py` names every error, under the one that it is a kind of."""
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    defined = {kind.__name__: kind for kind in classes if kind.__module__ == errors.__name__}
    assert dict(drawn(errors.__doc__ or "")) == {
        name: "" if kind is errors.FootnoteError else kind.__bases__[0].__name__ for name, kind in defined.items()
    }
    assert [name for name, kind in defined.items() if not kind.__doc__ or not hasattr(indexer, name)] == []


def drawn(tree: str) -> Iterator[tuple[str, str]]:
    """The names in a drawn tree, each with the name it hangs under."""
    above: dict[int, str] = {}
    for line in tree.splitlines():
        if found := re.match(r"([ │├└─]*)(\w+Error)\b", line):
            depth = len(found[1]) // 4
            above[depth] = found[2]
            yield found[2], above[depth - 1] if depth else ""


# What is mentioned exists


def test_no_command_is_invented() -> None:
    """Every `footnote …` in the manual's code is a command that exists."""
    named = {name for code in CODE for name in re.findall(r"\bfootnote ([a-z]+(?:-[a-z]+)*)", code)}
    assert named - main.commands.keys() == set()


def test_no_option_is_invented() -> None:
    """Every `--option` in the manual's code belongs to a command, to the server, to what measures, or to Flask."""
    modules = map(importlib.import_module, ("webapp.__main__", "tests.bench.__main__", "tests.quality.cross"))
    source = "".join(Path(str(module.__file__)).read_text("utf-8") for module in modules)
    known = options() | set(re.findall(r"--[a-z-]+", source)) | {"--help", "--app"}
    named = {option for code in CODE for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)}
    assert named - known == set()


def test_no_setting_is_invented() -> None:
    """Every setting in the manual's code exists, and so does every environment variable."""
    names = {setting.name for setting in Settings.table()}
    groups = "|".join(sorted({name.partition(".")[0] for name in names if "." in name}))
    named = {name for code in CODE for name in re.findall(rf"(?<![\w/.])(?:{groups})\.[a-z_0-9]+\b(?!\()", code)}
    assert {name for name in named if not name.endswith(".py")} - names == set()
    variables = {setting.variable for setting in Settings.table()} | {"FOOTNOTE_INSTANCE"}
    assert set(re.findall(r"\bFOOTNOTE_[A-Z_0-9]*[A-Z0-9]", MANUAL)) - variables == set()


def test_no_route_is_invented() -> None:
    """Every path in the handbook's code is a route that exists."""
    named = {path for text in HANDBOOK.values() for path in re.findall(r"`(?:GET |POST )?(/[a-z./]*)`", text)}
    assert named
    assert named - routes() == set()


def test_no_module_is_invented() -> None:
    """Every module that the README or the map names is a file of the product."""
    modules = {path.name for package in ("indexer", "webapp") for path in (ROOT / package).rglob("*.py")}
    tests = {path.name for path in (ROOT / "tests").rglob("*.py")}
    assert set(re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", README + ARCHITECTURE)) - modules - tests == set()


def test_the_readme_is_short() -> None:
    """The README is read in a few minutes: 8 KB at most."""
    assert len(README.encode()) <= 8 * 1024


@pytest.mark.parametrize("target", ["serve", "test", "rebuild", "clean"])
def test_the_commands_of_the_readme_are_in_the_makefile(target) -> None:
    """Each `make` command that the README names is a target of the Makefile."""
    assert mentioned(f"make {target}", README)
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_ci_runs_what_the_readme_says() -> None:
    """`.ci/run` can be executed, and what it runs is `make test`, then `make cluster`."""
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").rstrip().endswith("make test\nmake cluster")


@pytest.mark.parametrize(
    "page",
    ["README.md", "ARCHITECTURE.md", "BENCHMARKS.md", "CHANGELOG.md", *(f"seeds/handbook/{name}" for name in HANDBOOK)],
)
def test_every_relative_link_resolves(page) -> None:
    """Every relative link of a page leads to a file."""
    text = (ROOT / page).read_text("utf-8")
    links = {link for link in re.findall(r"\]\(<?([^)>\s]+)", text) if not re.match(r"[a-z]+:|#", link)}
    folder = (ROOT / page).parent
    assert [link for link in links if not (folder / unquote(link.partition("#")[0])).exists()] == []


def test_the_changelog_knows_the_version() -> None:
    """The version of the package has its entry in the changelog."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


# The handbook


def test_the_handbook_is_there() -> None:
    """There are at least six articles, and the README links to each."""
    assert len(HANDBOOK) >= 6
    assert [name for name in HANDBOOK if f"(seeds/handbook/{name})" not in README] == []


@pytest.mark.parametrize("name", HANDBOOK)
def test_an_article_of_the_handbook_is_short_and_says_what_it_is(name) -> None:
    """Each article has its front matter, and 150 to 500 words; that on settings, which lists them all, up to 1,000."""
    _, front, text = HANDBOOK[name].split("---\n", 2)
    fields = yaml.safe_load(front)
    assert set(fields) == {"title", "source", "author", "published", "language"}
    assert fields["source"] == "Footnote handbook"
    assert 150 <= len(text.split()) <= (1000 if name == "settings.md" else 500)


@pytest.mark.parametrize("name", HANDBOOK)
def test_the_handbook_keeps_out_of_the_given_article_s_way(name) -> None:
    """No article of the handbook holds a term of the given article's four questions, but for the command `footnote serve`."""
    english = analyzer("en")
    asked = {term for question in GIVEN_QUESTIONS for term in english.terms(question)}
    assert len(asked) > 8
    assert asked & set(english.terms(HANDBOOK[name].replace("`footnote serve", "`"))) == set()


# The repository


def test_the_repository_speaks_of_the_product_alone() -> None:
    """No file names the machine or the workplace that it was written on, or a registry's host."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode and os.environ.get("CI") != "true":
        pytest.skip("not a git checkout")
    assert listed.returncode == 0, listed.stderr
    words = "indexer/text/embedders/table/pieces.txt"  # a vocabulary knows any name
    files = [ROOT / name for name in listed.stdout.split("\0") if name and name != words]
    assert [offence for file in files if file.is_file() and file != Path(__file__) for offence in foreign(file)] == []


FOREIGN = re.compile(
    r"/work/|/root/|/home/\w|pypi\.org|pythonhosted|npmjs|deb\.debian"
    r"|\b(this|my|previous|earlier|next) session\b|\b(sub-?agent|claude|anthropic|openai|the lead)\b",
    re.IGNORECASE,
)


def foreign(file: Path) -> Iterator[str]:
    """The lines of a file that speak of anything but the product."""
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
        if FOREIGN.search(line):
            yield f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


def test_a_foreign_word_is_seen(tmp_path, monkeypatch) -> None:
    """The search for foreign words finds one, and names its line."""
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    (tmp_path / "a.md").write_text("fine\nsee /work/main\n", "utf-8")
    assert list(foreign(tmp_path / "a.md")) == ["a.md:2: see /work/main"]
