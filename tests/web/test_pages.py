"""The pages, as a browser without script gets them."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from webapp.http.headers import CONTENT_SECURITY_POLICY

MINISTER = "Who is the de facto defence minister of South Ossetia?"
VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))


class Page(HTMLParser):
    """A page taken apart; its tags must be balanced and its ids unique."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []
        ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        self.ids = set(ids)

    def handle_starttag(self, tag, attrs):
        """Opens an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Closes the newest open element."""
        assert self.open.pop() == tag

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of every such element."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


def page(client, address, **query):
    """The page at an address; it must be there."""
    response = client.get(address, query_string=query) if query else client.get(address)
    assert response.status_code == 200, response.text
    return Page(response.text), response.text


def only_our_script(made: Page) -> bool:
    """Whether the page has one script, from our own address."""
    return [(script["src"] or "").partition("?")[0] for script in made.all("script")] == ["/static/page.js"]


def words(text: str) -> str:
    """A page's text, tags removed."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


PAGES = ["/", "/?q=tea", "/?q=zeppelin", "/?q=tea&q=Where+is+it+roasted%3F", "/search",
         "/search?q=lighthouse", "/search?q=zeppelin", "/search?q=lighthouse&after=2004&group_by=passage",
         "/similar?id=light/03", "/article?id=kitchen/tea&span=0-9", "/browse",
         "/browse?source=Coast+Gazette&year=2001", "/browse?source=Nowhere", "/status", "/nothing",
         "/?after=lunch"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_well_made(client, address):
    """One h1, balanced tags, unique ids, landmarks, a language, a skip link, a label for every field."""
    made = Page(client.get(address).text)
    assert len(made.all("h1")) == 1
    assert len(made.all("main", id="main")) == 1
    assert made.all("html", lang="en")
    assert made.all("a", **{"class": "skip", "href": "#main"})
    assert made.all("header")
    assert made.all("footer")
    labelled = {label["for"] for label in made.all("label")}
    fields = [field for field in made.all("input") if field.get("type") != "hidden"]
    assert {field["id"] for field in fields} == labelled
    targets = [a["href"] or "" for a in made.all("a") if (a.get("href") or "").startswith("#")]
    assert {target[1:] for target in targets} <= made.ids


@pytest.mark.parametrize("address", [*PAGES, "/api/health", "/api/nothing", "/static/page.css"])
def test_every_response_is_guarded(client, address):
    """Policy, no sniffing, no referrer; nothing is kept without asking again."""
    response = client.get(address)
    policy, _, fetching = response.headers["Content-Security-Policy"].partition("; connect-src ")
    assert policy == CONTENT_SECURITY_POLICY
    assert fetching == ("'self'" if response.mimetype == "text/html" else "")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in response.headers
    response.close()


@pytest.mark.parametrize("address", PAGES)
def test_no_page_names_another_host(client, address):
    """Styles and pictures are our own; nothing is inline."""
    made = Page(client.get(address).text)
    for tag, attributes in made.elements:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag in ("link", "script", "img", "form") and attributes.get("method") != "dialog":
            target = attributes.get("href") or attributes.get("src") or attributes.get("action") or ""
            assert target.startswith("/")
            assert not target.startswith("//")


def test_the_way_in_says_what_it_is_for(client):
    """The empty page: the purpose, a field, and questions that are answered."""
    made, text = page(client, "/")
    assert "word for word" in text
    assert made.all("form", method="get", action="/")
    examples = re.findall(r'<li><a href="(/\?q=[^"]+)"', text)
    assert 1 <= len(examples) <= 4
    assert any("green+tea" in example for example in examples)
    assert "/?q=What+is+said+about+Georgia?" in examples
    for example in examples:
        assert 'class="sign answer"' in page(client, html.unescape(example))[1]
    sources = [a["href"] for a in made.all("a") if (a.get("href") or "").startswith("/browse?source=")]
    assert "/browse?source=Coast+Gazette" in sources


def test_the_best_quote_leads_and_names_its_source(client):
    """The strength, then the quotes, the first one set large; under each its publisher, date and title."""
    made, text = page(client, "/", q=MINISTER)
    assert f'<h1 class="question" dir="auto" id="question-1">{MINISTER}</h1>' in text
    (answer,) = re.findall(r'<div class="answer">(.*?)</section>', text, re.DOTALL)
    assert text.index('class="strength"') < text.index('class="answer"')
    figures = made.all("figure")
    assert [figure["id"] for figure in figures] == [f"quote-1-{n}" for n in range(1, len(figures) + 1)]
    assert ["lead" in (figure["class"] or "") for figure in figures] == [True, *[False] * (len(figures) - 1)]
    lead = words(answer[: answer.index("</figcaption>")])
    assert "Ibragim Gasseyev" in lead
    assert "Agenda.ge · 25 Oct 2016 · Soldiers from Georgia" in lead
    assert [number["href"] for number in made.all("a", **{"class": "number"})] == [
        f"#{figure['id']}" for figure in figures
    ]


def test_the_context_of_a_quote_opens_in_place(client):
    """One sentence on either side, with the quote marked; "More" has the passage, unless that is all of it."""
    answer = client.get("/api/ask", query_string={"q": MINISTER}).json
    text = page(client, "/", q=MINISTER)[1]
    (quote, *_), article = (
        answer["citations"],
        client.get("/api/article", query_string={"id": answer["citations"][0]["article"]["id"]}).json["text"],
    )
    (context,) = re.findall(
        r'<details class="context">(.*?)<div class="foot">', text[: text.index("quote-1-2")], re.DOTALL
    )
    excerpt, whole = (
        html.unescape(words(part)) for part in re.findall(r'<p class="passage".*?</p>', context, re.DOTALL)
    )
    before, _, after = excerpt.strip("… ").partition(quote["quote"])
    assert excerpt.strip("… ") in whole
    assert excerpt.strip("… ") in article
    assert before.count(".") == 1
    assert after.count(".") == 1
    marked = re.findall(r"<mark>(.*?)</mark>", context, re.DOTALL)
    assert [html.unescape(words(each)) for each in marked] == [quote["quote"]] * 2


@pytest.mark.parametrize(
    ("question", "state", "words_said"),
    [
        ("How is green tea made?", "answer", "Answer"),
        ("Which zeppelin crossed Patagonia?", "none", "No answer found"),
    ],
)
def test_how_sure_the_answer_is_stands_above_it(client, question, state, words_said):
    """Words and a sign tell an answer from none, before anything else; the probability is behind them."""
    text = page(client, "/", q=question)[1]
    assert re.search(rf'class="strength">.*?class="sign {state}".*?</svg>{words_said}<', text, re.DOTALL)
    assert text.index('class="strength"') < text.index("<blockquote" if state == "answer" else 'class="reason"')


def test_a_citation_opens_its_article_with_the_quote_highlighted(client):
    """A citation's link carries id, span, SHA-256 and words; what it highlights is the quote, letter for letter."""
    answer = client.get("/api/ask", query_string={"q": MINISTER}).json["citations"][0]
    made, _ = page(client, "/", q=MINISTER)
    address = made.all("a", **{"class": "citation"})[0]["href"]
    parts = urlsplit(address)
    assert parts.fragment == "quote"
    assert dict(parse_qsl(parts.query)) == {
        "id": answer["article"]["id"],
        "span": f"{answer['start']}-{answer['end']}",
        "sha256": answer["article_sha256"],
        "quote": answer["quote"],
        "from": urlencode({"q": MINISTER}),
        "quotes": dict(parse_qsl(parts.query))["quotes"],
    }
    _, text = page(client, address)
    found = re.findall(r'<mark id="quote" class="cited">(.*?)</mark>', text, re.DOTALL)
    assert [html.unescape(words) for words in found] == [answer["quote"]]
    assert "doubt" not in text


