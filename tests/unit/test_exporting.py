"""How what was found leaves the program: documents, and dates as people write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_type_hints

import pytest

from indexer.exporting import shapes
from indexer.exporting.dates import day, moment
from indexer.exporting.json import (
    answer_document,
    article_document,
    results_document,
    sources_document,
    status_document,
    verification_document,
)
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer import Library


def documents(library: Library) -> list[tuple[Mapping[str, object], type]]:
    """One document of every kind, with its shape."""
    with library.reading() as reading:
        answer = reading.ask(["How is green tea made?"])
        quote = answer.citations[0]
        return [
            (answer_document(answer, 1.0), shapes.AnswerDocument),
            (answer_document(reading.ask(["zyzzyva"]), 1.0), shapes.AnswerDocument),
            (results_document(reading.search("green tea"), 1.0, explain=True), shapes.ResultsDocument),
            (article_document(reading.article("kitchen/tea"), reading.build), shapes.ArticleDocument),
            (
                verification_document(reading.verify("kitchen/tea", quote.span, quote.quote), reading.build),
                shapes.VerificationDocument,
            ),
            (
                verification_document(reading.verify("gone", Span(0, 1), "G"), reading.build),
                shapes.VerificationDocument,
            ),
            (sources_document(reading.sources(), reading.build), shapes.SourcesDocument),
            (status_document(reading.status()), shapes.StatusDocument),
        ]


def test_every_document_is_json_of_the_documented_shape(library) -> None:
    """A document has exactly the fields of its shape, survives JSON unchanged, and names its build."""
    for document, shape in documents(library):
        assert set(document) == set(get_type_hints(shape))
        assert json.loads(json.dumps(document)) == document
        assert document["build"] == library.status().build


def test_results_can_stand_in_another_order(library) -> None:
    """Hits that are given stand in place of the results' own, none of them too; the rest stays."""
    results = library.search("lighthouse", k=3)
    turned = results_document(results, 1.0, hits=results.hits[::-1])
    assert [hit["rank"] for hit in turned["hits"]] == [3, 2, 1]
    assert results_document(results, 1.0, hits=())["hits"] == []
    assert turned["total"] == results_document(results, 1.0)["total"] == 25


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2016-10-25T13:15:00", "25 Oct 2016"),
        ("2016-10-05", "5 Oct 2016"),
        ("2016-10", "Oct 2016"),
        ("2016", "2016"),
        ("2016-10-25T13:15:00Z", "25 Oct 2016"),
    ],
)
def test_a_date_says_no_more_than_it_knows(iso, shown):
    """A year stays a year and a month a month."""
    assert day(iso) == shown


def test_a_moment_has_its_time():
    """The time of day is shown where there is one."""
    assert moment("2016-10-25T13:15:00") == "25 Oct 2016, 13:15"
    assert moment("2016-10-25") == "25 Oct 2016"
