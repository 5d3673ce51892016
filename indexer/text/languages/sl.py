"""Slovenian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="sl",
    name="Slovenian",
    stop_words=words("""
        in je na v za da se z s so ki pa ne po kot tudi o od do iz pri ali bi ko če ni sem si smo ste bil bila bilo
        bili bo bodo kdo kaj kje kdaj kako zakaj koliko kateri katera katero katere katerih čigav ta to te ti tega tem
        teh on ona ono oni jaz mi vi ga mu jo jim jih njen njegov njihov svoj svoje le že še med pred nad pod brez ter
        oziroma saj kjer zato a kam koga komu
    """),
    forms=WordForms(thousands=". ", decimal=","),
    sentences=SentenceWords(
        before_numbers="[Šš]t|[Čč]l|[Oo]dst|str|sl|tab|pogl|[Tt]el",
        before_ordinals="v|iz|do|od|po|na|in|dne",
    ),
)  # fmt: skip
