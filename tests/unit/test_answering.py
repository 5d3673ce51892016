"""Answers are quotes, the right ones first, and "not found" comes with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Article, Library, Mark, Span, rebuild
from indexer.answering import char_ngrams, sentence_features
from indexer.answering.answer_types import SIGNS, ExpectedAnswer, expected_answer_types
from indexer.answering.char_ngrams import ngram_share, ngrams, spaced_words
from indexer.answering.quotes import Quotable, quotable, quoted_part
from indexer.answering.ranker_weights import BY_WORDS, WITH_MEANING
from indexer.settings import Settings
from indexer.text.analyzers import analyzer
from indexer.text.folding import folded_text
from indexer.text.normal import normalise
from indexer.text.word_counts import word_count
from indexer.types import sha256
from tests.conftest import library_of
from tests.strategies import texts

LONG = (
    "The old bridge, which had carried the post road since the days of the first governor, was closed in the spring, "
    "after the flood had washed out two of its piers and a third had begun to lean; the council, which had long wanted "
    "a wider crossing, chose a design by Ada Keller, an engineer from the coast, and the new bridge of pale stone was "
    "opened on 4 May 1931, while the band of the fire brigade played, the school had the day off, and the mayor spoke."
)
ARTICLES = [
    {"_id": "bridge", "title": "The two bridges", "text": LONG, "source": "The Ferryman", "published": "1931-05-05"},
    {
        "_id": "lamp",
        "title": "A lamp for the harbour",
        "text": "The lighthouse was built in 1887. It was designed by Otto Lind. Its lamp is seen for nineteen miles. "
        "The keeper lives there because the boat comes only once a week.",
        "source": "Coast Gazette",
        "published": "2016-10-25",
    },
    {
        "_id": "opening",
        "title": "Harbour news",
        "text": "The lighthouse will be opened to visitors this year. Tickets cost four crowns at the harbour office.",
        "source": "Coast Gazette",
        "published": "2016-10-25T09:00:00",
    },
]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Three articles."""
    folder = tmp_path_factory.mktemp("answers")
    with library_of(folder, *ARTICLES) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who designed the lighthouse?", "Otto Lind"),
        ("When was the lighthouse built?", "1887"),
        ("How far is the lamp of the lighthouse seen?", "nineteen miles"),
        ("Why does the keeper live there?", "because"),
        ("What do tickets cost at the harbour office?", "four crowns"),
    ],
)
def test_first_quote_answers(library, question, words):
    """The first sentence quoted holds what is asked for, letter for letter from its article."""
    answer = library.ask([question])
    assert answer.status == "answered"
    assert words in answer.citations[0].quote
    for citation in answer.citations:
        assert library.article(citation.article_id).text[citation.span.start : citation.span.end] == citation.quote
    assert len(answer.citations) <= 3


def test_long_sentence_is_quoted_by_clauses(library):
    """Of a sentence longer than may be quoted, whole clauses are, those that hold the question."""
    citation = library.ask(["Who made the design of the new bridge of pale stone?"]).citations[0]
    assert len(citation.quote.split()) <= 60
    assert "Ada Keller" in citation.quote
    assert citation.quote in LONG


def test_relative_dates_are_resolved_beside_the_quote(library):
    """“This year” in an article of 2016 means 2016; the quote itself is left as it is."""
    citation = library.ask(["When will the lighthouse be opened to visitors?"]).citations[0]
    assert "this year" in citation.quote
    assert [(time.shown, time.written) for time in citation.times] == [("this year", "2016")]


