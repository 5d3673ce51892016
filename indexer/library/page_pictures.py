"""Pictures of pages, drawn from PDF files as long as these are as they were read.

A file is drawn in a process of its own, with limits of memory and time. Only a file of the library is: one that an article
was read from, within the sources of the build, with the SHA-256 that it had then.
"""

from __future__ import annotations

import hashlib
import stat
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import PictureError
from indexer.processes import Worker
from indexer.readers.pdf.drawing import picture
from indexer.readers.pdf.quoted_words import file_sha256, pages_of, read_by_ocr, words_on

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from indexer.readers import Limits
    from indexer.types import Article, Span
    from indexer.types.article import FileState

_LONGEST = 10.0  # seconds that a page may take to be drawn
_KEPT = 32  # pictures
_HASHED = 256  # files whose SHA-256 is remembered
_REASONS: dict[FileState, str] = {
    "changed": "the file has changed since it was read; run `footnote update`",
    "packed": "the file lies in an archive; unpack it, and run `footnote update`",
    "gone": "the file is not where it was read; put it back, or run `footnote update`",
}


class PagePictures:
    """Draws pages, one at a time, and keeps the last pictures. Safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._seconds = min(limits.seconds, _LONGEST)
        self._drawing, self._remembering = threading.Lock(), threading.Lock()
        self._worker: Worker | None = None
        self._pictures: OrderedDict[object, bytes] = OrderedDict()
        self._hashes: OrderedDict[object, str] = OrderedDict()

    def state(self, article: Article, sources: Sequence[str]) -> FileState:
        """What has become of the article's PDF file; "gone" too when it is in none of the `sources`."""
        sha256 = file_sha256(article)
        path = Path(article.path or "")
        if sha256 is None or not _is_within(path, sources):
            return "gone"
        try:
            facts = path.stat()
            if not stat.S_ISREG(facts.st_mode):
                return "gone"
            if facts.st_size > self._limits.file_size:
                return "changed"
            return "as read" if self._hash_of(path, facts) == sha256 else "changed"
        except NotADirectoryError:  # its path leads through an archive
            return "packed"
        except (OSError, ValueError):
            return "gone"

    def picture(self, article: Article, sources: Sequence[str], page: int, span: Span | None) -> bytes:
        """The PNG file of a page, counted from 1, with the words at `span` boxed; raises `PictureError`."""
        state = self.state(article, sources)
        if state != "as read":
            raise PictureError(_REASONS[state])
        if not 1 <= page <= pages_of(article):
            raise PictureError(f"the file has the pages 1 to {pages_of(article)}")
        words = words_on(article, page, span) if span else ()
        languages = self._limits.ocr_languages if self._limits.ocr and page in read_by_ocr(article) else ""
        call = (str(article.path), file_sha256(article), page - 1, words, languages)
        with self._remembering:
            if call in self._pictures:
                self._pictures.move_to_end(call)
                return self._pictures[call]
        drawn = self._draw(call)
        with self._remembering:
            _keep(self._pictures, call, drawn, _KEPT)
        return drawn

    def close(self) -> None:
        """Ends the process that draws."""
        with self._drawing:
            self._end()

    def _draw(self, call: tuple[object, ...]) -> bytes:
        if not self._drawing.acquire(timeout=self._seconds):
            raise PictureError("other pages are being drawn; try again")
        try:
            self._worker = self._worker or Worker(self._limits.memory)
            drawn: bytes | None = self._worker.run(picture, *call, timeout=self._seconds)
        except Exception:  # whatever it is, it costs this picture only
            self._end()
            raise PictureError("this page cannot be drawn within the limits of time and memory") from None
        finally:
            self._drawing.release()
        if drawn is None:
            raise PictureError(_REASONS["changed"])
        return drawn

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _hash_of(self, path: Path, facts: os.stat_result) -> str:
        """The SHA-256 of a file, which is read again only when it looks different."""
        key = (path, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
        with self._remembering:
            known = self._hashes.get(key)
        if known is None:
            with path.open("rb") as file:
                known = hashlib.file_digest(file, "sha256").hexdigest()
            with self._remembering:
                _keep(self._hashes, key, known, _HASHED)
        return known


def _keep(kept: OrderedDict[object, bytes] | OrderedDict[object, str], key: object, value: object, most: int) -> None:
    kept[key] = value  # type: ignore[assignment]  # a value of its kind
    while len(kept) > most:
        kept.popitem(last=False)


def _is_within(path: Path, sources: Sequence[str]) -> bool:
    return path.is_absolute() and ".." not in path.parts and any(path.is_relative_to(source) for source in sources)
