"""Bullets of symbol fonts, which programs write as characters of the private use area: without the font they show nothing."""

from __future__ import annotations

BULLET = "•"
_FIRST, _LAST = "\ue000", "\uf8ff"  # of the private use area


def with_bullet(line: str) -> str:
    """The line; if it begins with a sign of a symbol font and a blank, with a bullet instead."""
    is_sign = line[:1] and _FIRST <= line[0] <= _LAST and line[1:2].isspace()
    return f"{BULLET} {line[1:].lstrip()}" if is_sign else line
