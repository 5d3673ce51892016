"""Which passages hold these terms, and how well do they match?

posting   that a term occurs in a passage, and how often
field     a part of a passage that is scored apart: its `title` (with its heading) and its `text`
engine    answers with the best passages for weighted terms, exactly and always the same

`base` is the promise; `whoosh` keeps it on this machine, `opensearch` with a cluster.
"""
