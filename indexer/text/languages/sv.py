"""Swedish."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="sv",
    name="Swedish",
    stop_words=words("""
        alla att av blev bli blir de dem den denna deras dess dessa det detta dig din du där då efter eller en er ett för
        från ha hade han hans har henne hennes hon honom hos hur här i icke in inte jag kan kunde man med mellan men mig
        min mot mycket ned nu någon något några när och också om oss på samma sedan sig sin sina sitt ska skall skulle som
        så till under upp ut vad var varför varit vara vart vem vems vi vid vilka vilken vilket vill är än åt över
    """),
    stemmer="swedish",
    forms=WordForms(thousands=" .", decimal=",", letters="äåö"),
    sentences=SentenceWords(
        titles=frozenset("ex".split()),
        before_numbers="[Nn]r|[Ss]|[Kk]ap|[Ff]ig|[Tt]ab|[Bb]d|[Aa]rt|[Tt]el|[Ss]t|[Pp]",
    ),
)  # fmt: skip
