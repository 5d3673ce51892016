"""Catalan."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="ca",
    name="Catalan",
    stop_words=words("""
        a al als amb aquell aquella aquest aquesta aquestes aquests això com d de del dels des dins doncs durant el
        ella elles ells els em en encara entre era eren és està estan estat et fins fou ha han hi ho i jo l la les li
        m ma me mentre meu molt n ne ni no nos nosaltres o on per perquè però pot pels pel qual quals quan
        quant quants que què qui quin quina quines quins s sa se ser ses seu seus seva seves si sobre són sota també
        te té tot un una unes uns va van vostè
    """),
    stemmer="catalan",
    forms=WordForms(
        elisions="l|d|m|t|s|n",
        thousands=". ",
        decimal=",",
        letters="àçèéíïòóúü",
    ),
    sentences=SentenceWords(
        before_numbers="[Aa]rts?|[Nn]úm|[Pp]àgs?|[Cc]ap|[Ff]ig|[Vv]ol|[Tt]|[Tt]el",
    ),
)  # fmt: skip
