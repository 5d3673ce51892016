"""From the bytes of a file to its text."""

from __future__ import annotations

import pytest
from hypothesis import given

from indexer.errors import ArticleError
from indexer.readers.encoding import decoded
from indexer.types import Article
from tests.reading import read
from tests.strategies import texts

FRENCH = "Le café est fermé, déjà vu à Noël. Où êtes-vous ?"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мост через реку открыли в 1931 году.", "koi8_r"),
        ("Дорогу через лес построили в 1950 году.", "cp1251"),
        ("Міст через річку відкрили у 1931 році.", "cp1251"),
        ("Η γέφυρα άνοιξε το 1931 στην πόλη.", "cp1253"),
        ("הגשר נפתח בשנת 1931 בעיר הגדולה.", "cp1255"),
        ("افتتح الجسر في القاهرة سنة 1931.", "cp1256"),
        ("橋は1931年に開通した。川を渡る。", "cp932"),
        ("東京の塔は1958年に完成した。", "euc_jp"),
        ("大桥于1957年通车，连接两岸。", "gb18030"),
        ("大橋在1998年通車，很長。", "big5"),
        ("다리는 1931년에 개통되었다.", "cp949"),
        ("Wieża zamkowa została zbudowana w 1420 roku, a łuk w 1500.", "cp1250"),
        ("Ein Müller kaufte Äpfel.", "cp1252"),
    ],
)
def test_one_sentence_is_enough(text, encoding) -> None:
    """The characters that a standard puts first, or known words, tell the encoding of a short text."""
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        ("café", "latin-1"),
        ("“Hello” – he said, it’s fine. It costs £5.", "cp1252"),
        ("Die Straße ist schön und groß.", "latin-1"),
        ("The café owner, Zoë Müller, paid too much, she said.", "mac_roman"),
        ("L’été, à Noël, “déjà vu” : où êtes-vous ?", "mac_roman"),
        ("L’été, à Noël, “déjà vu” : où êtes-vous ?", "cp1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Привет, как дела? Это новость дня.", "cp1251"),
        ("Привет, как дела? Это новость дня.", "koi8-r"),
        ("Καλημέρα κόσμε, τι κάνεις", "cp1253"),
        ("今日は元気ですか。明日は晴れます。", "shift_jis"),
        ("今天天气很好，我们去公园吧。他们说这是真的。", "gb18030"),
        ("Hello, this is plain text.", "utf-16-le"),
        ("Hello, this is plain text.", "utf-16-be"),
    ],
)
def test_common_encodings_are_recognised(text, encoding) -> None:
    """A text in a common encoding is read right, short as it is."""
    assert decoded(text.encode(encoding), "a.txt").removeprefix("\ufeff") == text


def test_utf_8_that_is_damaged_in_places_is_still_utf_8() -> None:
    """One broken byte does not make another encoding of a text; it is replaced."""
    assert decoded((FRENCH * 5).encode() + b"\xff end", "a") == FRENCH * 5 + "\ufffd end"


def test_a_large_file_in_another_encoding_is_guessed_from_a_sample() -> None:
    """Ten megabytes are read whole although only a sample is looked at."""
    text = FRENCH * 200_000
    assert decoded(b"plain " * 10_000 + text.encode("cp1252"), "a").endswith(text)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "an image"),
        (bytes(range(256)) * 10, "binary"),
        (b"\0" * 1000, "binary"),
        (bytes(range(256))[::-1] * 10, "binary"),
    ],
)
def test_binary_files_are_refused(raw, kind) -> None:
    """What is no text is refused, with the advice to convert it."""
    with pytest.raises(ArticleError, match=f"is {kind}, not text; convert it to text first"):
        decoded(raw, "a.txt")


def test_a_stray_nul_does_not_make_a_text_binary(tmp_path) -> None:
    """A single NUL is removed, and the text is read."""
    text = "A text that has\0 one. " + "And goes on. " * 20
    (tmp_path / "a.txt").write_text(text)
    (article,) = read([tmp_path])
    assert isinstance(article, Article)
    assert article.text == text.replace("\0", "")


@given(texts())
def test_any_bytes_give_articles_or_reasons(text) -> None:
    """No content of a file raises: it is text, or refused as binary."""
    try:
        found = decoded(text.encode("utf-8", "surrogatepass"), "a")
    except ArticleError:
        found = ""
    assert len(found) <= 3 * len(text)
