"""What the map in ARCHITECTURE.md promises, checked on the source: who imports whom, what stands where, how big."""

from __future__ import annotations

import ast
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent

# The house, from the ground up. A room imports from lower floors, never from a neighbour on its own.
FLOORS = (
    {
        "types", "errors", "damage", "settings", "arrays", "array_headers", "processes", "process_copies", "budget",
        "interrupts", "iso_dates", "surrogates", "web_addresses", "question_limits", "selection", "lazy_imports",
    },
    {"text"},
    {"readers", "store", "engines"},
    {"retrieval"},
    {"builds"},
    {"answering", "evaluation", "watching"},
    {"exporting", "library"},
    {"cli"},
)  # fmt: skip
ROOMS = frozenset().union(*FLOORS)
# On the ground floor alone neighbours may meet: a broken law and a setting out of range are errors.
GROUND = FLOORS[0]

# library -> the only part of the repository that may import it
OWNERS = {
    "flask": "webapp",
    "werkzeug": "webapp",
    "jinja2": "webapp",
    "markupsafe": "webapp",
    "waitress": "webapp/serving",
    "watchfiles": "indexer/watching",
    "whoosh": "indexer/engines/whoosh",
    "opensearchpy": "indexer/engines/opensearch",
    "pyroaring": "indexer/engines/opensearch",
    "markdown_it": "indexer/readers",
    "yaml": "indexer/readers",
    "charset_normalizer": "indexer/readers",
    "lxml": "indexer/readers",
    "feedparser": "indexer/readers/feeds",
    "warcio": "indexer/readers/web_archives",
    "mwparserfromhell": "indexer/readers/mediawiki",
    "oxmsg": "indexer/readers/mail/outlook",
    "python_calamine": "indexer/readers/spreadsheet",
    "striprtf": "indexer/readers/rtf",
    "docutils": "indexer/readers/rst",
    "pypdfium2": "indexer/readers/pdf",
    "click": ("indexer/cli", "webapp/command", "webapp/__main__"),
    "tokenizers": "indexer/text/embedders",
    "safetensors": "indexer/text/embedders",
    "onnxruntime": "indexer/text/embedders",
    "matplotlib": "indexer/evaluation",
}
MAY_PRINT = ("indexer/cli",)
ENTRANCES = ("webapp/command", "webapp/__main__")
CLIENTS = (
    "aiohttp", "ftplib", "http.client", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib",
    "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc",
)  # fmt: skip
NETWORK = (*CLIENTS, "http.server", "socket", "socketserver", "ssl", "wsgiref")

TOP_FOLDERS = {".ci", "indexer", "instance", "seeds", "tests", "webapp"}
TOP_FILES = {
    ".gitignore", "ARCHITECTURE.md", "BENCHMARKS.md", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml",
}  # fmt: skip
MOST_LINES = 300
NAMESAKES = {"indexer/text/sentences.py"}  # imported by these names elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a source file, and what stands there: the dotted name of an import, or a call."""

    file: str  # relative to the root, with slashes
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name}"

    @property
    def room(self) -> str:
        """The room of `indexer` that the file is in; empty for `indexer/__init__.py` and for `webapp`."""
        parts = self.file.removesuffix(".py").split("/")
        return parts[1] if parts[0] == "indexer" and parts[1] != "__init__" else ""

    def is_in(self, owners: Iterable[str]) -> bool:
        """Whether the file is one of the modules, or lies in one of the folders, named by `owners`."""
        module = self.file.removesuffix(".py")
        return any(module == owner or module.startswith(owner + "/") for owner in owners)

    def imports(self, names: Iterable[str]) -> bool:
        """Whether the import is of one of these modules, or of something in them."""
        return any(self.name == name or self.name.startswith(name + ".") for name in names)


# Reading the source


