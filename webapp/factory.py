"""Creates the Flask application of one instance from its parts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from indexer import SettingError, Settings
from webapp.api import api_docs, wire
from webapp.api import views as api_views
from webapp.handbook import HandbookLibrary
from webapp.http import budgets, compression, cors, headers, hosts, problems
from webapp.library import HELP, ServedLibrary, is_help
from webapp.pages import help as help_pages
from webapp.pages import template_helpers
from webapp.pages import views as page_views
from webapp.texts import language

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_BODY = 2 * 1024 * 1024
"""Bytes of a request's body: room for a conversation of several questions of the greatest length."""


class Application(Flask):
    """A Flask application whose pages of help link to each other: there, `pages.search` is the search of the handbook."""

    def url_for(self, /, endpoint: str, **values: Any) -> str:  # noqa: ANN401  as in Flask
        """The URL of an endpoint, as Flask makes it."""
        of_help = endpoint.replace("pages.", f"{HELP}.", 1)
        return super().url_for(of_help if is_help() and of_help in self.view_functions else endpoint, **values)


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The application for the instance that `config` names as `INSTANCE`; without it, see `instance_folder`.

    `ADDRESS` in `config` is the IP address that it is served at, by default the loopback address. The library is opened
    by the first request that needs it; while the instance has no build, requests are answered with 503.
    """
    given = dict(config or {})
    instance = instance_folder(given.pop("INSTANCE", None))
    app = Application("webapp", instance_path=str(instance))
    app.config.from_mapping(MAX_CONTENT_LENGTH=LONGEST_BODY, INSTANCE=str(instance), ADDRESS="127.0.0.1")
    app.config.from_mapping(given)
    app.extensions["library"] = served_library = ServedLibrary(instance, HandbookLibrary())
    try:
        settings = served_library.settings()
    except SettingError:  # every answer reports it; meanwhile the server is protected by the default limits
        settings = Settings()
    for part_with_settings in (hosts, cors, language):
        part_with_settings.install(app, settings)
    for part in (headers, compression, template_helpers, wire, problems):
        part.install(app)
    budgets.install(app, settings)
    app.register_blueprint(page_views.blueprint)
    app.register_blueprint(help_pages.blueprint)
    app.register_blueprint(api_views.blueprint)
    app.register_blueprint(api_docs.blueprint)
    return app


def instance_folder(given: object = None) -> Path:
    """The instance folder as an absolute path: `given`, else `FOOTNOTE_INSTANCE`, else `./instance`."""
    return Path(str(given or os.environ.get("FOOTNOTE_INSTANCE") or "instance")).absolute()
