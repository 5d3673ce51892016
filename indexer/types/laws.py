"""How a value checks its laws when it is made."""

from __future__ import annotations

from indexer.errors import LawError


def require(holds: bool, law: str) -> None:
    """Raises `LawError`, which states the law, unless it holds."""
    if not holds:
        raise LawError(law)
