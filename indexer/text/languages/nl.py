"""Dutch."""

from indexer.text.languages.profile import LanguageProfile, words

PROFILE = LanguageProfile(
    code="nl",
    name="Dutch",
    stop_words=words("""
        aan al als bij dan dat de der deze die dit door een en er had heb hebben heeft het hij hoe hoeveel hun ik in is je
        kan maar me met mijn naar niet nog nu of om onder ons ook op over te ten ter toen tot u uit van veel voor waar
        waarom wanneer waren was wat we welk welke werd wie wij worden wordt ze zich zij zijn zo
    """),
    stemmer="dutch",
)  # fmt: skip
