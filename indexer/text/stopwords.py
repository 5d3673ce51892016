"""Words too common to tell one passage from another, by language: articles, pronouns, auxiliaries, question words.

Question words say what kind of answer is wanted, not what it is about. A language without a list has no stop words.
"""

from __future__ import annotations

_LISTS = {
    "en": """
        a about also am an and any are as at be been being but by can could did do does for from had has have he her him
        his how i if in into is it its just may me might must my no not of on or our said say says shall she should so
        some such tell tells than that the their them then there these they this those to too us very was we were what
        when where which while who whom whose why will with would you your
    """,
    "de": """
        aber als am an auch auf aus bei bin bis bist da damit dann das dass dem den der des die dies diese diesem
        diesen dieser dieses du durch ein eine einem einen einer eines er es für hat hatte hatten haben ich ihr ihre
        ihrem ihren ihrer im in ins ist kann können man mit nach nicht noch nur oder seid sein seine seinem seinen
        seiner sich sie sind so über um und uns unter vom von vor war waren warum was wann welche welchem welchen
        welcher welches wem wen wenn wer werden wessen wie wir wird wo woher wohin wodurch womit wozu wurde wurden zu
        zum zur
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
    "da": """
        af alle at blev blive bliver da de dem den der deres det dette dig din disse dog du efter eller en end er et for
        fra før ham han hans har havde hende hendes her hos hun hvad hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor
        hvornår i ikke ind jeg jer kan kunne man med meget men mig min mit mod ned noget nogle nu når og også om op os
        over på sig sin sit skal skulle som til ud under var ved vi vil ville vor være været
    """,
    "fi": """
        ei eivät ennen en että he heidän heitä hän hänen häntä ja jo johon joiden jonka jos jossa jota joka jotka kanssa
        koska kuin kuinka kuka kun ketkä kenen milloin miksi mikä mihin minkä minä missä mistä miten mitkä mitä me mutta
        myös ne niiden niin niitä nyt näiden nämä oli olivat olla olleet ollut on ovat se sekä sen siihen siinä sinä
        sitä tai te tämä tämän tässä tätä vaan vai vain voi vuoksi
    """,
    "hu": """
        a az ez azt ezt és egy hogy nem is de csak már még meg ki mi ami aki akik amely amelyek amelyet amit mint vagy volt
        voltak van vannak lesz lett lehet ha el be fel le össze ő ők én te mert miért mikor hol hová honnan hogyan mennyi
        hány melyik milyen mely kik mit kit kinek minek után alatt által között szerint azonban illetve ezek azok ennek
        annak ebben abban ezen azon így úgy nagyon pedig sem
    """,
    "no": """
        alle at av ble blei bli blir da de dem den denne der deres det dette disse du eller en enn er et etter for fra før
        ha hadde ham han hans har hennes her hos hun hva hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke inn
        jeg kan kunne man med meg men min mot må ned noe noen nå når og også om opp oss over på seg sin sitt skal skulle
        som til ut under var ved vi vil ville vår være vært
    """,
    "ro": """
        a acest această acestea acestei aceste acestui acești ai al ale am ar are as au avea ca care ce cel cea cei cele
        cine cu cum cât câte câți când că către da dar de deși din dintre după ea ei el ele era erau este eu fi fiind fost
        foarte fără iar în între la le li lor lui mai mult ne nu o ori pe pentru prin sa sale sau se spre sub sunt său să
        și tot un una unde unei unor unui va vor îi îl își
    """,
    "ru": """
        а без бы был была были было быть в вам вас весь во вот все всего вы где да даже для до его ее её если есть еще
        ещё же за здесь и из или им их к как какая какие какой каких ко когда кого который которая которые которого кто
        куда ли мне мы на над не него нее нет ни них но о об он она они оно от откуда по под почему при с сколько со так
        также там то того тоже только том ты у уже чего чем что чтобы чья эта эти это этого этой этом этот я
    """,
    "sv": """
        alla att av blev bli blir de dem den denna deras dess dessa det detta dig din du där då efter eller en er ett för
        från ha hade han hans har henne hennes hon honom hos hur här i icke in inte jag kan kunde man med mellan men mig
        min mot mycket ned nu någon något några när och också om oss på samma sedan sig sin sina sitt ska skall skulle som
        så till under upp ut vad var varför varit vara vart vem vems vi vid vilka vilken vilket vill är än åt över
    """,
    "tr": """
        acaba ama ancak aslında bana bazı ben beni benim bir biri birkaç biz bize bizim bu buna bunda bundan bunu bunun
        çok çünkü da daha de değil diye en gibi hangi hangisi hem hep her hiç için ile ise kadar kaç ki kim kime kimi
        kimin mi mı mu mü nasıl ne neden nedir nerede nereden nereye niçin niye o olan olarak oldu olduğu on ona ondan
        onlar onların onu onun sen siz sonra şu tarafından ve veya ya yani
    """,
    "pl": """
        a aby ale bez być był była było były bardzo by co czy dla do dlaczego gdy gdzie go i ich ile im iż ja jak jaka jaki
        jakie jako je jego jej jest jednak już kiedy kto która które którego której który których którzy kogo ma między
        mnie mu my na nad nie nim nich o od on ona oni oraz po pod przed przez przy są się skąd tak także tam te tego tej
        ten to tu ty tych tylko tym u w we więc z za ze że
    """,
    "cs": """
        a aby aj ale ani až bez by byl byla byli bylo být co či do ho i jak jako je jeho jej jejich její jen jenž již jsem
        jsme jsou k kam kde kdo kdy kdyby když ke kolik která které kterého který kteří ku ma mezi mi může my na nad ne
        nebo než o od on ona oni po pod podle pro proč proto před při s se si tak také tam té tento této tím to toho tom
        tu ty u v ve však z za ze že
    """,
    "el": """
        αλλά αν αντί από αυτά αυτές αυτή αυτό αυτοί αυτός αυτού για γιατί δεν διότι εάν εγώ είναι είχε έναν ένα ένας
        επί έχει έχουν η ή ήταν θα κάθε και κατά κι μας με μετά μέχρι μη μία μια μου να ο οι όπου όπως όταν ότι πόσα
        πόσες πόση ποια ποιες ποιο ποιοι ποιος πόσο πόσοι πότε που πού προς πώς πως σαν σας σε σου στα στη στην στις
        στο στον στους τα τη την της τι τις το τον τος του τους των ως
    """,
    "id": """
        adalah akan antara apa apakah atau bagaimana bagi bahwa banyak baru berapa bisa dalam dan dapat dari dengan di
        dia hanya ia ini itu jika juga kami kapan karena ke kepada ketika kita lebih maka mana mengapa menjadi mereka
        oleh pada para saat sangat saya sebagai sebuah secara sedang seperti serta seperti setelah siapa siapakah
        sudah telah tersebut tidak untuk yang
    """,
}

STOPWORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.casefold().split()) for language, words in _LISTS.items()
}
