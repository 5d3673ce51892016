"""Answers as files over HTTP: every format, named after the question, and refused where it would be empty."""

from __future__ import annotations

import json

import pytest

from indexer import FORMATS, Library, Reading
from webapp import create_app

MINISTER = "Who is the de facto defence minister of South Ossetia?"
UNANSWERED = "Which zeppelin crossed Patagonia?"
TODAY = "2026-11-23"


def export(client, **parameters):
    """The file at the address."""
    return client.get("/api/export", query_string={"today": TODAY, **parameters})


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_is_exported_as_the_library_writes_it(client, instance, name):
    """Each format comes as a file to keep, letter for letter what the library's answer is written as."""
    turns = ["Where is Tskhinvali?", MINISTER]
    response = export(client, q=turns, format=name)
    assert response.status_code == 200
    assert response.content_type == FORMATS[name].media_type
    file_name = f"who-is-the-de-facto-defence-minister-of-south-ossetia{FORMATS[name].suffix}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file_name}"'
    with Library.open(instance) as library, library.reading() as reading:
        answer = reading.ask(turns, today=TODAY)
        assert response.data == FORMATS[name].write(answer, reading.article)


def test_markdown_is_given_unless_another_format_is_asked_for(client):
    """Without `format` it is Markdown; one that does not exist is refused, and those that do are named."""
    assert export(client, q=MINISTER).mimetype == "text/markdown"
    refused = export(client, q=MINISTER, format="pdf")
    assert refused.status_code == 400
    assert all(name in refused.json["detail"] for name in FORMATS)
    assert [error["parameter"] for error in refused.json["errors"]] == ["format"]


def test_everything_wrong_is_named_at_once(client):
    """The parameters are those of `/api/ask`, and every bad one is named."""
    refused = export(client, format="pdf", after="soon")
    assert sorted(error["parameter"] for error in refused.json["errors"]) == ["after", "format", "q"]


def test_filters_belong_to_the_question(client):
    """What the filters leave out is not exported."""
    assert "made by heating" in export(client, q="How is green tea made?", source="Kitchen Herald").text
    assert "Not found" in export(client, q="How is green tea made?", source="Coast Gazette").text


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_found_is_told_or_refused(client, name):
    """A record says why there is no answer; a bibliography would be empty, and is a problem with the reason."""
    response = export(client, q=UNANSWERED, format=name)
    if FORMATS[name].bibliography:
        assert response.status_code == 422
        assert "nothing is cited" in response.json["detail"]
        assert "zeppelin" in response.json["detail"]
    else:
        assert response.status_code == 200
        assert "zeppelin" in response.text


def test_an_export_that_the_caller_has_is_not_made_again(client, monkeypatch):
    """With its tag in `If-None-Match` it is 304, without a search; another format has another tag."""
    address = f"/api/export?q=tea&format=csl&today={TODAY}"
    tag = client.get(address).headers["ETag"]
    assert client.get(address.replace("csl", "ris")).headers["ETag"] != tag
    monkeypatch.setattr(Reading, "ask", None)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_pack_brings_its_own_policy(client):
    """A pack that is opened from the disk runs its own script and nothing else: the policy stands in the file."""
    page = export(client, q=MINISTER, format="evidence").text
    assert "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-" in page


def test_the_manual_tells_which_files_there_are():
    """OpenAPI and `/docs` name every format and its media type."""
    client = create_app({"INSTANCE": "nowhere"}).test_client()
    operation = client.get("/openapi.json").json["paths"]["/api/export"]["get"]
    types = {each.media_type.partition(";")[0] for each in FORMATS.values()}
    assert set(operation["responses"]["200"]["content"]) == types
    (parameter,) = (one for one in operation["parameters"] if one["name"] == "format")
    assert parameter["schema"]["enum"] == list(FORMATS)
    shown = client.get("/docs").text
    assert all(media_type in shown for media_type in types)


def test_csl_is_json(client):
    """CSL-JSON is an array of one item for each cited article."""
    (item,) = json.loads(export(client, q=MINISTER, format="csl").data)
    assert item["container-title"] == "Agenda.ge"
