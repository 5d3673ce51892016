"""Can a passage that was not fetched be among the best? No, if it would have to score more than its impacts allow.

The cluster adds weight · idf · impact for each clause, in float32 and with impacts rounded to a multiple of 2^-bits. So
what it says of a passage and the passage's exact score differ by at most `slack` and a few roundings of float32.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from indexer.engines.opensearch.terms import Clause

_ROUNDING = 1e-6  # relative: boost, product and sum are each rounded to 24 bits, which is 2 · 10⁻⁷ in all


def slack(clauses: Sequence[Clause], bits: int) -> float:
    """By how much the rounded impacts of a passage and its exact ones may differ, at most.

    Half of the last bit for each clause; the whole, since an impact that would be rounded to 0 stands as 1.
    """
    return math.ldexp(sum(each.weight * each.idf for each in clauses), -bits)


def is_certain(scores: NDArray[np.float64], k: int, last: float, most_off: float) -> bool:
    """Whether the best `k` are certain.

    `scores` are the exact ones of the best fetched so far, falling, and `last` is what the cluster says of the last
    candidate: of those that were not fetched, none has more.
    """
    return len(scores) >= k and bool(scores[k - 1] > last * (1 + _ROUNDING) + most_off)
