"""Fitted tables of weights as Python source: what the fitting scripts write into the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def module_source(docstring: str, tables: Mapping[str, Mapping[str, float]], digits: int) -> str:
    """The source of a module with this docstring, and for each name a table: feature → weight, with so many digits."""
    lines = [f'"""{docstring.rstrip()}\n"""\n']
    for name, table in tables.items():
        rows = "\n".join(f'    "{feature}": {weight:.{digits}f},' for feature, weight in table.items())
        lines.append(f"{name} = {{\n{rows}\n}}\n")
    return "\n".join(lines)
