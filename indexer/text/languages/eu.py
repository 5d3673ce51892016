"""Basque."""

from indexer.text.languages.profile import LanguageProfile

PROFILE = LanguageProfile(
    code="eu",
    name="Basque",
    stemmer="basque",
)  # fmt: skip
