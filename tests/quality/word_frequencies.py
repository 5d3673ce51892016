"""Makes the tables of `indexer/text/word_frequencies.py` from the lists of the package wordfreq: `make frequencies`.

To be run again when the analyzer changes, since the tables are keyed by its terms. The lists give the share that each word
has of all words of a language; a term's is the sum over the words that become it.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.text import word_frequencies
from indexer.text.analyzers import analyzer
from indexer.text.languages import PROFILES

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(word_frequencies.__file__).parent / "frequencies"
TERMS = {"en": 30_000, "de": 20_000}  # the most common ones that are kept
OTHERS = 10_000  # of any other language
BYTES = 2_000_000  # of all tables together
NUMBER = re.compile("[0-9]{2}")  # the lists have only zeros for the digits of a number


def by_term(words: Mapping[str, float], language: str) -> dict[str, float]:
    """Term, without its language → its share of all words, of words with theirs."""
    analyze = analyzer(language).terms_of
    shares: defaultdict[str, float] = defaultdict(float)
    for word, share in words.items():
        if not NUMBER.search(word):
            for term in analyze(word) or (f"{language}:{word}",):
                shares[term.partition(":")[2]] += share
    return {term: share for term, share in shares.items() if term and not re.search(r"\s", term)}


def table(shares: Mapping[str, float], most: int) -> bytes:
    """The file of a language, with its `most` common terms: see `word_frequencies.py`."""
    common = sorted(shares, key=lambda term: (-shares[term], term))[:most]
    lines = (f"{term} {round(-10 * math.log10(min(1, shares[term])))}\n".encode() for term in common)
    return gzip.compress(b"".join(sorted(lines)), mtime=0)


def lists() -> dict[str, dict[str, float]]:
    """Language with a profile → word → its share of all words, as wordfreq has it."""
    from wordfreq import available_languages, get_frequency_dict  # noqa: PLC0415  the extra `frequencies`

    names = {"no": "nb", "sr": "sh", "hr": "sh"}  # as wordfreq calls them
    there = available_languages("small")
    languages = {code: names.get(code, code) for code in PROFILES}
    return {
        code: get_frequency_dict(name, "large" if code in TERMS else "small")
        for code, name in languages.items()
        if name in there
    }


def main() -> None:
    """Writes all tables anew, and says how big they are."""
    files = {code: table(by_term(words, code), TERMS.get(code, OTHERS)) for code, words in lists().items()}
    for old in FOLDER.glob("*.txt.gz"):
        old.unlink()
    for language, content in files.items():
        (FOLDER / f"{language}.txt.gz").write_bytes(content)
        print(f"{language} {len(content):,} bytes")
    total = sum(map(len, files.values()))
    print(f"{len(files)} languages, {total:,} bytes")
    if total > BYTES:
        raise SystemExit(f"more than {BYTES:,} bytes: keep fewer terms")


if __name__ == "__main__":
    main()
