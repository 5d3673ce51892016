"""The Flask face of Footnote: ask a library of articles by page and by JSON.

page          what a browser gets; it works without script, and its URL is all of its state
conversation  the questions in a page's URL, each shown with its own answer; the newest one is the last
turn          one question of a conversation, with its answer
note          a citation as a page shows it: its number, publisher and date, and the passage around its quote
segment       a stretch of text that is highlighted throughout, or not at all
wire          the JSON shapes
contract      what one JSON address asks for and answers with; all of them are the OpenAPI document
problem       what goes out instead of JSON when something is wrong (RFC 9457)

`webapp` calls only the public names of `indexer`. A view parses, calls once, renders; and it reads one build
from beginning to end. A name's module is imported when the name is first used, so that the command
line, which has `serve` from here, starts without Flask.
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
