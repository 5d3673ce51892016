"""The articles that an answer cites, each once, as a bibliography lists them.

Nothing is guessed: an author stays as printed, since no rule tells a person's name from a newspaper's, and a date is as
precise as the article's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from indexer.surrogates import replace_surrogates
from indexer.web_addresses import is_web_address

if TYPE_CHECKING:
    from indexer.types import Answer, Citation

_SMALL_WORDS = frozenset(
    "a an and are as at by for from how in is its of on or the to was what when where who why".split()
)


@dataclass(frozen=True, slots=True)
class Work:
    """A cited article. `key` names it within its answer: lower-case ASCII letters and digits, never used twice."""

    key: str
    citations: tuple[Citation, ...]

    @property
    def first(self) -> Citation:
        """The citation that the article's metadata is taken from."""
        return self.citations[0]

    @property
    def title(self) -> str:
        """The title on one line; the article's id when it has none."""
        return line(self.first.title) or line(self.first.article_id)

    @property
    def source(self) -> str | None:
        """The source on one line, if there is one."""
        return line(self.first.source) or None

    @property
    def author(self) -> str | None:
        """The author on one line, as printed, if there is one."""
        return line(self.first.author) or None

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month and day of publication, as many of them as the article's date has."""
        return date_parts(self.first.published)

    @property
    def url(self) -> str | None:
        """The address, if it is one of the web; nothing else may become a link."""
        return web_address(self.first.url)


def cited_works(answer: Answer) -> tuple[Work, ...]:
    """The cited articles, in the order of their first citation."""
    cited: dict[tuple[str, str], list[Citation]] = {}
    for citation in answer.citations:
        cited.setdefault((citation.article_id, citation.article_sha256), []).append(citation)
    taken: set[str] = set()
    return tuple(Work(_unique(_key(citations[0]), taken), tuple(citations)) for citations in cited.values())


def line(text: str | None) -> str:
    """The text on one line: white space becomes single spaces, and what no file can hold a replacement character."""
    return " ".join(printable(text or "").split())


def printable(text: str) -> str:
    """The text without NULs and lone surrogates, which become replacement characters."""
    return replace_surrogates(text).replace("\0", "\ufffd")


def web_address(url: str | None) -> str | None:
    """The address if it is of the web."""
    return url if url and is_web_address(url) else None


def date_parts(published: str | None) -> tuple[int, ...]:
    """Year, month and day, as many of them as were printed and a calendar has."""
    parts = tuple(int(part) for part in (published or "").partition("T")[0].split("-") if part)
    while parts:
        try:
            date(*(*parts, 1, 1)[:3])
        except ValueError:
            parts = parts[:-1]
        else:
            return parts
    return ()


def _key(citation: Citation) -> str:
    """The first significant word of the author or source, the year, and that of the title: `agenda2016soldiers`."""
    name = _significant_word(citation.author) or _significant_word(citation.source)
    year = "".join(str(part) for part in date_parts(citation.published)[:1])
    return name + year + _significant_word(citation.title) or "article"


def _significant_word(text: str | None) -> str:
    """The first word that is not an article, a preposition or the like; empty when there is none."""
    return next((word for word in _words(text) if word not in _SMALL_WORDS), "")


def _words(text: str | None) -> list[str]:
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.casefold())


def _unique(key: str, taken: set[str]) -> str:
    number = 1
    unique = key
    while unique in taken:
        number += 1
        unique = f"{key}x{number}"
    taken.add(unique)
    return unique
