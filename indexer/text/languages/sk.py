"""Slovak."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="sk",
    name="Slovak",
    stop_words=words("""
        a aj ako ale alebo ani bez bol bola bolo boli bude budú by byť cez čo či do ho i ich ja je jeho jej jeden k
        kam kde kedy keď ko kto ktorá ktoré ktorý ktorí ktorého koľko lebo len má mi mu na nad nie o od on ona oni ono
        po pod podľa pre prečo pred pri s sa si so sú svoj svoje ta tak také tam táto ten tento to toho tom tu ty u už
        v vo však z za zo že aký aká aké
    """),
    forms=WordForms(thousands=" ", decimal=","),
    sentences=SentenceWords(
        before_numbers="č|čl|ods|písm|s|str|obr|tab|kap|zv|roč|tel|ul",
        before_ordinals="v|vo|z|zo|do|od|po|na|k|ku|dňa|a|až",
    ),
)  # fmt: skip
