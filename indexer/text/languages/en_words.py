"""The words of English that say little, what is said around questions, and the forms in which words are written."""

from indexer.text.languages.profile import Courtesy, FollowUps, WordForms, words

COMMON_WORDS = words("""
    able above according accordingly across actual actually after afterward afterwards again against ago ahead all
    allow allowed allows almost alone along already alright although altogether always amid among amongst another
    anybody anyhow anymore anyone anything anyway anyways anywhere apart apparent apparently appear appeared appears
    approximately around aside ask asked asking asks available away back basically became because become becomes
    becoming before beforehand began begin begins begun behind believe believed believes below beside besides between
    beyond big both briefly bring bringing brings brought call called calling calls came cannot case cases certain
    certainly clear clearly come comes coming common commonly compared complete completely concerned concerning
    consequently consider considerable considerably considered considering considers consist consists contain
    contained containing contains correspondingly couple course current currently definitely describe described
    describes describing despite detail details different differently directly doing done down due during each earlier
    early easily effectively either else elsewhere enough entire entirely equally especially essentially etc even
    eventually ever every everybody everyone everything everywhere evidently exact exactly example examples except
    exclusively explain explained explains extremely fact facts fairly far feel feels felt few fewer finally find
    finding finds firstly follow followed following follows former formerly forth found frequently full fully further
    furthermore gave generally get gets getting give given gives giving go goes going gone good got gotten gradually
    greatly happen happened happening happens hardly having hence here hereby herein hers herself highly himself hold
    holding holds however idea ideas immediate immediately important include included includes including increasingly
    indeed indicate indicated indicates indicating initially inner instead interested itself keep keeping keeps kept
    kind kinds knew know knowing known knows large largely last lastly late lately later latest latter latterly least
    less lest let lets letting like liked likely likewise list little long look looked looking looks lot lots made
    main mainly make makes making many maybe mean meaning means meant meanwhile mention mentioned mentions mere merely
    more moreover most mostly much mutually myself name named namely names near nearby nearly necessarily necessary
    need needed needing needs neither never nevertheless new newly next nobody none nonetheless nor normally nothing
    notwithstanding now nowadays nowhere obvious obviously occasionally occur occurred occurs often oh ok okay once
    ones only onto other others otherwise ought ours ourselves out outside over overall own part particular
    particularly partly parts per perhaps place placed places please plus point possible possibly potentially
    precisely predominantly presumably previous previously primarily prior probable probably properly provide provided
    provides providing purely put puts putting quickly quite rarely rather readily really reason reasonable reasonably
    recent recently refer referred refers regard regarded regarding regardless regards relate related relating
    relatively relevant respective respectively roughly same saw saying scarcely see seeing seek seem seemed seeming
    seemingly seems seen seldom self selves set sets several shortly show showed showing shown shows significant
    significantly similar similarly simple simply since slightly solely somebody somehow someone something sometime
    sometimes somewhat somewhere soon sort sorts specific specifically specified specify specifying start started
    starting starts stated still subsequent subsequently substantial substantially suddenly sufficient sufficiently
    suggest suggested suggests sure surely take taken takes taking talk talked talking talks tend tended tends thank
    thanks theirs themselves thereafter thereby therefore therein thereof thereupon thing things think thinking thinks
    thorough thoroughly though thought through throughout thru thus till together told took toward towards tried tries
    truly try trying turn turned turns twice ultimately under underneath undoubtedly unfortunately unless unlike
    unlikely until unto up upon upwards use used useful uses using usual usually value various vastly versus via viz
    want wanted wanting wants way ways well went whatever whatsoever whenever whereafter whereas whereby wherein
    whereupon wherever whether whichever whilst whoever whole wholly whomever wide widely willing wish within without
    wonder wonders yeah yes yet yours yourself yourselves
""")

_ASKS = (
    "who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|would|will|should|has|have|had|if"
    "|whether"
)
# Case tells a title from a request (“Tell Me Why”, “Yes, Minister”), so that many patterns are compared as written.
_ASKING = rf"(?=\s(?:(?i:{_ASKS}|about|i|i'm|i'd|we)|please|tell|explain|could|can)\b)"
_PAUSE = (
    r"(?=\s?[.!…?]*$|\s?[.!…–—:?]+\s|,\s(?-i:[a-z\"“'‘(]|I\b)"
    rf"|,\s(?:{_ASKS}|tell|please|thanks|thank)\b)"
)
_YOU_CAN = r"(?:[Pp]lease\s|(?:[Cc]an|[Cc]ould|[Ww]ould|[Ww]ill)\syou\s(?:please\s|kindly\s|possibly\s|also\s)?)"
_SOURCES = (
    r"(?:(?:the|these|those|my|our|your|any|all|all\sthe)\s)?"
    r"(?:articles?|library|documents?|texts?|sources?|notes?|files?|papers?|collection|archive|corpus|news)"
)
_MORE = (
    r"(?:\s(?:(?:some\s)?more|something|anything|everything|all|a\s(?:bit|little)(?:\smore)?|what\syou\sknow|you"
    r"|(?:some\s|more\s)?(?:info|information|details)))?"
)
_A_QUESTION = rf"(?=[\s,:]+(?i:{_ASKS})\b)"
_ABOUT = r"(?:\s(?:about|on)(?=\s))"
_TITLES = r"(?:articles?|info|information|details|passages?|texts?|everything|something|anything|facts|news)"

