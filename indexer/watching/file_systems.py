"""Which file systems send no events for changes that another machine makes?"""

from __future__ import annotations

import os
import re
from pathlib import Path

_SHARED = frozenset(
    "9p acfs afs beegfs ceph cifs coda davfs fakeowner gfs2 glusterfs gpfs lustre ncpfs nfs nfs4 ocfs2 prl_fs smb3 smbfs "
    "vboxsf virtiofs vmhgfs".split()
)
"""Types of file systems over a network, or of the host of a virtual machine."""
_MOUNTS = Path("/proc/self/mountinfo")


def sends_events(source: Path, mounts: str | None = None) -> bool:
    """Whether every change in the source makes an event, so that polling is not needed.

    `mounts` is the table of mounted file systems, as Linux has it in `/proc/self/mountinfo`; elsewhere it is empty.
    """
    path = os.path.realpath(source)
    types = dict(_types(_mounted() if mounts is None else mounts))
    inside = [kind for point, kind in types.items() if _within(point, path)]
    around = [point for point in types if _within(path, point)]
    kinds = [*inside, *([types[max(around, key=len)]] if around else [])]
    return not any(kind in _SHARED or kind.startswith("fuse.") for kind in kinds)


def _mounted() -> str:
    try:
        return _MOUNTS.read_text(errors="surrogateescape")
    except OSError:
        return ""


def _types(mounts: str) -> list[tuple[str, str]]:
    """Mount point and type of each file system (see proc_pid_mountinfo(5)), a later one at the same point last."""
    found = []
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        fields, kind = before.split(" "), after.partition(" ")[0]
        if dash and len(fields) > 4:
            found.append((re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4]), kind))
    return found


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
