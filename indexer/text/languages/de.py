"""German."""

from indexer.text.languages.de_names import NAMES
from indexer.text.languages.de_words import COMMON_WORDS, COURTESY, FOLLOW_UPS, FORMS, NEWEST
from indexer.text.languages.profile import (
    AnswerWords,
    DateWords,
    LanguageProfile,
    Measure,
    RelativeForm,
    SentenceWords,
    StatementWords,
    TimeWords,
    words,
)

_DATES = DateWords(
    months=(
        "januar jänner jan jän", "februar feb", "märz mär", "april apr", "mai", "juni jun", "juli jul", "august aug",
        "september sept sep", "oktober okt", "november nov", "dezember dez",
    ),
    at="um",
)  # fmt: skip

_UNIT = "(?P<unit>woche|monats?|jahre?s?)"
_PART_OF_DAY = r"(?:\s(?:früh|morgen|vormittag|mittag|nachmittag|abend))?(?!\snacht)"
_RELATIVE = (
    RelativeForm(r"vorgestern", "days", "vorgestern", -2),
    RelativeForm(rf"gestern{_PART_OF_DAY}", "days", "gestern", -1),
    RelativeForm(rf"heute{_PART_OF_DAY}", "days", "heute"),
    # With a capital it is the morning, and so it is after some words without one.
    RelativeForm(
        r"(?-i:(?<!am )(?<!heute )(?<!gestern )(?<!guten )(?<!jeden )morgen)(?!\sist\sein)", "days", "morgen", 1
    ),
    RelativeForm(r"übermorgen", "days", "übermorgen", 2),
    RelativeForm(rf"%(part)s?(?:(?<!in )diese[sn]?|(?<=des )laufenden)\s{_UNIT}", "units", "diese laufenden"),
    RelativeForm(
        rf"%(part)s?(?:letzte[smnr]?|vergangene[smnr]?|vorige[smnr]?)\s{_UNIT}", "units", "letzte vergangene vorige", -1
    ),
    RelativeForm(rf"%(part)s?(?:nächste[smnr]?|kommende[smnr]?)\s{_UNIT}", "units", "nächste kommende", 1),
    RelativeForm(r"vor\s%(count)s\s(?P<unit>tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)", "count", "vor", -1),
    RelativeForm(rf"bis\s(?:zum\s)?ende\s(?:de[rs]|diese[rs])\s{_UNIT}(?!\s[12][0-9]{{3}})", "by its end", "ende"),
)
_TIMES = TimeWords(
    parts=r"(?:anfang|mitte|ende)\s(?:de[rs]\s)?",
    of="des|von",
    the_year="jahre?s",
    in_year=r"im\sjahre?\s",
    between={"zwischen": "und"},
    opening="von|vom",
    up_to="bis",
    plain_to="bis",
    either="oder",
    century="jahrhundert(?:s)?",
    decade=r"er(?:n|\sjahren?)?",
    first_half=r"ersten?|1\.",
    second_half=r"zweiten?|2\.",
    half="halbjahr|jahreshälfte",
    winter="winter",
    before_christ=r"v\.\s?Chr",
    prepositions=words("im seit ab bis vor nach von zwischen"),
    dating=words("und jahr jahre jahres frühling frühjahr sommer herbst"),
    counting=words("""
        als etwa fast rund über mehr knapp gut mindestens höchstens seite artikel nr um gegen ca zirka ungefähr flug linie
        zimmer nummer
    """),
    not_plural="aus|das|als|bis|des",
    counted="prozent|jahren|metern?|kilometern?|hektar|tonnen|litern?|grad|pfund",
    definite=words("der die das"),
    clock="Uhr|Ortszeit",
    own_years=(
        "(?:geschäfts|haushalts|rechnungs|wirtschafts|steuer|finanz|fiskal|schul|studien|lehr|modell|ernte)jahr(?:e?s|en?)?"
        "|saison(?:s|en)?|spielzeit(?:en)?|(?:winter|sommer)semesters?"
    ),
    own_links="von",
    units={
        "tag": "day", "tagen": "day", "woche": "week", "wochen": "week", "monat": "month", "monats": "month",
        "monaten": "month", "jahr": "year", "jahrs": "year", "jahres": "year", "jahren": "year",
    },
    numbers=(
        "einem einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    ),
    vague="als|rund|etwa|fast|gut|knapp|über|ungefähr|kaum|oder|bis|und",
    this="diese[smr]",
    nowadays=words("heute"),
    relative=_RELATIVE,
    since="seit|ab",
    before="vor",
    after="nach",
    until="bis",
    after_these="dem|den",
    end_of="ende",
)  # fmt: skip

_ANSWERS = AnswerWords(
    when="wann",
    which_when="in welchem|welches",
    time_nouns="jahr|monat|tag",
    number="wie ?(?:viele?|alt|lange|hoch|weit|groß)|prozent|anzahl",
    name="wer|wem|wen|wo|woher|wohin",
    where="wo|woher|wohin",
    which="welche[rsmn]?",
    name_nouns="land|stadt|ort",
    reason="warum|weshalb",
    way=(
        r"wie (?:kann|können|könnte|soll|sollte|muss|darf|kannst|könnt) (?:ich|man|wir|du|sie|ihr)|wie \w+ (?:ich|man|wir)"
        "|was (?:muss|kann|soll) (?:ich|man) tun"
    ),
    what="was",
    who="wer",
    about="erkläre?|beschreibe?|was (?:bedeutet|bedeuten|heißt)",
    meant=r"wofür (?:steht|stehen) NAME|was (?:versteht man unter|ist mit) NAME(?: gemeint)?|was ist die bedeutung von NAME",
    of_subject=(
        r"wo (?:liegt|liegen|ist|sind|war|waren|befindet sich|befinden sich) NAME"
        r"|wann (?:wurden?|ist) NAME (?:geboren|gegründet|gebaut|erbaut|errichtet|eröffnet|erfunden|veröffentlicht|gestorben)"
        r"|wann (?:starb|lebte|begann|endete) NAME|wie (?:alt|hoch|groß|lang|breit|tief|schwer) (?:ist|sind|war|waren) NAME"
    ),
    being="ist|sind|war|waren",
    a="eine?|der|die|das",
    how_many="wie ?viele?",
    how="wie",
    number_words="zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend",
    amounts=(
        r"kein\w*|niemand|null|eine?[mnrs]?|eins|beide\w*|halb\w*|hälfte|nur|\w*mal|\w*(?:elf|zwölf|zehn|zig|ßig|hundert|tausend)\w*"
        r"|paar|dutzend\w*|million\w*|milliarde\w*|mehrere\w*|einige\w*|wenige?\w*|viele\w*|drittel|viertel|jede[mnrs]?|alle\w*"
    ),
    counts="zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn",
    dates="jahrhundert",
    other_event="nach|nachdem|vor|bevor|ehe|seit|seitdem|bis|sobald",
    in_place="in|im|bei|nahe|aus|nach|am|an|auf|vor|zwischen|durch",
    because="weil|wegen|damit|aufgrund",
    purpose="um|wer|wenn (?:sie|du|man)|zum|zur",
    allowed=(
        r"(?:sie|du|man|wer) (?:kann|können|kannst|muss|müssen|sollte)|(?:kann|können|muss|sollte) (?:man|sie|du)|indem"
        r"|(?-i:\w+en Sie)"
    ),
    defining="ist|sind|war",
    defined="eine?|der|die|das",
    time="jahre?n?|monate?n?|wochen?|tage?n?|stunden?|minuten?",
    no_noun=words("ist sind war waren hat hatte"),
    measures={
        "alt": Measure(others="jahre?n?"),
        "lange": Measure(time=True),
        "weit": Measure(length=True),
        "hoch": Measure(length=True),
    },
)

_STATEMENTS = StatementWords(
    defined=r"(?P<is>ist|war)(?= (?:eine?|der|die|das|eine[rs] der) \w)(?![^.\n]{0,60} (?:diese|sein|ihr)[a-z]{0,2} )",
    done=(
        r"(?P<been>wurden?) (?:(?:im Jahre?|im|am) )?(?:\d{1,2}\. )?(?:[A-ZÄ]\w+ )?(?:1\d{3}|20\d\d)(?: [^.,;\n]{1,60})?"
        r" (?P<done>[a-zäöüß]+)(?=[.,;\n])"
    ),
    articles="Der|Die|Das|Eine?",
    within=words("der die das des den dem von vom für und in im am"),
    persons="er|ihm|ihn|seine?[mnrs]?|ihre?[mnrs]?",
)

PROFILE = LanguageProfile(
    code="de",
    name="German",
    stop_words=words("""
        aber als am an auch auf aus bei bin bis bist da damit dann das dass dem den der des die dies diese diesem
        diesen dieser dieses du durch ein eine einem einen einer eines er es für hat hatte hatten haben ich ihr ihre
        ihrem ihren ihrer im in ins ist kann können man mit nach nicht noch nur oder seid sein seine seinem seinen
        seiner sich sie sind so über um und uns unter vom von vor war waren warum was wann welche welchem welchen
        welcher welches wem wen wenn wer werden wessen wie wir wird wo woher wohin wodurch womit wozu wurde wurden zu
        zum zur
    """),
    compounds=("es", "en", "er", "ns", "s", "n", "e"),
    in_names=NAMES,
    stemmer="german",
    pronouns=r"er|sie|es|dies\w*|sein\w*|ihr\w*",
    question_words="wer|was|wann|wo|wie|warum",
    sentences=SentenceWords(
        titles=frozenset("Fa Hr Hrn Fr Frl Dres".split()),
        before_numbers=(
            "Bde?|Abb|Abs|Art|Bl|Kap|Nrn?|Ziff|Rn|Rdnr|Tab|Anm|Aufl|Jg|Hl|Sp|Str|Tel|S|Mo|Ex|Num|Dtn|Jes|Ps|Mt|Mk|Lk|Joh|Apg|Röm"
            "|[1-3]\\.?\\s(?:Kor|Thess|Tim|Petr|Joh|Kön|Sam|Chr|Mose)|Kor|Gal|Hebr|Offb"
        ),
        before_ordinals=(
            "der|die|das|den|dem|des|am|im|vom|zum|zur|beim|ins|seit|ab|bis|und|oder|Ende|Anfang|Mitte|jede[rnms]?"
            "|diese[rnms]?|seine[rnms]?|ihre[rnms]?|eine[rnms]?|ein|als"
        ),
        subjects=(
            "der|die|das|den|dem|ein|eine|einer|dieser|diese|dieses|jener|jene|jenes|jeder|jede|jedes|ich|du|er|sie|es|wir|ihr"
            "|man|sein|seine|ihre|unser|unsere|mein|meine|kein|keine|alle|beide|viele|manche|einige|mehrere|niemand"
        ),
        joining=(
            "und|aber|oder|denn|doch|sondern|weil|da|dass|daß|ob|als|wenn|während|nachdem|bevor|ehe|bis|seit|seitdem|obwohl"
            "|obgleich|damit|sodass|indem|falls|so|auch"
        ),
    ),
    common_words=COMMON_WORDS,
    follow_ups=FOLLOW_UPS,
    newest=NEWEST,
    courtesy=COURTESY,
    forms=FORMS,
    dates=_DATES,
    statements=_STATEMENTS,
    times=_TIMES,
    answers=_ANSWERS,
)  # fmt: skip
