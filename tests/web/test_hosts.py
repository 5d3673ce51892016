"""Which names the server answers to, and which proxies it believes."""

from __future__ import annotations

import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.web.test_problems import assert_problem
from tests.web.test_server import run
from webapp import create_app
from webapp.http.hosts import host_of
from webapp.serving.listener import Address

PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "library.example", "X-Forwarded-Prefix": "/footnote"}


@pytest.fixture
def opened(instance, monkeypatch):
    """Makes a client of the application with such settings, named as environment variables are."""
    made = []

    def open_with(address="127.0.0.1", **settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"FOOTNOTE_WEB_{name.upper()}", value)
        made.append(create_app({"INSTANCE": instance, "TESTING": True, "ADDRESS": address}))
        return made[-1].test_client()

    yield open_with
    for app in made:
        app.extensions["library"].close()


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:5000", "localhost.", "127.0.0.1", "127.0.0.1:1", "[::1]:5000"]
)
def test_its_own_names_are_answered_to(opened, host):
    """The loopback names, with any port."""
    assert opened().get("/api/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:5000", "localhost.evil.example", "127.0.0.2", "[::2]"])
def test_another_name_is_refused(opened, host):
    """421, and the setting that lets it in; pages and files too, so that no site can read them by a name of its own."""
    client = opened()
    refused = client.get("/api/health", headers={"Host": host})
    assert_problem(refused, 421)
    assert "web.hosts" in refused.json["detail"]
    for path in ("/", "/?q=tea", "/static/page.css", "/openapi.json", "/docs", "/nothing"):
        assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "host",
    ["", "a..b", ".a", "a" * 64 + ".example", "a, b", "localhost, localhost", "localhost:", "localhost:65536", "a b",
     "localhost:http", "[::1", "[zz]", "::1", "b\xfccher", "a" * 300, "localhost/", "user@localhost"],
)  # fmt: skip
def test_a_name_that_is_none_is_the_callers_mistake(opened, host):
    """400 with one sentence, never a defect; so are two Host headers, which a server joins with a comma."""
    client = opened(hosts="*")
    assert_problem(client.get("/api/health", headers={"Host": host}), 400)
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    ("hosts", "host", "status"),
    [
        ("library.example", "library.example:8080", 200),
        ("a.example Library.Example", "library.EXAMPLE", 200),
        ("library.example", "evil.example", 421),
        ("library.example", "localhost", 200),
        ("*", "evil.example", 200),
        ("none", "none", 421),
    ],
)
def test_the_setting_names_others(opened, hosts, host, status):
    """`web.hosts` adds names; * switches the check off."""
    assert opened(hosts=hosts).get("/api/health", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("192.0.2.1", "192.0.2.1", 200),
        ("192.0.2.1", "192.0.2.2", 421),
        ("0.0.0.0", "192.0.2.2:80", 200),
        ("::", "[2001:db8::1]", 200),
        ("0.0.0.0", "evil.example", 421),
        ("fe80::1%1", "[fe80::1]", 200),
    ],
)
def test_the_address_that_is_served_is_answered_to(opened, address, host, status):
    """Its own address, and any address when it listens on all of them; a name never, unless it was given."""
    assert opened(address).get("/api/health", headers={"Host": host}).status_code == status


def test_two_host_headers_are_refused_by_the_server(serving, instance):
    """Exactly one Host header: none, or two, are 400, the same one twice too."""
    with serving(instance, "--workers", "1") as url:
        place = urlsplit(url)
        for headers in ("", "Host: localhost\r\nHost: localhost\r\n", "Host: evil.example\r\n"):
            with socket.create_connection((place.hostname, place.port), timeout=10) as opened:
                opened.sendall(f"GET /api/health HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode())
                assert opened.recv(12) == (b"HTTP/1.1 421" if "evil" in headers else b"HTTP/1.1 400")


def test_nobody_is_believed_unless_a_setting_says_so(opened):
    """Without `web.proxies`, forwarded headers change nothing."""
    described = opened().get("/opensearch.xml", headers=PROXIED).text
    assert "http://localhost/" in described
    assert "library.example" not in described


def test_behind_a_proxy_links_are_those_of_the_visitor(opened):
    """Scheme, host and prefix are those that the proxy names, in pages, documents and links."""
    client = opened(proxies="1", hosts="library.example")
    assert 'template="https://library.example/footnote/?q=' in client.get("/opensearch.xml", headers=PROXIED).text
    page = client.get("/?q=lighthouse", headers=PROXIED).text
    assert 'href="/footnote/search' in page
    for start in ('href="/', 'src="/', 'action="/'):
        assert page.count(start) == page.count(f"{start}footnote/")
    link = client.get("/api/search?q=lighthouse&k=1", headers=PROXIED).headers["Link"]
    assert link.startswith("</footnote/api/search?")
    assert client.get("/openapi.json", headers=PROXIED).json["servers"] == [{"url": "/footnote"}]
    assert "https://library.example/footnote/api/" in client.get("/docs", headers=PROXIED).text
    assert "servers" not in client.get("/openapi.json").json


@pytest.mark.parametrize(
    ("header", "value"),
    [("Proto", "javascript"), ("Prefix", "//evil.example"), ("Prefix", '/"><script>'), ("Prefix", "x")],
)
def test_what_makes_no_sense_in_a_forwarded_header_is_passed_over(opened, header, value):
    """A proxy that hands on what a client made up does no harm."""
    client = opened(proxies="1", hosts="library.example")
    described = client.get("/opensearch.xml", headers={f"X-Forwarded-{header}": value}).text
    assert 'template="http://localhost/?q=' in described


def test_both_hosts_must_be_known(opened):
    """A page of another site cannot make up the name that a proxy would forward."""
    client = opened(proxies="1", hosts="library.example")
    assert client.get("/", headers={"Host": "evil.example", "X-Forwarded-Host": "library.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_others_may_come_only_when_that_is_meant(instance, host):
    """An address that others reach needs `--public`; one line says what that means, and status 2."""
    ended = run("--instance", str(instance), "--host", host, "--port", "0")
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    for words in ("--public", "every article", "HTTPS", "web.hosts", host):
        assert words in line


def test_a_public_server_says_where_it_is(instance):
    """With `--public`, every address is served."""
    command = [
        sys.executable,
        "-m",
        "webapp",
        "--instance",
        str(instance),
        "--host",
        "0.0.0.0",
        "--public",
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert "http://0.0.0.0:" in server.stdout.readline()
        server.terminate()
        assert server.wait(timeout=30) == 0


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True), ("::", False),
     ("0.0.0.0", False), ("192.0.2.1", False), ("fe80::1%1", False), ("::ffff:192.0.2.1", False)],
)  # fmt: skip
def test_what_only_this_machine_reaches(host, loopback):
    """Loopback addresses of both families, in every way of writing."""
    assert Address(socket.AF_INET, host, 1).loopback == loopback


def test_the_name_in_a_header():
    """Case, ports and ways of writing an address do not matter."""
    assert host_of("Library.Example:80") == "library.example"
    assert host_of("xn--zzzzzzzz--") is None
    assert host_of("xn--bcher-kva.example") == "xn--bcher-kva.example"
    assert host_of("[0:0:0:0:0:0:0:1]:5000") == host_of("[::1]") == "::1"
