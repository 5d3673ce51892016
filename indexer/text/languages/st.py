"""Sesotho."""

from indexer.text.languages.profile import LanguageProfile, words

PROFILE = LanguageProfile(
    code="st",
    name="Sesotho",
    stop_words=words(
        "a ba bo di e ha ka ke la le lo mo na ne o re sa se tsa tse wa ya mme empa kapa hape hore haeba hobane kgotsa "
        "athe leha jwale jwalo feela haholo nna wena yena rona lona bona yona tsona sona hona kaofela bohle ena eo ana ao "
        "bana bao tsena tseo sena seo mona moo mane ntse ile tla tlo bile ebile teng mang eng kae neng jwang hobaneng"
    ),
    stemmer="sesotho",
)  # fmt: skip
