"""The weighted terms of a conversation: what earlier turns add to the newest question, without a language model.

A term weighs 1 in the newest question. Each later question makes it weigh less: `decay` times as much as before; as much as
before when the later question has no content word of its own ("Why?"); `_INSTEAD` times as much when it asks the same of
another ("What about Rome?"), which takes the place of the year or name that was asked about; and `_MEANT` times as much when
it says "it", "there" or "that year", which may stand for what was asked about, or `_STILL_MEANT` times when the question
after that leans on it too ("he" and "they" mostly stand for names of the answer). In the first question, which names the
topic, a term weighs at least `topic`. Of several weights the largest counts. Weights below `_LEAST` are left out, so that a
long conversation costs no more than a short one. Measured on follow-up questions of MT-RAG: nDCG@5 from .33 for the newest
question alone to .40; two random questions before one of SQuAD cost it .008 of its nDCG@10.

Names that the last answer quotes and a pronoun of the newest question can stand for (`quoted_names.py`) are terms too.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from indexer.budget import spend
from indexer.question_limits import MOST_TERMS
from indexer.retrieval.question_words import read_question
from indexer.retrieval.references import Leaning, is_name, is_year, leaning
from indexer.retrieval.word_forms import common_terms, word_terms
from indexer.types import QuestionTerm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.retrieval.question_words import QuestionWord, ReadQuestion
    from indexer.retrieval.searchable import Searchable
    from indexer.retrieval.word_forms import WordTerm
    from indexer.settings import Settings

_LEAST = 0.001  # of a term's weight
_LONGEST_SHOWN = 64  # code points of a word as it was typed, as of a term
_INSTEAD = (
    0.5  # of the weight of what was asked, when the same is asked of another; .9 costs mtrag_govt .002 of its nDCG@5
)
_MEANT = 0.6  # the same before "it": .2 → .6 gains .004 of mtrag_clapnq's nDCG@5 and .003 of mtrag_govt's
_STILL_MEANT = 0.8  # the same when the next question says so too, for mostly both mean the same


def weighted_terms(
    turns: Sequence[str], build: Searchable, settings: Settings, names: Sequence[str] = ()
) -> tuple[QuestionTerm, ...]:
    """The distinct terms of all turns, those of the newest first, analysed in every language of the build.

    `names` are those of the last answer that the newest question can mean. Stop words are searched by only where no turn
    has another word.
    """
    terms: dict[str, QuestionTerm] = {}
    read = [read_question(words, build.languages, common_weight=settings.rank_common) for words in turns]
    weights = turn_weights(turns, build.languages, decay=settings.history_decay, topic=settings.history_topic)
    newest = len(turns)
    for turn in range(newest, 0, -1):
        spend()
        if weights[turn - 1] > 0:
            question = _without_replaced(read, turn, build.languages)
            _add(terms, word_terms(build, question), weights[turn - 1], turn)
        if turn == newest:
            _add_names(terms, names, build, settings, read[-1].language, turn - 1)
    if not terms and turns:
        question = read_question(turns[-1], build.languages, common_weight=1.0)
        _add(terms, common_terms(build, question), 1.0, newest)
    own = sum(term.turn == newest for term in terms.values())
    return tuple(islice(terms.values(), max(own, MOST_TERMS)))


def _add(
    terms: dict[str, QuestionTerm], more: Iterable[WordTerm], weight: float, turn: int, *, quoted: bool = False
) -> None:
    """Adds the terms of a turn; of a term that is there already, the greater weight counts."""
    for each in more:
        own = weight * each.weight
        if own > 0 and (each.term not in terms or own > terms[each.term].weight):
            terms[each.term] = QuestionTerm(each.term, each.shown[:_LONGEST_SHOWN], own, turn, each.other, quoted)


def _add_names(
    terms: dict[str, QuestionTerm],
    names: Iterable[str],
    build: Searchable,
    settings: Settings,
    language: str,
    turn: int,
) -> None:
    """Adds the terms of the names that the answer to this turn quotes; a name is one word, worth what its terms are."""
    for name in names:
        question = read_question(name, (language,), common_weight=1.0)
        parts = [replace(term, shown=name) for term in word_terms(build, question)]
        _add(terms, parts, settings.history_answer, turn, quoted=True)


def turn_weights(turns: Sequence[str], languages: Sequence[str], *, decay: float, topic: float) -> list[float]:
    """The weight of each turn, oldest first; the newest weighs 1, and 0 stands for less than `_LEAST`.

    `turns` are without operators, `languages` those of the build.
    """
    weights = [1.0]
    later = Leaning()
    for text in reversed(turns[1:]):
        leans = leaning(text, languages)
        weights.append(weights[-1] * _kept(leans, later, decay))
        later = leans
    weights = [weight if weight >= _LEAST else 0.0 for weight in reversed(weights)]
    return [max(weights[0], topic), *weights[1:]] if len(turns) > 1 else weights


def _kept(leans: Leaning, later: Leaning, decay: float) -> float:
    """What a question, followed by one that is `later`, keeps of the weight of the turns before it."""
    if leans.continuing:
        return 1.0
    if leans.instead:
        return _INSTEAD
    if leans.means_what_was_asked and decay:
        return max(decay, _STILL_MEANT if later.kinds else _MEANT)
    return decay


def _without_replaced(read: Sequence[ReadQuestion], turn: int, languages: Sequence[str]) -> ReadQuestion:
    """The question of a turn, without the year or the name that the next one asks about instead."""
    question = read[turn - 1]
    later = read[turn:]
    while later and leaning(later[0].text, languages).continuing:
        later = later[1:]
    if not later or not leaning(later[0].text, languages).instead:
        return question
    gone = _replaced(question, later[0])
    return replace(question, words=tuple(word for word in question.words if word not in gone))


def _replaced(question: ReadQuestion, other: ReadQuestion) -> frozenset[QuestionWord]:
    """The words of a question whose place those of the other one take: years, or the only name."""
    content = [word for word in other.words if not word.is_stop_word]
    if any(is_year(word.shown) for word in content):
        return frozenset(word for word in question.words if is_year(word.shown))
    names = [word for word in question.words if not word.is_stop_word and is_name(question, word)]
    one = names and question.text[names[0].start : names[-1].end].count(" ") == len(names) - 1
    named = any(word.shown[:1].isupper() for word in content)
    return frozenset(names) if one and named else frozenset()
