"""The program: how every command ends, whatever goes wrong, and the group that holds them all."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from indexer.cli.output import complain, program_name
from indexer.errors import FootnoteError, RegressionError

if TYPE_CHECKING:
    from typing import TextIO

FAILED = 1  # a check
WRONG = 2  # wrong usage or input
INTERRUPTED = 130  # as a shell says of a program that Ctrl-C ended
READER_GONE = 141  # as a shell says of a program whose reader closed the pipe
_OBJECTS = 50_000  # made before Python looks for garbage, which it else does 200 times while a command is loaded


class OneLineErrors(click.Command):
    """A command that never ends in a traceback for what its user did: every error of ours is one line on stderr."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:  # noqa: ANN401  click's own
        """Runs the command and exits with its status."""
        status = self._status(*args, **extra)
        if standalone_mode:
            sys.exit(status)
        return status

    def _status(self, *args: Any, **extra: Any) -> int:  # noqa: ANN401  click's own
        _print_anything(sys.stdout)
        _print_anything(sys.stderr)
        try:
            return int(super().main(*args, **{**extra, "standalone_mode": False}) or 0)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else program_name()
            complain(f"{error.format_message().rstrip('.')}; see `{path} --help`")
        except click.ClickException as error:
            complain(error.format_message())
        except RegressionError as error:
            complain(str(error))
            return FAILED
        except FootnoteError as error:
            complain(str(error))
        except OSError as error:
            complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return WRONG

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's own
        """Runs the command. Ctrl-C ends it with one line; a closed pipe ends it without a word."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (KeyboardInterrupt, click.Abort):
            complain("interrupted")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(READER_GONE)
        return result


class Program(OneLineErrors, click.Group):
    """All commands together, under the name that the program was called by."""

    def main(self, *args: Any, prog_name: str | None = None, **extra: Any) -> Any:  # noqa: ANN401  click's own
        """Runs one of the commands and exits with its status."""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our products are small: sharing them costs what it saves
        gc.set_threshold(_OBJECTS)
        atexit.register(gc.freeze)  # else Python looks through all that it holds for garbage before it ends
        return super().main(*args, prog_name=prog_name or program_name(), **extra)


def _print_anything(stream: TextIO) -> None:
    """Prints the number of a character that the terminal lacks, instead of ending the program."""
    with suppress(AttributeError, ValueError):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[attr-defined]


def _let_go_of_stdout() -> None:
    """Sends what is still unwritten nowhere; else Python would complain about the closed pipe at its exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="footnote-search")
def main() -> None:
    """Ask your articles a question; get the passages that answer it, word for word."""
