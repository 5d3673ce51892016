"""How many candidates would the certificate need among a billion passages? Computed, since nobody has them here.

    python -m tests.cluster.simulate

A question of some terms is asked of N passages; terms are independent, each occurs once or more by a geometric law, and
lengths are spread as in real libraries. Passages with the same counts and lengths have the same score, so the more passages
there are, the more have a score that cannot be told from that of the last one wanted. All of these have to be fetched.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

from indexer.engines.opensearch.certificate import slack
from indexer.engines.opensearch.terms import Clause
from indexer.engines.whoosh.bm25 import idf, length_bytes, norms, saturation

K1, B, BITS = 0.9, 0.3, 16
WANTED = 200  # passages that are ranked again
MOST_TF = 8
AGAIN = 0.3  # chance that a term that occurs occurs once more
LENGTHS = np.arange(50, 111)  # terms of a passage
QUESTIONS = {
    "two common words": (0.05, 0.02),
    "a common and a rare one": (0.02, 1e-5),
    "three words": (0.02, 0.005, 0.001),
    "four words": (0.05, 0.01, 0.002, 0.0005),
}
SIZES = (10**5, 10**6, 10**7, 10**8, 10**9)


def scores(shares: tuple[float, ...], passages: int) -> tuple[np.ndarray, np.ndarray, float]:
    """The scores that passages can have, falling, how many have each, and by how much impacts may be off."""
    norm = norms(float(LENGTHS.mean()), k1=K1, b=B)[length_bytes(LENGTHS.astype(np.int32))]
    idfs = idf(np.array(shares) * passages, passages)
    clauses = [Clause(0, number, 1.0, float(rare), "") for number, rare in enumerate(idfs)]
    every, counts = [], []
    for size in range(1, len(shares) + 1):
        for held in combinations(range(len(shares)), size):
            without = np.prod([1 - share for number, share in enumerate(shares) if number not in held])
            for times in product(range(1, MOST_TF + 1), repeat=size):
                share = without * np.prod(
                    [shares[term] * (1 - AGAIN) * AGAIN ** (tf - 1) for term, tf in zip(held, times, strict=True)]
                )
                every.append(
                    sum(
                        idfs[term] * saturation(np.float64(tf), norm, k1=K1)
                        for term, tf in zip(held, times, strict=True)
                    )
                )
                counts.append(np.full(len(LENGTHS), passages * share / len(LENGTHS)))
    order = np.argsort(-np.concatenate(every))
    return np.concatenate(every)[order], np.concatenate(counts)[order], slack(clauses, BITS)


def candidates(shares: tuple[float, ...], passages: int) -> float:
    """How many passages have a score that is not certainly less than that of the last one wanted."""
    values, counts, most_off = scores(shares, passages)
    reached = np.cumsum(counts)
    last = min(int(reached.searchsorted(WANTED)), len(values) - 1)
    return float(reached[np.flatnonzero(values >= values[last] - 2 * most_off)[-1]])


def main() -> None:
    """Prints the table."""
    print(f"{'candidates':26}" + "".join(f"{size:>15,}" for size in SIZES))
    for name, shares in QUESTIONS.items():
        print(f"{name:26}" + "".join(f"{candidates(shares, size):15,.0f}" for size in SIZES))


if __name__ == "__main__":
    main()