def test_timeline_of_several_articles(library):
    """A question for a time gets dated quotes of several articles, the earliest first."""
    answer = library.ask(["When was the lighthouse built, and when will it be opened to visitors?"])
    assert [entry.time.iso for entry in answer.timeline] == ["1887", "2016"]
    assert len({entry.citation.article_id for entry in answer.timeline}) == 2


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which zeppelin landed in Patagonia?", "No article mentions “zeppelin”, “landed” or “Patagonia”."),
        ("Wie fliegt ein Zeppelin?", "No article mentions “fliegt” or “Zeppelin”."),
        ("What is it?", "only very common words"),
        ("🌋 ?", "holds no words"),
        ("title:lighthouse", "Beside the filters"),
        ("-lighthouse", "holds no words"),
        ('"lamp bridge"', "quoted phrases"),
        ("lighthouse title:nothing", "outside the articles"),
        ("lighthouse NEAR/1 zeppelin", "meets “lighthouse NEAR/1 zeppelin”"),
        ("lighthouse source:nobody", "outside the sources or dates"),
        ("lighthouse after:2040", "outside the sources or dates"),
        (f"{'x' * 3_000} zeppelin", "…"),
    ],
)
def test_not_found_says_why(library, question, reason):
    """A question without an answer gets no citation, and a reason that a person understands."""
    answer = library.ask([question])
    assert (answer.status, answer.citations) == ("not_found", ())
    assert reason in answer.reason
    assert len(answer.reason) < 200


def test_a_row_that_holds_the_question_s_words_alone_is_quoted(tmp_path) -> None:
    """A heading that only repeats the question says nothing, but "Dogs: free" does."""
    text = "Fares\n\nAdults: 12 euros\n\nDogs: free\n\nFree dogs\n\nThe boat leaves at nine in the morning."
    with library_of(tmp_path, {"_id": "a", "title": "The boat", "text": text}) as library:
        answer = library.ask(["Are dogs free?"])
    assert [citation.quote for citation in answer.citations] == ["Dogs: free"]


@pytest.mark.parametrize(
    "question", ["Who designed the lighthouse?", "Which zeppelin landed in Patagonia?", "What is it?"]
)
def test_confidence_decides(library, question):
    """Answered or not, an answer says how likely it is that there is one, and is given from the threshold on."""
    answer = library.ask([question])
    assert 0 <= answer.confidence <= 1
    assert (answer.status == "answered") == (answer.confidence >= Settings().answer_threshold)


def test_a_title_line_is_no_further_answer(tmp_path):
    """A short text's first line, which holds no word of the question, is not quoted after the sentence that answers."""
    (tmp_path / "wasps.txt").write_text("Wasps\n\nPaper wasps chew wood into paper for their nests.")
    rebuild(tmp_path / "instance", [tmp_path / "wasps.txt"])
    with Library.open(tmp_path / "instance") as library:
        (citation,) = library.ask(["Who chews wood into paper?"]).citations
    assert citation.quote == "Paper wasps chew wood into paper for their nests."


def test_same_question_same_answer(library):
    """Asked twice, the answer is the same to the last digit."""
    assert library.ask(["Who designed it?"], today="2026-11-23") == library.ask(
        ["Who designed it?"], today="2026-11-23"
    )


def test_history_names_the_topic(library):
    """A follow-up question is answered about what was asked before; alone it is not."""
    with_history = library.ask(["Tell me about the lighthouse", "Who designed it?"])
    assert "Otto Lind" in with_history.citations[0].quote
    assert {term.turn for term in with_history.question.terms} == {1, 2}
    alone = library.ask(["Tell me about the lighthouse", "alone: Who designed it?"])
    assert {term.turn for term in alone.question.terms} == {2}


def test_explanations_add_up(library):
    """What each hit's reasons add is its score."""
    for hit in library.search("the lamp of the lighthouse at the harbour").hits:
        assert sum(reason.amount for reason in hit.explanation) == pytest.approx(hit.score, rel=1e-12)


def test_captions_are_not_quoted():
    """Headlines, captions and datelines are never quoted as answers."""
    article = Article(
        "a", "t", "A bee. Bees dance.", sha256("A bee. Bees dance."), marks=(Mark(Span(0, 6), "caption"),)
    )
    assert not quotable(article, Span(0, 6))
    assert quotable(article, Span(7, 18))


