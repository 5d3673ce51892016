"""The benchmark of first paints measures what it says."""

from __future__ import annotations

from tests.bench import painting
from tests.browser.test_browser import MINISTER


def test_each_row_is_measured(browser, seeded, tmp_path):
    """Three rows; a long text shows its quote in its first paint."""
    long = painting.long_text(tmp_path / "long", 20_000)
    measured = painting.measure(browser, seeded, [MINISTER], long, 20_000, rounds=1)
    assert list(measured) == ["nothing", "answer", "long text"]
    assert all(0 < p50 <= p95 for p50, p95 in measured.values())
