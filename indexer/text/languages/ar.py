"""Arabic."""

from indexer.text.languages.profile import LanguageProfile

PROFILE = LanguageProfile(
    code="ar",
    name="Arabic",
    stemmer="arabic",
)  # fmt: skip
