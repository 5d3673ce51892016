"""Do the numbers of a build fit each other? Looked at all at once, in array operations: a second for a million passages.

A build whose checksums fit may still be wrong, if somebody made it so. With numbers that pass here, every look-up by a
number stays within its array; what the texts say is for `integrity.py`, which looks at each article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from numpy.typing import NDArray

    from indexer.engines.base import Engine
    from indexer.store import Store
    from indexer.text.vocabulary import Vocabulary


def structure_problems(
    store: Store, vocabulary: Vocabulary, engine: Engine | None, article_counts: NDArray[np.uint32] | None
) -> Iterator[str]:
    """Every contradiction between a build's numbers, in a sentence; raises `DamagedBuildError` for an unreadable file.

    A part of a library has neither an `engine` nor `article_counts`: it is searched only when it is joined.
    """
    sentences, passages, articles = store.sentences, store.passages, store.articles
    count = len(sentences["start"])
    if engine is not None and len(engine) != len(passages["first"]):
        yield f"the index holds {len(engine)} passages, the store {len(passages['first'])}"
    if (sentences["start"] >= sentences["end"]).any() or (passages["first"] >= passages["last"]).any():
        yield "a sentence or passage is empty"
    ends = {
        "terms of sentences": (sentences["terms_end"], len(store.forward)),
        "terms of titles": (articles["title_end"], len(store.titles)),
        "sentences of articles": (articles["sentences_end"], count),
        "passages of articles": (articles["passages_end"], len(passages["first"])),
        "texts of articles": (store.build_columns["text_end"], store.text_size()),
        "names of articles": (articles["names_end"], len(store.article_names.of_articles)),
    }
    yield from (f"the {what} do not follow each other" for what, (own, size) in ends.items() if not _rises(own, size))
    within = {
        "sentence": (sentences["start"], 0, 2**31 - 1),
        "passage's first sentence": (passages["first"], 0, count),
        "passage's last sentence": (passages["last"], 0, count + 1),
        "passage's heading": (passages["heading"], -1, count),
        "passage's article": (passages["article"], 0, len(store)),
        "article's source": (articles["source"], -1, len(store.names["source"])),
        "article's author": (articles["author"], -1, len(store.names["author"])),
        "term of a sentence": (_all(store.forward), 0, len(vocabulary)),
        "term of a title": (_all(store.titles), 0, len(vocabulary)),
    }
    copied = np.array([number for number, _ in store.catalogue.locations.every()], np.int64)
    if not _inside(copied, 0, len(store)):
        yield "a copy is of an article that is not there"
    groups = articles["group"]
    if not _inside(groups, 0, len(store)) or (groups > np.arange(len(store))).any() or (groups[groups] != groups).any():
        yield "an article is in a group that is not named after the first article in it"
    yield from (f"a {what} is not there" for what, (own, low, high) in within.items() if not _inside(own, low, high))
    yield from store.article_names.problems()
    yield from store.name_starts.problems(len(store.article_names))
    yield from store.title_starts.problems(len(store))
    yield from vocabulary.problems()
    if article_counts is not None and (
        article_counts.shape != (len(vocabulary),) or (article_counts > len(store)).any()
    ):
        yield "the numbers of articles that hold the terms do not fit"
    if engine is not None:
        yield from engine.problems()


def _all(runs: Any) -> NDArray[Any]:  # noqa: ANN401  `indexer.arrays.Runs`
    return np.asarray(runs.between([0], [len(runs)]))


def _rises(ends: NDArray[Any], size: int) -> bool:
    """Whether the ends never fall, and the last is that of all."""
    return not (ends[1:] < ends[:-1]).any() and (int(ends[-1]) if len(ends) else 0) == size


def _inside(numbers: NDArray[Any], low: int, high: int) -> bool:
    return not len(numbers) or bool(int(numbers.min()) >= low and int(numbers.max()) < high)
