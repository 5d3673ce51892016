"""Spanish."""

from indexer.text.languages.es_words import COMMON_WORDS, COURTESY, FOLLOW_UPS, FORMS, NEWEST
from indexer.text.languages.profile import DateWords, LanguageProfile, NameWords, SentenceWords, words

_DATES = DateWords(
    months=(
        "enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre", "octubre",
        "noviembre", "diciembre dic",
    ),
    of_month="de",
    of_year="del?",
)  # fmt: skip

PROFILE = LanguageProfile(
    code="es",
    name="Spanish",
    stop_words=words("""
        a al ante como cómo con cual cuál cuáles cuando cuándo cuanto cuánto cuántos de del desde donde dónde el él ella
        ellos en entre era es esa ese eso esta estas este esto estos fue fueron ha han hasta hay la las le les lo los más
        me mi muy no nos o para pero por porque que qué quien quién quiénes se ser si sin sobre son su sus también te
        tiene un una uno unos y ya yo
    """),
    in_names=NameWords(
        titles=words("don doña dr dra sr sra general presidente presidenta ministro ministra rey reina príncipe papa"),
        others=words("""
            dios internet pascua navidad estado gobierno parlamento senado congreso república iglesia ejército norte sur
            este oeste biblia corán primer primera segundo segunda tercera gran pesos bolívares euros comercio turismo
            defensa justicia interior economía hacienda policía tesoro
        """),
        things=words("""
            guerra copa copas premio premios juegos campeonato campeonatos batalla tratado ley revolución festival liga
            ligas feria informe cumbre mundial gran acuerdo código plan constitución capítulo tabla figura artículo
            espíritu
        """),
        heads=words("""
            ministerio universidad instituto banco consejo sociedad academia asociación federación organización comisión
            centro museo oficina partido unión agencia comité colegio escuela comunidad secretaría
        """),
        links="de la|de los|de las|del|de|la|los|van der|van|von|der|al|el|bin|ibn|di|da|dos",
        articles=words("el la los las un una unos unas"),
        determiners=words("un una unos unas este esta ese esa su sus nuestro nuestra"),
    ),
    stemmer="spanish",
    sentences=SentenceWords(
        titles=frozenset("Gral Cnel Ilmo Excmo Avda Sto Sta".split()),
        before_numbers=r"[Aa]rts?|[Nn]úm|[Pp]ágs?|[Cc]ap|[Ff]ig|[Vv]ol|[Tt]|[Ii]nc|[Pp]árr|[Tt]ít|[Ee]d|[Nn]ro|[Tt]el|Jn|Mt|Mc|Lc|Sal|Gén|Ap",
        subjects=(
            "el|la|los|las|lo|una?|unos|unas|este|esta|estos|estas|ese|esa|esos|esas|aquel|aquella|yo|tú|él|ella|nosotros"
            "|ellos|ellas|usted|ustedes|su|sus|mi|mis|nuestr[oa]s?|cada|todos|todas|muchos|muchas|varios|varias|algunos|algunas"
            "|ambos|ambas|nadie|nada"
        ),
        joining=(
            "y|e|pero|o|u|sino|pues|porque|como|cuando|si|mientras|aunque|después de que|antes de que|hasta que|desde que"
            "|para que|así que|ya que|entonces|también"
        ),
    ),
    common_words=COMMON_WORDS,
    follow_ups=FOLLOW_UPS,
    newest=NEWEST,
    courtesy=COURTESY,
    forms=FORMS,
    dates=_DATES,
)  # fmt: skip
