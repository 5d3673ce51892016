"""The evidence pack: an answer with its proof in one HTML file, which verifies itself in a browser, offline.

The script checks exactly what the page shows: every text, hash, offset and quote (a fact) stands once, in an element whose
`data-fact` names it. The seal is the SHA-256 of the JSON array of the names and texts of all facts, in the order of the
page. The file loads nothing: its content security policy allows its own style and script alone, by their hashes.

A pack proves that its quotes stand in its texts. Whether a text is the one in your library, only the library can tell:
compare the SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import LawError
from indexer.exporting.annotations import independence, meant, numbered, strength
from indexer.exporting.works import printable, web_address
from indexer.types import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer.types import Answer, Article, Citation, Strength

_UNVERIFIED = (
    "Not verified yet. Verification needs script: open this file in a browser that runs it. "
    "Everything that is verified is shown below."
)
_STATUSES: dict[Strength, str] = {
    "answer": "Answered",
    "related": "Related passages, perhaps no answer",
    "none": "Not found",
}
_BY_HAND = """import hashlib
text = open("article.txt", encoding="utf-8", newline="").read()
print(hashlib.sha256(text.encode()).hexdigest(), text[START:END])"""


def evidence_pack(
    answer: Answer, article: Callable[[str], Article], picture: Callable[[Citation], bytes | None] | None = None
) -> str:
    """The evidence pack of an answer, as HTML. `article` gives a cited article by its id, from the build of the answer.

    It holds all quotes (of the answer, its timeline, and every copy of a quoted text) and the cited articles whole.
    `picture` gives the page of a quote as a PNG file, or None; those of the answer's own quotes are shown.

    Raises what `article` raises, and `LawError` when the text of an article is not the one that was cited.
    """
    citations = numbered(answer) or answer.related
    articles = _cited_articles(citations, article)
    pictures = _pictures(answer, picture) if picture else {}
    page = _Page()
    numbers = {each.id: number for number, each in enumerate(articles, 1)}
    body = "\n".join(
        [
            *_record(page, answer),
            *_quotes(page, "Quotes", answer.citations, numbers, pictures),
            *_quotes(page, "Related passages, perhaps no answer", answer.related, numbers, pictures),
            *_timeline(page, answer),
            *_quotes(page, "Further quotes", citations[len(answer.citations or answer.related) :], numbers, {}),
            *_articles(page, articles, citations),
        ]
    )
    return _document(body, page.seal(), answer.question.text, len(citations), pictures=bool(pictures))


class _Page:
    """Writes facts as HTML, and remembers them for the seal."""

    def __init__(self) -> None:
        self._facts: list[tuple[str, str]] = []

    def fact(self, name: str, text: str, tag: str = "span", attributes: str = "", inner: str | None = None) -> str:
        """An element that shows the fact `text`, sealed under `name`; `inner` is its HTML if it is more than the text."""
        text = printable(text)
        self._facts.append((name, text))
        return f'<{tag} data-fact="{name}"{attributes}>{_html(text) if inner is None else inner}</{tag}>'

    def row(self, label: str, name: str, text: str | None, tag: str = "span") -> str:
        """A row of a list of facts; empty without a text."""
        return f"<dt>{label}</dt><dd>{self.fact(name, text, tag)}</dd>" if text else ""

    def seal(self) -> str:
        """The SHA-256 of all facts so far, as the script computes it."""
        return sha256(json.dumps(self._facts, ensure_ascii=False, separators=(",", ":")))


def _cited_articles(citations: Sequence[Citation], article: Callable[[str], Article]) -> tuple[Article, ...]:
    """The cited articles, each once, in the order of their first citation."""
    articles: dict[str, Article] = {}
    for citation in citations:
        if citation.article_id not in articles:
            articles[citation.article_id] = article(citation.article_id)
        each = articles[citation.article_id]
        if each.sha256 != citation.article_sha256 or citation.span.of(each.text) != citation.quote:
            raise LawError(f"an evidence pack holds the cited texts, and {citation.article_id} is another one by now")
    return tuple(articles.values())


def _record(page: _Page, answer: Answer) -> Iterator[str]:
    status = _STATUSES[answer.strength]
    yield f"<h1>{page.fact('question', answer.question.text)}</h1>"
    yield f'<p id="verdict" class="result" role="status">{_UNVERIFIED}</p>'
    yield "<dl>"
    yield page.row("Status", "status", status)
    yield page.row("Reason", "reason", answer.reason)
    yield page.row("Note", "notes", " ".join(answer.question.notes))
    yield page.row("Asked on", "today", answer.question.today)
    yield page.row("Filters", "filters", " ".join(f"{name}:{value}" for name, value in answer.question.filters.pairs))
    yield page.row("Build", "build", answer.build, "code")
    yield page.row("Strength", "strength", strength(answer))
    yield page.row("Said by", "said_by", independence(answer))
    yield "</dl>"


def _timeline(page: _Page, answer: Answer) -> Iterator[str]:
    if answer.timeline:
        yield "<h2>Timeline</h2>\n<ol>"
        for entry in answer.timeline:
            number, time = str(entry.citation.number), page.fact("time", entry.time.written)
            yield f'<li>{time}: quote <a href="#quote-{number}">{page.fact("number", number)}</a></li>'
        yield "</ol>"


def _pictures(answer: Answer, picture: Callable[[Citation], bytes | None]) -> dict[int, bytes]:
    """The pages of the answer's own quotes, by the numbers of these."""
    pages = ((citation.number, picture(citation)) for citation in answer.citations or answer.related)
    return {number: page for number, page in pages if page is not None}


