"""English."""

from indexer.text.languages.en_names import NAMES
from indexer.text.languages.en_words import COMMON_WORDS, COURTESY, FOLLOW_UPS, FORMS, NEWEST
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

_SENTENCES = SentenceWords(
    titles=frozenset(
        "Messrs Mmes Pres Gov Insp Supt Det Cdr Brig Pvt Cpl Amb Dep Atty Mt Ft Pub Civ Crim Proc Natl Acad Biol".split()
    ),
    before_numbers=(
        r"[Ff]igs?|[Ee]q[sn]?|[Ss]ec[st]?|[Cc]h(?:ap)?s?|[Vv]ols?|N[or]s?|nos|nr|pp?|[Pp]ts?|[Aa]rts?|[Tt]abs?"
        r"|[Rr]efs?|[Ss]uppl|[Aa]pprox|ca|opp?|[Tt]el|[Ee]st|[Pp]aras?|eds?|[Vv]er|[Ss]ch|[Rr]egs?|[Aa]mend|[Ss]tat|[Rr]es"
        r"|Pub\.\s?L|U\.\s?S\.\s?C|C\.\s?F\.\s?R|Fed|Supp|Ct|cls?|[Ee]xh?|[Aa]pp|[Aa]nn|Chem|Biol|Phys|Sci|Lett"
        r"|Gen|Exod|Lev|Deut|Judg|Ps|Pss|Prov|Ecc?l|Isa|Jer|Ezek|Hos|Obad|Mic|Hab|Zeph|Zech|Matt|Rom|Cor|Gal|Eph|Phil"
        r"|Thess|Heb|Jas|Rev|Macc|Qur|[1-3I]{1,3}\s(?:Sam|Kgs|Kings|Chron|Chr|Tim|Pet|Jn|John)"
    ),
    within="spp?|subsp|var|eds?|vols?|resp|incl|excl|mil|bn|approx|esp|misc|sq|cu|translit|lit|ca|cf|vs|per cent",
    saying=(
        "said|says|asked|asks|added|adds|told|replied|wrote|writes|shouted|wondered|cried|exclaimed|answered|insisted|noted"
    ),
    openers=(
        "The|This|That|These|Those|There|Then|They|He|She|It|We|You|His|Her|Its|Our|In|On|At|As|By|For|From|If|An?|And|But|Or"
        "|So|When|While|After|Before|However|Although|Since|With|To|What|How|Why|Who|Where|Which|Some|Many|Most|Such|All"
        "|Each|Both|Because|Despite|Unlike|Do|Did|Does|Now|My|Your|Their|Please"
    ),
    subjects=(
        "the|an?|this|that|these|those|i|you|he|she|it|we|they|one|his|her|its|our|their|my|your|there|no|all|both|each"
        "|every|some|many|most|several|few|other|others|nobody|everyone|everything|nothing"
    ),
    joining=(
        "and|but|or|nor|so|yet|for|because|since|as|while|whereas|when|whenever|if|unless|although|though|before|after|until"
        "|once|then|also|however|therefore|thus|meanwhile|instead"
    ),
)
_DATES = DateWords(
    months=(
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sept sep", "october oct", "november nov", "december dec",
    ),
    weekdays="mon|tue|wed|thu|fri|sat|sun",
    articles="the",
    of_month="of",
    ordinals="st|nd|rd|th",
    month_first=True,
    at="at",
    labels=r"(?:first\s+)?(?:published|posted|date|updated|on)\b\s*(?:on\b)?",
    notes=r"(?:last\s+)?(?:updated|modified|edited|published|posted)",
)  # fmt: skip