def test_a_caption_answers_who_took_the_picture():
    """A question about a picture may be answered by a caption; no other may."""
    text = "Photo: A Bee. Bees dance."
    article = Article("a", "t", text, sha256(text), marks=(Mark(Span(0, 13), "caption"),))
    assert Quotable.of("Who took the photo?").allows(article, Span(0, 13))
    assert not Quotable.of("Who is A Bee?").allows(article, Span(0, 13))


def test_a_headline_without_a_text_is_an_answer():
    """The headline of an article that says nothing else, as entries of feeds do, may be quoted."""
    title = "Robots run amok"
    headline = (Mark(Span(0, 15), "headline"),)
    bare = Article("a", title, title, sha256(title), marks=headline)
    assert Quotable.of("Who ran amok?").allows(bare, Span(0, 15))
    text = f"{title}\n\nThey were stopped."
    assert not Quotable.of("Who ran amok?").allows(Article("a", title, text, sha256(text), marks=headline), Span(0, 15))


@pytest.mark.parametrize(
    ("line", "allowed"),
    [("SKI-JORING", False), ("Ski-joring.", True), ("Ski-joring with horses", True), ("* * *", False)],
)
def test_a_heading_that_repeats_the_question_is_no_answer(line, allowed):
    """A line without a full stop that holds only words of the question says nothing, marked as a heading or not."""
    article = Article("a", "Winter", line, sha256(line))
    assert Quotable.of("What is ski-joring?").allows(article, Span(0, len(line))) is allowed


@settings(max_examples=200)
@given(text=texts().map(normalise).filter(str.strip), most=st.integers(1, 30))
def test_quoted_part_is_short_and_inside(text, most):
    """Whatever the text: what may be quoted lies in the sentence, has at most so many words, and no space around it."""
    article = Article("a", "t", text, sha256(text))
    part = quoted_part(article, Span(0, len(text)), {}, most)
    if part is not None:
        assert Span(0, len(text)).covers(part)
        assert word_count(part.of(text)) <= most
    if word_count(text) <= most:
        assert part == Span(0, len(text))


@pytest.mark.parametrize(
    ("sentence", "wanted", "begins"),
    [
        (
            "Ada Keller, who had drawn the old ferry house, the gate and both towers at the port, and whose father had "
            "sailed to the far islands for salt and for wool; born 13 August 1871 in Bern, and died 4 May 1940 in Oslo.",
            "born 1871 Bern died 1940 Oslo",
            "Ada Keller",
        ),
        (
            "Otto Lind, the keeper of the lamp, a man of few words and no family, as the harbour office wrote in its list, "
            "was paid in salt and wool; the council of the port gave the lamp to Bern in 1940, and the boat to Oslo.",
            "council lamp Bern 1940 Oslo",
            "the council of the port",
        ),
        (
            "Otto Lind, der Wärter der Lampe, ein Mann von wenigen Worten und ohne Familie, wie das Hafenamt in der Liste "
            "schrieb, wurde in Salz und Wolle bezahlt; geboren am 13. August 1871 in Bern, gestorben 1940 in Oslo.",
            "geboren 1871 Bern gestorben 1940 Oslo",
            "Otto Lind",
        ),
    ],
)
def test_no_quote_begins_after_the_name_that_it_is_about(sentence, wanted, begins):
    """A cut sentence is quoted from its beginning or from a clause with a subject, even if other clauses say more."""
    language = "de" if "Wärter" in sentence else "en"
    article = Article("a", "t", sentence, sha256(sentence), language=language)
    weights = dict.fromkeys(analyzer(language).terms(wanted), 1.0)
    part = quoted_part(article, Span(0, len(sentence)), weights, 30)
    assert part is not None
    assert part.of(sentence).startswith(begins)


