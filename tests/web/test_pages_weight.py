"""What a page weighs."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from tests.web.test_pages import MINISTER, Page

if TYPE_CHECKING:
    from flask.testing import FlaskClient

QUESTIONS = (
    MINISTER,
    "When will the agreement be signed?",
    "Where could South Ossetian servicemen serve?",
    "What does Tbilisi say about these deals?",
)
HEAVIEST = 24 * 1024
COMPRESSED = {"Accept-Encoding": "gzip"}
FURTHER = 6_000
"""Bytes that one more question may add to a page: its quotes and sources, and its words in every link, which pack well."""


def weight(client: FlaskClient, address: str) -> int:
    """Bytes of what is at the address, as they travel."""
    with client.get(address, headers=COMPRESSED) as response:
        assert response.status_code == 200
        return len(response.data)


def test_a_thread_weighs_little(client):
    """Four questions with their answers, and all that the page needs, are at most 24 KB as they travel."""
    response = client.get("/", query_string={"q": QUESTIONS})
    made = Page(response.text)
    needed = [script["src"] for script in made.all("script")]
    needed += [link["href"] for link in made.all("link") if link["rel"] in ("stylesheet", "icon")]
    assert len(needed) == 3
    page = weight(client, response.request.full_path)
    assert page + sum(weight(client, address or "") for address in needed) <= HEAVIEST


def test_a_long_thread_grows_little(client):
    """Every further question adds little, though the links of the newest one hold them all."""
    numbers = count(1)
    asked = [f"How does the keeper of lighthouse {next(numbers)} light it?" for _ in range(20)]
    sizes = [len(client.get("/", query_string={"q": asked[:turns]}).data) for turns in (10, 20)]
    assert (sizes[1] - sizes[0]) / 10 <= FURTHER