_GREETINGS = (
    r"(?:hello|hi|hey|hiya|greetings|good\s(?:morning|afternoon|evening|day))(?:\s(?:there|again|all|everyone))?"
    rf"(?:{_PAUSE}|{_ASKING})",
    r"(?:ok|okay|alright|all\sright|right|well|so|sure|great|perfect|good|yes|yeah|yep|no|nope|sorry|excuse\sme)"
    rf"{_PAUSE}",
    r"(?:many\sthanks|thanks|thank\syou|thx)(?:\s(?:a\slot|a\sbunch|so\smuch|very\smuch|again))?"
    rf"(?:\sfor\s(?:the|your|that|this)\s(?:answers?|help|info|information))?{_PAUSE}",
    rf"(?-i:(?:[Pp]lease|[Kk]indly){_ASKING})",
    r"(?:(?:here\sis\s)?(?:my|a|another|one|next|quick|the)\s)(?:next\s|quick\s|last\s)?question(?:\sis)?(?=[:,–—])",
)
_REQUESTS = (
    rf"(?-i:{_YOU_CAN}?(?:[Tt]ell|[Rr]emind|[Ii]nform)\s(?:me|us){_MORE}(?:{_ABOUT}|{_A_QUESTION}))",
    rf"(?-i:{_YOU_CAN}?(?:[Ee]xplain|[Dd]escribe|[Ss]ummari[sz]e)(?:\s(?:to|for)\s(?:me|us))?"
    rf"(?:{_A_QUESTION}|(?=\s(?:the|an?)\s)))",
    rf"(?-i:{_YOU_CAN}(?:help\sme\sunderstand|explain|describe|summari[sz]e|find\sout|say|check)"
    rf"(?:{_ABOUT}|{_A_QUESTION}|(?=\s[A-Z0-9])))",
    rf"(?-i:{_YOU_CAN}?(?:[Gg]ive|[Ss]how|[Ff]ind|[Gg]et)\s(?:me|us)\s(?:(?:some|more|all|any|all\sthe|the)\s)?"
    rf"{_TITLES}\s(?:about|on|of)(?=\s))",
    rf"(?-i:[Ii](?:\s(?:would\s|'d\s|’d\s)?|['’]d\s)(?:like|love|want|wanted|need|wish)\sto"
    rf"\s(?:know|learn|hear|ask|find\sout){_MORE}(?:{_ABOUT}|(?=[\s,:])))",
    rf"(?-i:[Ii](?:\sam|['’]m)\s(?:interested\sin|curious\sabout|looking\sfor\s{_TITLES}{_ABOUT})(?=\s))",
    rf"(?-i:[Ii](?:\sam|['’]m|\swas)\s(?:just\s)?(?:wondering|curious)|[Ii]\swonder|[Ii]\shave\sa\squestion)"
    rf"(?:{_A_QUESTION}|(?=[.:]))",
    r"(?-i:(?:[Dd]o|[Dd]oes)\s(?:you|anyone|anybody|somebody|someone)\s(?:happen\sto\s)?know"
    rf"(?:(?:\s(?:anything|something))?\sabout(?=\s)|{_A_QUESTION}))",
    rf"(?-i:[Ww]hat\s(?:do|can)\syou\s(?:know|tell\s(?:me|us)|say){_ABOUT})",
    rf"(?-i:[Ww]hat\s(?:do|does|did|can|have|has)\s{_SOURCES}\s(?:say|said|tell|know|mention|write|written|report|have)"
    r"(?:\s(?:me|us))?(?:\sto\ssay)?\s(?:about|on|of)(?=\s))",
    rf"(?-i:[Ww]hat\s(?:is|was|gets|has\sbeen)\s(?:said|written|known|reported|told)(?:\sin\s{_SOURCES})?\sabout(?=\s))",
    rf"(?-i:(?:[Ii]s|[Aa]re)\sthere\s(?:(?:any|an|some)\s)?{_TITLES}{_ABOUT})",
    rf"(?-i:[Aa]ccording\sto\s{_SOURCES})(?=[\s,])",
    rf"any\s(?:idea|clue)(?=\s(?:{_ASKS})\b)",
)
_CLOSINGS = (
    r"(?<=[.!?,;–—…])\s?(?:many\sthanks|thanks|thank\syou|thx|please|cheers)"
    r"(?:\s(?:a\slot|so\smuch|very\smuch|again|in\sadvance))?",
    r"(?<!pretty)\s(?-i:please)",
    r"(?<!\sno)(?<!\sof)(?<!\sgive)\s(?-i:thanks)(?:\s(?:a\slot|in\sadvance))?",
    r",?\s(?:thanks|thank\syou)\sin\sadvance",
    r"\sstands?\sfor",
    r",?\sif\s(?:you\splease|possible|you\s(?:don't|do\snot)\smind)",
    r"(?<=[,?])\s(?:do\syou\sknow|can\syou\stell\sme|any\sideas?|hello|hi)",
)
COURTESY = Courtesy(opening="|".join((*_GREETINGS, *_REQUESTS)), closing="|".join(_CLOSINGS))

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENDINGS = ("st", "nd", "rd", *["th"] * 6)
_NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{ten: f"{number}0" for number, ten in enumerate(_TENS, 2)},
    **{
        f"{ten}-{unit}": f"{number}{digit}"
        for number, ten in enumerate(_TENS, 2)
        for digit, unit in enumerate(_UNITS, 1)
    },
    **{
        word: f"{number}{ending}" for number, (word, ending) in enumerate(zip(_ORDINAL_UNITS, _ENDINGS, strict=True), 1)
    },
    **{f"{word}th": f"{number}th" for number, word in enumerate(_TEENS, 10)},
    "twelfth": "12th",
    **{f"{ten[:-1]}ieth": f"{number}0th" for number, ten in enumerate(_TENS, 2)},
    **{
        f"{ten}-{unit}": f"{number}{digit}{ending}"
        for number, ten in enumerate(_TENS, 2)
        for digit, (unit, ending) in enumerate(zip(_ORDINAL_UNITS, _ENDINGS, strict=True), 1)
    },
}
# The number one is a pronoun too, and a second a unit of time.
del _NUMBER_WORDS["one"], _NUMBER_WORDS["second"], _NUMBER_WORDS["twelveth"]

