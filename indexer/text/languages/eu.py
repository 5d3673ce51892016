"""Basque."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="eu",
    name="Basque",
    stop_words=words("""
        eta da ez du bat izan zen dira ere baina edo hau hori hura horiek hauek haiek bere beren nor zer non noiz nola
        zergatik zenbat zein nork nori nongo nondik baino baita bai baldin beste bezala dago daude dela den direla
        diren dute dut zuen zuten ditu dituzte egin gabe hala hemen hor han honek horrek hark ni zu gu zuek batean
        bateko batzuk bati gero aurretik ondoren arte artean egon ari ba nahiz
    """),
    stemmer="basque",
    forms=WordForms(thousands=".", decimal=",", letters="ñ"),
    sentences=SentenceWords(before_numbers="[Zz]k|[Oo]rr|[Aa]rt|[Ii]r", before_ordinals="eta"),
)  # fmt: skip
