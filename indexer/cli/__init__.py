"""What can be done from a terminal: the program `footnote`, the only part of `indexer` that prints.

command       `indexer NAME`; each parses, calls the library once, and prints
exit status   0 done; 1 nothing found, or a check failed; 2 wrong usage or input, with one line on stderr
document      what `--json` prints on stdout, alone: the same shapes as over HTTP

Everything heavy is imported inside the commands, so that `--help` comes at once. What articles hold is shown
without control characters: they could steer the terminal.
"""

from indexer.cli.asking import ask, search
from indexer.cli.building import rebuild, update
from indexer.cli.checking import check, status, verify
from indexer.cli.measuring import evaluate, run
from indexer.cli.moving import export_build, fetch, import_build, remove_indexes
from indexer.cli.program import main
from indexer.cli.watching import watch

_COMMANDS = (
    rebuild, update, watch, search, ask, run, evaluate, verify, check, status, export_build, import_build, fetch,
    remove_indexes,
)  # fmt: skip
for _command in _COMMANDS:
    main.add_command(_command)

__all__ = ["main"]
