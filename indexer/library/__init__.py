"""What can be asked of an instance?

library   an instance that is open for reading; it moves to a newly published build by itself (`newest`)
reading   one build, held for several calls that must see the same articles (`reading`)
status    what a library holds, what was left out, and which settings wait for a rebuild (`status`)

This package puts all others together: builds, retrieval and answering.
"""

from indexer.library.newest import Library
from indexer.library.reading import Reading

__all__ = ["Library", "Reading"]
