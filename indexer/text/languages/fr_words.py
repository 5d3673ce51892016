"""The words of French that say little, what is said around questions, and the forms in which words are written."""

from indexer.text.languages.courtesy_patterns import pause, question
from indexer.text.languages.profile import Courtesy, FollowUps, WordForms, words

COMMON_WORDS = words("""
    abord actuel actuelle actuellement afin ailleurs ainsi alors après assez aucun aucune aucunement auparavant auprès
    aussi aussitôt autant autour autre autres autrement aujourd'hui avant avez avoir avons ayant beaucoup bien bientôt
    bref car ceci cela celle celles celui cependant certain certaine certaines certains certes chacun chacune chaque
    chez ci contre côté d'abord d'ailleurs davantage debout dedans dehors déjà depuis derrière dès désormais devant
    devenir devient devoir devrait différent différente différentes différents dire disent dit divers diverses doit
    doivent donc donner donne donné dont durant effet également encore enfin ensemble ensuite entre environ étaient
    étais étant étions êtes eux exemple façon faire fais faisait faisant fait faite faites faits faudrait faut font
    furent fus fut généralement grâce guère hormis hors ici jamais jusqu jusque laquelle là lequel lesquels lesquelles
    loin longtemps lors lorsque lorsqu maintenant malgré manière met mettre mieux mis moindre moins moyen naturellement
    néanmoins non notamment nombreuses nombreux nôtre nouveau obtenir or ôté outre parce parfois parmi part particulier
    particulièrement partie partout passé peu peut peuvent peux plus plupart plusieurs plutôt pourrait pourtant pouvait
    pouvoir pouvoirs précisément prendre près presque principalement pris probablement propre propres puis puisque
    quasi quelconque quelqu quelque quelques quelquefois rarement récemment rien rend sans sauf savoir selon semble
    sera serait seront seul seule seulement sien sienne sinon sitôt soi soit soient somme souvent suffit suis suivant
    suite sûr surtout tandis tant tard tel telle telles tels tellement tenir tient toujours tous tout toute toutefois
    toutes très trop trouve trouver trouvé uniquement utilise utilisé utiliser va vais venir vers veut veulent viennent
    vient voici voilà voir voit vont vouloir voulait vraiment vu
""")

_ASKS = (
    "qui|que|qu'est-ce|quoi|quand|où|comment|pourquoi|combien|quel|quelle|quels|quelles|ce\\sque|ce\\squi|si|est-ce|à\\squi|à\\squel"
    "|de\\squi|depuis\\squand|dans\\squel|dans\\squelle"
)
_PAUSE, _A_QUESTION = pause(f"{_ASKS}|pouvez|peux|pourriez|je|merci|dites|dis"), question(_ASKS)
_OF = r"(?:de|du|des|sur|à\spropos\sde|à\spropos\sdu|concernant)(?=\s)"
_MORE = r"(?:\s(?:plus|en\splus|tout|quelque\schose))?"
COURTESY = Courtesy(
    opening="|".join((
        rf"(?:bonjour|bonsoir|salut|coucou|bonne\sjournée)(?:\sà\stous)?(?:{_PAUSE}|{_A_QUESTION})",
        rf"(?:merci|merci\sbeaucoup|merci\sbien|un\sgrand\smerci)(?:\spour\s(?:la|votre|ta|l')\s?(?:réponse|aide))?{_PAUSE}",
        rf"(?:oui|non|ok|d'accord|bien|alors|bon|parfait|super|pardon|désolée?|excusez-moi){_PAUSE}",
        r"(?:(?:pouvez|pourriez|voulez)-vous|(?:peux|pourrais)-tu|est-ce\sque\s(?:vous\spouvez|tu\speux))(?:\ss'il\s(?:vous|te)\splaît)?"
        rf"(?:\s(?:me|nous))?(?:\s|\sm')(?:dire|expliquer|indiquer|parler|donner\sdes\sinformations){_MORE}(?:\s{_OF}|{_A_QUESTION})",
        rf"(?:dites|dis|expliquez|explique|racontez|raconte)[-\s](?:moi|nous){_MORE}(?:\s{_OF}|{_A_QUESTION})",
        rf"(?:parlez|parle)[-\s](?:moi|nous){_MORE}\s{_OF}",
        rf"(?:je\s(?:voudrais|veux|souhaite|souhaiterais)|j'aimerais)\s(?:bien\s)?(?:savoir|connaître|apprendre){_MORE}"
        rf"(?:\s{_OF}|{_A_QUESTION})",
        rf"(?:savez-vous|sais-tu|est-ce\sque\s(?:vous\ssavez|tu\ssais)|je\sme\sdemande){_A_QUESTION}",
        rf"que\s(?:disent|dit|racontent|savent)\s(?:les|mes|vos|tes|ces|nos)\s(?:articles|textes|documents|sources|notes)\s{_OF}",
        rf"que\s(?:savez-vous|sais-tu)\s{_OF}",
        rf"y\sa-t-il\s(?:quelque\schose|des\s(?:articles|informations|textes))\s{_OF}",
        r"(?:j'ai\s)?une\s(?:autre\s)?question(?=[\s]?[:,.])",
    )),
    closing="|".join((
        r",?\s(?:s'il\s(?:vous|te)\splaît|svp|stp)",
        r"(?<=[.!?,;–])\s?merci(?:\s(?:beaucoup|bien|d'avance|pour\svotre\saide))?",
        r",?\s(?-i:merci)(?:\s(?:beaucoup|bien|d'avance|pour\svotre\saide))?",
    )),
)  # fmt: skip

