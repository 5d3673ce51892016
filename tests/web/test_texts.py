"""The texts of the pages: whole in every language, and used; no page says anything beside them."""

from __future__ import annotations

import ast
import copy
import re
import string
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import nodes

import indexer
import webapp
from indexer import Listed, Message, Place, SettingError, TimeExpression
from indexer.retrieval.operators import DAYS, FILTERS
from tests.conftest import NOON
from tests.web.test_pages import PAGES, Page, words
from webapp import create_app
from webapp.texts.catalogue import LANGUAGES, ORIGINAL, catalogue_of
from webapp.texts.language import require_language

PACKAGES = [Path(package.__file__).parent for package in (indexer, webapp)]
TEMPLATES = PACKAGES[1] / "templates"
OTHERS = [language for language in LANGUAGES if language != ORIGINAL]
NOT_TEXT = {"docs.html"}  # the reference of the API, which is in English as its shapes are
SAID = ("title", "alt", "placeholder", "aria-label", "data-says")  # attributes that a reader sees or hears


def names(pattern):
    """The values that a text, or each of its plural forms, takes."""
    forms = [pattern] if isinstance(pattern, str) else pattern
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def sources(suffix):
    """The text of every file of the product with this suffix."""
    return [path.read_text("utf-8") for package in PACKAGES for path in sorted(package.rglob(f"*{suffix}"))]


def constants(tree, name):
    """The texts in what a module gives this name."""
    given = (node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == name)
    return [each.value for value in given for each in ast.walk(value) if isinstance(each, ast.Constant)]


def patterns():
    """The pattern of every `Message` that the product makes."""
    for source in sources(".py"):
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                match node.args[0]:
                    case ast.Constant(value=pattern):
                        yield pattern
                    case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
                        yield from (text for text in constants(tree, name) if " " in text)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_text(language):
    """A catalogue has the keys of the English one, each with the same values and as many plural forms as it says."""
    original, other = catalogue_of(ORIGINAL), catalogue_of(language)
    assert set(other.texts) == set(original.texts)
    for key, pattern in other.texts.items():
        assert isinstance(pattern, list) == isinstance(original.texts[key], list), key
        assert names(pattern) <= names(original.texts[key]), key
        assert isinstance(pattern, str) or len(pattern) == 1 + max(map(other.plural_form, range(200))), key
    assert len(other.months) == 12


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_sentence_of_the_library(language):
    """Whatever `Message` the product makes can be said, with the values that it has."""
    sentences = catalogue_of(language).sentences
    assert set(patterns()) - set(sentences) == set()
    assert all(names(said) <= names(pattern) for pattern, said in sentences.items())
    written = "\n".join(
        node.value for source in sources(".py") for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )  # fmt: skip
    assert [pattern for pattern in sentences if pattern not in written] == []


