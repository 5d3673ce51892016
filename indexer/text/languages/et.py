"""Estonian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="et",
    name="Estonian",
    stop_words=words("""
        aga alates alla ei enne et ja juures ka kas kelle kellele kes koos kui kuid kuidas kuna kuni kus ma me meie
        mida miks mille millal milles milline millised minu mis mitte mitu nad nagu need neid neile nende ning ole
        olen oleme olid oli olla oma on pole poolt palju pärast sa seal seda see selle sellel selles sellest sest siin
        siis sinu ta te teie tema üks üle veel või vastu ilma läbi
    """),
    stemmer="estonian",
    forms=WordForms(thousands=" ", decimal=",", letters="äöõüšž"),
    sentences=SentenceWords(
        before_numbers="[Nn]r|lk|[Jj]oon|[Tt]ab|[Pp]tk|[Ll]g|[Tt]el",
        before_ordinals="ja|kuni",
    ),
)  # fmt: skip
