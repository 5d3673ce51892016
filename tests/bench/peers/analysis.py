"""Not an engine: reading and analysing the passages, which every other build but Footnote's spends as much time on."""

from __future__ import annotations


class Analysis:
    """Makes the terms of every passage, and nothing of them."""

    rows = ()
    built = "analysis"
    most = None
    slow = False

    def build(self, corpus, folder):
        folder.mkdir()
        for _ in corpus.terms():
            pass

    def open(self, folder, _row):
        raise NotImplementedError


PEERS = {"analysis": Analysis()}
