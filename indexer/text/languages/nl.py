"""Dutch."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="nl",
    name="Dutch",
    stop_words=words("""
        aan al als bij dan dat de der deze die dit door een en er had heb hebben heeft het hij hoe hoeveel hun ik in is je
        kan maar me met mijn naar niet nog nu of om onder ons ook op over te ten ter toen tot u uit van veel voor waar
        waarom wanneer waren was wat we welk welke werd wie wij worden wordt ze zich zij zijn zo
    """),
    stemmer="dutch",
    sentences=SentenceWords(
        titles=frozenset("mevr Mevr mw Mw dhr Dhr".split()),
        before_numbers="[Aa]rt|[Nn]rs?|[Bb]lz|[Hh]fdst|[Ff]ig|[Aa]fb|[Dd]l|[Vv]ol|[Tt]ab|[Ll]id|[Pp]ag|[Tt]el|Joh|Mat|Ps",
        subjects=(
            "de|het|een|deze|dit|die|dat|ik|jij|je|hij|zij|ze|wij|we|jullie|men|zijn|haar|hun|ons|onze|mijn|geen|elke?|iedere?"
            "|alle|beide|veel|vele|sommige|enkele|niemand|iedereen|niets"
        ),
        joining="en|maar|of|want|dus|omdat|aangezien|als|toen|wanneer|terwijl|nadat|voordat|totdat|sinds|hoewel|zodat|indien|ook",
    ),
    forms=WordForms(thousands=". ", decimal=",", letters="äëïöüáéíóúè"),
)  # fmt: skip
