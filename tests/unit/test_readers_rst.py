"""Reading reStructuredText, with docutils."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from indexer.types import Article, Skipped
from tests.reading import read

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
Ferries
=======

:Author: Ada King
:Date: 2004-05-02

.. comment here

The *ferry* left `here <http://a.org>`_ for :ref:`the port <port>` [#f]_.

Boats
-----

- One

.. [#f] Late.

.. versionadded:: 1.2
   :opt: x

   It is new.

   So is this.

.. include:: {secret}

.. raw:: html

   <script>x</script>

::

  code  here

===  ===
A    B
===  ===
"""


def test_reading_gives_what_the_reader_sees(tmp_path: Path) -> None:
    """Markup and comments are left out, unknown directives keep their text, and no other file is opened."""
    pytest.importorskip("docutils")
    (tmp_path / "secret.txt").write_text("secret words")
    (tmp_path / "a.rst").write_text(SOURCE.format(secret=tmp_path / "secret.txt"))
    (article,) = read([tmp_path / "a.rst"])
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == [
        *("Ferries", "The ferry left here for the port.", "Boats", "One", "Late.", "It is new.", "So is this."),
        *("code  here", "A | B"),
    ]
    assert (article.title, article.author, article.published) == ("Ferries", "Ada King", "2004-05-02")
    assert [(mark.kind, mark.span.of(article.text)) for mark in article.marks] == [
        ("headline", "Ferries"),
        ("heading", "Boats"),
    ]


def test_without_docutils_the_file_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is missing, the file is skipped with the command that installs it."""
    monkeypatch.setitem(sys.modules, "docutils.core", None)
    (tmp_path / "a.rst").write_text("Ferries")
    (skipped,) = read([tmp_path / "a.rst"])
    assert isinstance(skipped, Skipped)
    assert skipped.reason == 'needs docutils; install it with pip install "footnote-search[formats]"'


def test_lists_and_code_are_known(tmp_path: Path) -> None:
    """The items of a list, and code, which keeps its lines, are known as such."""
    (tmp_path / "a.rst").write_text("Boats\n=====\n\n- Oars\n- Sails\n\nSee::\n\n    row(\n        fast)\n")
    (article,) = read([tmp_path / "a.rst"])
    assert isinstance(article, Article)
    assert [(part.kind, part.span.of(article.text)) for part in article.structure] == [
        ("list", "Oars\n\nSails"),
        ("code", "row(\n    fast)"),
    ]


def test_items_have_their_numbers_and_links_their_addresses(tmp_path: Path) -> None:
    """A numbered list begins where it says; a link is where its words are, though they stand there twice."""
    items = (
        "c. One here, `here <https://a.example/>`_.\n\n   1) Deep.\n\n"
        "d. :ref:`x <y>` and `mail <mailto:a@b.example>`_ mail.\n"
    )
    (tmp_path / "a.rst").write_text(f"Boats\n=====\n\n{items}")
    (article,) = read([tmp_path / "a.rst"])
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == ["Boats", "c. One here, here.", "1) Deep.", "d. x and mail mail."]
    linked = [(part.span.start, part.address) for part in article.structure if part.kind == "link"]
    assert linked == [
        (article.text.index("here."), "https://a.example/"),
        (article.text.index("mail"), "mailto:a@b.example"),
    ]


def test_a_line_too_long_for_docutils_is_told(tmp_path: Path) -> None:
    """The file is skipped with what to do; a line as long as is allowed is read."""
    (tmp_path / "a.rst").write_text("a" * 10_001)
    (tmp_path / "b.rst").write_text("b" * 10_000)
    skipped, article = read([tmp_path / "a.rst", tmp_path / "b.rst"])
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "has a line of more than 10,000 characters; wrap it, and build again"
    assert isinstance(article, Article)
