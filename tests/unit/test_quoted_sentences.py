"""Which sentences are quoted: never those that say nothing, and with the one before if they begin with a pronoun."""

import json

import numpy as np
import pytest

from indexer import Library, Settings, rebuild
from indexer.answering.candidates import rank_candidates
from indexer.answering.empty_sentences import says_nothing
from indexer.answering.leaning import leans, with_sentence_before
from indexer.answering.quotes import Quotable, is_heading
from indexer.answering.word_meanings import nearness, word_table
from indexer.retrieval import search, understand
from indexer.text.embedders import embedder
from indexer.types import Article, Span
from tests.conftest import library_of
from tests.strategies import sha256

BRIDGE = (
    "The town council met on Monday to hear the engineers. The old toll bridge over the Narrow Sound was replaced by the "
    "railway company. It was opened in June 1931 by the queen.\n\nThe ferry house was sold. Nobody bought the gate of it."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library of one article."""
    folder = tmp_path_factory.mktemp("quoted")
    (folder / "articles.jsonl").write_text(
        json.dumps({"_id": "a", "title": "Town news", "text": BRIDGE, "language": "en"})
    )
    rebuild(folder / "instance", [folder / "articles.jsonl"], Settings())
    with Library.open(folder / "instance", {"answer.threshold": 0}) as opened:
        yield opened


def test_a_pronoun_is_quoted_with_what_it_stands_for(library):
    """A sentence that begins with a pronoun and the one before it are one citation, and no second one quotes either."""
    citations = library.ask(["When was the toll bridge opened by the queen?"]).citations
    assert citations[0].quote.startswith("The old toll bridge")
    assert citations[0].quote.endswith("by the queen.")
    spans = [citation.span for citation in citations]
    assert not any(one.overlaps(other) for one in spans for other in spans if one != other)


@pytest.mark.parametrize(
    ("text", "most", "joined"),
    [
        ("The bridge is old. It is red.", 60, True),
        ("The bridge is old.\nIt is red.", 60, True),
        ("The bridge is old.\n\nIt is red.", 60, False),
        ("The bridge is old. It is red.", 5, False),
    ],
)
def test_two_sentences_are_one_quote_within_a_paragraph(text, most, joined):
    """They are joined if no blank line is between them, and if both are hardly longer than a quote may be."""
    second = Span(text.index("It"), len(text))
    part = with_sentence_before(Article("a", "t", text, sha256(text)), second, Span(0, 18), most)
    assert part == (Span(0, len(text)) if joined else second)


def test_pronouns():
    """A pronoun leans on what is before it, a word that only begins like one does not."""
    assert leans("It is red.")
    assert leans("“They came.”")
    assert leans("In 2016 it was red.")
    assert leans("By the late 1990s, they were red.")
    assert leans("Later, she left.")
    assert not leans("Italy is red.")
    assert not leans("When Ada left, she was ill.")
    assert not leans("In 2016 the boat was red.")


@pytest.mark.parametrize(
    "text",
    [
        "Who built the bridge?", "Wer baute die Brücke? ", "谁建了桥？", "“Who built it?”", "(But why?)",
        "Ποιος έχτισε τη γέφυρα;",
        "No potential conflict of interest was reported by the authors.", "The authors declare no competing interests.",
        "Copyright 2019 The Bridge Company.", "All rights reserved.", "We use cookies to make this site better.",
        "See the map.", "For more information, please see page 3.",
        "Read more about the bridge here.", "Sign up for our newsletter.", "https://example.org/bridge",
        "Mail: a@example.org", "Keywords: bridges, rivers", "Key words — bridges and rivers",
        "Index terms: bridges", "Schlüsselwörter: Brücken", "Mots clés : ponts", "Palabras clave: puentes",
        "Parole chiave: ponti", "Click here to cross it.", "Subscribe now.", "Follow us on the bridge.", "Like us on it.",
        "Share this bridge", "(c) 2019", "It is licensed under a Creative Commons licence.",
        "This is an open-access article distributed freely.", "Supplementary data of the bridge are available.",
        "They report that there is no known financial interest.", "Accept all cookies",
    ],
)  # fmt: skip
def test_what_says_nothing_is_not_quoted(text):
    """Questions, boilerplate and addresses answer nothing."""
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "He asked: “Who built it?” and left.", "“Why not?” she said.", "The conflict of interests ended in 1931.",
        "More about the bridge was read; the law on copyright came in 1911.", "He wrote to us: “What now?”",
        "The rights reserved to the queen were sold.", "The site https://example.org was opened by the bridge company.",
        "He gave the bridge; she took it.", "Keywords are listed below the abstract.",
    ],
)  # fmt: skip
def test_what_says_something_is_quoted(text):
    """Sentences that only hold a question, or words of boilerplate, may answer."""
    assert not says_nothing(text)


def test_nearness_of_words():
    """A word of like meaning is a soft match, an unrelated one is none, and a word is 1 near to itself."""
    table = word_table(embedder("builtin"))
    near = nearness(table, [["doctor"], ["bridge"]], [["physician"], ["bridge"], ["xqzzt"], []])
    assert 0.35 <= near.matches[0, 0] < 1
    assert near.matches[1, 1] == pytest.approx(1)
    assert near.matches[1, 0] == 0
    assert near.matches[3].tolist() == [0, 0]
    assert near.cosines[3] == 0
    again = nearness(table, [["doctor"], ["bridge"]], [["bridge"], ["physician"]])
    assert np.array_equal(again.matches, near.matches[[1, 0]])


@pytest.mark.parametrize(
    ("title", "text", "repeated"),
    [
        ("What Is the Big Bang? | Space for Kids", "big-bang\n\nIt was hot.", True),
        ("The start of it", "Art\n\nIt was hot.", False),
        ("The bridge", "The bridge is old.\n\nIt was hot.", False),
        ("The bridge", "The bridge", False),
        ("", "The bridge\n\nIt was hot.", False),
    ],
)
def test_a_title_in_the_text_is_no_answer(title, text, repeated):
    """A line that says what the title says is not quoted, unless the article says nothing else."""
    article = Article("a", title, text, sha256(text))
    line = Span(0, len(text.split("\n")[0]))
    assert Quotable.of("What is it?").allows(article, line) != repeated


def test_a_quote_goes_on_where_the_next_sentence_answers(tmp_path):
    """A sentence that leans on the best one, and scores nearly as well, is quoted with it, in one citation."""
    served = (
        "The city is served by the Lisse and Marl Tram, a system of suburban and underground railways covering much of "
        "Lisse and Marl."
    )
    opened = (
        "It was opened in five phases between 1980 and 1984, and was the first urban tram with two levels of tracks."
    )
    article = {"_id": "tram", "title": "", "text": f"{served} {opened} The baker sells rye bread on Fridays."}
    with library_of(tmp_path, article) as library:
        quotes = [citation.quote for citation in library.ask(["When did the Lisse and Marl Tram open?"]).citations]
        assert quotes == [f"{served} {opened}"]
        assert library.ask(["Which city is served by the Lisse and Marl Tram?"]).citations[0].quote == served


def test_words_of_a_menu_are_no_answer(tmp_path):
    """A few words without an end, and without any of the question's, are not quoted, however well the title fits."""
    text = "Vea en Español\n\nShare and print\n\nRovers: Spirit\n\nThis picture shows the machine that drove on the planet."
    with library_of(tmp_path, {"_id": "rovers", "title": "Mars rovers of today", "text": text}) as library:
        answer = library.ask(["What are the Mars rovers?"])
        quotes = [citation.quote for citation in (*answer.citations, *answer.related)]
        assert "This picture shows the machine that drove on the planet." in quotes
        assert not {"Vea en Español", "Share and print"} & set(quotes)


def test_a_word_counts_once_for_a_sentence(tmp_path):
    """What the title adds to a sentence, the sentences around it do not add again."""
    text = "Abraham Lincoln was shot. The theatre was dark that night. Abraham Lincoln had come with his wife Mary."
    lincoln = {"_id": "a", "title": "Abraham Lincoln", "text": text}
    with library_of(tmp_path, lincoln) as library, library.reading() as reading:
        build = reading._build
        question = understand(["Who shot Abraham Lincoln?"], build, Settings(), filters=None, today="2026-11-25")
        candidates = rank_candidates(build, search(build, question, Settings()), Settings())
    middle = next(one for one in candidates if one.overlap == 0)
    shares = [middle.features[name] for name in ("title", "before", "after")]
    assert shares[0] > 0
    assert shares[1] == pytest.approx(1 - shares[0])  # only “shot”
    assert shares[2] == 0


def test_a_candidate_has_the_terms_of_its_sentence(tmp_path):
    """Those of the store, whichever passages were read; each sentence is a candidate once."""
    articles = [
        {
            "_id": f"{number}",
            "title": "The ferry",
            "text": f"# Ferry {number}\n\n" + f"The ferry {number} leaves at noon. " * 40,
        }
        for number in range(4)
    ]
    with library_of(tmp_path, *articles) as library, library.reading() as reading:
        build = reading._build
        question = understand(["What is the ferry?"], build, Settings(), filters=None, today="2026-11-25")
        candidates = rank_candidates(build, search(build, question, Settings()), Settings())
        assert len({one.number for one in candidates}) == len(candidates) > 4
        assert all(one.terms == set(build.store.sentence_terms(one.number)) for one in candidates)


@pytest.mark.parametrize(
    ("line", "looks_so"),
    [
        ("Online Renewal of a Driver's License", True),
        ("Check Income Eligibility", True),
        ("Fines and penalties", True),
        ("You can renew your license here.", False),
        ("the forms must be filed with a copy of the order", False),
        ("Here is a comment", False),
        ("Revenue up 15%", False),
        ("Otto Lind | Engineer", False),
        ("Mayor: Otto Lind", False),
    ],
)
def test_a_line_that_looks_like_a_heading(line, looks_so):
    """A short line that ends no sentence, with capitals or of few words; figures, rows and fields of a form are facts."""
    text = f"It was hot.\n\n{line}\n\nIt was cold."
    article = Article("a", "Weather", text, sha256(text))
    start = text.index(line)
    assert is_heading(article, Span(start, start + len(line))) == looks_so
    alone = Article("a", "Weather", line, sha256(line))
    assert is_heading(alone, Span(0, len(line))) == looks_so
    assert not is_heading(article, Span(start, start + len(line) - 4))


def test_a_sentence_comes_before_a_line_that_looks_like_a_heading(tmp_path):
    """However well the line repeats the question; where there is nothing else, the line is quoted."""
    line, sentence = (
        "Get a Freshwater Fishing License for Anglers",
        "Anglers buy their freshwater fishing license at the harbour.",
    )
    menu = {"_id": "a", "title": "State", "text": f"Home\n{line}\nGet Help\n\n{sentence}"}
    with library_of(tmp_path, menu) as library:
        assert library.ask(["How do I get a freshwater fishing license?"]).citations[0].quote == sentence
    with library_of(tmp_path, {"_id": "a", "title": "State", "text": line}) as library:
        assert library.ask(["How do I get a freshwater fishing license?"]).citations[0].quote == line


def test_headings_in_the_text_of_json_are_headings(tmp_path):
    """As in plain text: a short line between blank lines with running text below is never quoted as running text."""
    text = "The bridge is old.\n\nHistory of the Bridge\n\nThe bridge was built in 1820 by the town, which needed it badly."
    with library_of(tmp_path, {"_id": "a", "title": "Bridge", "text": text}) as library, library.reading() as reading:
        article = reading.article("a")
        assert [(mark.kind, article.quote(mark.span)) for mark in article.marks] == [
            ("heading", "History of the Bridge")
        ]


@pytest.mark.parametrize(
    ("question", "byline"),
    [
        ("Who wrote the article about the old bridge?", True),
        ("Who was the old bridge story written by?", True),
        ("Who wrote to the king?", False),
        ("Who closed the old bridge?", False),
    ],
)
def test_who_wrote_an_article(tmp_path, question, byline):
    """Its byline answers, where the question is about the article; else no byline is quoted."""
    text = (
        "The old bridge is closed\n\nBy Jo Berg and Li Wei\n\nThe old bridge was closed on Monday after the flood. "
        "The mayor wrote to the king about it. Nobody was hurt."
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    rebuild(tmp_path / "instance", [tmp_path / "a.txt"])
    with Library.open(tmp_path / "instance") as library:
        quotes = [citation.quote for citation in library.ask([question]).citations]
    assert (quotes[0] == "By Jo Berg and Li Wei") is byline
    assert "By Jo Berg and Li Wei" not in quotes[1:]
