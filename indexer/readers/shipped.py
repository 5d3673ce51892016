"""The articles that come with Footnote: where they lie, and the ids of its handbook.

In an installed package they lie within it, in a checkout beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]

SHIPPED = next((folder for folder in (_PACKAGE / "seeds", _PACKAGE.parent / "seeds") if folder.is_dir()), Path("seeds"))
"""The folder of all articles that come with Footnote."""
HANDBOOK = SHIPPED / "handbook"
"""The folder of the handbook's articles."""
HANDBOOK_SOURCE = "Footnote handbook"
"""The source that the handbook's articles name."""
HANDBOOK_IDS = "footnote://handbook/"
"""How the handbook's ids begin where it is a source of its own; no path within a source holds `//`."""
