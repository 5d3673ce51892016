"""The host names that the server answers to, and the proxies whose headers it believes.

Protects from DNS rebinding: a hostile site can make its own name resolve to this machine, and its page could then read
the library through a visitor's browser. So only requests for known names are answered: those of the address that
is served, and those in the setting `web.hosts`.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer import Message
from webapp.http.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask, Response

    from indexer import Settings

ANY, NONE = "*", "none"
_LOCAL = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[0-9a-z_.-]+))(?::(?P<port>[0-9]{1,5}))?", re.I | re.A)
_PREFIX = re.compile(r"(?:/[\w.~-]+)+", re.A)
_REFUSED = "footnote.refused"  # where a WSGI environment keeps why its host is refused: a status and a sentence
_MALFORMED = (400, Message("Send exactly one Host header, with a valid name."))


def install(app: Flask, settings: Settings) -> None:
    """Makes `app` refuse requests for other hosts, and read the headers of its proxies (`web.proxies`)."""
    names = _names(settings.web_hosts, str(app.config["ADDRESS"]))
    app.wsgi_app = _HostCheck(app.wsgi_app, names, settings.web_proxies)  # type: ignore[method-assign]  # as Flask says
    app.before_request(_refuse)


def _names(setting: str, address: str) -> frozenset[str]:
    """All names and addresses that are answered: those of the setting, the local ones, and the address that is served."""
    named = [host_of(name) or name.casefold() for name in setting.split()]
    return frozenset((*named, *_LOCAL, str(ipaddress.ip_address(address.partition("%")[0])))) - {NONE}


def host_of(header: str) -> str | None:
    """The name or the address in a `Host` header, in lower case and without its port; None when it is not valid."""
    match = _HOST.fullmatch(header)
    if match is None or int(match["port"] or 0) > 65_535:
        return None
    try:
        if match["v6"]:
            return str(ipaddress.IPv6Address(match["v6"]))
        name = match["name"].removesuffix(".").casefold()
        name.encode("ascii").decode("idna").encode(
            "idna"
        )  # no empty label, none over 63 characters, none that is broken
    except ValueError:
        return None
    return name if 0 < len(name) < 254 else None


class _HostCheck:
    """WSGI middleware that every request passes first; checks the host sent and the one that a proxy reports.

    A refused request goes on under the name `localhost`, so that `_refuse` can answer it as a page or as JSON.
    """

    def __init__(self, application: WSGIApplication, names: frozenset[str], proxies: int) -> None:
        self._application, self._names = application, names
        self._every_address = bool(names & {"0.0.0.0", "::"})  # noqa: S104  compared with, not bound to
        n = proxies
        self._proxied = ProxyFix(self._pass, x_for=n, x_proto=n, x_host=n, x_prefix=n) if n else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._proxied is None:
            return self._pass(environ, start_response)
        self._check(environ)
        return self._proxied(environ, start_response)

    def _pass(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._check(environ)
        if _REFUSED in environ:
            environ["HTTP_HOST"] = "localhost"
        if environ["wsgi.url_scheme"] not in ("http", "https"):
            environ["wsgi.url_scheme"] = "http"
        prefix = environ.get("SCRIPT_NAME", "").rstrip("/")
        environ["SCRIPT_NAME"] = prefix if _PREFIX.fullmatch(prefix) else ""
        return self._application(environ, start_response)

    def _check(self, environ: WSGIEnvironment) -> None:
        """Writes into the environment why the host is refused, if it is."""
        host = host_of(environ.get("HTTP_HOST", ""))
        if host is None:
            environ[_REFUSED] = _MALFORMED
        elif not self._is_known(host):
            environ[_REFUSED] = (
                421,
                Message(
                    "This server does not answer to the name {host}; who runs it can add the name to web.hosts.",
                    host=host,
                ),
            )

    def _is_known(self, host: str) -> bool:
        if ANY in self._names or host in self._names:
            return True
        return self._every_address and _is_address(host)


def _is_address(host: str) -> bool:
    """Whether the host is an IP address. An address cannot be rebound: browsers send one only when it was typed or linked."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _refuse() -> Response | None:
    refused: tuple[int, str] | None = request.environ.get(_REFUSED)
    return problem(*refused) if refused else None
