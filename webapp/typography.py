"""What the templates set pages with: dates as people write them, highlighted stretches, addresses."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app, url_for

from webapp.segments import segments

if TYPE_CHECKING:
    from flask import Flask

    from indexer import Span

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?")


def install(app: Flask) -> None:
    """Gives the templates of `app` what is here."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(segments=segments, asset=asset, cited=cited)
    app.jinja_env.filters.update(day=day, moment=moment)


def day(iso: str) -> str:
    """`25 Oct 2016` of `2016-10-25T13:15:00`; no more than the date says: `Oct 2016` of `2016-10`."""
    found = _ISO.match(iso)
    if found is None:
        return iso
    year, month, day_of_month, _ = found.groups()
    parts = (str(int(day_of_month)) if day_of_month else "", _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(part for part in parts if part)


def moment(iso: str) -> str:
    """`25 Oct 2016, 13:15` of `2016-10-25T13:15:00`; the time only if there is one."""
    found = _ISO.match(iso)
    return f"{day(iso)}, {found[4]}" if found and found[4] else day(iso)


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