def _quotes(
    page: _Page, heading: str, citations: Sequence[Citation], numbers: dict[str, int], pictures: Mapping[int, bytes]
) -> Iterator[str]:
    if not citations:
        return
    yield f"<h2>{heading}</h2>\n<ol>"
    for citation in citations:
        article = f"article-{numbers[citation.article_id]}"
        yield f'<li class="quote" id="quote-{citation.number}" data-number="{citation.number}" data-article="{article}">'
        yield page.fact("quote", citation.quote, "blockquote", ' dir="auto"')
        yield '<p class="result">Not verified yet.</p>'
        yield "<dl>"
        yield page.row("Meant by", "times", meant(citation.times))
        yield from _metadata(page, citation.title, citation.source, citation.author, citation.published, citation.url)
        yield page.row("Place", "place", str(citation.place) if citation.place else None)
        start, end = page.fact("start", str(citation.span.start)), page.fact("end", str(citation.span.end))
        yield f"<dt>Characters</dt><dd>{start}–{end}</dd>"
        identity = page.fact("article_id", citation.article_id, "code")
        yield f'<dt>Article</dt><dd><a href="#{article}">{identity}</a></dd>'
        yield page.row("SHA-256", "article_sha256", citation.article_sha256, "code")
        shown = pictures.get(citation.number)
        if shown is not None:
            yield page.row("SHA-256 of the picture", "picture_sha256", hashlib.sha256(shown).hexdigest(), "code")
        yield "</dl>"
        if shown is not None:
            address = f"data:image/png;base64,{base64.b64encode(shown).decode()}"
            yield f'<img class="printed" src="{address}" alt="The page of the original, with this quote boxed">'
        yield "</li>"
    yield "</ol>"


def _metadata(
    page: _Page, title: str, source: str | None, author: str | None, published: str | None, url: str | None
) -> Iterator[str]:
    yield page.row("Title", "title", title)
    yield page.row("Source", "source", source)
    yield page.row("Author", "author", author)
    yield page.row("Published", "published", published)
    if url:
        address = page.fact("url", url)
        linked = f'<a href="{_html(printable(url))}" rel="noreferrer noopener">{address}</a>'
        yield f"<dt>Address</dt><dd>{linked if web_address(url) else address}</dd>"


def _articles(page: _Page, cited: Sequence[Article], citations: Sequence[Citation]) -> Iterator[str]:
    if cited:
        yield "<h2>The cited articles, in full</h2>"
    for number, article in enumerate(cited, 1):
        own = [citation for citation in citations if citation.article_id == article.id]
        yield f'<section class="article" id="article-{number}">'
        yield f"<h3>{_html(printable(article.title or article.id))}</h3>"
        yield '<p class="result">Not verified yet.</p>\n<dl>'
        yield page.row("Article", "id", article.id, "code")
        yield page.row("Language", "language", article.language)
        yield page.row("SHA-256", "sha256", article.sha256, "code")
        yield "</dl>"
        attributes = f' class="text" dir="auto" lang="{_html(printable(article.language))}"'
        yield page.fact("text", article.text, "div", attributes, _marked(article.text, own))
        yield "</section>"


def _marked(text: str, citations: Sequence[Citation]) -> str:
    """The text as HTML with its quotes marked; quotes may overlap, so each mark names all quotes that it belongs to."""
    spans = [(citation.span, str(citation.number)) for citation in citations]
    edges = sorted({0, len(text), *(edge for span, _ in spans for edge in (span.start, span.end))})
    parts = []
    for start, end in pairwise(edges):
        numbers = [number for span, number in spans if span.start <= start and end <= span.end]
        part = _html(text[start:end])
        parts.append(f'<mark data-quotes="{" ".join(numbers)}">{part}</mark>' if numbers else part)
    return "".join(parts)


def _html(text: str) -> str:
    """The text as HTML, which a parser reads back letter for letter; a bare carriage return it would not."""
    return escape(text).replace("\r", "&#13;")


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _allowed(part: str) -> str:
    digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _document(body: str, seal: str, question: str, quotes: int, *, pictures: bool) -> str:
    script, style = _part("evidence.js"), _part("evidence.css")
    policy = (
        f"default-src 'none'; script-src {_allowed(script)}; style-src {_allowed(style)}; "
        f"{'img-src data:; ' if pictures else ''}base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en" translate="no">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Evidence: {_html(printable(question))}</title>
<style>{style}</style>
</head>
<body data-quotes="{quotes}">
<p class="brand">Footnote · evidence pack</p>
<main>
{body}
<section id="seal">
<h2>Seal of this record</h2>
<p class="result">Not verified yet.</p>
<dl><dt>SHA-256</dt><dd><code>{seal}</code></dd></dl>
</section>
<section>
<h2>What this proves</h2>
<p class="explained">A green quote stands, letter for letter, in the text above, and that text has the recorded SHA-256.
Whoever can rewrite this whole file can rewrite its hashes too: to know that the text is the one in a library,
compare the SHA-256 with the one that the library gives for the article.</p>
<p class="explained">By hand: save an article’s text as UTF-8 without a line break at its end; offsets count code
points.</p>
<pre>{_html(_BY_HAND)}</pre>
</section>
</main>
<script>{script}</script>
</body>
</html>
"""
