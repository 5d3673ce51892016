"""Articles that are nearly the same text are a group: reprints, updates and corrections, but not reports of one template."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.builds.analysis import analyse
from indexer.builds.term_numbers import TermNumbers
from indexer.settings import Settings
from indexer.store.article_groups import find_groups
from indexer.store.signatures import HASHES, SIZE, same_figures, signatures_of, similarities
from indexer.types import Article, sha256
from tests.near_texts import sentences, story

TOWNS = ["Norrvik", "Sund", "Halvern", "Bergstad", "Ostra", "Lillby", "Kalmo", "Tvist"]
NAMES = ["Ada Brandt", "Per Lunde", "Ola Vik", "Mia Strand", "Jon Dahl", "Eva Holm", "Nils Berg", "Tove Lie"]


def signatures(*texts, language="en"):
    """The signatures of these texts, as a build makes them."""
    articles = [Article(str(n), "Title", text, sha256(text), language=language) for n, text in enumerate(texts)]
    return analyse(articles, Settings(), TermNumbers()).signatures


def groups(*texts):
    """The group of each text."""
    return find_groups(signatures(*texts)).tolist()


BODY = sentences("body", 12)


@pytest.mark.parametrize(
    "other",
    [
        story(BODY),
        story(["Another lead, by another editor, tells who was there."], BODY[1:]),
        story(["NORRVIK (Newswire), 12 March 2024."], BODY),
        story(BODY[:6], sentences("new paragraph", 3), BODY[6:]),
        story(BODY[:8]),
        story(["A new lead."], BODY[:2], sentences("one", 1), BODY[2:5], sentences("another", 2), BODY[5:]).replace(
            "a", "o", 2
        ),
        story([sentence.replace(sentence.split()[5], "reportedly") for sentence in BODY[:3]], BODY[3:]),
    ],
    ids=["the same", "another lead", "a dateline", "a paragraph added", "cut", "grown at several places", "edited"],
)
def test_versions_of_a_text_are_a_group(other) -> None:
    """A reprint with another lead, an update, a cut and an edited version are near-duplicates; another text is none."""
    assert groups(story(BODY), story(sentences("other", 12)), other) == [0, 1, 0]


def test_a_correction_is_a_near_duplicate() -> None:
    """A figure that was put right does not make another text of it."""
    facts = ["The bridge is 41 metres long and cost 7 million.", "In 1931 it was opened by 3 ministers."]
    assert groups(story(BODY, facts), story(BODY, facts).replace("41", "43")) == [0, 0]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("1 2 3 4 5 6 7 8 9 10 11 12", True),
        ("1 2 3 4 5 6 7 8 90 10", True),
        ("1 2 3 4 5 6 70 80 90 10", True),
        ("1 2 3 4 50 60 70 80 90 10", False),
        ("11 12 13", False),
        ("11 12", False),
        ("11", True),
        ("none at all", True),
    ],
)
def test_figures_that_differ_are_counted(other, same) -> None:
    """One figure may be another, and a third of them; further ones, or fewer, are no difference."""
    rows = signatures("1 2 3 4 5 6 7 8 9 10", other)
    assert same_figures(rows[[0]], rows[[1]]).tolist() == same_figures(rows[[1]], rows[[0]]).tolist() == [same]


def test_of_many_figures_those_known_of_both_are_compared() -> None:
    """A table with hundreds of figures is like itself with a few others, and not like one with other figures."""
    one, two = ([f"{number}" for number in numbers] for numbers in (range(300), range(1000, 1300)))
    rows = signatures(" ".join(one), " ".join([*one[:290], *two[:10]]), " ".join(two), " ".join(one[:150]))
    assert same_figures(rows, rows[[0]]).tolist() == [True, True, False, True]


def _match(chance):
    home, away, other = chance.sample(TOWNS, 3)
    first, second, coach = chance.sample(NAMES, 3)
    return (
        f"{home} beat {away} {chance.randint(2, 5)}-{chance.randint(0, 1)} in front of {chance.randint(900, 9000)} people. "
        f"{first} opened the scoring in the {chance.randint(2, 40)}th minute after a long ball from the left. "
        f"The home side controlled the game from then on and had most of the chances before the break. "
        f"{second} added a second goal with a header in the {chance.randint(46, 89)}th minute. "
        f"Coach {coach} said that he was pleased with the result and with the way his players had worked for each other. "
        f"{home} are now {chance.randint(1, 16)}th in the table, and meet {other} in the next round."
    )


def _shares(chance):
    return (
        f"Shares of {chance.choice(TOWNS)} Industries closed {chance.choice(['up', 'down'])} "
        f"{chance.randint(1, 9)}.{chance.randint(1, 99)} percent at {chance.randint(10, 900)} crowns. "
        f"The trading volume was {chance.randint(100, 999)} thousand shares on the Northern exchange. "
        "This report was written automatically from data that the exchange provides. Past performance is no indication of "
        "future results, and nothing in this report is advice to buy or sell a security. Readers who want advice should ask "
        "an adviser who knows their means, their needs and their plans."
    )


def _sentence(chance):
    return (
        f"The district court of {chance.choice(TOWNS)} has sentenced a man of {chance.randint(18, 80)} to "
        f"{chance.randint(2, 60)} months in prison for {chance.choice(['burglary', 'assault', 'fraud', 'theft', 'arson'])}. "
        f"He must pay {chance.randint(1, 999)} crowns. Judge {chance.choice(NAMES)} said that the court had given weight to "
        "his earlier convictions. The defence has not yet decided whether it will appeal. Both parties have two weeks to "
        "appeal against the sentence. Names are not published until a sentence is final, in accordance with the rules of "
        "the press council."
    )


@pytest.mark.parametrize("template", [_match, _shares, _sentence])
@pytest.mark.parametrize("count", [2, 8, 60])
def test_reports_of_one_template_are_no_group(template, count) -> None:
    """Match reports, share prices and court notes tell their own figures and names, however much they have in common."""
    chance = random.Random(f"{template.__name__}{count}")  # noqa: S311
    assert groups(*(template(chance) for _ in range(count))) == list(range(count))


def test_what_stands_under_every_article_does_not_count() -> None:
    """Short articles over a long disclaimer are told apart by what is their own, and copies of one of them are found."""
    disclaimer = sentences("disclaimer", 5)
    own = [story(sentences(f"own {number}", 2), disclaimer) for number in range(40)]
    copy = story(["A copy says so."], sentences("own 7", 2), disclaimer)
    assert groups(*own, copy) == [*range(40), 7]


def test_short_texts_are_alike_only_as_a_whole() -> None:
    """Of texts of a line or two, those with the same terms are a group; one that says more is another."""
    assert groups("See page 4.", "See page 5.", "See page 4!", "", "See page 4, then page 5.", "") == [0, 1, 0, 3, 4, 5]


def test_of_a_chain_the_ends_are_not_one_group() -> None:
    """Everything in a group is similar to its leader: a text that was rewritten piece by piece falls into several groups."""
    old, new = sentences("old", 16), sentences("new", 16)
    versions = [story(new[:count], old[count:]) for count in range(0, 17, 2)]
    rows, found = signatures(*versions), groups(*versions)
    assert 1 < len(set(found)) < len(versions)
    for group in set(found):
        members = [number for number, own in enumerate(found) if own == group]
        to_each = [min(similarities(rows[members], rows[[leader]])) for leader in members]
        assert max(to_each) >= 0.4


def test_similarity_is_the_share_of_common_runs() -> None:
    """Two signatures estimate how much two texts have in common."""
    for shared in (0, 4, 8, 16):
        common = sentences("common", shared)
        one, two = (signatures(story(common, sentences(side, 16 - shared)))[[0]] for side in ("one", "two"))
        terms = shared * 12
        assert similarities(one, two)[0] == pytest.approx(terms / (2 * 16 * 12 - terms), abs=0.15)


# Laws. Texts are made of few sentences, so that many of them are near-duplicates.

PARTS = sentences("parts", 10)
texts = st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map(story), min_size=1, max_size=12)


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(given_texts, chance) -> None:
    """Groups are the same sets of texts in whatever order these are read; each is named after its first article."""
    order = list(range(len(given_texts)))
    chance.shuffle(order)
    found, shuffled = groups(*given_texts), groups(*(given_texts[number] for number in order))
    sets = {frozenset(n for n, own in enumerate(found) if own == group) for group in found}
    assert {frozenset(order[n] for n, own in enumerate(shuffled) if own == group) for group in shuffled} == sets
    assert all(group == min(n for n, own in enumerate(found) if own == group) for group in found)


@given(texts)
def test_a_signature_depends_on_its_article_alone(given_texts) -> None:
    """An article has the same signature in every batch, so an update can take it over."""
    together = signatures(*given_texts)
    assert together.shape == (len(given_texts), SIZE)
    for row, text in zip(together, given_texts, strict=True):
        assert row.tolist() == signatures("Another text comes first.", text)[1].tolist()


@given(texts)
def test_similarity_is_symmetric(given_texts) -> None:
    """Both texts of a pair say the same of it; a text with terms is like itself, one without like none."""
    rows = signatures(*given_texts)
    for row, text in zip(rows, given_texts, strict=True):
        assert similarities(rows, row[None]).tolist() == similarities(np.tile(row, (len(rows), 1)), rows).tolist()
        assert same_figures(rows, row[None]).tolist() == same_figures(np.tile(row, (len(rows), 1)), rows).tolist()
        assert similarities(row[None], row[None])[0] == (1.0 if text else 0.0)


def test_an_empty_batch_has_empty_signatures() -> None:
    """Articles without terms have a row of nothing."""
    assert not signatures_of([], np.empty(0, np.int32), np.zeros(3, np.int64)).any()
    assert not signatures("", "the of and")[:, :HASHES].any()
