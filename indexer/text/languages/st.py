"""Sesotho."""

from indexer.text.languages.profile import LanguageProfile

PROFILE = LanguageProfile(
    code="st",
    name="Sesotho",
    stemmer="sesotho",
)  # fmt: skip
