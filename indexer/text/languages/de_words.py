"""The words of German that say little, what is said around questions, and the forms in which words are written."""

from indexer.text.languages.courtesy_patterns import pause, question
from indexer.text.languages.profile import Courtesy, FollowUps, WordForms, words

COMMON_WORDS = words("""
    allein alle allem allen aller allerdings alles allgemein allgemeinen also andere anderem anderen anderer anderes
    anders anfangs angeblich anhand ansonsten anstatt außer außerdem außerhalb bald beide beiden beider beides beim
    bekannt bekannte bekommen bereits besonders besser bestimmt bestimmte bestimmten bisher bislang bisschen bleiben
    bleibt blieb brachte brauchen braucht bringen bringt dabei dadurch dafür dagegen daher dahinter damals danach
    daneben dank daran darauf daraus darf darin darüber darum darunter davon davor dazu dein deine deinem deinen deiner
    denen denn dennoch deren derselbe derselben derzeit deshalb dessen desto deswegen dich dieselbe dieselben dir doch
    dort drin dürfen durfte ebenfalls ebenso eben eher eigen eigene eigenen eigentlich einander einerseits einfach
    einige einigen einiger einiges einmal einzeln einzelne einzelnen einzig entsprechend entsprechende entweder
    erhalten erhält erst etc etliche etwa etwas euch euer eure eventuell fast finden findet folgen folgende folgenden
    folgt früh früher gab gaben ganz ganze ganzen gar geben gegeben gegen gegenüber gegenwärtig gehen gehört gehören
    geht gemacht gemäß genannt genannte genau genug gerade gern gerne gesamt gesamte gesamten gewesen gewisse gewissen
    gibt ging gleich gleichen gleichzeitig habe haltet hast hält hältst halten hätte hätten häufig heißt her herum
    heute heutige hier hierbei hierzu hin hinaus hinter hingegen immer indem innen innerhalb insbesondere insgesamt
    inzwischen irgend irgendwie irgendwo jede jedem jeden jeder jederzeit jedes jedoch jemals jemand jene jenem jenen
    jener jenes jetzt jeweils jeweilige jeweiligen kam kamen kaum kein keine keinem keinen keiner keines kommen kommt
    konnte konnten könnte könnten könnt kurz lange lassen leicht letztlich lediglich liegen liegt ließ lässt mach
    machen macht machte mal manche manchem manchen mancher manches manchmal mehr mehrere mehreren mein meine meinem
    meinen meiner meist meiste meisten meistens mich mindestens mir mitunter möchte möchten mochte mögen möglich
    möglichst möglicherweise muss müssen müsste musste mussten nachdem nachher nahe nahm nahmen nämlich natürlich neben
    nehmen nichts nie niemals niemand nimmt normalerweise nun nunmehr nutzen nutzt ob oben obwohl oft oftmals ohne pro
    plötzlich rund sagen sagt sagte sah schließlich schnell schon sehen sehr seit seitdem selbst selber selten sicher
    sobald sofort sogar sogenannte sogenannten solange solch solche solchem solchen solcher soll sollen sollte sollten
    somit sondern sonst soweit sowie sowohl spät später stand statt stehen steht stellen stellt stets tat tatsächlich
    teils teilweise trotz trotzdem tun tut überall überhaupt übrigens übrigen ungefähr unser unsere unserem unseren
    unserer unseres unten verschieden verschiedene verschiedenen verwendet verwenden via viel viele vielem vielen
    vieler vielleicht völlig voll vollständig voraus vorhanden vorher während wäre wären weg wegen weil weit weiter
    weitere weiteren weiterer weiteres weiterhin wenig wenige weniger wenigen wenigstens weshalb weder werde wirklich
    weiß wieder wiederum will wissen wohl wollen wollte wollten worauf woraus worden worin worüber wurdest würde würden
    zahlreiche zahlreichen zeigen zeigt zeigte ziemlich zudem zuerst zufolge zuletzt zumal zumindest zunächst zurück
    zusammen zusätzlich zwar zwischen
""")

