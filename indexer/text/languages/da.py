"""Danish."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="da",
    name="Danish",
    stop_words=words("""
        af alle at blev blive bliver da de dem den der deres det dette dig din disse dog du efter eller en end er et for
        fra før ham han hans har havde hende hendes her hos hun hvad hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor
        hvornår i ikke ind jeg jer kan kunne man med meget men mig min mit mod ned noget nogle nu når og også om op os
        over på sig sin sit skal skulle som til ud under var ved vi vil ville vor være været
    """),
    stemmer="danish",
    forms=WordForms(thousands=".", decimal=",", letters="æøå"),
    sentences=SentenceWords(
        before_numbers="[Nn]r|[Ss]tk|[Ss]|[Kk]ap|[Ff]ig|[Tt]ab|[Bb]d|[Aa]rt|[Tt]lf",
        before_ordinals="den|det|de|i|fra|til|og|på",
    ),
)  # fmt: skip
