"""The program `footnote` (`indexer` is another name of it): the commands of `indexer.cli`, and `serve`.

Flask and the index are imported when a server starts, so that other commands do not wait for them.
"""

from __future__ import annotations

import subprocess
import sys
from copy import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer import available_cores
from indexer.cli import main as indexer_main
from indexer.cli.building import build_if_needed
from indexer.cli.moving import fetch_published, follow_published
from indexer.cli.options import Target, instance_option
from indexer.cli.output import say
from indexer.cli.watching import keep_updated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Callable[..., None]

PORT = 5000
MOST_WORKERS = 4
"""Workers unless told otherwise, on a machine of more cores: each needs some memory of its own."""

host_option = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to serve; any but loopback needs --public.",
)
public_option = click.option(
    "--public", is_flag=True, help="Serve an address that others can reach: they can read every article."
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help=f"Processes that answer; by default one for each core, at most {MOST_WORKERS}.",
)


@click.command()
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
@click.option("--watch", "watches", is_flag=True, help="Update whenever the articles change.")
@host_option
@click.option(
    "--port", type=click.IntRange(0, 65535), help=f"Port to serve; by default {PORT}, or a free one if that is taken."
)
@public_option
@workers_option
@instance_option
def serve(
    *,
    folders: Sequence[Path],
    open_browser: bool,
    watches: bool,
    host: str,
    port: int | None,
    public: bool,
    workers: int | None,
    instance: Path,
) -> None:
    """Show the page, after indexing the articles in FOLDER.

    FOLDER is a file or folder of articles. It is indexed when there is no build of it yet, or when it has
    changed since. Without FOLDER, the last build is served; if there is none, ./seeds is indexed, or what comes
    with Footnote. Footnote's own handbook is indexed beside it, unless the setting library.handbook is false.
    With engine.name=opensearch and without FOLDER, what the cluster has published is fetched, and each later build.
    """
    from webapp.launch import start, warm_up  # noqa: PLC0415  heavy
    from webapp.serving.listener import bind_near, bind_socket  # noqa: PLC0415  heavy

    instance = instance.absolute()
    bind = bind_socket if port is not None else bind_near
    bound_socket, address = bind(host, PORT if port is None else port, public=public)
    target = Target(instance, {})
    follows = not folders and not watches and fetch_published(target)
    if not follows:
        build_if_needed(target, folders)
    warm_up(instance)

    def ready() -> None:
        say(serving_line(address.url))
        if open_browser:
            _open_browser(address.url)

    def watch(beat: Callable[[], None]) -> None:
        keep_updated(target, folders, add_handbook=bool(folders), beat=beat)

    aside = watch if watches else partial(follow_published, target) if follows else None
    start(instance, bound_socket, address, workers or default_workers(), ready, aside)


def serving_line(url: str) -> str:
    """The line that tells where the page is."""
    return f"Footnote serves {url} (Ctrl-C stops it)."


def default_workers() -> int:
    """How many processes answer unless told otherwise."""
    return min(available_cores(), MOST_WORKERS)


def _open_browser(url: str) -> None:
    """Opens the address in a browser, by a process of its own: the supervisor may neither wait nor have threads."""
    quiet = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603  our own Python
        [sys.executable, "-m", "webbrowser", url], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )


main = copy(indexer_main)
main.commands = {"serve": serve, **indexer_main.commands}

if __name__ == "__main__":
    main()
