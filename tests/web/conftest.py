"""Every response that any test here gets is held to the OpenAPI document."""

from __future__ import annotations

import gzip
import json
from functools import cache

import jsonschema_rs
import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app


@cache
def described():
    """The OpenAPI document."""
    return create_app({"INSTANCE": "nowhere"}).test_client().get("/openapi.json").json


@cache
def validator(shape):
    """Checks a document against the schema of that name."""
    reference = {"$ref": f"#/components/schemas/{shape}", "components": described()["components"]}
    return jsonschema_rs.validator_for(reference)


def promised(method, path, status):
    """The media types that the address promises with that status, each with its schema's name; None for a file."""
    operation = described()["paths"].get(path, {}).get(method.lower(), {})
    responses = operation.get("responses", {})
    answer = responses.get(str(status), responses.get("default"))
    if answer is None:
        return {"application/problem+json": "ProblemDocument"}
    return {
        media_type: content["schema"]["$ref"].rpartition("/")[2] if content else None
        for media_type, content in answer.get("content", {}).items()
    }


def assert_as_promised(method, path, response):
    """The response has the status, the type and the shape that the OpenAPI document says."""
    body = gzip.decompress(response.data) if response.headers.get("Content-Encoding") == "gzip" else response.data
    promise = promised(method, path, response.status_code)
    if not promise or method == "HEAD":
        assert body == b""
        return
    assert response.mimetype in promise
    if shape := promise[response.mimetype]:
        validator(shape).validate(json.loads(body))


class CheckedClient(FlaskClient):
    """A client that believes nothing."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        path, method = response.request.path, response.request.method
        if path.startswith("/api/") and method != "OPTIONS":
            assert_as_promised(method, path, response)
        return response


@pytest.fixture(autouse=True)
def _checked(monkeypatch):
    described()  # before a test changes settings
    monkeypatch.setattr(Flask, "test_client_class", CheckedClient)
