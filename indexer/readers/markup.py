"""What a reader sees of HTML: its text, with every element that is not inline in a paragraph of its own.

The tokenizer goes through the characters once. It follows the HTML standard where that loses no text: a tag that
never ends, and what only looks like a tag or a comment, stay as they are written.
"""

from __future__ import annotations

import re
from html import unescape

_SILENT = frozenset({"script", "style", "template"})
_INLINE = frozenset(
    """a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike
    strong sub sup time tt u var wbr""".split()
)
_OTHERS = frozenset(
    """address area article aside audio base blockquote body br button canvas caption center col colgroup datalist dd
    details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header
    hgroup hr html iframe img input legend li link main map math menu meta meter nav noframes noscript object ol optgroup
    option output p param picture pre progress search section select slot source summary svg table tbody td textarea tfoot
    th thead title tr track ul video""".split()
)
_ELEMENTS = _SILENT | _INLINE | _OTHERS
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*+)")
_ATTRIBUTE = re.compile(r"""([^\s=>/"']++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]*+))?""")
_QUOTED = re.compile(r"""=\s*+(["'])""")
_BARE = frozenset(
    """allowfullscreen async autofocus autoplay checked clear compact controls default defer disabled download formnovalidate
    hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required
    reversed selected""".split()
)
_SPACES = re.compile(r"\s+")


def readable_html(html: str) -> str:
    """The text of HTML; blank lines stand between paragraphs."""
    collector = _TextCollector(html)
    collector.collect()
    return _SPACES.sub(_space, "".join(collector.parts))


def is_markup(tag: str) -> bool:
    """Whether `tag`, from `<` to `>`, is HTML, not text in angle brackets: `List<String>`, `a <b and c> d`."""
    match = _NAME.match(tag)
    if match is None:
        return tag.startswith(("<!--", "<?", "<!"))
    name = match[1].casefold()
    return _is_element(name) and _are_attributes(tag, match.end())


def alternative(tag: str) -> str:
    """What a picture's tag says instead of the picture."""
    match = _NAME.match(tag)
    values = _attributes(tag, match.end()) if match else {}
    return _SPACES.sub(" ", unescape(values.get("alt") or ""))


def _is_element(name: str) -> bool:
    return name in _ELEMENTS or ":" in name  # `<o:p>`, which office programs leave behind


def _space(run: re.Match[str]) -> str:
    """What stands for a run of white space: the end of a paragraph or line, or a space."""
    return ("\n" * min(run[0].count("\n"), 2)) or " "


def _attributes(tag: str, start: int) -> dict[str, str | None]:
    """Name → value, or None for a bare name; the first of several with a name counts."""
    values: dict[str, str | None] = {}
    for name, value in _ATTRIBUTE.findall(tag, start, len(tag) - 1):
        values.setdefault(name.casefold(), value.strip("\"'") if value else None)
    return values


def _are_attributes(tag: str, start: int) -> bool:
    return all(value is not None or name in _BARE for name, value in _attributes(tag, start).items())


class _TextCollector:
    """Goes through HTML once and collects its text in `parts`."""

    def __init__(self, html: str) -> None:
        self.parts: list[str] = []
        self._html = html
        self._place = 0
        self._absent: set[str] = set()
        self._drawing = False

    def collect(self) -> None:
        """Goes through all of the HTML."""
        while (start := self._html.find("<", self._place)) >= 0:
            self._text(self._place, start)
            self._place = self._markup(start)
        self._text(self._place, len(self._html))

    def _markup(self, start: int) -> int:
        """Where what begins with the `<` at `start` ends; its text, if it has any, is collected."""
        html = self._html
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!doctype", ">")):
            if html[start : start + len(opening)].casefold() == opening.casefold():
                end = self._find(closing, start + len(opening))
                return self._plain(start) if end < 0 else self._declared(opening, start, end) + len(closing)
        match = _NAME.match(html, start)
        name = match[1].casefold() if match else ""
        end = self._tag_end(match.end()) if match and (self._drawing or _is_element(name)) else -1
        return self._plain(start) if end < 0 else self._element(name, start, end)

    def _declared(self, opening: str, start: int, end: int) -> int:
        if opening == "<![CDATA[":
            self._text(start + len(opening), end)
        return end

    def _element(self, name: str, start: int, end: int) -> int:
        """Behind the tag that ends at `end`, and behind the whole element if nobody sees its text."""
        opens = self._html[start + 1] != "/"
        if name == "svg":
            self._drawing = opens
        if name == "img" and opens:
            self.parts.append(alternative(self._html[start:end]))
        elif name == "br":
            self.parts.append("\n")
        elif name not in _INLINE:
            self.parts.append("\n\n")
        silent = name in _SILENT and opens and self._html[end - 2] != "/"
        return max(end, self._find(f"</{name}", end)) if silent else end

    def _plain(self, start: int) -> int:
        self.parts.append("<")
        return start + 1

    def _text(self, start: int, end: int) -> None:
        if end > start:
            self.parts.append(_SPACES.sub(" ", unescape(self._html[start:end])))

    def _tag_end(self, start: int) -> int:
        """Behind the `>` that ends a tag; one within quotation marks does not. -1: the tag does not end."""
        place = start
        while (end := self._find(">", place)) >= 0:
            quote = self._quote(place, end)
            if quote < 0:
                return end + 1
            place = quote
        return -1

    def _quote(self, start: int, end: int) -> int:
        """Behind the quoted value that begins between `start` and `end` and ends behind `end`; -1: there is none."""
        while match := _QUOTED.search(self._html, start, end):
            closing = self._find(match[1], match.end())
            if closing < 0:
                return -1
            if closing > end:
                return closing + 1
            start = closing + 1
        return -1

    def _find(self, part: str, start: int) -> int:
        """Where `part` is next; what was once looked for in vain is not looked for again."""
        if part in self._absent:
            return -1
        place = self._html.find(part, start) if not part.startswith("</") else _found(part, self._html, start)
        if place < 0:
            self._absent.add(part)
        return place


def _found(part: str, html: str, start: int) -> int:
    match = re.compile(re.escape(part), re.IGNORECASE).search(html, start)
    return match.start() if match else -1
