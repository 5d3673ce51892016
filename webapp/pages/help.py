"""Help: the handbook below `/help`, to be asked, searched and read on the same pages as any other library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from webapp.library import HELP, open_reading, served_library
from webapp.pages import views
from webapp.pages.example_questions import examples
from webapp.pages.form import Form

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MOST = 100
"""Articles of the handbook."""

blueprint = Blueprint(HELP, __name__, url_prefix="/help")


@blueprint.get("")
def conversation() -> ResponseReturnValue:
    """A conversation with the handbook, or its contents when nothing is asked."""
    if any(map(str.strip, request.args.getlist("q"))):
        return views.conversation()
    with open_reading() as reading:
        articles = reading.browse(by_title=True, most=MOST).entries
        questions = served_library().once_per_build(reading, examples)
        return render_template("help.html", form=Form.of(reading, request.args), articles=articles, examples=questions)


for _name in ("search", "similar", "article", "browse"):
    blueprint.add_url_rule(f"/{_name}", _name, getattr(views, _name))
