"""The readable text of HTML, with every element that is not inline in a paragraph of its own.

The tokenizer goes through the characters once. It follows the HTML standard except where that would lose text: a tag that
never ends, and text that only looks like a tag or a comment, stay as they are written.
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
    """The alternative text in the tag of a picture; empty when there is none."""
    match = _NAME.match(tag)
    values = _attributes(tag, match.end()) if match else {}
    return _SPACES.sub(" ", unescape(values.get("alt") or ""))


def _is_element(name: str) -> bool:
    return name in _ELEMENTS or ":" in name  # `<o:p>`, which office programs leave behind


def _space(run: re.Match[str]) -> str:
    """What replaces a run of white space: up to two line feeds if it has any, else one space."""
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
    """Collects the text of HTML in `parts`, going through it once."""

    def __init__(self, html: str) -> None:
        self.parts: list[str] = []
        self._html = html
        self._position = 0
        self._absent: set[str] = set()
        self._drawing = False

    def collect(self) -> None:
        """Goes through all of the HTML."""
        while (start := self._html.find("<", self._position)) >= 0:
            self._text(self._position, start)
            self._position = self._markup(start)
        self._text(self._position, len(self._html))

    def _markup(self, start: int) -> int:
        """The end of the tag, comment or text that begins with the `<` at `start`; its text is collected."""
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
        """The position behind the tag that ends at `end`, or behind the whole element if its text is not shown (script)."""
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
        """The position behind the `>` that ends a tag, not one within quotation marks; -1 when the tag does not end."""
        position = start
        while (end := self._find(">", position)) >= 0:
            quote_end = self._quote_end(position, end)
            if quote_end < 0:
                return end + 1
            position = quote_end
        return -1

    def _quote_end(self, start: int, end: int) -> int:
        """The position behind a quoted value that begins between `start` and `end` and ends behind `end`; -1 without one."""
        while match := _QUOTED.search(self._html, start, end):
            closing = self._find(match[1], match.end())
            if closing < 0:
                return -1
            if closing > end:
                return closing + 1
            start = closing + 1
        return -1

    def _find(self, part: str, start: int) -> int:
        """The next position of `part`, or -1; what was not found once is not searched again, so time stays linear."""
        if part in self._absent:
            return -1
        is_end_tag = part.startswith("</")  # its name may be in capitals
        position = _find_any_case(part, self._html, start) if is_end_tag else self._html.find(part, start)
        if position < 0:
            self._absent.add(part)
        return position


def _find_any_case(part: str, html: str, start: int) -> int:
    match = re.compile(re.escape(part), re.IGNORECASE).search(html, start)
    return match.start() if match else -1
