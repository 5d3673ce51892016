"""How does a build stay current, while its articles change?

source   a file or folder of articles that is watched
event    what the system tells of a change in a folder; not every file system has them: see `file_systems.py`
polling  to look through a source from time to time, where there are no events
settled  nothing has changed for a moment: what was being written is written, and many changes make one build

`keep_current` updates an instance each time that changes have settled.
"""

from indexer.watching.keeping import Plan, keep_current

__all__ = ["Plan", "keep_current"]
