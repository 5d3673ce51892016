"""The fields that a page states of itself. Nothing is guessed: a page that states no date has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.readers.html import structured_data
from indexer.text.dates import published
from indexer.web_addresses import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_PARTED = re.compile(r"\s+(?:[|·•»›«–—]|-|::)\s+|\s*[|»]\s*")  # what stands between a title and the name of its site
_BY = re.compile(r"(?:by|von|par|por|di|door|av|autor|author|auteur)\s*[:\s]\s*", re.IGNORECASE)
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "dc.created", "parsely-pub-date",
    "sailthru.date", "pubdate", "publish-date", "publication_date", "citation_publication_date", "citation_date", "date",
    "created",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
    "sailthru.author", "byl",
)  # fmt: skip
_LINKED_AUTHORS = (
    "//a[@rel='author'] | //*[contains(@class, 'p-author')]"
    " | //*[contains(concat(' ', @class, ' '), ' author ')]//*[contains(concat(' ', @class, ' '), ' fn ')]"
)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|editor|webmaster|root|user|author|unknown|anonymous|none|null)", re.IGNORECASE
)
_SITE_WORDS = 6
_LONGEST_AUTHOR = 150  # code points


@dataclass(frozen=True)
class Stated:
    """What a page states: in its elements `meta`, in JSON-LD, in attributes of its text."""

    root: HtmlElement

    def fields(self) -> dict[str, object]:
        """The fields of its article that it states."""
        values = {
            "title": self.title(),
            "author": ", ".join(self._authors()),
            "published": self._date(),
            "url": self._address(),
            "language": self._language(),
            "source": self.source(),
        }
        return {name: value for name, value in values.items() if value}

    def title(self) -> str:
        """Its title, without the name of the site; the headline that it states if that is a part of the title."""
        title = self._whole_title()
        headlines = [
            line
            for line in (*map(_line, self._described("headline")), *self._meta("og:title"), *self.headings())
            if line
        ]
        if not title or _plain(title) in self._site_names():
            return headlines[0] if headlines else title
        within = next((line for line in headlines if len(line) > 3 and _plain(line) in _plain(title)), None)
        return within or self._without_site(title)

    def _whole_title(self) -> str:
        return _line(self.root.xpath("string((//head/title|//title)[1])"))

    def headings(self) -> list[str]:
        """The headings of the first level; only if there are no more than two."""
        headings = [_line(each.text_content()) for each in self.root.iter("h1")]
        return [line for line in headings if line] if len(headings) <= 2 else []

    def source(self) -> str:
        """The name of its site, or of who published it: the one that ends its title, if any does."""
        stated = [
            *self._meta("og:site_name"),
            *self._people("publisher"),
            *self._meta("dc.publisher", "dcterms.publisher"),
        ]
        names = [name for name in stated if not is_web_address(name)]
        ending = self._behind_headline()
        return next((name for name in names if _plain(name) == _plain(ending)), names[0] if names else ending)

    def _behind_headline(self) -> str:
        """What the title says behind the headline that the page states too: the name of its site; empty without one."""
        title = self._whole_title()
        headlines = {_plain(line) for line in (*self._described("headline"), *self._meta("og:title"), *self.headings())}
        for match in _PARTED.finditer(title):
            if _plain(title[: match.start()]) in headlines:
                name = _PARTED.split(title[match.end() :])[-1].strip()
                is_name = len(name.split()) <= _SITE_WORDS and any(map(str.isalpha, name)) and not _understood(name)
                return name if is_name else ""
        return ""

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        """Name of a `meta` in small letters → its values in order."""
        values: dict[str, list[str]] = {}
        for each in self.root.iter("meta"):
            content = _line(each.get("content") or "")
            for name in {(each.get(key) or "").strip().lower() for key in ("name", "property", "itemprop")}:
                if name and content:
                    values.setdefault(name, []).append(content)
        return values

    @cached_property
    def _articles(self) -> list[dict[str, object]]:
        return structured_data.articles(self.root)

    def _meta(self, *names: str) -> list[str]:
        return [value for name in names for value in self._metas.get(name, ())]

    def _described(self, key: str) -> Iterator[str]:
        """The texts that JSON-LD gives under a key."""
        return (value for each in self._articles if isinstance(value := each.get(key), str) and value.strip())

    def _people(self, key: str) -> list[str]:
        return next((names for each in self._articles if (names := structured_data.names(each.get(key)))), [])

    def _without_site(self, title: str) -> str:
        """The title without parts at its end that name the site or a date."""
        names = self._site_names()
        while parts := list(_PARTED.finditer(title)):
            if _plain(title[parts[-1].end() :]) not in names and not _understood(_behind_bar(title)):
                break
            title = title[: parts[-1].start()]
        return title

    def _site_names(self) -> set[str]:
        return {_plain(name) for name in (*self._meta("og:site_name", "application-name"), *self._people("publisher"))}

    def _date(self) -> str:
        """The first stated date of publication that is understood."""
        of_items = self.root.xpath("//*[@itemprop='datePublished'][not(self::meta)]")
        candidates = [
            *self._described("datePublished"),
            *self._meta(*_DATES),
            *(each.get("datetime") or each.get("content") or each.text_content() for each in of_items),
            *self._times(),
            *map(_behind_bar, (*self._meta("og:title"), self._whole_title())),
        ]
        return next((date for each in candidates if (date := _understood(each))), "")

    def _times(self) -> list[str]:
        """The first `time` within the article, when the page has no more than one; or one that says it is the date."""
        own = self.root.xpath("//time[@pubdate]/@datetime | //time[contains(@class, 'published')]/@datetime")
        articles = self.root.xpath(
            "//article[not(ancestor::article)] | //*[@itemprop='articleBody'][not(ancestor::article)]"
        )
        return [*own[:1], *(articles[0].xpath(".//time/@datetime")[:1] if len(articles) == 1 else [])]

    def _authors(self) -> list[str]:
        """The authors of the first place that names any."""
        of_items = self.root.xpath("//*[@itemprop='author']")
        inner = [(each.xpath(".//*[@itemprop='name']") or [each])[0] for each in of_items]
        places = (
            self._people("author"),
            self._meta(*_AUTHORS),
            [each.get("content") or each.text_content() for each in inner],
            [each.text_content() for each in self.root.xpath(_LINKED_AUTHORS)],
        )
        own = {_plain(name) for name in (self.source(), *self._people("publisher"), *self._meta("publisher"))}
        for names in places:
            people = {_plain(name): name for name in reversed([_person(name) for name in names])}
            if found := [name for key, name in reversed(people.items()) if name and key not in own]:
                return found
        return []

    def _address(self) -> str:
        links = self.root.xpath("//link[@rel='canonical']/@href")
        return next((each for each in map(str.strip, [*links, *self._meta("og:url")]) if is_web_address(each)), "")

    def _language(self) -> str:
        return (self.root.get("lang") or self.root.get("xml:lang") or next(self._described("inLanguage"), "")).strip()


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _behind_bar(title: str) -> str:
    """The part of a title behind its last bar; empty without a bar."""
    before, _, part = title.rpartition("|")
    return part if before else ""


def _understood(printed: str) -> str:
    """The date, if it names a day."""
    date = published(_line(printed)) or ""
    return date if len(date) >= len("2016-10-25") else ""


def _person(printed: str) -> str:
    """The name of a person; empty for an address, an account that is nobody's name, and what is too long to be a name."""
    name = _line(printed)
    match = _BY.match(name)
    name = name[match.end() :] if match else name
    is_name = not is_web_address(name) and len(name) <= _LONGEST_AUTHOR and any(map(str.isalpha, name))
    return name if is_name and not _NOBODY.fullmatch(name) else ""
