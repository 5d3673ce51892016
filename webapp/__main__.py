"""`python -m webapp`: serves an instance with a production server, until it is told to stop.

Exit status: 0 stopped by SIGINT or SIGTERM; 2 could not begin, with one line saying why.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from indexer import FootnoteError, Library, NoBuildError, Settings, UsageError, available_cores, rebuild
from indexer.exporting.terminal import clean
from webapp import create_app, instance_folder
from webapp.serving.checking import ByteChecks
from webapp.serving.listener import BACKLOG, Address, connections, listener
from webapp.serving.supervisor import Supervisor
from webapp.serving.worker import work

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from indexer import Progress

MOST_WORKERS = 4
"""Workers unless told otherwise, on a machine of more cores: each needs some memory of its own."""


def main() -> None:
    """Serves the articles of an instance, as the command line says."""
    options = _options().parse_args()
    instance = instance_folder(options.instance)
    try:
        opened, address = listener(options.host, options.port, public=options.public)
        _require_build(instance, options.build_if_none)
    except (FootnoteError, OSError) as error:
        raise SystemExit(_complaint(error)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    _serve(instance, opened, address, options.workers)


def _options() -> ArgumentParser:
    parser = ArgumentParser("python -m webapp", description="Serve the articles of an instance as pages and as JSON.")
    add = parser.add_argument
    add(
        "--instance",
        metavar="DIR",
        help="folder of the builds (default: $FOOTNOTE_INSTANCE, else ./instance)",
    )
    add("--host", default="127.0.0.1", help="address to serve (default: 127.0.0.1; any but loopback needs --public)")
    add("--public", action="store_true", help="serve an address that others can reach: they can read every article")
    add(
        "--port",
        type=_whole(0, 65535),
        default=5000,
        help="port to serve (default: 5000; 0 takes a free one)",
    )
    add(
        "--workers",
        type=_whole(1, 64),
        default=min(available_cores(), MOST_WORKERS),
        metavar="N",
        help=f"processes that answer (default: one for each core, at most {MOST_WORKERS})",
    )
    add("--build-if-none", action="store_true", help="build from ./seeds first when there is no build yet")
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number from `low` to `high`."""

    def read(written: str) -> int:
        if not (written.isascii() and written.isdecimal() and low <= int(written) <= high):
            raise ArgumentTypeError(f"write a whole number from {low} to {high}, not {written!r}")
        return int(written)

    return read


def _say(line: str) -> None:
    print(clean(line), flush=True)  # noqa: T201  this module is a command


def _complaint(error: Exception) -> int:
    print(f"Error: {clean(str(error))}", file=sys.stderr)  # noqa: T201  this module is a command
    return 2


def _require_build(instance: Path, build_if_none: bool) -> None:
    """Makes sure that there is a build to serve; raises `FootnoteError` when there is none."""
    try:
        _warm(instance)
    except NoBuildError:
        if not build_if_none:
            raise
        _say(f"{instance} has no build yet: building from seeds.")
        report = rebuild(instance, progress=_Stages().show)
        _say(f"Built {report.articles} articles ({report.passages} passages) in {report.seconds:.1f} s.")
        for skipped in report.skipped:
            _say(f"Skipped {skipped.path}: {skipped.reason}")
        _warm(instance)


def _warm(instance: Path) -> None:
    """Searches once, so that what is compiled for it is there before the workers are, which then share it."""
    settings = Settings.load(instance)
    with (
        Library(instance, settings, compiled=True, fallback=True) as library,
        library.reading() as build,
        suppress(UsageError),
    ):
        for _, title in build.titles(1):
            build.search(title)


class _Stages:
    """Prints each stage of a build once, when it begins."""

    def __init__(self) -> None:
        self._last = ""

    def show(self, progress: Progress) -> None:
        if progress.stage != self._last:
            self._last = progress.stage
            _say(f"  {progress.stage} …")


def _serve(instance: Path, opened: socket.socket, address: Address, workers: int) -> None:
    """Serves until it is told to stop. The application is made here, once, and shared with the workers by forking."""
    app = create_app({"INSTANCE": str(instance), "ADDRESS": address.host})
    app.test_client().get("/openapi.json")  # made once, for all workers
    settings = app.extensions["shelf"].settings()
    most = connections(settings.web_connections)
    checks = ByteChecks(instance, settings.web_check_every, opened)
    opened.listen(BACKLOG)
    says = partial(_say, f"Footnote serves {address.url} (Ctrl-C stops it).")
    try:
        Supervisor(partial(work, app, opened, most), workers, says, checks.look).run()
    finally:
        checks.stop()


if __name__ == "__main__":
    main()
