"""Front matter: the YAML lines between `---` at the top of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from indexer.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Mapping

# A first line that is no `name:` is a rule across the page, not the beginning of fields.
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?=\s*(?:#.*\n)*[\w-]+[ \t]*:)(?P<fields>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)


class _Verbatim(yaml.BaseLoader):
    """Reads every value as the text that was written: dates stay as precise as they are."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            # A few lines of aliases can stand for gigabytes.
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def split(text: str, path: str) -> tuple[Mapping[str, object], str]:
    """The fields of the front matter, and the text behind it; raises `ArticleError` for invalid YAML."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        # The loader makes nothing but text, lists and mappings.
        fields = yaml.load(match["fields"], Loader=_Verbatim)  # noqa: S506
    except (yaml.YAMLError, ValueError) as error:
        raise ArticleError(path, f"its front matter is not valid YAML ({_problem(error)}); correct it") from None
    if not isinstance(fields, dict):
        raise ArticleError(path, "its front matter has no `name: value` lines; correct it, or remove the first ---")
    return fields, text[match.end() :]


def _problem(error: Exception) -> str:
    """One line of what a loader says at length."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    # Counted in the file: the front matter begins on line 2.
    return f"line {mark.line + 2}: {problem}" if mark else str(problem)
