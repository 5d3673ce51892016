"""The language of a page: the one that `web.language` names, else the one that the browser asks for, else English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, has_request_context, request

from indexer import SettingError
from webapp.texts.catalogue import LANGUAGES, ORIGINAL, catalogue_of

if TYPE_CHECKING:
    from flask import Flask, Response
    from markupsafe import Markup

    from indexer import Settings
    from webapp.texts.catalogue import Catalogue

AUTO = "auto"
_SETTING = "page language"  # where the application keeps the setting


def install(app: Flask, settings: Settings) -> None:
    """Gives the templates of `app` the function `t`, for the text of a key, and makes caches keep languages apart."""
    app.extensions[_SETTING] = settings.web_language
    app.jinja_env.globals.update(t=text, catalogue=current_catalogue)
    app.after_request(_vary)


def require_language(name: str) -> None:
    """Raises `SettingError` unless `web.language` may be `name`."""
    if name not in (AUTO, *LANGUAGES):
        raise SettingError("web.language", f"write {AUTO}, {' or '.join(LANGUAGES)}, not {name!r}")


def current_catalogue() -> Catalogue:
    """The catalogue of the page that is being made."""
    if not has_request_context():
        return catalogue_of(ORIGINAL)
    if "catalogue" not in g:
        g.catalogue = catalogue_of(_language())
    found: Catalogue = g.catalogue
    return found


def text(key: str, /, **values: object) -> Markup:
    """The text of that key in the language of the page."""
    return current_catalogue().text(key, **values)


def _language() -> str:
    setting: str = current_app.extensions[_SETTING]
    if setting != AUTO:
        return setting
    wanted = (tag.partition("-")[0].casefold() for tag in request.accept_languages.values())  # the preferred one first
    return next((language for language in wanted if language in LANGUAGES), ORIGINAL)


def _vary(response: Response) -> Response:
    if response.mimetype in ("text/html", "application/opensearchdescription+xml"):
        response.vary.add("Accept-Language")
    return response
