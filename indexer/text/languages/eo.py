"""Esperanto."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="eo",
    name="Esperanto",
    stop_words=words("""
        la de kaj en al estas ne por kun el da li ŝi ĝi ili mi vi ni oni sed aŭ ke se kiu kio kie kiam kial kiel kiom
        kies kia kiuj kiujn tiu tio tie tiam tial tiel tiom tiuj ĉi ĉiu ĉio ĉiuj ankaŭ nur pli plej tre jam ankoraŭ
        sur sub inter antaŭ post dum ĝis pro per sen super tra ĉe ĉirkaŭ estis estos estus esti havas havis povas
        povis lia ŝia ĝia ilia sia mia via nia unu do kvankam ĉar
    """),
    stemmer="esperanto",
    forms=WordForms(
        elisions="l|d|un",
        thousands=" ",
        decimal=",",
        letters="ĉĝĥĵŝŭ",
    ),
)  # fmt: skip
