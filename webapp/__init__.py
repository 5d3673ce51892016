"""How do a browser and a program ask the library? Footnote's page, its JSON API and its server, with Flask.

page          what a browser gets; it works without script, and its URL is all of its state (`pages`)
API           the same as JSON, described by an OpenAPI document (`api`)
conversation  the questions in a URL, each with its own answer; the newest one is the last
served build  the build that all requests are answered from, until a newer one is published (`library`)

`http` is what happens to every request, `serving` is the server, `command` the program `footnote`. `webapp` calls only
the public names of `indexer`. A view parses the request, calls the library once, and renders; it reads one build from
beginning to end. The names below are imported when they are first used, so that the command line starts without Flask.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.factory import LONGEST_BODY, create_app, instance_folder

__all__ = ["LONGEST_BODY", "create_app", "instance_folder"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("webapp.factory"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
