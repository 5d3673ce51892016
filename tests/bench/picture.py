"""The figures as a picture: how p50 and build time grow with the passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl

mpl.use("agg")

from matplotlib import pyplot as plt
from matplotlib.ticker import NullFormatter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from matplotlib.axes import Axes

# row -> its build, colour and line
LINES = {
    "Footnote, compiled": ("footnote", "#c0392b", "-"),
    "Footnote, numpy": (None, "#e08e79", "-"),
    "tantivy": ("tantivy", "#1f4e79", "--"),
    "bm25s, numba": ("bm25s-numba", "#2e7d4f", "--"),
    "bm25s, numpy": (None, "#8cbf9f", "--"),
    "SQLite FTS5": ("fts5", "#7d6aa8", ":"),
    "rank_bm25": ("rank_bm25", "#9a9a9a", ":"),
    "Whoosh, stock": ("whoosh", "#b8860b", ":"),
}


def draw(found: Mapping[str, Any], path: Path) -> None:
    """Writes the picture, a PNG."""
    figure, (searching, building) = plt.subplots(1, 2, figsize=(11, 5), layout="constrained")
    sizes = found["sizes"].values()
    for row, (build, colour, line) in LINES.items():
        style: dict[str, Any] = {"color": colour, "linestyle": line, "marker": "o", "markersize": 4, "linewidth": 1.8}
        if points := [(size["passages"], size["searches"][row]["p50_ms"]) for size in sizes if row in size["searches"]]:
            searching.plot(*zip(*points, strict=True), **style, label=row)
        if points := [
            (size["passages"], size["builds"][build]["seconds"]) for size in sizes if build in size["builds"]
        ]:
            building.plot(*zip(*points, strict=True), **style)
    _dress(searching, "Top 10, median of the queries", "milliseconds")
    _dress(building, "From a file of text to an index on disk", "seconds")
    figure.legend(loc="outside lower center", ncols=4, frameon=False)
    figure.savefig(path, dpi=130, metadata={"Software": None})
    plt.close(figure)


def _dress(axes: Axes, title: str, unit: str) -> None:
    axes.set(xscale="log", yscale="log", title=title, xlabel="passages", ylabel=unit)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