def test_no_answer_says_why(client):
    """Not found, the reason, and nothing that looks like an answer."""
    made, text = page(client, "/", q="Which zeppelin crossed Patagonia?")
    assert "No answer found" in text
    assert made.all("p", **{"class": "reason"})
    assert "<blockquote" not in text


def test_the_nearest_passages_are_marked_as_such(client):
    """Passages that do not answer the question are said not to."""
    question = "Which zeppelin, balloon or submarine crossed Patagonia near a lighthouse?"
    status = client.get("/api/ask", query_string={"q": question}).json
    assert status["status"] == "not_found"
    assert status["hits"]
    _, text = page(client, "/", q=question)
    assert "none of them answers the question" in text


def test_the_url_is_the_conversation(client):
    """Every turn of the URL is shown with its own answer, and the form carries them all."""
    turns = [MINISTER, "When will the agreement be signed?", "How is green tea made?"]
    made, text = page(client, "/", q=turns)
    assert [section["id"] for section in made.all("section")] == ["turn-1", "turn-2", "turn-3"]
    assert [hidden["value"] for hidden in made.all("input", type="hidden", name="q")][-len(turns) :] == turns
    for number, turn in enumerate(turns, 1):
        alone = client.get("/api/ask", query_string={"q": turns[:number]}).json
        section = words(text[text.index(f'id="turn-{number}"') :])
        assert turn in section
        assert alone["citations"][0]["quote"] in section


