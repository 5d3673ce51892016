"""Lithuanian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="lt",
    name="Lithuanian",
    stop_words=words("""
        ir kad su iš į ne tai yra bet o ar kaip už nuo iki po prie per apie dėl prieš tarp be ant pas jis ji jie jos
        jo jų jam jai juos man mane aš tu mes jūs kas ką kam ko kur kada kodėl kiek kuris kuri kurie kurios kurio
        kurią koks kokia kokie buvo bus būti būtų šis ši šie šios šio tas ta tie tos to tą tik dar jau taip pat savo
        nes kai nors jei arba bei
    """),
    stemmer="lithuanian",
    forms=WordForms(thousands=" ", decimal=",", letters="ąčęėįšųūž"),
    sentences=SentenceWords(before_numbers="[Nn]r|[Pp]sl|[Pp]av|[Ss]kyr|[Tt]el|[Ss]tr|[Dd]al|[Pp]", before_ordinals="[Ii]r"),
)  # fmt: skip