def test_a_long_sentence_without_spaces_is_quoted_by_clauses():
    """In Chinese, `answer.max_words` counts words of two characters, and clauses end at its own commas and semicolons."""
    clause = "旧桥在春天关闭了，因为洪水冲走了两个桥墩；"
    text = clause * 8 + "新桥由工程师设计，一九三一年五月通车。"
    article = Article("a", "t", text, sha256(text), language="zh")
    weights = dict.fromkeys(analyzer("zh").terms("工程师"), 1.0)
    part = quoted_part(article, Span(0, len(text)), weights, 60)
    assert part is not None
    assert part.of(text).endswith("新桥由工程师设计，一九三一年五月通车。")
    assert part.of(text).startswith("旧桥")
    assert 50 <= word_count(part.of(text)) <= 60


def test_kinds():
    """The question's words tell what is asked for, and what the question already says is no answer."""
    assert expected_answer_types("When did it end?") == {"when"}
    assert expected_answer_types("How many ships came?") == {"number"}
    assert expected_answer_types("Wer baute den Turm?") == {"name"}
    assert expected_answer_types("Why did it fall?") == {"reason"}
    assert expected_answer_types("What is a quay?") == {"definition"}
    assert expected_answer_types("Did it rain?") == frozenset()
    asked = "Who was with Otto that day?"
    assert ExpectedAnswer.of(asked).signs("That day Otto came alone.") == {}
    assert ExpectedAnswer.of(asked).signs("That day Otto met Ada there.") == {"name": 1}
    assert "place" in ExpectedAnswer.of("Where did Otto go?").signs("He went to Bern with Otto.")


@pytest.mark.parametrize("weights", [BY_WORDS, WITH_MEANING])
def test_every_weight_is_that_of_a_feature(weights):
    """The tables weigh all signs of answers, and no table weighs a feature that is not computed."""
    assert set(SIGNS) <= set(weights)
    assert set(weights) == {*sentence_features.BY_WORDS, *(sentence_features.BY_MEANING if "cosine" in weights else ())}


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("How many ships came?", "Three tall ships came.", "The ships of 12 nations are here."),
        ("Wie viele Schiffe kamen?", "Es waren zwei Schiffe.", "Im Hafen waren 12 Leute."),
        ("How far is the lamp seen?", "It is seen for 19 miles.", "It is seen by 19 ships."),
        ("When did it close?", "It closed in May 1931.", "It closed in 1931."),
        ("Which engineer was it?", "The engineer was Lind.", "It was Lind."),
    ],
)
def test_a_better_sign_weighs_more(question, better, worse):
    """A number before what is counted, or in its unit, says more than another; so do a month and the noun asked for."""
    weigh = [
        sum(BY_WORDS[sign] for sign in ExpectedAnswer.of(question).signs(sentence)) for sentence in (better, worse)
    ]
    assert weigh[0] > weigh[1]


@pytest.mark.parametrize(
    ("question", "sentence", "purpose", "instruction"),
    [
        ("How do I move a build?", "To move a build, copy the folder.", 1, True),
        ("please tell me how to move a build", "In order to move the builds, you must copy the folder.", 1, True),
        ("How can I move a build?", "To move the folder, run the program.", 0.5, True),
        ("How can I move a build?", "To whom it goes, nobody knows.", 0, False),
        ("How can I move a build?", "Open the folder that you want to move.", 0, True),
        ("How did he move?", "To move, run.", 0, False),
        ("Wie kann ich den Ordner kopieren?", "Um den Ordner zu kopieren, öffnen Sie das Menü.", 1, True),
        ("Wie kopiere ich den Ordner?", "Der Ordner war leer.", 0, False),
    ],
)
def test_a_way_to_do_something(question, sentence, purpose, instruction):
    """Sentences tell it that begin with what is to be done, as far as they hold it, or tell the reader to do something."""
    signs = ExpectedAnswer.of(question).signs(sentence)
    assert (signs.get("purpose", 0), bool(signs.get("instruction"))) == (purpose, instruction)


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("How many cars came in 2016?", "In 2015 it carried 300 cars.", True),
        ("How many cars came in 2016?", "In 2016 it carried 308 cars, 8 more than in 2015.", False),
        ("How many cars came in 2016?", "From 2014 to 2018 it carried 300 cars a year.", False),
        ("How many cars came in 2016?", "It carried 308 cars.", False),
        ("How many cars came after 2016?", "In 2017 it carried 400 cars.", False),
        ("Did more cars come in 2016 than in 2015?", "In 2014 it carried 200 cars.", False),
        ("Wie viele Autos kamen seit 2016?", "Im Jahr 2017 waren es 400.", False),
    ],
)
def test_a_sentence_about_another_year(question, sentence, other):
    """It names years, none of them or between them the one that the question is about."""
    assert bool(ExpectedAnswer.of(question).signs(sentence).get("other year")) is other


