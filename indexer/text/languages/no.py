"""Norwegian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="no",
    name="Norwegian",
    stop_words=words("""
        alle at av ble blei bli blir da de dem den denne der deres det dette disse du eller en enn er et etter for fra før
        ha hadde ham han hans har hennes her hos hun hva hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke inn
        jeg kan kunne man med meg men min mot må ned noe noen nå når og også om opp oss over på seg sin sitt skal skulle
        som til ut under var ved vi vil ville vår være vært
    """),
    stemmer="norwegian",
    forms=WordForms(thousands=" .", decimal=",", letters="æøå"),
    sentences=SentenceWords(
        before_numbers="[Nn]r|[Ss]|[Kk]ap|[Ff]ig|[Tt]ab|[Bb]d|[Aa]rt|[Tt]lf|[Pp]kt",
        before_ordinals="den|det|de|i|fra|til|og|på",
    ),
)  # fmt: skip
