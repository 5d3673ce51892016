"""Italian."""

from indexer.text.languages.profile import LanguageProfile, NameWords, SentenceWords, WordForms, words

# Without "sei", which is "you are" too.
_NUMBER_WORDS = {
    "due": "2", "tre": "3", "quattro": "4", "cinque": "5", "sette": "7", "otto": "8", "nove": "9",
    "dieci": "10", "undici": "11", "dodici": "12", "tredici": "13", "quattordici": "14", "quindici": "15",
    "sedici": "16", "diciassette": "17", "diciotto": "18", "diciannove": "19", "venti": "20", "trenta": "30",
    "quaranta": "40", "cinquanta": "50", "sessanta": "60", "settanta": "70", "ottanta": "80", "novanta": "90",
}  # fmt: skip

PROFILE = LanguageProfile(
    code="it",
    name="Italian",
    stop_words=words("""
        a ad ai al alla alle allo anche c che chi ci come con cosa cui d da dai dal dalla dalle de degli dei del della
        delle di dove e ed era erano è essere gli ha hanno i il in io l la le lo loro ma mi ne nei nel nella nelle non
        o per perché più qual quale quali quando quanti quanto questa queste questi questo se si sono su sua sue sui sul
        sulla suo tra un una uno
    """),
    common_words=words("""
        abbastanza abbia accanto adesso agli alcun alcuna alcune alcuni allora almeno altra altre altri altro ancora
        anzi appena attraverso attuale attualmente avanti avere aveva avevano avrebbe avuto bene bisogna ciascuna
        ciascuno cioè circa ciò comunque contro così dall davanti davvero dentro dietro dire diversa diverse diversi
        diverso dopo dovrebbe durante ebbe ecc eccetto ecco egli ella entrambi eppure essa esse essi facendo fanno far
        fare fatto fino fra fu fuori furono generalmente già giù gran grande infatti infine inoltre insieme intanto
        invece lontano lungo là lì mai meglio meno mentre mezzo mia miei mio modo molta molte molti molto naturalmente
        neanche nemmeno neppure nessun nessuna nessuno niente noi nonostante nostra nostre nostri nostro nulla nuovo
        ogni ognuno oltre oppure ora ormai ossia ovunque parecchi parte peggio persino però piuttosto po poca poche
        pochi poco poi poiché possibile possono potrebbe presso prima primo principalmente proprio pure può qua
        qualche qualcosa qualcuno qualsiasi qualunque quasi quegli quei quella quelle quelli quello quest qui quindi
        rispetto sarebbe sarà sempre senza sia siamo siano sola solitamente solito solo soltanto sopra soprattutto
        sotto spesso sta stata state stati stato stessa stesse stessi stesso subito successivamente suoi tale tali
        talvolta tanta tante tanti tanto tramite troppo trova tutta tuttavia tutte tutti tutto ultimo usa usare usato
        va vari varie vario vengono verso via vicino viene voi volta volte vostro
    """),
    in_names=NameWords(
        titles=words("dott avv sig signor signora presidente ministro generale re regina principe papa don conte duca"),
        others=words("""
            dio internet pasqua natale stato governo parlamento senato repubblica chiesa nord sud est ovest bibbia corano
            primo prima secondo seconda terzo terza gran grande novecento ottocento settecento seicento cinquecento
            quattrocento trecento paesi centro gruppo slam
        """),
        things=words("""
            guerra coppa premio premi giochi campionato campionati battaglia trattato legge rivoluzione festival lega giro
            gran accordo codice medioevo testamento capitolo tabella figura articolo
        """),
        heads=words("""
            ministero università istituto banca consiglio società accademia associazione federazione organizzazione
            commissione centro museo ufficio partito unione agenzia comitato collegio scuola
        """),
        links="di|della|delle|dei|del|degli|de|la|lo|van der|van|von|der|al|el|bin|ibn|da|dos",
        articles=words("il lo la i gli le un una del della dello dei delle degli al alla nel nella dal dalla sul sulla"),
        determiners=words("un una uno questo questa quel quella suo sua loro nostro nostra"),
    ),
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
        number_words=_NUMBER_WORDS,
        elisions="l|un|d|dell|nell|all|dall|sull|quell|quest|bell|sant|c|m|t|s|v|n|com|dov|tutt|anch|mezz|gl",
        thousands=".' ",
        decimal=",",
        letters="àèéìíòóùú",
    ),
)  # fmt: skip