def test_the_year_asked_about_is_answered_first(tmp_path) -> None:
    """Though the sentence about another year holds more words of the question."""
    text = "In 2015 the ferry carried 300 cars. In 2016 it carried 308. The line closed last spring."
    with library_of(tmp_path, {"_id": "a", "title": "Ships", "text": text}) as library:
        first = library.ask(["How many cars did the ferry carry in 2016?"]).citations[0]
    assert "308" in first.quote


@pytest.mark.parametrize(
    ("question", "sentence", "small"),
    [
        ("Can it read Word files?", "It leaves files out without a word.", True),
        ("Can it read Word files?", "Word files are read without a word.", False),
        ("Who leads the IT department?", "Who leads it is not known.", True),
        ("Can It Read Word Files?", "It leaves files out without a word.", False),
        ("can it read word files?", "It leaves files out without a word.", False),
        ("Word files, are they read?", "It leaves files out without a word.", False),
        ("Who is Mark Apple?", "The pineapples are marked.", False),
    ],
)
def test_a_name_that_is_a_common_word_in_the_sentence(question, sentence, small):
    """A word that has a capital in the question, and none in the sentence; unless all words of the question have one."""
    assert bool(ExpectedAnswer.of(question).signs(sentence).get("small name")) is small


@pytest.mark.parametrize(
    ("question", "sentence", "dated"),
    [
        ("When will the treaty be signed?", "Work will begin in 2017 after signing the treaty.", False),
        ("When will work begin?", "Work will begin in 2017 after signing the treaty.", True),
        ("When was the treaty signed?", "After the treaty of 1990 was signed, work began.", True),
        ("Wann wurde der Vertrag unterzeichnet?", "Man begann 2017, nachdem der Vertrag unterzeichnet war.", False),
    ],
)
def test_a_date_of_something_else_is_no_answer(question, sentence, dated):
    """A date that says when something was before or after what is asked about does not say when that was."""
    assert ("year" in ExpectedAnswer.of(question).signs(sentence)) is dated


@given(texts() | st.text(st.characters(max_codepoint=127)))
def test_words_of_plain_texts_are_those_of_any(text) -> None:
    """What is ASCII goes another way, to the same words."""
    assert char_ngrams.words(text) == char_ngrams._WORD.findall(folded_text(text))


@given(texts(), texts())
def test_letter_shares(one, other):
    """A text holds all of its own letter groups, and a share of another's between none and all."""
    wanted = ngrams(spaced_words(one), 4)
    assert ngram_share(wanted, spaced_words(one)) == (1.0 if wanted else 0.0)
    assert 0 <= ngram_share(wanted, spaced_words(other)) <= 1


def test_every_citation_has_its_passage(tmp_path) -> None:
    """However few hits are asked for, and however far down the ranking its passage stands."""
    other = "Nothing of this kind is told here, only of boats and of their owners and of the days on the water. " * 5
    articles = [
        {"_id": f"{number}", "title": "Boats", "text": f"{other} The harbour master of place {number} is Nils. {other}"}
        for number in range(30)
    ]
    with library_of(tmp_path, *articles) as library:
        answer = library.ask(["Who is the harbour master of the place, and what boats?"], k=1)
        assert len(answer.quoted) == len(answer.citations) > 1
        for citation, hit in zip(answer.citations, answer.quoted, strict=True):
            assert (hit.article.id, hit.passage.span.covers(citation.span)) == (citation.article_id, True)
            ranked = library.search(answer.question.text, k=100).hits
            assert hit == ranked[hit.rank - 1]