_UNIT = "(?P<unit>week|month|year)"
_COUNTED_UNIT = "(?P<unit>day|week|month|year)"
_PART_OF_DAY = r"\s(?:morning|afternoon|evening)"
# “On Monday, 24 October” names its day itself; “on Monday mornings” is many.
_NO_DATE = (
    rf"(?!,?\s(?:the\s)?[0-9]|,?\s(?:{'|'.join(names[:3] for names in _DATES.months)})"
    r"|\s(?:mornings|afternoons|evenings|nights))"
)
_RELATIVE = (
    RelativeForm(r"(?:the\s)?day\sbefore\syesterday", "days", "yesterday", -2),
    RelativeForm(rf"(?:late\s|early\s)?yesterday(?:{_PART_OF_DAY})?", "days", "yesterday", -1),
    RelativeForm(r"last\snight", "last night", "night"),
    # “Today's youth” is not that day's.
    RelativeForm(
        rf"(?:(?:earlier|later)\s)?(?:today|tonight|this{_PART_OF_DAY})\b(?!['’]s)", "days", "today tonight this"
    ),
    RelativeForm(rf"tomorrow(?:{_PART_OF_DAY}|\snight)?", "days", "tomorrow", 1),
    RelativeForm(r"(?:the\s)?day\safter\stomorrow", "days", "tomorrow", 2),
    RelativeForm(rf"%(part)s?(?:this|(?<=the )current)\s{_UNIT}", "units", "this current"),
    RelativeForm(
        rf"%(part)s?(?<!the )(?<!'s )(?<!’s )(?<!every )(?<!his )(?<!her )last\s{_UNIT}(?!\sof\b)", "units", "last", -1
    ),
    RelativeForm(rf"%(part)s?(?<!the )next\s{_UNIT}", "units", "next", 1),
    RelativeForm(rf"%(count)s\s{_COUNTED_UNIT}s?\sago", "count", "ago", -1),
    RelativeForm(rf"%(count)s\s{_COUNTED_UNIT}s?\sfrom\snow", "count", "now", 1),
    RelativeForm(rf"in\s%(count)s\s{_COUNTED_UNIT}(?:['’]s|s['’])\stime", "count", "time", 1),
    RelativeForm(
        rf"(?:by|before|until|till)\sthe\send\sof\s(?:the|this)\s{_UNIT}(?!\s[12][0-9]{{3}})", "by its end", "end"
    ),
    RelativeForm(rf"(?:on|this)\s%(weekday)s(?:\s(?:morning|afternoon|evening|night))?{_NO_DATE}", "weekday", "day"),
)
_TIMES = TimeWords(
    parts=(
        r"(?:very\s)?(?:early|earlier|late|later|mid)(?:\sin)?[\s-]|(?:the\s)?(?:beginning|start|middle|end)\sof\s"
    ),
    of="of",
    the_year=r"the\syear",
    in_year=r"in\s(?:the\syear\s)?",
    between={"between": "and"},
    opening="from",
    up_to="to until till through",
    plain_to="to through",
    either="or",
    ordinals=(
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
        "twentieth", "twenty-first",
    ),
    century="century",
    decade="['’]?s",
    first_half="first|1st",
    second_half="second|2nd",
    half=r"half\sof",
    winter="winter",
    before_christ=r"BCE?\b|B\.\s?C\.",
    prepositions=words("in since by until till before after during from between"),
    dating=words("to and of year spring summer autumn fall"),
    counting=words("""
        than about nearly over some around approximately almost least most only exactly all roughly circa c article
        section page room no resolution at flight route box apartment suite number channel
    """),
    not_plural="was|is|has|as|this|its|us|does",
    counted="people|men|women|children|km|m|kg|g|percent|million|billion|euro|dollar|feet|foot",
    definite=words("the"),
    clock=(
        r"[Hh]ours?|hrs?|h|[Oo]['’]\s?[Cc]lock|[Ll]ocal\stime|[ap]\.?m\b\.?|(?:[A-Z]\w+\s){1,3}[Tt]ime|[Mm]ilitary\stime"
    ),
    own_years=(
        r"(?:fiscal|financial|budget|tax|accounting|school|academic|crop|harvest|marketing|model|water|plan|program(?:me)?)"
        r"[\s-]years?|seasons?|semesters?"
    ),
    own_prefixes="fiscal|FYs?",
    own_links=r"of|ended(?:\sin)?|ending(?:\sin)?",
    units={"day": "day", "week": "week", "month": "month", "year": "year"},
    numbers=(
        "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ),
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    vague="than|over|about|around|almost|nearly|some|least|roughly|approximately|to|or|and|barely|half",
    this="this",
    maybe_nowadays=words("today"),
    relative=_RELATIVE,
    since="since",
    before="before|prior to|earlier than",
    after="after|later than",
    until="until|till|up to|through",
    by="no later than|by",
    end_of="(?:the )?end of",
)  # fmt: skip

_LENGTH = r"feet|foot|ft|inch(?:es)?|met(?:er|re)s?|m|miles?|cm|centimet\w+|km|kilomet\w+|yards?"
_AREA = "square|acres|hectares|km|miles|million|thousand"
_ANSWERS = AnswerWords(
    when="when",
    which_when="what|which",
    time_nouns="year|month|day|date|century|decade|time",
    number=(
        "how (?:many|much|old|long|far|tall|large|big|often|high|deep|fast|wide|heavy)"
        "|percentage|percent|proportion|number|amount|population|rate|age|distance|temperature|cost|price|score|ratio"
        "|frequency|size|length|prevalence|incidence|duration"
    ),
    name="who|whom|whose|where",
    where="where",
    which="what|which",
    name_nouns=(
        "person|man|woman|king|queen|president|leader|author|scientist|player|actor|general|emperor|pope|artist|writer"
        "|minister|coach|director|philosopher|name|country|city|state|place|region|county|town|river|continent|island|area"
        "|province"
    ),
    reason="why|what (?:caused|causes|reason|was the reason)",
    way=(
        "how (?:do|can|could|should|shall|must|would|might|may) (?:i|we|you|one|someone|somebody|people|they)|how to"
        "|(?:what is )?the (?:best )?way to|what (?:do|must|should|can) (?:i|we|you) do to|is there a way to"
    ),
    what="what",
    who="who",
    about="define|explain|describe|(?:tell (?:me|us) |what do you know )?(?:more )?about",
    meant=(
        r"what (?:does|do|did) NAME (?:mean|stand for)|what is meant by NAME"
        r"|what(?:['’]s| is) the (?:meaning|definition) of NAME|NAME (?:meaning|definition)"
    ),
    of_subject=(
        r"where(?:['’]s| is| are| was| were) NAME(?: (?:located|situated|found))?|where did NAME take place"
        r"|when (?:is|are|was|were) NAME (?:born|founded|formed|established|created|built|opened|invented|published|released)"
        r"|when did NAME (?:die|live|begin|start|end|open|happen|take place)"
        r"|how (?:old|tall|high|big|large|wide|deep|heavy|fast|far) (?:is|are|was|were) NAME"
    ),
    being="is|are|was|were",
    a="a|an|the",
    how_many="how (?:many|much)",
    how="how",
    number_words=(
        r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|forty|fifty|hundred"
        r"|thousand|million|billion|half|twice|third|quarter|most|majority"
    ),
    amounts=(
        r"no|none|nobody|zero|once|thrice|only|single|both|pair|couple|trio|dozens?|scores?|sixty|seventy|eighty|ninety|hundreds"
        r"|thousands|millions|billions|trillions?|several|few|many|thirds|quarters|double|triple|each|every|all"
    ),
    counts=(
        r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|hundred|thousand|million|billion|dozen"
        r"|several"
    ),
    dates=r"century|monday|tuesday|wednesday|thursday|friday|saturday|sunday|1\d{3}s|20\d\ds",
    other_event="after|before|since|until|till|following|once",
    in_place="in|at|near|from|to|of|on|across|outside|around|through|between",
    because="because|since|due to|so that|in order to|therefore|as a result|thus|caused|led to|resulting|reason",
    purpose="(?:in order |so as )?to|if you (?:want|wish|need|would like) to|when you want to|for",
    then="first|simply|just|please|then|always|either|you",
    instructions=(
        "add|apply|ask|begin|buy|call|change|check|choose|clean|click|close|complete|contact|copy|create|delete|download|drag"
        "|edit|enter|fill|find|follow|get|give|go to|install|insert|keep|leave|let|look|make|move|name|open|pass|pay|place"
        "|press|provide|pull|push|put|read|register|remove|replace|return|run|save|search|select|send|set|sign|specify|start"
        "|stop|submit|switch|take|tap|tell|try|turn|type|update|upload|use|visit|wait|wash|wear|write"
    ),
    allowed=(
        r"(?:you|one) (?:can|may|could|should|must|need|have to|will need)|(?:is|are) (?:done|made) (?:by|with)|by \w+ing"
    ),
    defining="is|are|was|were|refers to|means",
    defined="a|an|the|one|defined",
    length=_LENGTH,
    time="years?|months?|weeks?|days?|hours?|minutes?|seconds?",
    no_noun=words("""
        is are was were do does did has have had can could will would the a an of in to kind type kinds types sort other
        there
    """),
    measures={
        "old": Measure(others="aged?|years?"),
        "long": Measure(length=True, time=True),
        "far": Measure(length=True),
        "tall": Measure(length=True),
        "high": Measure(length=True),
        "often": Measure(others="every|once|twice|times|per|annual|daily|weekly"),
        "much": Measure(others="million|billion|thousand|percent|dollars|pounds|euros", signs="$€£%"),
        "large": Measure(others=_AREA),
        "big": Measure(others=_AREA),
        "wide": Measure(length=True),
        "deep": Measure(length=True),
        "heavy": Measure(others="kg|kilograms?|grams?|pounds?|lbs?|ounces?|tons?|tonnes?"),
        "fast": Measure(others="(?:per|an) (?:hour|second|minute)|mph|knots?|km/h"),
    },
)

_STATEMENTS = StatementWords(
    defined=(
        r"(?P<is>(?:is|was)(?= (?:an?|the|one of the) \w)|(?:are|were)(?= an? \w))"
        r"(?![^.\n]{0,60} (?:this|these|those|such|his|her|its|their) )"
    ),
    done=(
        r"(?P<been>was|were) (?P<done>\w+ed|built|begun|born|founded|held|made|sold|sent|won|\w*written|\w*given|\w*taken)"
        r" (?:in|on) (?:[A-Z]\w+ )?(?:\d{1,2},? )?(?:[A-Z]\w+,? )?(?:1\d{3}|20\d\d)\b"
    ),
    articles="The|An?",
    within=words("of the and in for a"),
    persons="he|she|his|her|him|who",
)

PROFILE = LanguageProfile(
    code="en",
    name="English",
    stop_words=words("""
        a about also am an and any are as at be been being but by can could did do does for from had has have he her him
        his how i if in into is it its just may me might must my no not of on or our said say says shall she should so
        some such tell tells than that the their them then there these they this those to too us very was we were what
        when where which while who whom whose why will with would you your
    """),
    names=words("may will can might must us it we them her who a"),
    stemmer="english",
    pronouns=(
        "it|its|he|she|they|this|these|that|his|her|their|such|those"
        r"|(?:(?:in|by|since|until|from|after|before|during|on)\s(?:the\s|late\s|early\s|mid-)?(?:\w+\s){0,2}?\d[\w-]*"
        r"|later|then|today|soon|however|also|still|instead|eventually|afterwards?|initially|originally|finally"
        r"|nevertheless|therefore|but|and|yet),?\s(?:it|its|he|she|they|his|her|their)"
    ),
    question_words="who|what|when|where|which|how|why",
    common_words=COMMON_WORDS,
    follow_ups=FOLLOW_UPS,
    newest=NEWEST,
    courtesy=COURTESY,
    forms=FORMS,
    sentences=_SENTENCES,
    dates=_DATES,
    in_names=NAMES,
    statements=_STATEMENTS,
    times=_TIMES,
    answers=_ANSWERS,
)  # fmt: skip
