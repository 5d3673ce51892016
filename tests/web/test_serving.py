"""One worker's loop, turned by hand: which connections it closes, and when it says that all is well."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import wait_until
from webapp import LONGEST_BODY
from webapp.serving import server as serving
from webapp.serving.listener import connection_limit
from webapp.serving.server import Server

GET = b"GET /static/page.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"


@pytest.fixture
def beats():
    """The heartbeats that were sent."""
    return []


@pytest.fixture
def server(app, beats):
    """A server whose loop turns only when it is told to."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        made = Server(app, listener, most=8, body=LONGEST_BODY, beat=lambda: beats.append(1))
        made.sockets.all_changed()
        yield made
        for connection in list(made.active_channels.values()):
            connection.handle_close()
        made.task_dispatcher.shutdown()
        made.trigger.close()


@pytest.fixture
def client(server):
    """A connection, accepted."""
    with socket.create_connection(server.socket.getsockname()[:2], timeout=10) as opened:
        turned(server, lambda: server.active_channels)
        yield opened


def turned(server, done):
    """Turns the loop until something is done."""
    wait_until(lambda: done() or server.sockets.wait(0.01))


def sent(server, client, *parts):
    """Has the client send this, and the loop read it; a whole request is answered."""
    (connection,) = server.active_channels.values()
    for part in parts:
        connection.last_activity = 0.0
        client.sendall(part)
        turned(server, lambda: connection.last_activity and (part is not GET or connection.answered))  # noqa: B023  at once
    return connection


@pytest.mark.parametrize(
    ("parts", "seconds", "closed"),
    [
        ([], 9, False),
        ([], 11, True),
        ([b"GET / HT"], 9, False),
        ([b"GET / HT"], 11, True),
        ([POST], 19, False),
        ([POST], 21, True),
        ([POST, b'{"q": '], 21, True),
        ([GET], 59, False),
        ([GET], 61, True),
    ],
)
def test_who_keeps_the_server_waiting_is_cut_off(server, client, parts, seconds, closed):
    """10 s for headers, 20 s between two parts of a body, 60 s between two requests; not a second less."""
    connection = sent(server, client, *parts)
    server.maintenance(time.time() + seconds)
    assert connection.connected is not closed
    assert (connection not in server.active_channels.values()) == closed


@pytest.mark.parametrize(("part", "seconds"), [(b"GET / HT", 11), (POST, 61)])
def test_who_sends_a_little_now_and_then_is_cut_off_too(server, client, part, seconds):
    """What was sent last does not matter when headers take 10 s, or a request takes 60 s, from its first byte."""
    connection = sent(server, client, part)
    connection.last_activity = time.time() + seconds
    server.maintenance(time.time() + seconds)
    assert not connection.connected


@pytest.mark.parametrize(("quiet", "age", "closed"), [(19, 19, False), (21, 21, True), (1, 299, False), (1, 301, True)])
def test_who_does_not_read_is_cut_off(server, client, quiet, age, closed):
    """An answer is read within 20 s from part to part, and within five minutes as a whole."""
    connection = sent(server, client, GET)
    now = time.time()
    connection.total_outbufs_len, connection.last_activity, connection.answered = 1, now - quiet, now - age
    server.maintenance(now)
    assert connection.connected is not closed


def test_who_has_most_kept_is_cut_off(server, client, monkeypatch):
    """When clients together make the server keep too much, the one that does most of it goes."""
    connection = sent(server, client, POST, b"12345")
    monkeypatch.setattr(serving, "BUFFERED", connection.buffered)
    server.maintenance(time.time())
    assert connection.connected
    monkeypatch.setattr(serving, "BUFFERED", connection.buffered - 1)
    server.maintenance(time.time())
    assert not connection.connected


def test_it_beats_only_as_long_as_no_request_hangs(server, client, beats, monkeypatch):
    """The supervisor hears from a worker once a second, and no more when a request hangs: it then replaces it."""
    connection = sent(server, client, GET)
    server.tend()
    assert beats == [1]
    server.tend()
    assert beats == [1]
    monkeypatch.setattr(serving, "HANGING", -1.0)
    monkeypatch.setattr(serving, "_EVERY", 0.0)
    server.tend()
    assert beats == [1, 1]
    with server.turn(connection):
        server.tend()
    assert beats == [1, 1]


def test_a_slow_request_does_not_hold_up_the_next(server, monkeypatch):
    """A thread waits for the request before it, but not for long."""
    monkeypatch.setattr(serving, "PATIENCE", 0.001)
    with server.turn(None), ThreadPoolExecutor(1) as other:
        assert other.submit(_took_its_turn, server).result(timeout=10)


def _took_its_turn(server):
    with server.turn(None):
        return True


def test_a_drained_server_ends_when_all_is_answered(server, client):
    """It accepts nobody any more, closes what is idle, and returns."""
    server.drain(grace=60)
    server.run()
    assert server.active_channels == {}
    assert client.recv(1) == b""


def test_there_are_descriptors_for_all_connections():
    """The limit leaves room for the files of builds, and is never more than what was wished for."""
    assert connection_limit(8) == 8
    assert 8 <= connection_limit(10**9) <= 65_536 - 200
