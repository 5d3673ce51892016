"""What is known of each language? One module a language, named by its ISO 639-1 code, with one value: `PROFILE`.

profile     stop words, stemmer, abbreviations, dates, time expressions, question words, answer types (`profile.py`)

A new language is one new module here: it is found by its name, and used by the analyzer, sentences, dates, language
detection, time expressions and answer types, each as far as the profile goes. A profile that would be too long for one
module has parts beside it, with an underscore in their names (`en_words.py`).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from indexer.text.languages.profile import LanguageProfile

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PROFILES", "LanguageProfile", "joined", "profile_of"]


def _profiles() -> dict[str, LanguageProfile]:
    names = (module.name for module in iter_modules(__path__))
    codes = sorted(name for name in names if name != "profile" and "_" not in name)
    return {code: import_module(f"{__name__}.{code}").PROFILE for code in codes}


PROFILES: dict[str, LanguageProfile] = _profiles()
"""Every language that there is a profile of, by its code, in the order of codes."""


def profile_of(code: str) -> LanguageProfile:
    """The profile of a language; an empty one for a language without a module."""
    return PROFILES.get(code) or LanguageProfile(code, code)


def joined(pattern: Callable[[LanguageProfile], str]) -> str:
    """The patterns of all languages as one: their alternatives, each once; matches nothing when there are none."""
    return "|".join(dict.fromkeys(filter(None, map(pattern, PROFILES.values())))) or r"(?!)"
