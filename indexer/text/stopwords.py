"""Words too common to tell one passage from another, by language: articles, pronouns, auxiliaries, question words.

Question words say what kind of answer is wanted, not what it is about. A language without a list has no stop words.
"""

from __future__ import annotations

_LISTS = {
    "en": """
        a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it
        its me my no not of on or our shall she should so such than that the their them then there these they this
        those to us was we were what when where which who whom whose why will with would you your
    """,
    "de": """
        aber als am an auch auf aus bei bin bis bist da damit dann das dass dem den der des die dies diese diesem diesen
        dieser dieses du durch ein eine einem einen einer eines er es für hat hatte hatten haben ich ihr ihre ihrem
        ihren ihrer im in ins ist kann können man mit nach nicht noch nur oder seid sein seine seinem seinen seiner
        sich sie sind so über um und uns unter vom von vor war waren warum was wann welche welchem welchen welcher
        welches wem wen wenn wer werden wie wir wird wo woher wohin wodurch womit wozu wurde wurden zu zum zur
    """,
    "fr": """
        à au aux avec ce ces cet cette comme comment dans de des du elle elles en est et été être eu il ils je la le les
        leur leurs lui mais me même mes mon ne nos notre nous on où ou par pas pour quand que quel quelle quelles quels
        qui quoi sa se ses si son sont sur ta te tes toi ton tu un une vos votre vous y a ai as avait avaient ont c d j l
        m n s t qu pourquoi quelle combien
    """,
    "es": """
        a al ante como cómo con cual cuál cuáles cuando cuándo cuanto cuánto cuántos de del desde donde dónde el él ella
        ellos en entre era es esa ese eso esta estas este esto estos fue fueron ha han hasta hay la las le les lo los más
        me mi muy no nos o para pero por porque que qué quien quién quiénes se ser si sin sobre son su sus también te
        tiene un una uno unos y ya yo
    """,
    "it": """
        a ad ai al alla alle allo anche c che chi ci come con cosa cui d da dai dal dalla dalle de degli dei del della
        delle di dove e ed era erano è essere gli ha hanno i il in io l la le lo loro ma mi ne nei nel nella nelle non
        o per perché più qual quale quali quando quanti quanto questa queste questi questo se si sono su sua sue sui sul
        sulla suo tra un una uno
    """,
    "nl": """
        aan al als bij dan dat de der deze die dit door een en er had heb hebben heeft het hij hoe hoeveel hun ik in is je
        kan maar me met mijn naar niet nog nu of om onder ons ook op over te ten ter toen tot u uit van veel voor waar
        waarom wanneer waren was wat we welk welke werd wie wij worden wordt ze zich zij zijn zo
    """,
    "pt": """
        a à ao aos as até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta está este
        eu foi foram há isso isto já lhe mais mas me muito na nas não no nos o onde os ou para pela pelas pelo pelos por
        porque qual quais quando quanto quantos que quem se sem ser seu seus só sua suas também te tem um uma você
    """,
}

STOPWORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
