"""Dutch."""

from indexer.text.languages.profile import LanguageProfile, NameWords, SentenceWords, WordForms, words

_NUMBER_WORDS = {
    "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "acht": "8", "negen": "9",
    "tien": "10", "elf": "11", "twaalf": "12", "dertien": "13", "veertien": "14", "vijftien": "15",
    "zestien": "16", "zeventien": "17", "achttien": "18", "negentien": "19", "twintig": "20", "dertig": "30",
    "veertig": "40", "vijftig": "50", "zestig": "60", "zeventig": "70", "tachtig": "80", "negentig": "90",
}  # fmt: skip

PROFILE = LanguageProfile(
    code="nl",
    name="Dutch",
    stop_words=words("""
        aan al als bij dan dat de der deze die dit door een en er had heb hebben heeft het hij hoe hoeveel hun ik in is je
        kan maar me met mijn naar niet nog nu of om onder ons ook op over te ten ter toen tot u uit van veel voor waar
        waarom wanneer waren was wat we welk welke werd wie wij worden wordt ze zich zij zijn zo
    """),
    common_words=words("""
        aangezien aantal achter actueel af afgelopen alle alleen allemaal alles alsnog altijd ander andere anderen
        anders behalve beide ben beneden bent bepaald beter betreffende bijna bijvoorbeeld binnen binnenkort boven
        bovendien buiten circa daar daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarvan daarvoor
        dadelijk deed degene dezelfde dicht doen doet doordat dus echt echter eens eerder eerst eigen eigenlijk elk
        elkaar elke enige enkel enkele enz erg ergens evenals eveneens eventueel ga gaan gaat gaf gauw gebruiken
        gebruikt gedaan geeft geen gehad geheel gekomen geleden gelijk genoeg geven gewoon geworden ging graag groot
        grote haar hadden hebt heel hele hem hen hetzelfde hier hierdoor hoewel ieder iedere iedereen iemand iets
        inclusief inderdaad indien ineens inmiddels intussen jou jouw juist jullie komen komt kon konden kort kreeg
        krijgen kunnen kunt laat laatst laatste lang langs laten later liet maakt maakte maken makkelijk meer meest
        meestal meeste men mij minder misschien mocht moest moesten moet moeten mogelijk mogen na naast nabij namelijk
        natuurlijk nemen nergens net niemand niets nieuw nieuwe noch nodig nooit nou omdat ondanks ondertussen
        ongeveer onlangs onmiddellijk ooit opnieuw overal overigens pas per precies rond ruim samen sinds slechts snel
        sommige soms staan staat steeds sterk straks tamelijk tegen tegenover tenzij terug terwijl thans tijdens toch
        totdat tussen uiteindelijk vaak vanaf vanuit verder verschillende via vooral voorbij voordat vorige vrij
        vrijwel waarbij waardoor waarin waarmee waarna waarop waarschijnlijk waarvan waarvoor want weer weet weinig
        wel weten wil wilde willen zal zeer zeggen zegt zei zelf zelfs zien ziet zoals zodat zonder zou zouden zover
        zowel zulke
    """),
    in_names=NameWords(
        titles=words("""
            mevr mw dhr dr prof minister premier president koning koningin prins prinses paus generaal burgemeester heer
            mevrouw voorzitter gouverneur staatssecretaris ir mr ds
        """),
        others=words("""
            god internet pasen kerstmis noord zuid oost west nieuwe oude eerste tweede derde bijbel koran kamer parlement
            senaat regering republiek kerk euro
        """),
        peoples=words("""
            brit brits britse britten duitser duitsers frans fransen fransman franse belg belgen italiaan turk turks
            turkse turken engels engelse engelsen vlaams vlaamse vlaming vlamingen ier iers ierse deens deense zweden
            zweeds zweedse noors noorse arabier arabieren spanjaard spanjaarden spanjool rus russen russisch polen grieken
            joden jood koerden serven israëli irakezen chinees chinezen braziliaan brazilianen
        """),
        people_endings=("isch", "ische", "aans", "aanse", "ianen", "lander", "landers", "ees", "ese", "ezen", "stijnen"),
        things=words("""
            oorlog wereldoorlog cup prijs prijzen spelen ronde kampioenschap kampioenschappen slag verdrag wet revolutie
            festival feesten parade beker economie grote hoofdstuk tabel figuur artikel
        """),
        heads=words("""
            ministerie universiteit instituut bank raad academie vereniging federatie organisatie commissie centrum museum
            partij unie comité hogeschool school
        """),
        links="van de|van der|van den|van|voor|de|der|den|ter|ten|te|von|al|el|bin|ibn|di|da|en",
        parting=words("voor en"),
        joining=words("en"),
        articles=words("de het"),
        determiners=words("een deze dit die dat zijn haar hun ons onze"),
    ),
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
    forms=WordForms(number_words=_NUMBER_WORDS, thousands=". ", decimal=",", letters="äëïöüáéíóúè"),
)  # fmt: skip
