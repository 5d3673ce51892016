"""Serbian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="sr",
    name="Serbian",
    stop_words=words("""
        i u je na da se za od su sa kao ne koji koja koje što to o iz ili ali bio bila bilo bili će po do a ga mu joj
        ih im on ona ono oni one mi vi ja ti biti sam si smo ste nije nisu kad kada gde kako zašto ko šta koliko čiji
        čija kojem kojoj kojih kojim pre posle između pod nad kod bez već samo još ovaj ova ovo taj ta te tim tog toga
        svoj svoje njegov njen njihov s jer dok bi koga kome и у је на да се за од су са као не који која које што то
        о из или али био била било били ће по до а га му јој их им он она оно они оне ми ви ја ти бити сам си смо сте
        није нису кад када где како зашто ко шта колико чији чија којем којој којих којим пре после између под над код
        без већ само још овај ова ово тај та те тим тог тога свој своје његов њен њихов с јер док би кога коме
    """),
    stemmer="serbian",
    forms=WordForms(thousands=". ", decimal=",", letters="čćđšž"),
    sentences=SentenceWords(
        before_numbers="[Bb]r|[Čč]l|[Ss]t|str|[Бб]р|[Чч]л|[Сс]т|стр",
        before_ordinals="u|iz|do|od|po|na|i|у|из|до|од|по|на|и",
    ),
)  # fmt: skip
