"""Czech."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="cs",
    name="Czech",
    stop_words=words("""
        a aby aj ale ani až bez by byl byla byli bylo být co či do ho i jak jako je jeho jej jejich její jen jenž již jsem
        jsme jsou k kam kde kdo kdy kdyby když ke kolik která které kterého který kteří ku ma mezi mi může my na nad ne
        nebo než o od on ona oni po pod podle pro proč proto před při s se si tak také tam té tento této tím to toho tom
        tu ty u v ve však z za ze že
    """),
    stemmer="czech",
    forms=WordForms(thousands=" ", decimal=",", letters="áčďéěíňóřšťúůýž"),
    sentences=SentenceWords(
        before_numbers="č|čl|odst|písm|s|str|obr|tab|kap|sv|roč|tel|ul|Mt|Mk|Lk|J|Kor|Ž|Gn",
        before_ordinals="v|ve|z|ze|do|od|po|na|k|ke|s|dne|a|až",
    ),
)  # fmt: skip