def sources(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product: its path relative to `root`, and its syntax tree."""
    for package in ("indexer", "webapp"):
        for path in sorted((root / package).rglob("*.py")):
            yield path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"), str(path))


def imports(root: Path) -> list[Place]:
    """Every import of the product: at the top, in a function, under TYPE_CHECKING, or by name."""
    return [
        Place(file, line, name)
        for file, tree in sources(root)
        for node in ast.walk(tree)
        for line, name in _imported(node, file)
    ]


def _imported(node: ast.AST, file: str) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Import(names=names):
            yield from ((node.lineno, alias.name) for alias in names)
        case ast.ImportFrom(names=names):
            base = _absolute(node, file)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)
        case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]) if _importer(function):
            yield node.lineno, name


def _absolute(node: ast.ImportFrom, file: str) -> str:
    if not node.level:
        return node.module or ""
    package = file.split("/")[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _importer(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


def room_of(name: str) -> str | None:
    """The room that an import reaches; empty for the public names of `indexer`, None for anything else."""
    first, _, rest = name.partition(".")
    room = rest.partition(".")[0]
    return None if first != "indexer" else room if room in ROOMS else ""


# The rules: each gives the places that break it


def unknown_rooms(root: Path) -> list[str]:
    """Modules of `indexer` that are not on the map."""
    rooms = {path.stem for path in (root / "indexer").iterdir() if _is_code(path)} - {"__init__"}
    return [f"indexer/{room}: not on the map" for room in sorted(rooms - ROOMS)]


def _is_code(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))


def against_the_order(root: Path) -> list[str]:
    """Imports between rooms that do not go down, and any of `webapp`."""
    return [str(place) for place in imports(root) if place.room and not _goes_down(place)]


def _goes_down(place: Place) -> bool:
    target = room_of(place.name)
    if target is None:
        return not place.imports(["webapp"])
    if target == "":  # the public names hold every room, so only what stands above them all may use them
        return place.room == "cli"
    own, other = _floor(place.room), _floor(target)
    return target == place.room or other < own or {target, place.room} <= GROUND


def _floor(room: str) -> int:
    return next((floor for floor, rooms in enumerate(FLOORS) if room in rooms), -1)


def outside_their_owner(root: Path) -> list[str]:
    """Imports of a library outside the part that owns it."""
    return [
        f"{place}: only {owner} may import it"
        for place in imports(root)
        for library, owner in OWNERS.items()
        if place.imports([library]) and not place.is_in([owner] if isinstance(owner, str) else owner)
    ]


def behind_the_counter(root: Path) -> list[str]:
    """What `webapp` imports from `indexer` that is neither a public name nor of `indexer.exporting`; commands use `cli`."""
    from_webapp = [place for place in imports(root) if place.file.startswith("webapp/")]
    allowed = {None, "", "exporting"}
    return [
        str(place)
        for place in from_webapp
        if room_of(place.name) not in (allowed | {"cli"} if place.is_in(ENTRANCES) else allowed)
    ]


def network_modules(root: Path) -> list[str]:
    """Imports that reach the network: none in `indexer`; `webapp` listens, and calls nobody."""
    return [
        str(place)
        for place in imports(root)
        if place.imports(NETWORK if place.file.startswith("indexer/") else CLIENTS)
    ]


def printing(root: Path) -> list[str]:
    """What writes to the terminal, outside the modules that may."""
    found = [
        Place(file, node.lineno, "prints")
        for file, tree in sources(root)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Call, ast.Attribute)) and _writes_to_terminal(node)
    ]
    return [str(place) for place in found if not place.is_in(MAY_PRINT)]


def reading_arrays(root: Path) -> list[str]:
    """What reads an array's file by itself: two threads would then meet in Python's parser."""
    found = [
        Place(file, node.lineno, "reads an array; use indexer.arrays")
        for file, tree in sources(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"np.load", "numpy.load"}
    ]
    return [str(place) for place in found if not place.is_in(["indexer/arrays"])]


def _writes_to_terminal(node: ast.Call | ast.Attribute) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "print"
    return node.attr in {"stdout", "stderr"} and isinstance(node.value, ast.Name) and node.value.id == "sys"


def silent_packages(root: Path) -> list[str]:
    """Folders of code without an `__init__.py`, or with one that does not say what the package is."""
    folders = {(root / file).parent for file, _ in sources(root)}
    inits = {folder: folder / "__init__.py" for folder in folders}
    return [
        f"{init.relative_to(root).as_posix()}:1: no docstring"
        for _, init in sorted(inits.items())
        if not init.exists() or not ast.get_docstring(ast.parse(init.read_text("utf-8")))
    ]


def long_modules(root: Path) -> list[str]:
    """Modules of more than 300 lines, blank ones not counted."""
    lengths = {
        file: sum(bool(line.strip()) for line in (root / file).read_text("utf-8").splitlines())
        for file, _ in sources(root)
    }
    return [f"{file}:{lines}: longer than {MOST_LINES}" for file, lines in lengths.items() if lines > MOST_LINES]


def namesakes(root: Path) -> list[str]:
    """Functions and classes that share their name with a module of their package: an import would be ambiguous."""
    return [
        f"{file}:{node.lineno}: {node.name} is a module too"
        for file, tree in sources(root)
        if file not in NAMESAKES
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and any((root / file).parent.joinpath(name).exists() for name in (node.name, f"{node.name}.py"))
    ]


def strangers(tracked: Iterable[str]) -> list[str]:
    """Tracked paths in a top-level folder, or of a top-level file, that the house does not have."""
    return [
        path
        for path in tracked
        if (path.partition("/")[0] not in TOP_FOLDERS if "/" in path else path not in TOP_FILES)
    ]


# The promises


@pytest.mark.parametrize(
    "rule",
    [
        unknown_rooms,
        against_the_order,
        outside_their_owner,
        behind_the_counter,
        network_modules,
        printing,
        reading_arrays,
        silent_packages,
        long_modules,
        namesakes,
    ],
)
def test_the_product_keeps_the_rule(rule) -> None:
    """The whole product keeps every rule of the map; each offence is shown as file:line."""
    offences = rule(ROOT)
    assert not offences, f"{rule.__doc__}\n" + "\n".join(offences)


def test_only_the_rooms_of_the_house_are_in_git() -> None:
    """Nothing is committed outside the top-level folders and files that the house has."""
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
    assert strangers(filter(None, listed.stdout.split("\0"))) == []


# The checker itself is checked on small houses, each with one fault


@pytest.fixture
def house(tmp_path):
    """Builds a house of `{path: source}`; every package gets a docstring."""

    def build(files: dict[str, str]) -> Path:
        for name, source in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, "utf-8")
            for folder in path.relative_to(tmp_path).parents[:-1]:
                init = tmp_path / folder / "__init__.py"
                if not init.exists():
                    init.write_text('"""What is it?"""\n', "utf-8")
        return tmp_path

    return build


BROKEN = [
    (against_the_order, "indexer/text/a.py", "import indexer.readers.b"),
    (against_the_order, "indexer/text/a.py", "def f():\n    from indexer.store import reader"),
    (against_the_order, "indexer/text/a.py", "if TYPE_CHECKING:\n    from indexer.library import Library"),
    (against_the_order, "indexer/text/a.py", "from indexer import store"),
    (against_the_order, "indexer/text/a.py", "from .. import store"),
    (against_the_order, "indexer/text/a.py", "from ..store.reader import Store"),
    (against_the_order, "indexer/text/a.py", "importlib.import_module('indexer.cli')"),
    (against_the_order, "indexer/text/a.py", "from indexer import Library"),
    (against_the_order, "indexer/text/a.py", "from webapp import create_app"),
    (against_the_order, "indexer/store/a.py", "from indexer.engines.base import Engine"),
    (against_the_order, "indexer/library.py", "from indexer.exporting import bibtex"),
    (against_the_order, "indexer/types/article.py", "from indexer.text import normal"),
    (against_the_order, "indexer/cli.py", "import webapp"),
    (outside_their_owner, "indexer/store/a.py", "import flask"),
    (outside_their_owner, "indexer/engines/base.py", "from whoosh.index import open_dir"),
    (outside_their_owner, "indexer/text/a.py", "import yaml"),
    (outside_their_owner, "webapp/pages.py", "from lxml.html import fromstring"),
    (outside_their_owner, "indexer/client.py", "import click"),
    (behind_the_counter, "webapp/pages.py", "from indexer.retrieval import follow_up"),
    (behind_the_counter, "webapp/pages.py", "from indexer import library"),
    (behind_the_counter, "webapp/pages.py", "import indexer.types"),
    (behind_the_counter, "webapp/pages.py", "from indexer.cli import main"),
    (network_modules, "indexer/readers/a.py", "def f():\n    from urllib.request import urlopen"),
    (network_modules, "indexer/readers/a.py", "from urllib import request"),
    (network_modules, "indexer/readers/a.py", "import socket"),
    (network_modules, "webapp/api.py", "import http.client"),
    (printing, "indexer/library.py", "print('hello')"),
    (reading_arrays, "indexer/store/reader.py", "import numpy as np\nnp.load('ends.npy')"),
    (printing, "webapp/pages.py", "import sys\nsys.stderr.write('hello')"),
    (silent_packages, "indexer/store/__init__.py", "import os"),
    (long_modules, "indexer/library.py", "x = 1\n" * (MOST_LINES + 1)),
    (unknown_rooms, "indexer/utils.py", "x = 1"),
    (namesakes, "indexer/text/tense.py", "def tense(): ..."),
]

SOUND = [
    (
        against_the_order,
        "indexer/readers/a.py",
        "from indexer.text.normal import normalise\nfrom . import passages",
    ),
    (against_the_order, "indexer/settings.py", "from indexer.errors import SettingError"),
    (against_the_order, "indexer/cli.py", "from indexer import Library\nfrom indexer.evaluation import run"),
    (against_the_order, "indexer/__init__.py", "from indexer.library import Library"),
    (
        outside_their_owner,
        "indexer/engines/whoosh/a.py",
        "from whoosh.index import open_dir\nimport indexer.engines.whoosh",
    ),
    (outside_their_owner, "indexer/cli.py", "import click"),
    (
        behind_the_counter,
        "webapp/pages.py",
        "from indexer import Library, SettingError\nimport indexer.exporting.bibtex",
    ),
    (network_modules, "indexer/readers/a.py", "from urllib.parse import quote\nimport socketless"),
    (network_modules, "webapp/__main__.py", "import socket"),
    (behind_the_counter, "webapp/command.py", "from indexer.cli import main"),
    (printing, "indexer/cli.py", "print('found')"),
    (reading_arrays, "indexer/arrays.py", "import numpy as np\nnp.load('ends.npy')"),
    (long_modules, "indexer/library.py", "x = 1\n\n" * MOST_LINES),
    (unknown_rooms, "indexer/store/reader.py", "x = 1"),
]


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_an_offence_is_caught_where_it_stands(house, rule, path, source) -> None:
    """A house with one fault is caught by its rule, which names the file."""
    (offence,) = rule(house({path: source}))
    assert offence.startswith(path.removesuffix(".py"))


@pytest.mark.parametrize(("rule", "path", "source"), SOUND)
def test_a_sound_house_gives_no_offence(house, rule, path, source) -> None:
    """What the map allows is not reported."""
    assert rule(house({path: source})) == []


def test_an_offence_names_its_line(house) -> None:
    """An offence is shown as file:line, so that an editor can jump there."""
    root = house({"indexer/text/a.py": "\n\nimport indexer.cli\n"})
    assert against_the_order(root) == ["indexer/text/a.py:3: indexer.cli"]


def test_a_stranger_at_the_door_is_named() -> None:
    """A folder or file that the house does not have is reported; one inside a room is not."""
    assert strangers(["indexer/a.py", "docs/a.md", "README.md", "setup.py"]) == ["docs/a.md", "setup.py"]