def given_reasons():
    """Each reason for which `indexer` skips a file: a sentence with advice behind a semicolon, or that of an exception."""
    for path in sorted(PACKAGES[0].rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        said = [
            each.args[1] for each in ast.walk(tree)
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and len(each.args) > 1
            and each.func.id in ("ArticleError", "Skipped")
        ]  # fmt: skip
        if path.parent.name in ("readers", "html", "mail", "pdf"):
            said += [each for each in ast.walk(tree) if isinstance(each, ast.Constant | ast.JoinedStr)]
        named = {
            each.targets[0].id: each.value.value for each in tree.body
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and isinstance(each.value, ast.Constant)
        }  # fmt: skip
        written = {_written(each, named) for each in said}
        inside = {_written(part, {}) for each in said if isinstance(each, ast.JoinedStr) for part in each.values}
        yield from (reason for reason in written - inside if REASON.match(reason))


REASON = re.compile(
    r"(is|has|holds|needs|takes|ended|cannot|declares|unpacks|stops|may|was|begins|names|says)\b.{9,}; "
)


def _written(node, named):
    """What a node writes, with the texts of constants that are `named`, and `…` for other values."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Name(id=name)):
            return str(named.get(name, "…"))
        case ast.FormattedValue():
            return "…"
        case ast.JoinedStr(values=parts):
            return "".join(_written(part, named) for part in parts)
    return ""


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_reason(language):
    """Whatever reason a reader gives for leaving a file out is said in the language of the page, with all its values."""
    reasons = set(given_reasons())
    assert len(reasons) > 50
    catalogue = catalogue_of(language)
    assert [reason for reason in sorted(reasons) if catalogue.reason(reason) == reason] == []
    assert [reason for reason in reasons if catalogue.reason(reason).count("…") < reason.count("…")] == []


def test_a_reason_is_said_with_its_values():
    """A reason as a build holds it, plain English, is recognised by its pattern; what is not known stays as it is."""
    german, english = catalogue_of("de"), catalogue_of("en")
    reason = "is damaged (row 3); save it anew"
    assert german.reason(reason) == "ist beschädigt (row 3); neu speichern"
    assert english.reason(reason) == reason
    assert german.reason('is no JSON object; write {"_id": …, "text": …} on each line').startswith(
        "ist kein JSON-Objekt; auf"
    )
    assert german.reason("is {odd}; sing") == "is {odd}; sing"


def test_the_page_of_the_library_tells_in_german_what_was_not_read(tmp_path):
    """The reason and the count of files of no known format; the reason's language is told where it stays English."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A ferry sails.")
    (tmp_path / "in" / "b.txt").write_text("")
    for number in range(6):
        (tmp_path / "in" / f"{number}.jpg").write_bytes(b"\xff\xd8\xff")
    indexer.rebuild(tmp_path / "made", [tmp_path / "in"])
    app = create_app({"INSTANCE": tmp_path / "made"})
    german = app.test_client().get("/status", headers={"Accept-Language": "de"}).text
    app.extensions["library"].close()
    assert "6 Dateien mit der Endung .jpg haben kein Format, das gelesen wird" in german
    assert "<code>b.txt</code> <span>ist leer; einen Artikel hineinschreiben, oder entfernen</span>" in german


def test_every_text_is_used():
    """No catalogue keeps what no page says."""
    used = "\n".join([*sources(".html"), *sources(".xml"), *sources(".py")])
    keys = set(catalogue_of(ORIGINAL).texts)
    whole = {key for key in keys if re.search(rf"""["']{re.escape(key)}["']""", used)}
    begun = tuple(re.findall(r"""["']([a-z_]+\.)["'] ~""", used) + re.findall(r'f"([a-z_]+\.)\{', used))
    assert keys - whole - {key for key in keys if key.startswith(begun)} == set()


def test_every_filter_can_be_said():
    """A filter that a question may have is told on its chip."""
    assert {f"filter.{operator}" for operator in (*FILTERS, *DAYS)} <= set(catalogue_of(ORIGINAL).texts)


class Visible(HTMLParser):
    """What a reader would see of a template's own markup."""

    def __init__(self, markup):
        super().__init__()
        self.seen = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):  # noqa: ARG002  the name in the base class
        """Attributes that are read out."""
        self.seen += [value for name, value in attrs if name in SAID and value]

    def handle_data(self, data):
        """Text between tags."""
        self.seen.append(data)


@pytest.mark.parametrize("path", sorted(set(TEMPLATES.glob("*.html"))), ids=lambda path: path.name)
def test_templates_hold_no_text(path):
    """A template says nothing but the product's name; all else is in the catalogues."""
    if path.name in NOT_TEXT:
        return
    source = path.read_text("utf-8")
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    said = " ".join(Visible(bare).seen).replace("Footnote", "").replace("Esc", "").replace("footnote update", "")
    assert re.findall(r"[^\W\d_]+", said) == []
    tree = create_app({"INSTANCE": "nowhere"}).jinja_env.parse(source)
    spoken = [
        constant.value for output in tree.find_all(nodes.Output) for constant in output.find_all(nodes.Const)
        if isinstance(constant.value, str) and re.search(r"[A-Z]\w+ \w|\w{3,} \w{3,} \w", constant.value)
    ]  # fmt: skip
    assert spoken == []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_speaks_german(client, address):
    """The page is in the language that the browser asks for, and says so to caches and to screen readers."""
    german = client.get(address, headers={"Accept-Language": "fr, de-AT;q=0.8, en;q=0.5"})
    english = client.get(address)
    assert Page(german.text).all("html", lang="de")
    assert Page(english.text).all("html", lang="en")
    assert "Accept-Language" in german.headers["Vary"]
    told = words(german.text)
    for key, pattern in catalogue_of("en").texts.items():
        if isinstance(pattern, str) and len(pattern) > 12 and not names(pattern):
            assert str(catalogue_of("de").texts[key]) == pattern or pattern not in told, key
    assert "Das Archiv" in told or "Dieses Archiv" in told


def test_a_setting_chooses_the_language(instance, monkeypatch):
    """`web.language` is stronger than what the browser asks for; one that there is no catalogue of is refused."""
    monkeypatch.setenv("FOOTNOTE_WEB_LANGUAGE", "de")
    app = create_app({"INSTANCE": instance})
    assert 'lang="de"' in app.test_client().get("/search", headers={"Accept-Language": "en"}).text
    app.extensions["library"].close()
    with pytest.raises(SettingError, match=r"web\.language: write auto, de or en, not 'klingon'"):
        require_language("klingon")


