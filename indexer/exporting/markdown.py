"""An answer as CommonMark: the quotes, and below them where each stands.

A quote is escaped so that every reader of Markdown shows it letter for letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.exporting.annotations import copied, independence, location, meant, numbered, strength
from indexer.exporting.works import line, printable, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.types import Answer, Citation

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$]")
_LINE_START = re.compile(r"^(?:[#+=:>-]|[0-9]+(?=[.)]))", re.MULTILINE)
# White space that Markdown would drop: around a text and a line break, and blank lines.
_LOST = re.compile(r"\A\s+|\s*\n\s*|\s+\Z")


def markdown_text(answer: Answer) -> str:
    """The answer as CommonMark, ending in a line feed."""
    parts = [_heading(answer.question.text), _status(answer), *(escaped(line(note)) for note in answer.question.notes)]
    parts += [f"> {_quoted(citation.quote)}\n>\n> \\[{citation.number}\\]" for citation in answer.citations]
    for citation in answer.related:
        parts += [f"> {_quoted(citation.quote)}", _source(citation)]
    parts += _annotations(answer)
    parts += [_note(citation) for citation in numbered(answer)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """The text as Markdown that means exactly these letters; without line breaks at its ends."""
    text = _SPECIAL.sub(lambda special: "\\" + special[0], printable(text))
    text = _LOST.sub(_kept, text)
    return _LINE_START.sub(_unstructured, text)


def _heading(text: str) -> str:
    """The text as a heading; number signs at its end would be dropped as the heading's own."""
    return "# " + re.sub(r"(?<=\s)(?=#+\Z)", r"\\", escaped(line(text)))


def _kept(space: re.Match[str]) -> str:
    """White space that Markdown keeps: a single line break as it is, all other as character references."""
    return "\n" if space[0] == "\n" and space.start() > 0 and space.end() < len(space.string) else _referenced(space[0])


def _referenced(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _unstructured(start: re.Match[str]) -> str:
    """The beginning of a line, escaped so that it begins no heading, list or rule."""
    return f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}"


def _quoted(quote: str) -> str:
    return escaped(quote).replace("\n", "\n> ")


def _status(answer: Answer) -> str:
    asked = f"Asked on {escaped(answer.question.today)} of build {_code(answer.build)}."
    if answer.reason is None:
        return f"{asked} Strength: {strength(answer)}."
    verdict = strength(answer)
    return f"**{verdict[0].upper()}{verdict[1:]}.** {escaped(line(answer.reason))}\n\n{asked}"


def _annotations(answer: Answer) -> Iterator[str]:
    """The timeline, and how many independent texts there are."""
    if answer.timeline:
        yield "## Timeline"
        yield "\n".join(
            f"- {escaped(entry.time.written)}: {escaped(line(entry.citation.quote))} \\[{entry.citation.number}\\]"
            for entry in answer.timeline
        )
    if counted := independence(answer):
        same = (" = ".join(f"\\[{citation.number}\\]" for citation in text.citations) for text in copied(answer))
        yield f"{counted}: {', '.join(same)}."


def _note(citation: Citation) -> str:
    return f"{citation.number}. {_source(citation)}"


def _source(citation: Citation) -> str:
    title = escaped(line(citation.title) or line(citation.article_id))
    address = web_address(citation.url)
    linked = f"[{title}](<{_address(address)}>)" if address else title
    by = [escaped(line(name)) for name in (citation.source, citation.author, citation.published) if name]
    where = f"{escaped(location(citation))} of {_code(citation.article_id)}"
    statements = [", ".join([linked, *by]), where, f"SHA-256 {_code(citation.article_sha256)}"]
    if citation.times:
        statements.append(f"Meant by {escaped(meant(citation.times))}")
    return f"{'. '.join(statements)}."


def _address(url: str) -> str:
    return re.sub(r"[<>\\]", lambda character: f"%{ord(character[0]):02X}", printable(url))


def _code(text: str) -> str:
    """The text as a code span: fenced by more backticks than it holds."""
    text = line(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"
