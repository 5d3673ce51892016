"""Armenian."""

from indexer.text.languages.profile import LanguageProfile

PROFILE = LanguageProfile(
    code="hy",
    name="Armenian",
    stemmer="armenian",
)  # fmt: skip
