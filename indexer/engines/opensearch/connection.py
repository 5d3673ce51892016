"""The cluster, reached over HTTP: every failure is one of Footnote's errors, in a sentence.

Certificates are verified; `SSL_CERT_FILE` names those of an authority of your own. The user's name and password come from
`OPENSEARCH_USERNAME` and `OPENSEARCH_PASSWORD`, else from `~/.netrc` or the file that `NETRC` names.
"""

from __future__ import annotations

import logging
import netrc
import os
import re
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from opensearchpy import OpenSearch, exceptions

from indexer.budget import seconds_left
from indexer.damage import reason
from indexer.errors import BuildError, DamagedBuildError, EngineUnavailableError, FootnoteError, SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.settings import Settings

NAME = "opensearch"
PATIENCE = 10.0
"""Seconds that a question waits for one answer of the cluster, tries again included; a deadline may be earlier."""
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds before the next try; the last one again and again
_SOCKETS = 32  # to each node that are kept open: as many as there are threads that ask
_FULL = (
    "disk usage",
    "No space left",
    "create-index blocked",
)  # with the last, it takes no new index while disks are full
_BUSY = {429, 502, 503, 504}  # what may be otherwise in a moment


def unavailable(problem: str) -> EngineUnavailableError:
    """The error for a cluster that cannot answer now."""
    return EngineUnavailableError(NAME, problem)


def addresses(url: str) -> tuple[str, ...]:
    """The addresses of the nodes in the setting `opensearch.url`; raises `SettingError`.

    The environment variable of the setting wins over what a build says: its cluster may be reached by another name here.
    """
    given = tuple(os.environ.get("FOOTNOTE_OPENSEARCH_URL", url).replace(",", " ").split())
    for address in given:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingError("opensearch.url", f"write addresses as https://search.example:9200, not {address!r}")
        if parts.username or parts.password:
            raise SettingError(
                "opensearch.url", "leave out the password; it belongs into OPENSEARCH_PASSWORD or ~/.netrc"
            )
    if not given:
        raise SettingError("opensearch.url", "write the address of at least one node")
    return given


def library_name(settings: Settings) -> str:
    """The setting `opensearch.name`; raises `SettingError` when its indexes could be taken for those of another library."""
    name = settings.opensearch_name
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", name):
        raise SettingError("opensearch.name", f"write small letters, digits, - and _, not {name!r}")
    return name


def login(address: str) -> tuple[str, str] | None:
    """User and password for the cluster; None: it asks for none. Raises `SettingError` for a file that cannot be read."""
    user, password = os.environ.get("OPENSEARCH_USERNAME"), os.environ.get("OPENSEARCH_PASSWORD")
    if user is not None and password is not None:
        return user, password
    path = Path(os.environ.get("NETRC", "~/.netrc")).expanduser()
    if not path.exists():
        return None
    try:
        found = netrc.netrc(path).authenticators(urlsplit(address).hostname or "")
    except (OSError, netrc.NetrcParseError) as error:
        raise SettingError("opensearch.url", f"its password cannot be read from {path} ({reason(error)})") from error
    return (found[0], found[2]) if found and found[2] else None


@lru_cache(maxsize=8)
def _client(urls: tuple[str, ...], user: tuple[str, str] | None, process: int) -> OpenSearch:  # noqa: ARG001  a fork must not share sockets
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # every failure is told as an error of ours
    return OpenSearch(
        list(urls),
        http_auth=user,
        verify_certs=True,
        ssl_show_warn=False,
        timeout=PATIENCE,
        max_retries=0,
        dead_timeout=1,
        timeout_cutoff=3,
        pool_maxsize=_SOCKETS,
    )


