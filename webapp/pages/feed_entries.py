"""The Atom feed of a question (RFC 4287): its entries are the passages that match, so that a feed reader tells of new ones.

An entry's id is made of its text, so a passage that was told of is not told again, whatever build it is in and wherever it
stands there. Of passages with the same text in several articles, the first is told of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from flask import render_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer import AddedPassage
    from webapp.pages.threads import Thread

ATOM = "application/atom+xml; charset=utf-8"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_of(thread: Thread, passages: Sequence[AddedPassage], built: str) -> str:
    """The feed of a thread, as XML; one without passages was updated when the build was made, at `built`."""
    originals: dict[str, AddedPassage] = {}
    for added in reversed(passages):
        originals.setdefault(added.passage.text, added)  # of copies, the one that was there first
    entries = tuple(reversed(originals.values()))
    return render_template(
        "feed.xml", thread=thread, entries=entries, updated=entries[0].added if entries else built,
        id=_urn("feed", *thread.questions, str(thread.filters.pairs)), entry_id=_entry_id, xml_text=xml_text,
    )  # fmt: skip


def _entry_id(added: AddedPassage) -> str:
    return _urn("passage", added.passage.text)


def _urn(*parts: str) -> str:
    """A name for what these texts name together; the same for the same texts, everywhere."""
    return uuid5(NAMESPACE_URL, "\0".join(parts)).urn


def xml_text(text: str) -> str:
    """The text with � for the characters that XML 1.0 does not have."""
    return _NO_XML.sub("\ufffd", text)
