"""Italian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="it",
    name="Italian",
    stop_words=words("""
        a ad ai al alla alle allo anche c che chi ci come con cosa cui d da dai dal dalla dalle de degli dei del della
        delle di dove e ed era erano è essere gli ha hanno i il in io l la le lo loro ma mi ne nei nel nella nelle non
        o per perché più qual quale quali quando quanti quanto questa queste questi questo se si sono su sua sue sui sul
        sulla suo tra un una uno
    """),
    stemmer="italian",
    sentences=SentenceWords(
        titles=frozenset("dott Dott avv Avv Ing Sig Mons".split()),
        before_numbers=r"[Aa]rtt?|[Nn]n?|[Cc]ap|[Ff]ig|[Vv]ol|[Pp]agg?|pp?|[Cc]o|[Ll]ett|[Tt]el|[Tt]ab|[Ee]d|Gv|Mt|Mc|Lc|Sal|Gen|Ap",
        subjects=(
            r"il|lo|la|i|gli|le|l[’']\w+|uno?|una|un[’']\w+|questo|questa|questi|queste|quello|quella|quelli|quelle|io|tu|egli"
            "|lui|lei|esso|essa|noi|voi|loro|essi|esse|suo|sua|suoi|sue|ogni|tutti|tutte|molti|molte|alcuni|alcune|nessuno|niente"
        ),
        joining=(
            "e|ed|ma|o|oppure|però|perché|poiché|siccome|quando|se|mentre|benché|sebbene|dopo che|prima che|finché|affinché"
            "|così|allora|anche"
        ),
    ),
    forms=WordForms(
        elisions="l|un|d|dell|nell|all|dall|sull|quell|quest|bell|sant|c|m|t|s|v|n|com|dov|tutt|anch|mezz|gl",
        thousands=".' ",
        decimal=",",
        letters="àèéìíòóùú",
    ),
)  # fmt: skip