_ASKING_WORDS = "what who where when why how that there here"
FORMS = WordForms(
    contractions={
        **{f"{word}'s": f"{word} is" for word in f"{_ASKING_WORDS} it he she".split()},
        "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
        "let's": "let us", "y'all": "you all", "ma'am": "madam", "'tis": "it is", "'twas": "it was", "gonna": "going to",
        "wanna": "want to", "gotta": "got to", "gimme": "give me", "lemme": "let me", "dunno": "do not know",
        "whats": "what is", "whos": "who is", "wheres": "where is", "hows": "how is", "whens": "when is", "thats": "that is",
        "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have", "theyre": "they are", "theyve": "they have",
        "weve": "we have", "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
        "wasnt": "was not", "werent": "were not", "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not",
        "havent": "have not", "hasnt": "has not", "hadnt": "had not",
    },
    contracted_endings={"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"},
    number_words=_NUMBER_WORDS,
    ordinal_endings={"st": "st", "nd": "nd", "rd": "rd", "th": "th"},
    thousands=",",
    decimal=".",
)  # fmt: skip

FOLLOW_UPS = FollowUps(
    people=r"he|him|his|she|her|hers|they|them|their|theirs",
    things=r"it|its|this(?=\W*$)|that(?=\W*$)",
    places=r"there(?!\s(?:is|are|was|were|be|been|will|any)\b)(?<!\bis\sthere)(?<!\bare\sthere)(?<!\bwas\sthere)(?<!\bwere\sthere)",
    times=r"that\s(?:year|day|month|decade|time)|then(?=\W*$)",
    others=r"else|others?(?=\W*$)",
    instead=r"(?:and\s)?(?:what|how)\sabout|and(?:\swhat\sof)?",
    at="in|at|near|from|to|into|outside",
)
NEWEST = (
    r"latest|newest|most\srecent(?:ly)?|recent(?:ly)?|currently|current(?=\s\w)(?!\s(?:in|of|is|flows?|through)\b)|now|nowadays"
    r"|today(?:['’]s)?|th(?:is|ese)\s(?:days?|week|month|year)|at\sthe\smoment|up[\s-]to[\s-]date|so\sfar"
)