_UP_TO_SIXTEEN = (
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze",
    "seize",
)  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}
_NUMBERS = {
    **{word: number for number, word in enumerate(_UP_TO_SIXTEEN, 2)},
    "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "soixante-dix": 70, "quatre-vingts": 80, "quatre-vingt-dix": 90,
    "septante": 70, "huitante": 80, "nonante": 90,
    **_TENS,
    **{f"{ten}-et-un": number + 1 for ten, number in _TENS.items() if number < 80},
    **{f"{ten}-{unit}": number + digit for ten, number in _TENS.items() for digit, unit in enumerate(_UP_TO_SIXTEEN[:8], 2)},
}  # fmt: skip
_ORDINALS = (
    "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième", "onzième",
    "douzième", "treizième", "quatorzième", "quinzième", "seizième", "dix-septième", "dix-huitième", "dix-neuvième",
    "vingtième",
)  # fmt: skip
_NUMBER_WORDS = {
    **{word: str(number) for word, number in _NUMBERS.items()},
    **{f"{word}{plural}": f"{number}e" for number, word in enumerate(_ORDINALS, 2) for plural in ("", "s")},
}
del _NUMBER_WORDS["neuf"]  # new, too

FORMS = WordForms(
    contractions={"aujourd'hui": "aujourd'hui"},
    elisions="l|d|j|m|t|s|c|n|qu|lorsqu|puisqu|quoiqu|jusqu|presqu|quelqu",
    number_words=_NUMBER_WORDS,
    ordinal_endings={"e": "e", "è": "e", "ème": "e", "eme": "e", "ième": "e", "es": "e", "èmes": "e", "er": "er"},
    thousands=" .'",
    decimal=",",
    letters="àâçéèêëîïôûùü",
)  # fmt: skip

FOLLOW_UPS = FollowUps(
    people=r"il|ils|elle|elles|lui|leur|leurs|eux|son|sa|ses",
    things=r"cela|ça|ceci|ce(?=\W*$)",
    places=r"là|là-bas|y(?=\s\w)",
    times=r"cette\s(?:année|époque)-là|ce\s(?:mois|jour)-là|cette\sannée(?=\W*$)|alors(?=\W*$)",
    others=r"d['’]autres?(?=\W*$)",
    instead=r"(?:et\s)?qu['’]en\sest-il\sde|et",
    at="à|en|au|aux|dans|vers",
)
NEWEST = (
    r"derni(?:er|ère)s?|plus\srécente?s?|récente?s?|récemment|actuel(?:le)?s?|actuellement|maintenant|aujourd['’]hui"
    r"|cette\s(?:semaine|année)|ce\smois(?:-ci)?|en\sce\smoment"
)
