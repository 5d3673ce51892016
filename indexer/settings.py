"""The settings, as one table: name, default, range, unit and help.

The name of a setting is that of its field, with a dot for the first underscore: `bm25_k1` is `bm25.k1`. Its value comes
from the first of these that gives one: `--set bm25.k1=0.9`, the environment variable `FOOTNOTE_BM25_K1`, `[bm25] k1 = 0.9`
in `config.toml` of the instance, the default here. A setting that shapes a build takes effect with the next
`footnote rebuild`: the manifest of the build keeps it, and questions are answered with the value that stands there.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

from indexer.damage import plain_bytes, reason
from indexer.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Value = int | float | str | bool
_LONGEST = 80  # characters of a wrong value that are shown


def _setting(
    default: Value,
    help: str,  # noqa: A002  it is the word of the table
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    build: bool = False,
) -> Any:  # noqa: ANN401  a dataclass field stands for its value
    return field(default=default, metadata={"help": help, "low": low, "high": high, "unit": unit, "build": build})


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `low` and `high` are the least and greatest value; `build` says that it shapes a build."""

    name: str
    default: Value
    help: str
    unit: str
    low: float | None
    high: float | None
    build: bool

    @property
    def variable(self) -> str:
        """The environment variable of the setting."""
        return "FOOTNOTE_" + self.name.replace(".", "_").upper()

    def parse(self, value: object) -> Value:
        """The value of a text, or of a value of the right type; raises `SettingError` when it is not allowed."""
        kind = type(self.default)
        if isinstance(value, (dict, list)):
            raise SettingError(self.name, f"write one value, not {_shown(value)}")
        if kind is bool:
            words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
            truth = words.get(str(value).casefold())
            if truth is None:
                raise SettingError(self.name, f"write true or false, not {_shown(value)}")
            return truth
        if kind is str:
            return str(value)
        try:
            number = kind(str(value))
        except (ValueError, OverflowError):
            expected = "a whole number" if kind is int else "a number"
            raise SettingError(self.name, f"write {expected}, not {_shown(value)}") from None
        low, high = self.low, self.high
        if low is None or high is None or isinstance(number, str) or not low <= number <= high:
            raise SettingError(self.name, f"write a number from {low} to {high}, not {_shown(value)}")
        return number


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings; by default the defaults."""

    language: str = _setting(
        "auto", "Language of articles that do not name theirs (ISO 639-1); auto: detected from the text.", build=True
    )
    library_handbook: bool = _setting(
        True, "Footnote's own handbook is searched beside your articles, as a source of its own.", build=True
    )
    passage_min_words: int = _setting(
        100, "The least length of a passage, where the article allows it.", low=1, high=10_000, unit="words", build=True
    )
    passage_max_words: int = _setting(
        150, "The greatest length of a passage.", low=1, high=10_000, unit="words", build=True
    )
    sentence_max_words: int = _setting(
        200, "A longer sentence is split, between clauses if possible.", low=1, high=10_000, unit="words", build=True
    )
    read_file_size: int = _setting(
        100,
        "A file that is larger is skipped, or an office document that unpacks to more.",
        low=1,
        high=100_000,
        unit="MB",
        build=True,
    )
    read_line_size: int = _setting(
        32, "A line of JSON Lines that is longer is skipped.", low=1, high=100_000, unit="MB", build=True
    )
    read_fields: str = _setting(
        "none",
        "Where JSON and tables hold articles and their fields: none, or text=body.paragraphs items=docs and so on.",
        build=True,
    )
    read_follow_links: bool = _setting(False, "Links that lead out of the sources are followed.", build=True)
    read_ocr: str = _setting(
        "auto",
        "Pages that are pictures of text are read by tesseract, where it is installed: auto or never.",
        build=True,
    )
    read_ocr_languages: str = _setting(
        "eng", "Languages of pages read by tesseract, by its names: eng, or several as in deu+eng.", build=True
    )
    engine_name: str = _setting("whoosh", "The engine that holds the index of words: whoosh or opensearch.", build=True)
    opensearch_url: str = _setting("http://localhost:9200", "Addresses of a cluster's nodes, with spaces.", build=True)
    opensearch_name: str = _setting("footnote", "Alias of the library's index in the cluster.", build=True)
    opensearch_shards: int = _setting(1, "Parts that an index is divided into.", low=1, high=1_000, build=True)
    opensearch_replicas: int = _setting(1, "Further copies of each part of an index.", low=0, high=20, build=True)
    bm25_k1: float = _setting(
        0.9, "How much repetitions of a term count; 0: not at all (k1 of BM25).", low=0.0, high=10.0, build=True
    )
    bm25_b: float = _setting(
        0.3, "How much the length of a passage lowers its score (b of BM25).", low=0.0, high=1.0, build=True
    )
    bm25_title: float = _setting(
        0.6, "Weight of a term's match in the title or heading; in the text it is 1.", low=0.0, high=10.0
    )
    rank_near: float = _setting(
        0.5, "Weight of the question's terms standing close together; 0 switches it off.", low=0.0, high=10.0
    )
    rank_coverage: float = _setting(
        0.2, "Weight of the share of the question's terms that a passage has; 0 switches it off.", low=0.0, high=10.0
    )
    rank_article: float = _setting(
        0.6, "Weight of what a passage's whole article says of the question; 0 switches it off.", low=0.0, high=10.0
    )
    rank_common: float = _setting(
        0.5, "Weight of a question's common words (many, took, usually); 1: that of others.", low=0.0, high=1.0
    )
    rank_feedback: float = _setting(
        0.1,
        "Weight of words of the best passages, for questions of 12 words or more; 0 switches it off.",
        low=0.0,
        high=10.0,
    )
    rank_recent: float = _setting(
        0.1,
        "Weight of an article's date, where a question asks for the latest or names a year; 0 switches it off.",
        low=0.0,
        high=10.0,
    )
    semantic_model: str = _setting(
        "builtin",
        "Embedding model for passages and questions: empty for none, builtin, wordllama, or the folder of a model.",
        build=True,
    )
    semantic_weight: float = _setting(
        0.5, "Weight of similarity in meaning, against that of the words; 0 switches it off.", low=0.0, high=0.9
    )
    build_memory: int = _setting(
        400, "Memory that a build may use for articles at a time.", low=16, high=1_000_000, unit="MB"
    )
    build_workers: int = _setting(0, "Processes that analyse articles; 0: one for each core.", low=0, high=256)
    read_seconds: int = _setting(
        60, "A file is skipped when reading its next article takes longer.", low=1, high=86_400, unit="seconds"
    )
    read_processor_seconds: int = _setting(
        4,
        "Computing time for a file's next article, and 4 s more for each million characters read meanwhile.",
        low=1,
        high=86_400,
        unit="seconds",
    )
    read_memory: int = _setting(
        1024, "A file is skipped when reading it needs more memory.", low=256, high=1_000_000, unit="MB"
    )
    watch_poll: bool = _setting(
        False, "All sources are looked through for changes by watch, not only those on network drives."
    )
    watch_poll_seconds: float = _setting(
        5.0,
        "How often a source on a network drive, which tells of no changes, is looked through by watch.",
        low=0.5,
        high=86_400.0,
        unit="seconds",
    )
    history_decay: float = _setting(
        0.2,
        "Weight of the terms of the previous question; its square for the question before that, and so on.",
        low=0.0,
        high=1.0,
    )
    history_topic: float = _setting(
        0.25, "The least weight of the first question's terms: they name the topic.", low=0.0, high=1.0
    )
    history_answer: float = _setting(
        0.2,
        "Weight of names quoted in the last answer that “she”, “there” or “that year” can mean; 0 switches it off.",
        low=0.0,
        high=1.0,
    )
    answer_max_words: int = _setting(
        60, "Of a longer sentence only whole clauses are quoted as an answer.", low=1, high=1_000, unit="words"
    )
    answer_threshold: float = _setting(
        0.25,
        "The least estimated probability of an answer; below it the answer is not found.",
        low=0.0,
        high=1.0,
    )
    answer_related: float = _setting(
        0.1,
        "The least estimated probability of an answer for which related passages are quoted.",
        low=0.0,
        high=1.0,
    )

    web_language: str = _setting(
        "auto", "Language of the pages: en, de; auto: the one that the browser asks for, else English."
    )
    web_origins: str = _setting(
        "none", "Web sites whose pages may read the API, as origins: none, *, or a list with spaces between."
    )
    web_hosts: str = _setting(
        "none",
        "Host names that the server answers to, besides its own address: none, *, or a list with spaces between.",
    )
    web_proxies: int = _setting(
        0, "Number of proxies in front of the server whose X-Forwarded headers are believed.", low=0, high=10
    )
    web_connections: int = _setting(
        500,
        "Connections that a worker keeps open; when there are more, the one idle for longest is closed.",
        low=8,
        high=50_000,
    )
    web_request_seconds: float = _setting(
        1.0, "Computing time that a request may take; 0: no limit.", low=0.0, high=3_600.0, unit="s"
    )
    web_answer_mb: float = _setting(
        16.0, "Greatest size of a page or an answer; 0: no limit.", low=0.0, high=10_000.0, unit="MB"
    )
    web_check_every: float = _setting(
        24.0, "How often the server reads all bytes of the build again; 0: never.", low=0.0, high=10_000.0, unit="hours"
    )

    @classmethod
    def table(cls) -> tuple[Setting, ...]:
        """All settings, in the order of the table."""
        return tuple(
            Setting(name=_dotted(row.name), default=row.default, **row.metadata)  # type: ignore[arg-type]
            for row in fields(cls)
        )

    @classmethod
    def load(cls, instance: Path, given: Mapping[str, object] | None = None) -> Self:
        """The settings of an instance; `given`, from the command line, come before all others. Raises `SettingError`."""
        values: dict[str, object] = dict(_configured(instance / "config.toml"))
        for setting in cls.table():
            if setting.variable in os.environ:
                values[setting.name] = os.environ[setting.variable]
        return cls().replaced({**values, **(given or {})})

    def replaced(self, values: Mapping[str, object]) -> Self:
        """A copy with other values for some settings; raises `SettingError` for an unknown name or a value not allowed."""
        table = {setting.name: setting for setting in self.table()}
        for name in values:
            if name not in table:
                raise SettingError(name, f"there is no such setting; the settings are {', '.join(table)}")
        parsed = {name.replace(".", "_", 1): table[name].parse(value) for name, value in values.items()}
        return dataclasses.replace(self, **parsed)  # type: ignore[arg-type]

    def as_dict(self, *, build: bool | None = None) -> dict[str, Value]:
        """Name → value; with `build` only of the settings that shape a build (True), or of the others (False)."""
        return {
            setting.name: getattr(self, setting.name.replace(".", "_", 1))
            for setting in self.table()
            if build is None or setting.build == build
        }


def _shown(value: object) -> str:
    """The value as an error message shows it, shortened; Python cannot write numbers of very many digits."""
    try:
        return repr(value)[:_LONGEST]
    except (ValueError, RecursionError):
        return "this"


def _dotted(field_name: str) -> str:
    first, _, rest = field_name.partition("_")
    return f"{first}.{rest}" if rest else first


def _configured(path: Path) -> Iterator[tuple[str, object]]:
    """The names, with dots, and values in a `config.toml`; none when there is no such file."""
    try:
        config = tomllib.loads(plain_bytes(path).decode())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise SettingError(str(path), f"cannot be read ({error.strerror}); mend or remove it") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SettingError(str(path), f"is not valid TOML ({reason(error)}); correct or remove it") from None
    for group, value in config.items():
        if isinstance(value, dict):
            for name, inner in value.items():
                yield f"{group}.{name}", inner
        else:
            yield group, value
