"""Messages, mailboxes and saved pages: what the sender wrote, by whom, of when."""

from __future__ import annotations

import mailbox
import sys
from email.message import EmailMessage, MIMEPart
from typing import TYPE_CHECKING

import pytest

from indexer.readers.mail.parts import paragraphs
from indexer.types import Article, Skipped
from tests.reading import read

if TYPE_CHECKING:
    from pathlib import Path

HTML = "<p>The <b>owls</b> came back.</p><div class='gmail_quote'>What news?</div><script>x()</script>"


def message(subject: str = "Owls", text: str = "The owls came back.") -> EmailMessage:
    """A message with these."""
    made = EmailMessage()
    made["From"] = "Ada Réed <ada@x.example>"
    made["To"] = "Tom Hill <tom@x.example>, post@x.example"
    made["Subject"] = subject
    made["Date"] = "Mon, 04 Mar 2019 08:00:00 +0100"
    made.set_content(text)
    return made


def one(folder: Path, name: str, content: bytes) -> Article:
    """The only article of a file with this content."""
    (folder / name).write_bytes(content)
    (item,) = read([folder / name])
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize("charset", ["zlib", "rot13", "hex", "unknown-8bit", "\u00e9"])
def test_an_encoding_that_is_none_of_texts_costs_nothing(tmp_path, charset) -> None:
    """A message whose declared encoding is unknown, or one of bytes, is read as its bytes look."""
    raw = f"From: ada@a.example\nSubject: Owls\nContent-Type: text/plain; charset={charset}\n\nOwls hunt at night.\n"
    (tmp_path / "a.eml").write_bytes(raw.encode())
    (item,) = read([tmp_path])
    assert isinstance(item, Article)
    assert item.text == "Owls\n\nOwls hunt at night."


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.eml", "utf-8"), ("b.eml", "utf-16"), ("c.eml", "utf-16-le"), ("d.eml", "utf-16-be")]
)
def test_a_message_is_an_article_by_its_sender(tmp_path, name, encoding) -> None:
    """Subject, sender and date are its title, author and date; a file saved in UTF-16 is read as well."""
    raw = bytes(message("Owls of Łódź")).decode().encode(encoding)
    article = one(tmp_path, name, raw)
    assert (article.title, article.author, article.published) == (
        "Owls of Łódź",
        "Ada Réed",
        "2019-03-04T08:00:00+01:00",
    )
    assert article.metadata["to"] == "Tom Hill, post@x.example"
    assert article.text == "Owls of Łódź\n\nThe owls came back."
    assert [(mark.kind, mark.span.of(article.text)) for mark in article.marks] == [("headline", "Owls of Łódź")]


@pytest.mark.parametrize(
    ("header", "author"),
    [
        (b"=?utf-8?q?Reed=2C_Ad=C3=A0?= <a@x.example>, b@x.example", "Reed, Adà, b@x.example"),
        ("Adà Réed <a@x.example>".encode(), "Adà Réed"),
        ("Adà Réed <a@x.example>".encode("cp1252"), "Adà Réed"),
        (b"=?no-such?q?Ada?= <a@x.example>", "=?no-such?q?Ada?="),
    ],
)
def test_names_are_decoded_however_they_are_written(tmp_path, header, author) -> None:
    """Encoded as the standard says, or in bytes as some programs write them; a comma in a name divides nothing."""
    article = one(tmp_path, "a.eml", b"From: " + header + b"\nSubject: x\n\nText.")
    assert article.author == author


def test_of_two_forms_one_is_read_and_attachments_are_named(tmp_path) -> None:
    """Plain text comes before HTML; files are in the metadata, and no text of the article."""
    made = message()
    made.add_alternative(HTML, subtype="html")
    made.add_attachment("Secret text", filename="secret.txt")
    article = one(tmp_path, "a.eml", bytes(made))
    assert article.text == "Owls\n\nThe owls came back."
    assert article.metadata["attachments"] == ["secret.txt"]