class Connection:
    """Requests to one cluster, from any thread. It connects with the first request."""

    def __init__(self, url: str) -> None:
        self._url = url

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | str | None = None,
        *,
        index: str = "",
        within: float = PATIENCE,
        **parameters: object,
    ) -> Any:  # noqa: ANN401  JSON
        """The answer to a request, as JSON; tried again within so many seconds while the cluster is busy or loses a node.

        Raises `EngineUnavailableError`, and `DamagedBuildError` when the `index` is not there, or not what was written.
        """
        end = time.monotonic() + min(within, _left())
        for attempt in range(1_000_000):
            left = end - time.monotonic()
            try:
                return self._once(method, path, body, parameters, max(left, 0.001))
            except Exception as error:
                wait = _WAITS[min(attempt, len(_WAITS) - 1)]
                if isinstance(error, FootnoteError):
                    raise
                if not _may_pass(error) or time.monotonic() + wait > end:
                    raise explained(error, index) from error
            time.sleep(wait)
        raise AssertionError

    def exists(self, index: str) -> bool:
        """Whether there is an index of that name."""
        return bool(self.ask("GET", f"/_resolve/index/{index}", expand_wildcards="open,hidden")["indices"])

    def create(self, index: str, body: Mapping[str, Any], *, within: float) -> None:
        """Makes an index whose shards all have a place; raises `EngineUnavailableError` when nodes take none."""
        made = self.ask("PUT", f"/{index}", body, within=within, wait_for_active_shards="all")
        if made["shards_acknowledged"]:
            return
        told = ""  # it has waited for half a minute
        with suppress(BuildError):  # there may be a node by now
            shard = {"index": index, "shard": 0, "primary": True}
            told = str(self.ask("POST", "/_cluster/allocation/explain", shard))
        raise unavailable("has no disk space left" if "watermark" in told else "has no node that takes a new index")

    def _once(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | str | None,
        parameters: Mapping[str, object],
        seconds: float,
    ) -> Any:  # noqa: ANN401  JSON
        urls = addresses(self._url)
        client = _client(urls, login(urls[0]), os.getpid())
        own = {"request_timeout": seconds, **parameters}
        return client.transport.perform_request(method, path, params=own, body=body)


def _left() -> float:
    """Seconds until the deadline of whoever asks; raises `EngineUnavailableError` when it is over."""
    left = seconds_left()
    if left is None:
        return float("inf")
    if left <= 0:
        raise unavailable("was not asked in time")
    return left


def require_time() -> None:
    """Raises `EngineUnavailableError` when the deadline of whoever asks is over."""
    _left()


def _may_pass(error: Exception) -> bool:
    """Whether the same request may be answered in a moment: by another node, or when the cluster is less busy."""
    if isinstance(error, exceptions.SSLError):
        return False
    if isinstance(error, exceptions.ConnectionError):
        return True
    return (
        isinstance(error, exceptions.TransportError) and error.status_code in _BUSY and "disk usage" not in str(error)
    )


def explained(error: Exception, index: str = "") -> Exception:
    """The error of the client as one of Footnote's own; any other error as it is."""
    match error:
        case exceptions.SSLError():
            return unavailable(f"has a certificate that cannot be verified ({_cause(error)})")
        case exceptions.ConnectionTimeout():
            return unavailable("did not answer in time")
        case exceptions.ConnectionError():
            return unavailable(f"cannot be reached ({_cause(error)})")
        case exceptions.AuthenticationException():
            return unavailable("refuses the user or password")
        case exceptions.NotFoundError():
            return DamagedBuildError(index or NAME, "is not in the cluster")
        case exceptions.TransportError():
            return _refused(error, index)
    return error


def _refused(error: exceptions.TransportError, index: str) -> FootnoteError:
    """The error for an answer that is a refusal."""
    text = str(error)
    if any(sign in text for sign in _FULL):
        return unavailable("has no disk space left")
    if error.status_code == 403:
        return unavailable("forbids this to the user")
    if error.status_code == 400:
        return DamagedBuildError(index or NAME, f"is not what was written ({_cause(error)})")
    return unavailable(f"cannot answer now ({_cause(error)})")


def _cause(error: Exception) -> str:
    """What the cluster, or the system, says of the reason; short."""
    info = getattr(error, "info", None)
    if isinstance(info, dict):
        told = info.get("error", {})
        causes = told.get("root_cause") if isinstance(told, dict) else None
        return str((causes or [told])[0].get("reason", "no reason given") if isinstance(told, dict) else told)[:200]
    return reason(info if isinstance(info, Exception) else error)
