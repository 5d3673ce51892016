"""All errors that Footnote raises, as one tree.

FootnoteError                     the base of all; catch this one to catch them all
├── UsageError                    the caller asked for something impossible; the message says what to ask instead
│   ├── QuestionError             a question that is empty, or longer than a question may be
│   └── SettingError              a setting that is unknown or out of range
├── BudgetError                   a question takes more CPU time than it may
├── ArticleError                  a file, or a line of one, is no readable article; a build skips it and names it
├── ArticleNotFoundError          no article of this build has that id
├── PictureError                  a page of an article's file cannot be shown as a picture
├── BuildError                    a build could not be made, or could not be opened
│   ├── NoBuildError              the instance has no build yet
│   ├── NothingToIndexError       the sources hold no readable article; the old build stays
│   ├── RegressionError           the new build is clearly worse than the one before, which stays; it can be forced
│   ├── BuilderBusyError          another process is building in this instance
│   ├── DamagedBuildError         a file of the build is missing or not what was published
│   ├── IncompatibleBuildError    the build was made by a version with another analyzer or another file layout
│   ├── EngineUnavailableError    the engine that holds a build's postings does not answer, or not in time
│   └── EmbedderError             the model named by `semantic.model` is not there, or cannot be used
└── LawError                      a value breaks a law of its type; a defect of the program, also a ValueError

The attributes of an error have the facts; its message says what to do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class FootnoteError(Exception):
    """The base class of all errors that Footnote raises. Pickled, an error keeps its message and its attributes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.args, dict(self.__dict__))


def _rebuilt(kind: type[FootnoteError], args: tuple[object, ...], attributes: Mapping[str, object]) -> FootnoteError:
    """The error again, without calling its `__init__`, which would word its message anew."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class UsageError(FootnoteError):
    """The caller asked for something impossible; the message says what to ask instead."""


class QuestionError(UsageError):
    """A question that is empty, or longer than a question may be."""


class SettingError(UsageError):
    """A setting that is unknown or out of range."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"setting {name}: {problem}")
        self.name = name


class BudgetError(FootnoteError):
    """A question takes more CPU time than it may; `seconds` is the limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"answering takes more than the {seconds:g} s of computing time that a request may take; "
            "ask fewer or shorter questions at a time, or with fewer phrases and exclusions"
        )
        self.seconds = seconds


class ArticleError(FootnoteError):
    """A file, or a line of one, is no readable article; `reason` says why, and what to do."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class ArticleNotFoundError(FootnoteError):
    """No article of this build has that id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article has the id {article_id!r}; it may have been removed or renamed since")
        self.article_id = article_id


class PictureError(FootnoteError):
    """A page of an article's file cannot be shown as a picture; `reason` says why, and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the page cannot be shown: {reason}")
        self.reason = reason


class BuildError(FootnoteError):
    """A build could not be made, or could not be opened."""


class NoBuildError(BuildError):
    """The instance has no build yet."""

    def __init__(self, instance: Path) -> None:
        super().__init__(f"{instance} has no build yet; run `footnote rebuild`")
        self.instance = instance


class NothingToIndexError(BuildError):
    """The sources hold no readable article; the old build stays."""


class RegressionError(BuildError):
    """The new build is clearly worse than the one before, which stays; `articles` are the ids of those that show it."""

    def __init__(self, problem: str, articles: Sequence[str]) -> None:
        super().__init__(
            f"the new build is not published, and the old one stays: {problem}, or build again with --force"
        )
        self.problem = problem
        self.articles = tuple(articles)


class BuilderBusyError(BuildError):
    """Another process is building in this instance."""

    def __init__(self, instance: Path) -> None:
        super().__init__(f"another build is running in {instance}; wait for it to end, then run the command again")
        self.instance = instance


class DamagedBuildError(BuildError):
    """A file of the build is missing or not what was published."""

    def __init__(self, file: Path | str, problem: str) -> None:
        super().__init__(f"{file}: {problem}; run `footnote rebuild`")
        self.file = str(file)
        self.problem = problem


class IncompatibleBuildError(BuildError):
    """The build was made by a version of Footnote with another analyzer, or with another layout of files."""


class EngineUnavailableError(BuildError):
    """The engine that holds a build's postings does not answer, or not in time; `engine` is its name."""

    def __init__(self, engine: str, problem: str) -> None:
        super().__init__(f"the engine {engine} {problem}; see whether it runs, then ask again")
        self.engine = engine
        self.problem = problem


class EmbedderError(BuildError):
    """The model named by `semantic.model` is not there, or cannot be used."""

    def __init__(self, model: str, problem: str) -> None:
        super().__init__(f"semantic.model {model}: {problem}")
        self.model = model
        self.problem = problem


class LawError(FootnoteError, ValueError):
    """A value breaks a law of its type: a defect of the program that made it, or of the data that it was made from."""