_ASKS = (
    "wer|wen|wem|wessen|was|wann|wo|woher|wohin|wodurch|womit|warum|weshalb|wieso|wie|welche[rsnm]?|in\\swelche[rmn]|ob|ist|sind"
    "|war|waren|hat|haben|hatte|gibt|gab|kann|können|wird|wurde|seit\\swann"
)
_PAUSE, _A_QUESTION = pause(f"{_ASKS}|kannst|könnten|könntest|würden|bitte|danke|ich"), question(_ASKS)
_YOU_CAN = r"(?:kannst\sdu|könntest\sdu|können\ssie|könnten\ssie|würden\ssie|würdest\sdu)"
_ME = r"(?:\s(?:mir|uns))?(?:\sbitte)?(?:\s(?:etwas|mehr|alles|was))?"
_TEXTS = (
    r"(?:den|die|diesen|diese|deinen|deine|meinen|meine|ihren|unseren|unsere)\s"
    r"(?:artikeln?|texten?|dokumenten?|quellen|notizen)"
)
COURTESY = Courtesy(
    opening="|".join((
        rf"(?:hallo|hi|hey|moin|servus|guten\s(?:morgen|tag|abend)|grüß\s(?:gott|dich))(?:\szusammen)?{_PAUSE}",
        rf"(?:hallo|guten\s(?:morgen|tag|abend)){_A_QUESTION}",
        rf"(?:danke|vielen\sdank|dankeschön|besten\sdank)(?:\s(?:schön|sehr|dir|ihnen|für\sdie\s(?:hilfe|antwort)))?{_PAUSE}",
        rf"(?:ja|nein|ok|okay|gut|also|nun|prima|super|alles\sklar|entschuldigung|verzeihung){_PAUSE}",
        rf"bitte{_A_QUESTION}",
        rf"{_YOU_CAN}{_ME}\s(?:sagen|erklären|verraten|erzählen|helfen){_A_QUESTION}",
        r"(?:bitte\s)?(?:sage?|erkläre?|erzähle?|nenne?|zeige?|beschreibe?|(?:sagen|erklären|erzählen|zeigen)\ssie)"
        rf"{_ME}(?:\s(?:über|von|zu)(?=\s)|{_A_QUESTION})",
        rf"ich\s(?:möchte|würde|will|wollte)(?:\s(?:gerne?|bitte))?\s(?:wissen|erfahren|fragen){_A_QUESTION}",
        rf"(?:weißt\sdu|wissen\ssie|weiß\sjemand)(?:\s(?:etwas|was)\süber(?=\s)|{_A_QUESTION})",
        rf"was\s(?:steht|stehen|ist)\sin\s{_TEXTS}\s(?:über|zu)(?=\s)",
        rf"was\s(?:sagen|schreiben|berichten|wissen|erzählen)\s{_TEXTS}\s(?:über|von|zu)(?=\s)",
        r"was\s(?:weißt\sdu|wissen\ssie)\süber(?=\s)",
        r"ich\sinteressiere\smich\sfür(?=\s)",
        r"gibt\ses\s(?:etwas|artikel|informationen|texte|neues)\s(?:über|zu)(?=\s)",
        r"(?:ich\shabe\s)?(?:eine|meine|die|noch\seine)\sfrage(?:\slautet|\sist)?(?=[:,.–])",
    )),
    closing="|".join((
        r",?\s(?-i:bitte)(?:\s(?:schön|sehr))?",
        r"(?<=[.!?,;–])\s?(?:bitte|danke|vielen\sdank)(?:\s(?:schön|sehr|im\svoraus))?",
        r",?\s(?-i:danke|vielen Dank)(?:\s(?:schön|sehr|im\svoraus))?",
    )),
)  # fmt: skip

_UNITS = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TEENS = (
    "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_TENS = ("zwanzig", "dreissig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_ORDINALS = ("zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", *(f"{teen}t" for teen in _TEENS))
_FROM_TWENTY = {
    **{ten: f"{number}0" for number, ten in enumerate(_TENS, 2)},
    **{
        f"{unit}und{ten}": f"{number}{digit}"
        for number, ten in enumerate(_TENS, 2)
        for digit, unit in enumerate(_UNITS, 1)
    },
}
_CASES = ("e", "er", "es", "en", "em")
# An ordinal is written 4. and is the number 4 as a word, for the full stop may end a sentence.
_NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate((*_UNITS, *_TEENS), 1)},
    **_FROM_TWENTY,
    "zwo": "2",
    **{f"{stem}{case}": str(number) for number, stem in enumerate(_ORDINALS, 2) for case in _CASES},
    **{f"{word}st{case}": digits for word, digits in _FROM_TWENTY.items() for case in _CASES},
}
del _NUMBER_WORDS["ein"], _NUMBER_WORDS["achten"]  # the article, and to respect

FORMS = WordForms(
    contractions={
        "gibt's": "gibt es", "geht's": "geht es", "ist's": "ist es", "hat's": "hat es", "war's": "war es",
        "wie's": "wie es", "was's": "was es", "wenn's": "wenn es", "ob's": "ob es", "ich's": "ich es", "er's": "er es",
        "für's": "für das", "auf's": "auf das", "in's": "in das", "um's": "um das", "durch's": "durch das",
        "'s": "es", "'ne": "eine", "'nen": "einen", "'n": "ein", "hab'": "habe",
    },
    number_words=_NUMBER_WORDS,
    thousands=".'",
    decimal=",",
    letters="äöüß",
)  # fmt: skip

FOLLOW_UPS = FollowUps(
    people=r"er|ihn|ihm|sie|ihr|ihnen|(?:sein|ihr)e[nmrs]?|sein",
    things=r"es|das(?=\W*$)|dies(?:es)?(?=\W*$)|davon|dazu|darüber|dagegen",
    places=r"dort|dorthin|da(?=\W*$)",
    times=r"(?:in\s)?(?:jenem|diesem|dem)\s(?:jahr|monat)|damals",
    others=r"sonst|noch(?=\W*$)|anderen?(?=\W*$)",
    instead=r"(?:und\s)?was\sist\smit|(?:und\s)?wie\s(?:ist|steht)\ses\smit|und",
    at="in|nach|bei|aus",
    capital_nouns=True,
)
NEWEST = (
    r"neu?este[nrsm]?|jüngste[nrsm]?|aktuelle?[nrsm]?|derzeit(?:ige[nrsm]?)?|momentan|gegenwärtig|jetzt|heute|zurzeit"
    r"|kürzlich|neulich|in\sletzter\szeit|diese[ns]?\s(?:woche|monat|jahr)"
)
