"""The page for a form that cannot be read: it keeps what was typed, and says beside each field what is wrong."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from flask import render_template, request, url_for

from indexer import MOST_TURNS, UsageError
from webapp.library import open_reading
from webapp.pages.form import Form
from webapp.pages.word_fields import with_word_fields
from webapp.parameters import BadParameterError
from webapp.texts.language import current_catalogue, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

P = ParamSpec("P")

_FIELDS = frozenset({"q", "source", "after", "before"})
_TEXTS = {"pages.search": ("search.title", "search.label")}


def keeping_form(view: Callable[P, str]) -> Callable[P, str | tuple[str, int]]:
    """Decorator of a view with a form: a request that cannot be read gets the form back as it was filled in."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> str | tuple[str, int]:
        try:
            return view(*args, **kwargs)
        except BadParameterError as error:
            return _mistake(dict(error.errors), error.status)
        except UsageError as error:
            return _mistake({"q": error.args[0]}, 400)

    return answer


def _mistake(wrong: Mapping[str, str], status: int) -> tuple[str, int]:
    questions = [question for question in request.args.getlist("q") if question.strip()]
    earlier = questions[:-1] if len(questions) <= MOST_TURNS else ()
    newest = with_word_fields(questions[-1] if questions else "", request.args)
    button, label = map(text, _TEXTS.get(request.endpoint or "", ("ask.button", "ask.label")))
    elsewhere = [
        f"{name}: {current_catalogue().sentence(words)}" for name, words in wrong.items() if name not in _FIELDS
    ]
    with open_reading() as reading:
        form = Form.of(reading, request.args, wrong)
    page = render_template(
        "mistake.html", title=text(f"problem.{status}"), form=form, question=newest, label=label,
        detail="; ".join(elsewhere) or text("problem.marked"), earlier=earlier,
        button=button, action=url_for("pages.search") if request.endpoint == "pages.search" else None,
    )  # fmt: skip
    return page, status
