"""Plots the risk–coverage curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from indexer.evaluation.confidence import Curve, Point

_BLUE, _RED, _GREY = "#1f4e79", "#c0392b", "#6b6b6b"
_WIDTH, _HEIGHT, _DPI = 6.4, 4.4, 150  # inches, and dots to one


def require_drawable(path: Path) -> None:
    """Raises `UsageError` when a picture cannot be written: without matplotlib, a name in `.png`, or an existing folder."""
    if path.suffix.casefold() != ".png":
        raise UsageError(f"{path} is no .png; name the picture so")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent} is no folder; make it, or name another file")
    try:
        import matplotlib  # noqa: F401, PLC0415  an extra: imported when asked for
    except ModuleNotFoundError:
        raise UsageError(
            "a picture needs the Python package matplotlib; run `pip install 'footnote-search[plot]'`"
        ) from None


def draw(curve: Curve, in_force: Point | None, path: Path) -> None:
    """Writes the curve as a PNG, with the point of the threshold in force."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  an extra: imported when asked for
    from matplotlib.figure import Figure  # noqa: PLC0415  as above

    figure = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
    axes = figure.add_subplot()
    coverages = [point.coverage for point in curve.points]
    risks = [point.risk for point in curve.points]
    axes.plot([0.0, *coverages], [risks[0], *risks], color=_BLUE, linewidth=1.8)
    axes.fill_between([0.0, *coverages], [risks[0], *risks], color=_BLUE, alpha=0.08, linewidth=0)
    axes.text(0.02, 0.97, f"area {curve.area:.3f}, at best {curve.best:.3f}", color=_BLUE, va="top",
              transform=axes.transAxes)  # fmt: skip
    top = max(*risks, in_force.risk if in_force else 0.0, 0.05)
    _dress(axes, min(1.0, 1.25 * top))
    if in_force:
        _mark(axes, in_force)
    FigureCanvasAgg(figure).print_figure(path, dpi=_DPI, metadata={"Software": None})


def _mark(axes: Axes, point: Point) -> None:
    axes.plot([point.coverage], [point.risk], color=_RED, marker="o", markersize=7, clip_on=False, zorder=3)
    axes.vlines(point.coverage, 0, point.risk, color=_RED, linestyle=":", linewidth=1)
    axes.hlines(point.risk, 0, point.coverage, color=_RED, linestyle=":", linewidth=1)
    right = point.coverage > 0.5
    axes.annotate(
        f"in force: threshold {point.threshold:g}\n{point.coverage:.0%} answered, {point.risk:.1%} of them wrong",
        (point.coverage, point.risk), xytext=(-10 if right else 10, 14), textcoords="offset points",
        ha="right" if right else "left", va="bottom", color=_RED,
    )  # fmt: skip


def _dress(axes: Axes, top: float) -> None:
    axes.set(xlim=(0, 1), ylim=(0, top), title="Risk and coverage")
    axes.set_xlabel("coverage: share of the questions that are answered")
    axes.set_ylabel("risk: share of the answers that are wrong")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: f"{100 * value:.3g}%")
    axes.tick_params(colors=_GREY)
    axes.grid(visible=True, alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
