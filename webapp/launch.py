"""Starts the server: warms up the library, creates the application, and runs its workers."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from indexer import EngineUnavailableError, Library, Settings, UsageError
from webapp.factory import create_app
from webapp.serving.checking import ByteChecks
from webapp.serving.listener import BACKLOG, connection_limit
from webapp.serving.supervisor import Supervisor
from webapp.serving.worker import work

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from webapp.serving.listener import Address
    from webapp.serving.supervisor import Work


def warm_up(instance: Path) -> None:
    """Searches once before the workers start, so that compiled code is made once and shared by all of them.

    Raises `FootnoteError` when there is no build that can be opened; that its engine is away is told to who asks.
    """
    settings = Settings.load(instance)
    with (
        Library(instance, settings, compiled=True, fallback=True) as library,
        library.reading() as reading,
        suppress(UsageError, EngineUnavailableError),
    ):
        for _, title in reading.titles(1):
            reading.search(title)


def start(
    instance: Path,
    bound_socket: socket.socket,
    address: Address,
    workers: int,
    ready: Callable[[], None],
    aside: Work | None = None,
) -> None:
    """Serves the instance until the process is told to stop; `ready` is called once, when it is being served.

    `aside` is other work of the supervisor, see there; it does not get the socket.

    The application is created once, and shared with the workers by forking.
    """
    app = create_app({"INSTANCE": str(instance), "ADDRESS": address.host})
    app.test_client().get("/openapi.json")  # made once, for all workers
    settings = app.extensions["library"].settings()
    most = connection_limit(settings.web_connections)
    checks = ByteChecks(instance, settings.web_check_every, bound_socket)
    bound_socket.listen(BACKLOG)
    try:
        without_socket = partial(_without, bound_socket, aside) if aside else None
        Supervisor(partial(work, app, bound_socket, most), workers, ready, checks.look, without_socket).run()
    finally:
        checks.stop()


def _without(bound_socket: socket.socket, aside: Work, beat: Callable[[], None]) -> None:
    bound_socket.close()
    aside(beat)
