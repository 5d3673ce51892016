"""Clients that keep a server busy: wrk, which needs little of the processor, else one in Python, which needs more.

`python -m tests.bench.clients URL METHOD PATHS CONNECTIONS SECONDS` is the one in Python, in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.corpus import ROOT

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What was answered: how many requests in how many seconds, and how long they took; `errors` are not 2xx or 3xx."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    errors: int

    @property
    def throughput(self) -> float:
        """Requests answered a second."""
        return self.requests / self.seconds


def client() -> str:
    """The name of the client that there is."""
    return "wrk" if shutil.which("wrk") else "asyncio"


def load(url: str, method: str, paths: Path, connections: int, seconds: float) -> Load:
    """Asks for the paths (one a line, in order) over so many connections, each as soon as its last answer is there."""
    if client() == "wrk":
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "60s", "-s", str(SCRIPT), url,
                   "--", method, str(paths)]  # fmt: skip
    else:
        command = [sys.executable, "-m", "tests.bench.clients", url, method, str(paths), str(connections), str(seconds)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return Load(**json.loads(said.strip().splitlines()[-1]))


@dataclass(slots=True)
class _Asker:
    """The client in Python: many connections in one loop, in bytes, with nothing read that need not be."""

    host: str
    port: int
    method: str
    paths: cycle[str]
    end: float
    taken: list[float] = field(default_factory=list)
    errors: int = 0

    async def ask(self) -> None:
        """One connection, until the end."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        while time.perf_counter() < self.end:
            began = time.perf_counter()
            writer.write(f"{self.method} {next(self.paths)} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
            await reader.readexactly(int(fields.get(b"content-length", 0)))
            self.errors += head[9:10] not in b"23"
            self.taken.append(time.perf_counter() - began)
        writer.close()


async def _asked(url: str, method: str, paths: Path, connections: int, seconds: float) -> Load:
    place, began = urlsplit(url), time.perf_counter()
    asker = _Asker(
        place.hostname or "", place.port or 80, method, cycle(paths.read_text("utf-8").split()), began + seconds
    )
    await asyncio.gather(*(asker.ask() for _ in range(connections)))
    taken = sorted(asker.taken)
    p50, p99 = (taken[int(len(taken) * part)] * 1e3 for part in (0.5, 0.99))
    return Load(len(taken), time.perf_counter() - began, p50, p99, asker.errors)


if __name__ == "__main__":
    found = asyncio.run(_asked(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])))
    print(json.dumps({name: getattr(found, name) for name in Load.__slots__}))
