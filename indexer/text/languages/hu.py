"""Hungarian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="hu",
    name="Hungarian",
    stop_words=words("""
        a az ez azt ezt és egy hogy nem is de csak már még meg ki mi ami aki akik amely amelyek amelyet amit mint vagy volt
        voltak van vannak lesz lett lehet ha el be fel le össze ő ők én te mert miért mikor hol hová honnan hogyan mennyi
        hány melyik milyen mely kik mit kit kinek minek után alatt által között szerint azonban illetve ezek azok ennek
        annak ebben abban ezen azon így úgy nagyon pedig sem
    """),
    stemmer="hungarian",
    forms=WordForms(thousands=" .", decimal=",", letters="áéíóöőúüű"),
    sentences=SentenceWords(
        titles=frozenset("Szt Ifj ifj Özv özv".split()),
        before_numbers="[Nn]r|old|[Ff]ej|[Áá]bra|[Bb]ek|[Kk]öt|[Ss]z|[Tt]el",
        before_ordinals="az?|és",
    ),
)  # fmt: skip
