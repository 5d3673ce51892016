"""Functions and filters for the templates: dates, counts, highlights, URLs."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote as escaped

from flask import current_app, request, url_for
from markupsafe import Markup

from indexer import is_web_address
from indexer.exporting.annotations import likeness
from indexer.exporting.skipped_files import by_suffix
from webapp.library import is_help
from webapp.pages.highlighting import segments
from webapp.texts.language import current_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Flask

    from indexer import Citation, Entry, Span

CATALOGUE_FILTERS = ("ago", "day", "moment", "number", "period", "phrase", "place", "quoted", "reason", "sentence")
"""Methods of the page's catalogue that templates use as filters."""
_WHOLE = 12
_ENDS = 5


def install(app: Flask) -> None:
    """Makes the functions of this module available to the templates of `app`."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        segments=segments,
        asset=asset,
        cited=cited,
        checked=checked,
        original=original,
        in_language=in_language,
        around=around,
        suggesting=suggesting,
        is_help=is_help,
        home=home,
        likeness=likeness,
    )
    app.jinja_env.filters.update({name: _of_catalogue(name) for name in CATALOGUE_FILTERS})
    app.jinja_env.filters.update(by_suffix=by_suffix, by_day_added=by_day_added)


def _of_catalogue(name: str) -> Callable[..., str]:
    """The method of that name of the page's catalogue, as a filter."""

    def apply(value: object) -> str:
        shown: str = getattr(current_catalogue(), name)(value)
        return shown

    return apply


def cited(
    article_id: str,
    span: Span | None = None,
    sha256: str | None = None,
    quote: str | None = None,
    back: Mapping[str, str] | None = None,
    *,
    external: bool = False,
) -> str:
    """The URL of an article, opened at `span`; with `quote` and `sha256` its page checks whether the quote still holds.

    `back` is what leads back from there to an answer; see `way_back.py`.
    """
    return url_for(
        "pages.article", id=article_id, span=span and str(span), sha256=sha256, quote=quote, **(back or {}),
        _anchor="quote" if span else None, _external=external,
    )  # fmt: skip


def checked(citation: Citation, back: Mapping[str, str] | None = None) -> str:
    """The URL that opens the article of a citation and checks the quote."""
    return cited(citation.article_id, citation.span, citation.article_sha256, citation.quote, back)


def original(url: str | None, quoted: str = "") -> str | None:
    """The URL where the article was published, opened at the quoted words; None when it is not on the web.

    A long quote is named by its first and last words (text fragments): https://wicg.github.io/scroll-to-text-fragment/.
    """
    if url is None or not is_web_address(url):
        return None
    words = quoted.split()
    if not words:
        return url
    ends = [words] if len(words) <= _WHOLE else [words[:_ENDS], words[-_ENDS:]]
    # A hyphen is a sign of its own in a text fragment, and `quote` of urllib leaves it as it is.
    fragment = ",".join(escaped(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def around(quote: str, start: int, end: int, most: int = 160) -> str:
    """An excerpt of a quote around its code points `start` to `end`: about `most` code points, cut between words."""
    if len(quote) <= most:
        return quote
    left = max(0, min(start - most // 2, len(quote) - most))
    right = min(len(quote), max(left + most, end))
    if left:
        space = quote.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < len(quote):
        right = max(quote.rfind(" ", left, right), end)
    return f"{'…' if left else ''}{quote[left:right]}{'…' if right < len(quote) else ''}"


def in_language(language: str | None) -> Markup:
    """The HTML attribute `lang` for text in another language than the page's; else empty."""
    return Markup("") if language in (None, current_catalogue().language) else Markup(' lang="{}"').format(language)


def by_day_added(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The days (YYYY-MM-DD, UTC) on which articles were added, each with its articles; as they follow each other."""
    return [(day, list(own)) for day, own in groupby(entries, lambda entry: (entry.added or "")[:10])]


def home() -> str:
    """The URL of the reader's own library, from the pages of help too."""
    return f"{request.script_root}/"


def suggesting() -> Markup:
    """The HTML attributes of a field that is given suggestions while one types; the handbook has none."""
    if is_help():
        return Markup("")
    return Markup(' data-suggest="{}" data-script="{}"').format(url_for("api.suggest"), asset("suggest.js"))


def asset(name: str) -> str:
    """The URL of a static file, with a hash of its content as version."""
    return url_for("static", filename=name, v=_version(Path(current_app.static_folder or ""), name))


@cache
def _version(folder: Path, name: str) -> str:
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]
