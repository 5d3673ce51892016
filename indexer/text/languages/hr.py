"""Croatian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="hr",
    name="Croatian",
    stop_words=words("""
        i u je na da se za od su s sa kao ne koji koja koje što to o iz ili ali bio bila bilo bili će po do a ga mu
        joj ih im on ona ono oni one mi vi ja ti biti sam si smo ste nije nisu kad kada gdje kako zašto tko koliko
        čiji čija prije poslije između pod nad kod bez već samo još ovaj ova ovo taj ta te tim tog toga svoj svoje
        njegov njezin njezina njihov kojem kojoj kojih kojim bi jer dok nakon tijekom koga kome
    """),
    forms=WordForms(thousands=". ", decimal=","),
    sentences=SentenceWords(
        before_numbers="[Bb]r|[Čč]l|[Ss]t|str|sl|tab|gl|[Tt]el",
        before_ordinals="u|iz|do|od|po|na|i|dana",
    ),
)  # fmt: skip
