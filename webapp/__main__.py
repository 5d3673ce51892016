"""`python -m webapp`: serves an instance as `footnote serve` does, but changes nothing unless it is told to.

Exit status: 0 stopped by SIGINT or SIGTERM; 2 could not begin, with one line saying why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.building import build_if_none
from indexer.cli.options import Target, instance_option
from indexer.cli.output import say
from indexer.cli.program import OneLineErrors
from webapp.command import PORT, default_workers, host_option, public_option, serving_line, workers_option
from webapp.launch import start, warm_up
from webapp.serving.listener import bind_socket

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=OneLineErrors)
@instance_option
@host_option
@public_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to serve; 0 takes a free one.",
)
@workers_option
@click.option("--build-if-none", "builds", is_flag=True, help="Build from ./seeds first when there is no build yet.")
def main(*, instance: Path, host: str, public: bool, port: int, workers: int | None, builds: bool) -> None:
    """Serve the articles of an instance as pages and as JSON."""
    instance = instance.absolute()
    bound_socket, address = bind_socket(host, port, public=public)
    if builds:
        build_if_none(Target(instance, {}))
    warm_up(instance)
    start(instance, bound_socket, address, workers or default_workers(), lambda: say(serving_line(address.url)))


if __name__ == "__main__":
    main()
