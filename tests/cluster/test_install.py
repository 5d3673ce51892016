"""What `make cluster` installs on Debian."""

from __future__ import annotations

import pytest

from tests.cluster import install
from tests.cluster.nodes import MissingToolError

OFFERED = """\
openjdk-25-jdk-headless - OpenJDK Development Kit (JDK) (headless)
openjdk-21-jdk-headless - OpenJDK Development Kit (JDK) (headless)
openjdk-8-jdk-headless - OpenJDK Development Kit (JDK) (headless)
"""


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (OFFERED, "openjdk-25-jdk-headless"),
        (OFFERED.splitlines()[1], "openjdk-21-jdk-headless"),
        ("openjdk-17-jdk-headless - JDK", None),
        ("", None),
    ],
)
def test_the_newest_java_is_installed(offered, chosen):
    """Of what Debian offers the newest Java is chosen, by its number; one that is too old is not."""
    assert install.newest_java(offered) == chosen


@pytest.mark.parametrize(
    ("user", "offered", "installed", "told"),
    [
        (0, OFFERED, ["openjdk-25-jdk-headless", "maven"], "installing openjdk-25-jdk-headless maven"),
        (0, "", [], "not installed: this Debian offers no Java 21 or newer"),
        (1000, OFFERED, [], "not installed: java and maven"),
    ],
)
def test_it_installs_what_is_missing_or_says_why_not(monkeypatch, capsys, user, offered, installed, told):
    """Both are installed by root where Debian offers them; else nothing is, and one line says why."""
    commands = []

    def run(*command):
        commands.append(command)
        return offered if command[0] == "apt-cache" else ""

    def no_java():
        raise MissingToolError("none")

    monkeypatch.setattr(install, "java_home", no_java)
    monkeypatch.setattr(install, "_run", run)
    monkeypatch.setattr(install.shutil, "which", lambda name: None if name == "mvn" else f"/usr/bin/{name}")
    monkeypatch.setattr(install.os, "geteuid", lambda: user)
    install.main()
    assert [each for command in commands if command[1] == "install" for each in command[5:]] == installed
    assert capsys.readouterr().out.startswith(told)
