"""Italian."""

from indexer.text.languages.profile import LanguageProfile, words

PROFILE = LanguageProfile(
    code="it",
    name="Italian",
    stop_words=words("""
        a ad ai al alla alle allo anche c che chi ci come con cosa cui d da dai dal dalla dalle de degli dei del della
        delle di dove e ed era erano è essere gli ha hanno i il in io l la le lo loro ma mi ne nei nel nella nelle non
        o per perché più qual quale quali quando quanti quanto questa queste questi questo se si sono su sua sue sui sul
        sulla suo tra un una uno
    """),
    stemmer="italian",
)  # fmt: skip
