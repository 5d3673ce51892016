"""The handbook as a small library of its own: help is there whatever the reader's library holds, and without a build.

It is indexed when it is first asked for, which takes half a second, into a temporary folder.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from indexer import HANDBOOK, Settings, rebuild
from webapp.library import ServedLibrary

if TYPE_CHECKING:
    from indexer import Library


class HandbookLibrary(ServedLibrary):
    """The library of the handbook that comes with Footnote."""

    def __init__(self) -> None:
        super().__init__(HANDBOOK)
        self._building = threading.Lock()
        self._remove: weakref.finalize[..., HandbookLibrary] | None = None

    def settings(self) -> Settings:
        """Those of every installation: the reader's own are for other articles."""
        return Settings()

    def library(self) -> Library:
        """The library, built when it is first asked for."""
        with self._building:
            if self._remove is None:
                folder = tempfile.mkdtemp(prefix="footnote-handbook-")
                remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
                self._instance = Path(folder)
                with ThreadPoolExecutor(1) as elsewhere:  # no computing of the request that comes first
                    elsewhere.submit(rebuild, self._instance, [HANDBOOK], self.settings()).result()
                self._remove = remove
        return super().library()

    def close(self) -> None:
        """Closes the library and removes its folder."""
        super().close()
        with self._building:
            if self._remove is not None:
                self._remove()
                self._remove = None
