"""Clients that do all they can to stop the server: slow, silent, deaf, malformed, and many."""

from __future__ import annotations

import json
import os
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.conftest import answers, wait_until
from tests.faults.conftest import TIMES
from webapp import LONGEST_BODY

CROWD = 40 if TIMES == 1 else 2_000
HEAD = b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"


def connected(url, timeout=10.0):
    """A connection to the server."""
    place = urlsplit(url)
    return socket.create_connection((place.hostname, place.port), timeout=timeout)


def said(opened):
    """All that the server says until it closes the connection."""
    parts = []
    while part := opened.recv(65_536):
        parts.append(part)
    return b"".join(parts)


def exchanged(url, sent):
    """What the server answers to these bytes, on a connection of its own."""
    with connected(url) as opened:
        opened.sendall(sent)
        return said(opened)


def status(answer):
    """The status of a raw answer."""
    return int(answer.split(b" ", 2)[1])


@pytest.fixture(scope="module")
def url(serving, instance):
    """A server with two workers."""
    with serving(instance, "--workers", "2") as address:
        yield address


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET /api/health HT", b"GET /api/health HTTP/1.1\r\nHost: local", HEAD, HEAD + b'{"q": "te'],
    ids=["idle", "half a line", "half a header", "no body", "half a body"],
)
def test_who_sends_half_of_something_keeps_nobody_waiting(url, begun):
    """However many connections have begun something and wait, the next one is answered."""
    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(connected(url)).sendall(begun)
        for _ in range(20):
            assert answers(url)


def test_who_does_not_read_keeps_nobody_waiting(url):
    """Clients that ask a hundred times and read nothing hold no thread."""
    with ExitStack() as crowd:
        for _ in range(8):
            opened = crowd.enter_context(connected(url))
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            opened.sendall(b"GET /static/page.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
        for _ in range(20):
            assert answers(url)


def test_when_there_are_too_many_connections_the_longest_idle_one_goes(serving, instance, monkeypatch):
    """The limit refuses nobody: a new connection is answered, and the oldest idle one is closed."""
    monkeypatch.setenv("FOOTNOTE_WEB_CONNECTIONS", "8")
    with serving(instance, "--workers", "1") as url, ExitStack() as crowd:
        idle = [crowd.enter_context(connected(url)) for _ in range(12)]
        assert answers(url)
        assert idle[0].recv(1) == b""
        idle[-1].sendall(b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert status(idle[-1].recv(100)) == 200


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST /api/ask HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-Many: 1\r\n" * 20_000 + b"\r\n", 431),
        (b"GET /?q=" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (LONGEST_BODY + 1), 413),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(url, sent, expected):
    """A malformed, ambiguous or overlong request gets 4xx (or 501) as a problem document, and the connection ends."""
    answer = exchanged(url, sent)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert status(answer) == expected
    assert b"application/problem+json" in head
    assert json.loads(body)["detail"]
    assert answers(url)


def test_an_upload_that_is_too_long_is_refused_before_it_ends(url):
    """413 comes at once, and is read by a client that is still sending."""
    with connected(url) as opened:
        opened.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (10 * LONGEST_BODY))
        opened.sendall(os.urandom(LONGEST_BODY))
        assert status(said(opened)) == 413


def test_a_body_that_comes_in_pieces_is_read(url):
    """What is slow, but whole in the end, is answered."""
    with connected(url) as opened:
        body = b'{"q": "How is green tea made?"}'
        opened.sendall(HEAD.replace(b"1000", b"%d" % len(body)) + body[:9])
        assert answers(url)
        opened.sendall(body[9:])
        assert status(opened.recv(100)) == 200


def test_who_leaves_in_the_middle_harms_nobody(url):
    """Clients that are gone before their answer is there cost nothing but that."""
    for _ in range(20):
        with connected(url) as opened:
            opened.sendall(b"GET /?q=lighthouse HTTP/1.1\r\nHost: localhost\r\n\r\n")
    wait_until(lambda: answers(url))
