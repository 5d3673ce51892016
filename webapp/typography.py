"""What the templates set pages with: dates, highlighted stretches, addresses."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app, url_for

from indexer.exporting.dates import day, moment
from webapp.segments import segments

if TYPE_CHECKING:
    from flask import Flask

    from indexer import Span


def install(app: Flask) -> None:
    """Gives the templates of `app` what is here."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(segments=segments, asset=asset, cited=cited)
    app.jinja_env.filters.update(day=day, moment=moment)


def cited(article_id: str, span: Span | None = None, sha256: str | None = None) -> str:
    """The address of an article, opened at `span`."""
    anchor = "quote" if span else None
    return url_for("pages.article", id=article_id, span=span and str(span), sha256=sha256, _anchor=anchor)


def asset(name: str) -> str:
    """The address of a static file, which names its version."""
    return url_for("static", filename=name, v=_version(Path(current_app.static_folder or ""), name))


@cache
def _version(folder: Path, name: str) -> str:
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]
