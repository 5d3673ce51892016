"""The formats that an answer can be saved in, by name and by suffix.

To add one, write a module that makes the file of an answer, and add a `Format` to the list below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from indexer.exporting.bibtex import bibtex_text
from indexer.exporting.csl import csl_text
from indexer.exporting.evidence import evidence_pack
from indexer.exporting.markdown import markdown_text
from indexer.exporting.ris import ris_text
from indexer.types import Answer, Article, Citation

if TYPE_CHECKING:
    from collections.abc import Mapping

ArticleById = Callable[[str], Article]
"""Gives an article by its id, from the build of the answer: `Reading.article`."""

PictureOf = Callable[[Citation], bytes | None]
"""Gives the page of a quote as a PNG file, or None: `Reading.quote_picture`."""

_LONGEST_NAME = 60  # characters of a file's name, without its suffix


class Writer(Protocol):
    """Writes the file of an answer."""

    def __call__(self, answer: Answer, article: ArticleById, picture: PictureOf | None = None) -> bytes:
        """The bytes of the file; with `picture` it may show the pages that are quoted."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format for an answer. `write` gives the bytes of the file.

    `label` is the format's name for people, `purpose` what it is for. A `bibliography` lists the cited articles and
    nothing else, so there is no file of an answer that cites none.
    """

    name: str
    label: str
    purpose: str
    media_type: str
    suffix: str
    write: Writer
    bibliography: bool = False

    def file_name(self, question: str) -> str:
        """A file name made of the question's words: lower-case ASCII letters, digits and hyphens."""
        ascii_text = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().casefold()
        words = "-".join(re.findall(r"[a-z0-9]+", ascii_text))
        return f"{words[:_LONGEST_NAME].strip('-') or 'answer'}{self.suffix}"


def _encoded(write_text: Callable[[Answer], str]) -> Writer:
    """The writer of a format whose text needs the answer alone."""

    def write(answer: Answer, article: ArticleById, picture: PictureOf | None = None) -> bytes:  # noqa: ARG001  as all
        return write_text(answer).encode()

    return write


def _evidence(answer: Answer, article: ArticleById, picture: PictureOf | None = None) -> bytes:
    return evidence_pack(answer, article, picture).encode()


_ALL = (
    Format("markdown", "Markdown", "to be read", "text/markdown; charset=utf-8", ".md", _encoded(markdown_text)),
    Format(
        "bibtex", "BibTeX", "for LaTeX", "application/x-bibtex; charset=utf-8", ".bib",
        _encoded(bibtex_text), bibliography=True,
    ),
    Format(
        "ris", "RIS", "for reference managers", "application/x-research-info-systems; charset=utf-8", ".ris",
        _encoded(ris_text), bibliography=True,
    ),
    Format(
        "csl", "CSL-JSON", "for citation processors", "application/vnd.citationstyles.csl+json", ".json",
        _encoded(csl_text), bibliography=True,
    ),
    Format(
        "evidence", "Evidence pack", "a page that holds the cited articles whole and verifies itself offline",
        "text/html; charset=utf-8", ".html", _evidence,
    ),
)  # fmt: skip
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
BY_SUFFIX: Mapping[str, Format] = MappingProxyType({each.suffix: each for each in _ALL})
PURPOSES = "; ".join(f"`{each.name}`: {each.purpose}" for each in _ALL)
"""What each format is for, in one line of Markdown."""
