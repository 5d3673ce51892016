"""The formats that an answer leaves the program in, by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from indexer.exporting.bibtex import bibtex
from indexer.exporting.csl import csl
from indexer.exporting.evidence import evidence
from indexer.exporting.markdown import markdown
from indexer.exporting.ris import ris
from indexer.types import Answer, Article

if TYPE_CHECKING:
    from collections.abc import Mapping

Articles = Callable[[str], Article]
"""Gives an article by its id, from the build of the answer: `Reading.article`."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer down. `write` gives the file's text, to be stored as UTF-8 with its line ends as they are.

    A `bibliography` lists the cited articles and nothing else, so of an answer that cites none it says nothing.
    """

    name: str
    label: str
    media_type: str
    suffix: str
    write: Callable[[Answer, Articles], str]
    bibliography: bool = False

    def file_name(self, question: str) -> str:
        """A name for the file, made of the question's words: lower-case ASCII letters, digits and hyphens."""
        plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().casefold()
        words = "-".join(re.findall(r"[a-z0-9]+", plain))
        return f"{words[:_LONGEST].strip('-') or 'answer'}{self.suffix}"


_ALL = (
    Format("markdown", "Markdown", "text/markdown; charset=utf-8", ".md", lambda answer, _: markdown(answer)),
    Format("bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", ".bib", lambda answer, _: bibtex(answer), True),
    Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", ".ris", lambda one, _: ris(one), True),
    Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", ".json", lambda one, _: csl(one), True),
    Format("evidence", "Evidence pack", "text/html; charset=utf-8", ".html", evidence),
)
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
BY_SUFFIX: Mapping[str, Format] = MappingProxyType({each.suffix: each for each in _ALL})