def test_filters_belong_to_the_newest_question(client):
    """The newest question's filters are fields; for the follow-up they have become words of that question."""
    made, text = page(client, "/", q=["tea", "lighthouse keeper"], source="Coast Gazette", after="2010", before="")
    assert [hidden["value"] for hidden in made.all("input", type="hidden", name="q")][-2:] == [
        "tea",
        'lighthouse keeper source:"coast gazette" after:2010',
    ]
    assert made.all("input", id="source")[0]["value"] == "Coast Gazette"
    assert made.all("input", id="after")[0]["value"] == "2010-01-01"
    assert "Kitchen Herald" in words(text[: text.index('id="turn-2"')])
    assert re.findall(r'<li class="chip">(only from [^<]*|from [^<]*)<a class="out"', text) == [
        "only from Coast Gazette",
        "from 2010",
    ]


@pytest.mark.parametrize("article_id", ["light/25", "kitchen/tea"])
def test_an_article_can_be_asked_about_alone(client, article_id):
    """The form of an article limits the question to it, and so do follow-ups; the limit is named and can be lifted."""
    made, text = page(client, "/article", id=article_id)
    form = text[text.index('<form class="ask follow"') :]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(.*)">', form[: form.index("</form>")])
    assert hidden == [("id", article_id)]
    title = words(text[text.index("<h1") : text.index("</h1")])
    made, text = page(
        client, "/", q="When are the leaves of tea heated, and which lighthouse has no keeper?", id=article_id
    )
    (chip,) = [a for a in made.all("a", **{"class": "out"}) if "only in" in (a["aria-label"] or "")]
    assert f"only in “{title.strip()}”" in html.unescape(text)
    assert "id=" not in str(chip["href"])
    assert made.all("input", type="hidden", name="id")
    opened = {
        dict(parse_qsl(urlsplit(a["href"] or "").query))["id"]
        for a in made.all("a")
        if "/article?" in (a.get("href") or "")
    }
    assert opened == {article_id}


def test_empty_questions_are_passed_over(client):
    """Sending an empty follow-up shows the conversation as it was."""
    assert [s["id"] for s in page(client, "/?q=&q=tea&q=+&source=&after=&before=")[0].all("section")] == ["turn-1"]
    assert "Ask your articles a question" in page(client, "/?q=&source=")[1]


def test_search_pages_lead_on_and_back(client):
    """Ranked passages ten a page; every page leads to the next until the last."""
    seen = []
    address = "/search?q=lighthouse&source=Coast+Gazette"
    while address:
        made, text = page(client, address)
        seen += re.findall(r'<li value="(\d+)">', text)
        following = made.all("a", rel="next")
        address = following[0]["href"] if following else None
    assert seen == [str(number) for number in range(1, 25)]
    assert made.all("a", rel="prev")
    assert "Page 3 of 3" in text


