"""Hungarian."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

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
)  # fmt: skip
