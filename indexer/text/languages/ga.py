"""Irish."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="ga",
    name="Irish",
    stop_words=words("""
        a ach ag agus aice aici aige air agam agat againn acu an aon ar arna as ba bhí bhfuil cad cá cathain cé céard
        cén conas chuig dá dar de do don é ea faoi gach gan go gur í iad idir is le leis léi linn má mar mé mo muid ná
        nach ní níor nó nuair nár ó ón orm ort os roimh sa sé seo sí siad sin sna sula tá thar trí tú uaidh uirthi um
    """),
    stemmer="irish",
    forms=WordForms(
        elisions="d|b|m",
        thousands=",",
        decimal=".",
        letters="áéíóú",
    ),
)  # fmt: skip