def test_search_by_date(client):
    """The order can be changed by a link, and is kept by paging and by asking anew."""
    made, text = page(client, "/search", q="lighthouse")
    by_date = next(a["href"] for a in made.all("a") if "sort=date" in (a.get("href") or ""))
    made, text = page(client, by_date)
    shown = re.findall(r'<time datetime="(\d{4})-06-15">', text)
    assert shown == [str(year) for year in range(2024, 2014, -1)]
    assert "sort=date" in made.all("a", rel="next")[0]["href"]
    assert made.all("input", type="hidden", name="sort")


def test_search_finds_nothing_kindly(client):
    """Nothing found, and what to try."""
    assert "Nothing found." in page(client, "/search", q="zeppelin")[1]
    assert "There is no page 900" in page(client, "/search", q="lighthouse", page="900")[1]


def test_a_span_over_several_paragraphs_is_highlighted_in_each(client):
    """The highlight goes on through the blocks; the place to scroll to is its first."""
    hit = client.get("/api/search?q=Tskhinvali").json["hits"][0]
    article = client.get("/api/article", query_string={"id": hit["article"]["id"]}).json
    made, text = page(client, "/article", id=article["article"]["id"], span=f"0-{len(article['text'])}")
    assert len(made.all("mark")) > 5
    assert len(made.all("mark", id="quote")) == 1
    shown = "".join(html.unescape(part) for part in re.findall(r"<mark[^>]*>(.*?)</mark>", text, re.DOTALL))
    assert "".join(shown.split()) == "".join(article["text"].split())


def test_markup_in_articles_is_text(client):
    """Title, source, text and id of an article are shown, never run; a link leads only to the web."""
    for address in (
        "/?q=Do+marmots+whistle%3F",
        "/search?q=marmots",
        "/article?id=hostile/%3Cscript%3E&span=0-7",
    ):
        made, text = page(client, address)
        assert only_our_script(made)
        assert not made.all("img")
        assert not made.all("b")
        assert "alert(" in words(text)
        assert not any((a.get("href") or "").startswith("javascript") for a in made.all("a"))


@pytest.mark.parametrize(
    "attack",
    [
        '"><script>alert(1)</script>',
        "<img src=x onerror=alert(1)>",
        "' onfocus='alert(1)",
        "</title><script>x</script>",
        "{{7*7}}",
    ],
)
def test_markup_in_questions_is_text(client, attack):
    """What is asked is shown as it was asked, and never run."""
    for query in ({"q": attack}, {"q": [attack, "tea"]}, {"q": "tea", "source": attack}):
        made, text = page(client, "/", **query)
        assert only_our_script(made)
        assert not made.all("img")
        assert not any(name.startswith("on") for _, attributes in made.elements for name in attributes)
        assert attack in html.unescape(text)
    made, _ = page(client, "/search", q=attack)
    assert made.all("input", id="q")[0]["value"] == attack
    assert only_our_script(made)


@pytest.mark.parametrize(
    "question", ["\x00\x01\x1b[31m tea", "茶", "the of and", '"', "-", "C++", "alone: tea", "🌋 Katla"]
)
def test_strange_questions_have_a_page(client, question):
    """Control characters, other scripts, stop words, stray operators: a page, never an error."""
    assert client.get("/", query_string={"q": question}).status_code == 200
    assert client.get("/", query_string={"q": ["tea", question]}).status_code == 200
    assert client.get("/search", query_string={"q": question}).status_code == 200


def test_no_quote_is_repeated_below_the_answer(client):
    """Every passage that holds a quote is shown with it, and no other place of the page has it again."""
    question = "What does the agreement with Russia allow South Ossetian servicemen and officers?"
    answer = client.get("/api/ask", query_string={"q": question}).json
    made, text = page(client, "/", q=question)
    assert len(answer["citations"]) > 1
    assert len(made.all("a", **{"class": "number"})) == len(answer["citations"])
    further = words(text[text.index('class="further') : text.index('class="margin"')])
    assert not [quote for quote in answer["citations"] if quote["quote"] in further]
