"""YAML whose values are read as text, as they are written, so that dates stay as precise as they are."""

from __future__ import annotations

import yaml


class _Verbatim(yaml.BaseLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            # A few lines of aliases can stand for gigabytes.
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def load(lines: str) -> object:
    """What the lines of front matter say: text, lists and mappings; raises ValueError and RecursionError.

    The error says on which line of the file it is: front matter begins on the second.
    """
    try:
        return yaml.load(lines, Loader=_Verbatim)  # noqa: S506  it makes nothing but text, lists and mappings
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        words = problem or str(error).partition("\n")[0]
        raise ValueError(f"line {mark.line + 2}: {words}" if mark else words) from error