def test_dates_and_numbers_are_written_as_the_language_does():
    """Days, months, times and thousands."""
    english, german = catalogue_of("en"), catalogue_of("de")
    assert [english.moment(date) for date in ("2016-10-25T13:15:00", "2016-10", "2016", "soon")] == [
        "25 Oct 2016, 13:15", "Oct 2016", "2016", "soon",
    ]  # fmt: skip
    assert [german.moment(date) for date in ("2016-10-25T13:15:00", "2016-03", "2016", "soon")] == [
        "25. Oktober 2016, 13:15 Uhr", "März 2016", "2016", "soon",
    ]  # fmt: skip
    assert (english.number(1_234_567), german.number(1_234_567)) == ("1,234,567", "1.234.567")
    assert german.text("count.articles", n=1200) == "1.200 Artikel"
    assert german.place(Place(0, "page", "12", ocr=True)) == "S. 12, Text aus Bild erkannt"


@pytest.mark.parametrize(
    ("built", "english", "german"),
    [
        ("2026-11-25T11:59:01+00:00", "just now", "gerade eben"),
        ("2026-11-25T11:58:01+00:00", "a minute ago", "vor einer Minute"),
        ("2026-11-25T11:00:01+00:00", "59 minutes ago", "vor 59 Minuten"),
        ("2026-11-25T13:00:00+02:00", "an hour ago", "vor einer Stunde"),
        ("2026-11-23T12:00:00+00:00", "2 days ago", "vor 2 Tagen"),
        ("2026-11-18T12:00:00+00:00", "on 18 Nov 2026", "am 18. November 2026"),
        ("2026-11-25T12:00:01+00:00", "on 25 Nov 2026", "am 25. November 2026"),  # by a clock that goes wrong
        ("2026-11-25T12:00:00", "25 Nov 2026", "25. November 2026"),  # nobody knows where
        ("soon", "soon", "soon"),
    ],
)
def test_how_long_ago_is_told(built, english, german):
    """Minutes, hours and days up to a week, rounded down; else the day."""
    assert catalogue_of("en").ago(built, NOON) == english
    assert catalogue_of("de").ago(built, NOON) == german


@pytest.mark.parametrize(
    ("first", "last", "iso", "german"),
    [
        ("2016-01-01", "2016-12-31", "2016", "2016"),
        ("2016-10-24", "2016-10-30", "2016-10-24/2016-10-30", "24. bis 30. Oktober 2016"),
        ("2016-10-24", "2016-11-03", "2016-10-24/2016-11-03", "24. Oktober 2016 bis 3. November 2016"),
        ("2016-10-24", None, "2016-10-24/..", "seit 24. Oktober 2016"),
        (None, "2016-10-24", "../2016-10-24", "bis 24. Oktober 2016"),
    ],
)
def test_periods_are_written_as_the_language_does(first, last, iso, german):
    """What “last week” means is said in German too; in English as the library says it."""
    time = TimeExpression(indexer.Span(0, 4), "when", first, last, True, iso, "as written")
    assert (catalogue_of("en").period(time), catalogue_of("de").period(time)) == ("as written", german)


def test_quotation_marks_nest():
    """A quotation within a quotation has other marks; one that is nothing but a quotation keeps its own."""
    english, german = catalogue_of("en"), catalogue_of("de")
    assert (english.quoted("We sign"), german.quoted("We sign")) == ("“We sign”", "„We sign“")
    assert english.quoted("He said “we sign” and left") == "‘He said “we sign” and left’"
    assert english.quoted("“We sign.”") == "“We sign.”"


def test_values_in_a_text_are_escaped():
    """Markup in a value is shown; markup that a template made stays markup."""
    assert catalogue_of("en").text("page.titled", title="<b>") == "&lt;b&gt; · Footnote"


def test_a_message_is_english_and_can_be_said_in_german():
    """A sentence with words of the question: plain text for programs, another pattern and other marks for a German page."""
    message = Message("No article mentions {words}.", words=Listed(("tea", "milk", "rum"), "or"))
    assert message == "No article mentions “tea”, “milk” or “rum”."
    assert catalogue_of("de").sentence(message) == "Kein Artikel erwähnt „tea“, „milk“ oder „rum“."
    assert catalogue_of("de").sentence("unknown {words}") == "Unknown {words}"
    copied = copy.deepcopy(message)
    assert (copied, copied.pattern, copied.values) == (message, message.pattern, message.values)
