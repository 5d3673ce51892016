"""A real OpenSearch cluster for the tests: three nodes, each a Java process of its own, on this machine alone.

The nodes come from Maven artifacts that `pom.xml` names, and end when this process does, however it ends.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, closing
from pathlib import Path

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

HERE = Path(__file__).parent
OLDEST_JAVA = 21
NODES = 3
MEMORY = "512m"
_READY_WITHIN = 120  # seconds


class MissingToolError(Exception):
    """This machine lacks what the cluster needs; the message says what."""


def java_home() -> Path:
    """The folder of a Java that is new enough, and compiles: `TestNode.java` is source. Raises `MissingToolError`."""
    given = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    on_path = shutil.which("java")
    homes = [*given, *([Path(on_path).resolve().parent.parent] if on_path else []), *Path("/usr/lib/jvm").glob("*")]
    for home in homes:
        if (home / "bin/javac").exists() and _java_version(home) >= OLDEST_JAVA:
            return home
    raise MissingToolError(f"no JDK {OLDEST_JAVA} or newer is here; install one, or name it with JAVA_HOME")


def _java_version(home: Path) -> int:
    shown = subprocess.run([home / "bin/java", "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', shown)
    return int(version[1]) if version else 0


def class_path(folder: Path) -> str:
    """The class path of a node; Maven fetches what is missing. Raises `MissingToolError`."""
    home = java_home()
    if shutil.which("mvn") is None:
        raise MissingToolError("Maven is not here; install the package maven")
    listed = folder / "class-path.txt"
    command = ["mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:build-classpath", f"-Dmdep.outputFile={listed}"]
    made = subprocess.run(
        command, env={**os.environ, "JAVA_HOME": str(home)}, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise MissingToolError(f"Maven cannot fetch OpenSearch: {made.stdout.strip()[-300:]}")
    return listed.read_text()


class Cluster:
    """Running nodes. `urls` are their addresses."""

    def __init__(self, folder: Path) -> None:
        """Starts the nodes and waits until they are one cluster; raises `MissingToolError`."""
        self._folder, self._java, self._classes = folder, java_home() / "bin/java", class_path(folder)
        ports = _free_ports(2 * NODES)
        self._http, self._transport = ports[:NODES], ports[NODES:]
        self.urls = [f"http://127.0.0.1:{port}" for port in self._http]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        try:
            for number in range(NODES):
                self.start(number)
            logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # nodes are away now and then
            self.client = OpenSearch(self.urls, timeout=30, dead_timeout=1, timeout_cutoff=1)
            self.wait_for("green", NODES)
        except BaseException:
            self.stop()
            raise

    def start(self, number: int) -> None:
        """Starts a node, anew if it was killed: its data are still there."""
        names = ",".join(f"node-{each}" for each in range(NODES))
        seeds = ",".join(f"127.0.0.1:{port}" for port in self._transport)
        command = [
            self._java, f"-Xmx{MEMORY}", "-XX:TieredStopAtLevel=4", "--enable-native-access=ALL-UNNAMED",
            "-cp", self._classes, HERE / "TestNode.java", self._folder / f"node-{number}", f"node-{number}",
            str(self._http[number]), str(self._transport[number]), names, seeds,
        ]  # fmt: skip
        with (self._folder / f"node-{number}.log").open("ab") as log:
            self._processes[number] = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self._folder, start_new_session=True
            )

    def kill(self, number: int) -> None:
        """Ends a node as a power cut would."""
        process = self._processes.pop(number)
        process.kill()
        process.communicate()

    def wait_for(self, status: str, nodes: int) -> None:
        """Waits until so many nodes are there and the cluster has this status; raises TimeoutError."""
        end = time.monotonic() + _READY_WITHIN
        while time.monotonic() < end:
            try:
                health = self.client.cluster.health(
                    wait_for_status=status, wait_for_nodes=str(nodes), timeout="5s", request_timeout=10
                )
            except OpenSearchException:
                time.sleep(0.2)
                continue
            if not health["timed_out"]:
                return
        raise TimeoutError(f"the nodes are no cluster of status {status}; see {self._folder}/node-0.log")

    def stop(self) -> None:
        """Ends all nodes."""
        for number in list(self._processes):
            self.kill(number)


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens at."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