def test_a_repeated_sentence_is_cited_from_its_first_place_among_alike(tmp_path):
    """Of the same words in one article the first place is cited where places are alike, else the one that is asked for."""
    slogan = "The harbour ferry crosses the sound every hour."
    noise = [
        f"Shed number {number} was painted last spring by the crew of the yard, as all others were."
        for number in range(8)
    ]
    form = " ".join(["Passengers are asked to read this notice.", slogan, *noise, slogan, *noise, slogan])
    release = "The court released the prisoner in the month of June."
    lives = " ".join(
        f"{name} was held in the tower and wrote letters. The case of {name} was heard. {release} {' '.join(noise)}"
        for name in ("Anton Berger", "Karl Wolff", "Emil Hansen")
    )
    form, lives = {"_id": "form", "title": "A", "text": form}, {"_id": "lives", "title": "B", "text": lives}
    with library_of(tmp_path, form, lives) as opened:
        cited = opened.ask(["How often does the harbour ferry cross the sound?"]).citations[0]
        assert (cited.quote, cited.span.start) == (slogan, form["text"].index(slogan))
        cited = opened.ask(["When was the prisoner Emil Hansen released by the court?"]).citations[0]
        assert (cited.quote, cited.span.start) == (release, lives["text"].rindex(release))


def test_what_is_related_is_quoted_as_such(tmp_path):
    """Between both thresholds an answer quotes what is related, cites nothing and says why; above it answers."""
    with library_of(tmp_path, *ARTICLES) as opened:
        certain = opened.ask(["Who designed the lighthouse?"])
    instance = tmp_path / "instance"
    with Library.open(instance, {"answer.threshold": 1.0, "answer.related": 0.0}) as doubting:
        doubted = doubting.ask(["Who designed the lighthouse?"])
    with Library.open(instance, {"answer.threshold": 1.0, "answer.related": 1.0}) as silent:
        refused = silent.ask(["Who designed the lighthouse?"])
    assert [one.strength for one in (certain, doubted, refused)] == ["answer", "related", "none"]
    assert (doubted.status, doubted.citations) == ("not_found", ())
    assert [one.quote for one in doubted.related] == [one.quote for one in certain.citations]
    assert (
        doubted.reason
        == "One passage mentions “designed” and “lighthouse”, but no sentence seems to answer the question."
    )
    assert all(one.confidence <= 0.98 for one in (certain, doubted, refused))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How many zeppelins took off?", "No article mentions “zeppelins”."),
        ("How many people in the world like zeppelins?", "No article mentions “zeppelins”."),
        ("How much time do people have?", "No passage holds the words of this question."),
        ("lighthouse?", "Passages mention “lighthouse”, but no sentence seems to answer the question."),
        ("hello", "This asks nothing; ask about something in your articles."),
    ],
)
def test_a_reason_is_true(tmp_path, question, reason):
    """A reason names no common word, and never speaks of words together when there is one."""
    with library_of(tmp_path, *ARTICLES):
        pass
    with Library.open(tmp_path / "instance", {"answer.threshold": 1.0, "answer.related": 1.0}) as opened:
        assert opened.ask([question]).reason == reason


def test_a_reason_speaks_of_the_passages_that_are_shown(tmp_path):
    """A word that one of the best passages shown mentions is mentioned, though words alone rank others before it."""
    others = [
        {"_id": str(number), "title": f"How work works, part {number}", "text": "Work without work is hard work."}
        for number in range(8)
    ]
    offline = {"_id": "offline", "title": "", "text": "It goes on when the internet is gone, for it calls nobody."}
    with library_of(tmp_path, *others, offline):
        pass
    with Library.open(tmp_path / "instance", {"answer.threshold": 1.0}) as library:
        answer = library.ask(["does it work without internet"])
    assert any(hit.article.id == "offline" for hit in answer.hits[:2])
    assert answer.reason == "Passages mention “internet”, but no sentence seems to answer the question."