def test_html_is_read_where_there_is_nothing_else(tmp_path) -> None:
    """Without scripts, and without the message that it answers."""
    made = message()
    made.set_content(HTML, subtype="html")
    assert one(tmp_path, "a.eml", bytes(made)).text == "Owls\n\nThe owls came back."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes, they did.\n\nOn Monday,\nTom wrote:\n> Did they?\n> Really?\n\nAda", ["Yes, they did.", "Ada"]),
        ("> All of it\n> is quoted.", ["All of it\nis quoted."]),
        ("Two kinds:\n\nbarn owls", ["Two kinds:", "barn owls"]),
    ],
)
def test_replies_give_their_own_words(text, own) -> None:
    """What a reply quotes is by somebody else, and is read where that message is; a message of nothing else keeps it."""
    assert [block.text.strip() for block in paragraphs(text) if block.text.strip()] == own


def test_a_digest_holds_all_its_messages(tmp_path) -> None:
    """Each with its subject as a heading and its sender."""
    digest = message("Digest")
    digest.make_mixed()
    for number in (1, 2):
        digest.attach(part := MIMEPart())
        part.set_content(message(f"Letter {number}", f"Text {number}."))
        del part["Content-Disposition"]
    lines = one(tmp_path, "a.eml", bytes(digest)).text.split("\n\n")
    assert lines[-3:] == ["Letter 2", "Ada Réed <ada@x.example>", "Text 2."]


def test_each_message_of_a_mailbox_is_an_article(tmp_path) -> None:
    """Ids have the message's number; a line that begins with “From” begins no message; a bad message costs itself."""
    box = mailbox.mbox(tmp_path / "box.mbox")
    box.add(message("One", "From here on:\n\nFrom dawn they sleep."))
    box.add(b"Subject: \n\n")
    box.add(message("Three"))
    box.close()
    first, bad, third = read([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(bad, Skipped)
    assert isinstance(third, Article)
    assert bad.path == str(tmp_path / "box.mbox:2")
    assert (first.id, third.id, third.title) == ("box.mbox:1", "box.mbox:3", "Three")
    assert first.text == "One\n\nFrom here on:\n\nFrom dawn they sleep."


def test_a_message_without_a_suffix_is_read_by_its_headers(tmp_path) -> None:
    """A file of a mail folder has no suffix; text that only begins with a colon stays text."""
    made = message()
    made["Message-ID"] = "<1@x.example>"
    assert one(tmp_path, "1551682800.M1.host,S=500", bytes(made)).title == "Owls"
    assert one(tmp_path, "a.txt", b"From: here to there\n\nA walk.").text.startswith("From: here")


def test_a_saved_page_has_the_address_and_day_of_its_snapshot(tmp_path) -> None:
    """Where the page states none itself; the page is read, not its frames."""
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = "https://x.example/owls"
    page["Subject"] = "Owls"
    page["Date"] = "Mon, 17 Dec 2018 11:17:47 -0000"
    page.make_related()
    for text in ("<title>Owls</title><p>The owls of the valley are back.", "<p>An advertisement."):
        page.attach(part := MIMEPart())
        part.set_content(text, subtype="html")
    for name in ("a.mhtml", "a.txt"):
        article = one(tmp_path, name, bytes(page))
        assert (article.url, article.published) == ("https://x.example/owls", "2018-12-17T11:17:47")
        assert article.text == "The owls of the valley are back."


def test_messages_that_would_do_harm_are_refused(tmp_path) -> None:
    """Parts in parts without end, files that are no message, and damaged ones end in one reason each."""
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000))
    contents = {
        "a.eml": b"Subject: x\n" + deep,
        "b.eml": b"no message",
        "c.mhtml": b"From: x\n\ntext",
        "d.mbox": b"text",
    }
    contents["e.msg"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000)
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    reasons = [item.reason if isinstance(item, Skipped) else item for item in read([tmp_path])]
    expected = ("nested too deeply", "is no message", "holds no web page", "has no message", "is damaged")
    assert len(reasons) == len(expected)
    for reason, words in zip(reasons, expected, strict=True):
        assert words in str(reason)


def test_a_missing_library_is_named(tmp_path, monkeypatch) -> None:
    """A format of the extra says what to install."""
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    (tmp_path / "a.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000))
    (item,) = read([tmp_path])
    assert isinstance(item, Skipped)
    assert 'pip install "footnote-search[formats]"' in item.reason
