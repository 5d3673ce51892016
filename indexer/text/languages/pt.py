"""Portuguese."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="pt",
    name="Portuguese",
    stop_words=words("""
        a à ao aos as até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta está este
        eu foi foram há isso isto já lhe mais mas me muito na nas não no nos o onde os ou para pela pelas pelo pelos por
        porque qual quais quando quanto quantos que quem se sem ser seu seus só sua suas também te tem um uma você
    """),
    stemmer="portuguese",
    sentences=SentenceWords(
        titles=frozenset("Av Exa Exmo Eng Profa".split()),
        before_numbers=r"[Aa]rts?|[Nn]|[Nn]úm|[Pp]ágs?|[Cc]ap|[Ff]ig|[Vv]ol|[Ii]nc|[Ff]ls?|[Tt]el|[Ee]d|[Tt]ab|Jo|Mt|Mc|Lc|Sl|Gn|Ap",
        subjects=(
            "os?|as?|uma?|uns|umas|este|esta|estes|estas|esse|essa|esses|essas|aquele|aquela|eu|tu|ele|ela|nós|vós|eles|elas"
            "|você|vocês|seus?|suas?|meus?|minhas?|nossos?|nossas?|cada|todos|todas|muitos|muitas|vários|várias|alguns|algumas"
            "|ambos|ambas|ninguém|nada"
        ),
        joining=(
            "e|mas|ou|pois|porque|como|quando|se|enquanto|embora|depois que|antes que|até que|desde que|para que|já que|então"
            "|também"
        ),
    ),
    forms=WordForms(
        elisions="d|n",
        thousands=". ",
        decimal=",",
        letters="áâãàçéêíóôõúü",
    ),
)  # fmt: skip
