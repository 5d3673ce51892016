"""French."""

from indexer.text.languages.fr_words import COMMON_WORDS, COURTESY, FOLLOW_UPS, FORMS, NEWEST
from indexer.text.languages.profile import DateWords, LanguageProfile, NameWords, SentenceWords, words

_DATES = DateWords(
    months=(
        "janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août", "septembre",
        "octobre", "novembre", "décembre déc",
    ),
    ordinals="er",
    at="à",
)  # fmt: skip

PROFILE = LanguageProfile(
    code="fr",
    name="French",
    stop_words=words("""
        à au aux avec ce ces cet cette comme comment dans de des du elle elles en est et être eu il ils je la le les
        leur leurs lui mais me même mes mon ne nos notre nous on où ou par pas pour quand que quel quelle quelles quels
        qui quoi sa se ses si son sont sur ta te tes toi ton tu un une vos votre vous y a ai as avait avaient ont c d j l
        m n s t qu pourquoi quelle combien
    """),
    in_names=NameWords(
        titles=words("""
            m mme mlle mgr me dr pr président présidente ministre général roi reine prince princesse pape saint sainte
            docteur professeur maître monsieur madame comte duc
        """),
        others=words("""
            dieu internet pâques noël ramadan premier première second seconde deuxième grand grande petit petite nord sud
            est ouest saint sainte islam état république parlement sénat assemblée gouvernement église moyen bible coran
        """),
        things=words("""
            guerre guerres coupe prix jeux championnat championnats bataille traité loi révolution tour festival ligue
            grand accord accords âge année série album roman film code chapitre tableau figure article
        """),
        heads=words("""
            ministère université institut banque conseil société académie association fédération organisation commission
            centre musée office parti union agence comité collège école
        """),
        links="de la|de l['’]|des|de|du|le|la|les|van der|van|von|der|al|el|bin|ibn|di|da|dos",
        articles=words("le la les un une des l' aux"),
        determiners=words("un une ce cet cette ces son sa ses leur leurs notre votre mon ma"),
    ),
    stemmer="french",
    sentences=SentenceWords(
        titles=frozenset("M MM Mme Mmes Mlle Mlles Me Mgr St Ste Dr Pr".split()),
        before_numbers=r"[Aa]rt|[Cc]hap|[Ff]ig|[Vv]ol|[Nn]os?|[Tt]|pp?|[Ss]q|[Aa]l|[Ll]iv|[Tt]it|[Pp]aragr|[Éé]d|Jn|Mt|Mc|Lc|Rm|Ps|Gn|Ap",
        subjects=(
            r"les?|la|l[’']\w+|une?|des|ce|cet|cette|ces|je|tu|ils?|elles?|on|nous|vous|son|sa|ses|leurs?|mon|ma|mes|notre|nos"
            r"|votre|vos|chaque|tous|toutes|plusieurs|certains|certaines|aucun|aucune|rien|personne|[jc][’']\w+"
        ),
        joining=(
            "et|mais|ou|or|donc|car|puis|parce que|puisque|comme|quand|lorsque|si|alors que|tandis que|pendant que|après que"
            "|avant que|bien que|pour que|afin que|ainsi"
        ),
    ),
    common_words=COMMON_WORDS,
    follow_ups=FOLLOW_UPS,
    newest=NEWEST,
    courtesy=COURTESY,
    forms=FORMS,
    dates=_DATES,
)  # fmt: skip
