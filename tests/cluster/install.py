"""`python -m tests.cluster.install`: installs the Java and the Maven that a cluster needs and this machine lacks.

It does so on Debian, as root. Elsewhere it says why not, and the tests of the cluster skip themselves.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from tests.cluster.nodes import OLDEST_JAVA, MissingToolError, java_home


def main() -> None:
    """Installs what is missing, or prints why it cannot."""
    missing = [name for name, there in (("java", _has_java()), ("maven", shutil.which("mvn") is not None)) if not there]
    if not missing:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"not installed: {' and '.join(missing)} (that takes Debian's apt-get, as root)")
        return
    _run("apt-get", "update", "-qq")
    offered = _run("apt-cache", "search", "--names-only", r"^openjdk-[0-9]+-jdk-headless$")
    java = newest_java(offered)
    if "java" in missing and java is None:
        print(f"not installed: this Debian offers no Java {OLDEST_JAVA} or newer")
        return
    packages = [str(java) if name == "java" else name for name in missing]
    print(f"installing {' '.join(packages)}", flush=True)
    _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


def newest_java(offered: str) -> str | None:
    """The package of the newest Java in the output of `apt-cache search`; None: none is new enough."""
    versions = [int(version) for version in re.findall(r"^openjdk-(\d+)-jdk-headless\b", offered, re.MULTILINE)]
    newest = max(versions, default=0)
    return f"openjdk-{newest}-jdk-headless" if newest >= OLDEST_JAVA else None


def _has_java() -> bool:
    try:
        java_home()
    except MissingToolError:
        return False
    return True


def _run(*command: str) -> str:
    """What the command prints; a failure is printed, and then the tests say what is missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")
    return done.stdout


if __name__ == "__main__":
    main()
