"""Lithuanian."""

from indexer.text.languages.profile import LanguageProfile

PROFILE = LanguageProfile(
    code="lt",
    name="Lithuanian",
    stemmer="lithuanian",
)  # fmt: skip
