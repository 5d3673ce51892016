"""The words of Spanish that say little, what is said around questions, and the forms in which words are written."""

from indexer.text.languages.courtesy_patterns import pause, question
from indexer.text.languages.profile import Courtesy, FollowUps, WordForms, words

COMMON_WORDS = words("""
    acerca actual actualmente además ahí ahora algo alguien algún alguna algunas alguno algunos allá allí alrededor
    ambos antes apenas aquel aquella aquellas aquello aquellos aquí así aún aunque bajo bastante bien cabe cada casi
    cerca cierta ciertas cierto ciertos claro común conmigo conocido conocida conseguir consigo contigo contra
    cualquier cualquiera cuya cuyas cuyo cuyos da dado dan dar debe deben debido decir deja dejar delante demás
    demasiado dentro después detrás dice dicen dicho dichos diferente diferentes dijo dio diversos durante ejemplo
    ellas embargo empezar encima encontrar encuentra enfrente entonces eran eras estaba estaban estado están estar
    estará estoy etc existe existen favor fin forma fuera general generalmente gran grandes haber había habían hace
    hacen hacer hacia haciendo hago hecho hicieron hizo hoy igual incluso ir jamás junto juntos lado largo lejos luego
    lugar llamado llamada llega llegar llevar manera mayor mayoría mediante medio mejor menos menudo mientras mío misma
    mismas mismo mismos modo mucha muchas mucho muchos nada nadie ningún ninguna ninguno nosotros nuestra nuestras
    nuestro nuestros nueva nuevo nunca obstante otra otras otro otros parte partir pasa pasado peor poca pocas poco
    pocos podemos poder podía podría poner posible principalmente primero propia propias propio propios próximo pronto
    puede pueden puedo pues pudo queda quedar quería quiere quieren quizá quizás realmente reciente recientemente resto
    saber sabe salvo según seguir seguido segundo seguro sea sean será serán sería sido siempre siendo siguiente
    siguientes sino sirve sitio sola solamente solo sólo solos somos soy suele suya suyo tal tales tampoco tan tanta
    tantas tanto tantos tarde tenemos tener tenía tenían tiempo tienen toda todas todavía todo todos tomar total tras
    trata tuvo última últimas último últimos usa usado usar uso usted ustedes va valor vamos van varias varios veces
    ver verdad vez vuestro
""")

_ASKS = (
    "quién|quiénes|qué|cuándo|dónde|cómo|cuál|cuáles|cuánto|cuánta|cuántos|cuántas|por\\squé|a\\squién|de\\squién|en\\squé|si"
    "|quien|que|cuando|donde|como|cual|cuanto|cuantos"
)
_PAUSE, _A_QUESTION = pause(f"{_ASKS}|puede|puedes|me|podría|gracias"), question(_ASKS)
_OF = r"(?:de|del|sobre|acerca\sde)(?=\s)"
_MORE = r"(?:\s(?:más|algo|algo\smás|todo|información))?"
COURTESY = Courtesy(
    opening="|".join((
        rf"(?:hola|buenos\sdías|buenas(?:\s(?:tardes|noches))?|saludos)(?:\sa\stodos)?(?:{_PAUSE}|(?=\s?,?\s[¿¡]))",
        rf"(?:muchas\sgracias|gracias|mil\sgracias)(?:\spor\s(?:la|tu|su)\s(?:respuesta|ayuda))?{_PAUSE}",
        rf"(?:sí|no|vale|ok|bueno|bien|perfecto|perdón|disculpe|disculpa){_PAUSE}",
        rf"(?:(?:me|nos)\s)?(?:puedes?|podrías?|pueden|podrían)\s(?:usted\s)?(?:decir|explicar|contar|indicar)(?:me|nos)?{_MORE}"
        rf"(?:\s{_OF}|{_A_QUESTION})",
        rf"(?:puedes?|podrías?)\s(?:usted\s)?hablar(?:me|nos)?{_MORE}\s{_OF}",
        rf"(?:dime|dígame|cuéntame|cuénteme|explícame|explíqueme|dinos){_MORE}(?:\s{_OF}|{_A_QUESTION})",
        rf"(?:háblame|hábleme|háblanos){_MORE}\s{_OF}",
        rf"(?:me\sgustaría|quiero|quisiera|querría|necesito|deseo)\s(?:saber|conocer){_MORE}(?:\s{_OF}|{_A_QUESTION})",
        rf"(?:sabes?|saben|alguien\ssabe)(?:\susted(?:es)?)?{_A_QUESTION}",
        rf"qué\s(?:dicen|cuentan|saben)\s(?:los|las|mis|tus|sus|estos|estas)\s(?:artículos|textos|documentos|fuentes|notas)\s{_OF}",
        rf"qué\s(?:sabes?|puedes?\sdecir(?:me)?)\s{_OF}",
        rf"hay\s(?:algo|información|artículos|algún\sartículo|textos)\s{_OF}",
        r"(?:tengo\s)?una\s(?:otra\s)?pregunta(?=[:,.])",
    )),
    closing="|".join((
        r",?\s(?-i:por favor)",
        r"(?<=[.!?,;–])\s?(?:por\sfavor|(?:muchas\s|mil\s)?gracias)(?:\s(?:de\santemano|por\s(?:su|tu)\sayuda))?",
        r",?\s(?-i:(?:muchas )?gracias)\sde\santemano",
    )),
)  # fmt: skip

_UP_TO_THIRTY = (
    "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince",
    "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro",
    "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve", "treinta",
)  # fmt: skip
_TENS = {"cuarenta": "40", "cincuenta": "50", "sesenta": "60", "setenta": "70", "ochenta": "80", "noventa": "90"}
# Without "segundo" (a unit of time) and "cuarto" (a room); º is the letter o to who compares words.
_ORDINALS = {
    "tercero": "3o", "tercer": "3o", "tercera": "3o", "cuarta": "4o", "quinto": "5o", "quinta": "5o", "sexto": "6o",
    "sexta": "6o", "séptimo": "7o", "séptima": "7o", "octavo": "8o", "octava": "8o", "noveno": "9o", "novena": "9o",
    "décimo": "10o", "décima": "10o",
}  # fmt: skip

FORMS = WordForms(
    number_words={**{word: str(number) for number, word in enumerate(_UP_TO_THIRTY, 2)}, **_TENS, **_ORDINALS},
    ordinal_endings={"o": "o", "a": "o", "er": "o"},
    thousands=". ",
    decimal=",",
    letters="áéíóúüñ",
)

FOLLOW_UPS = FollowUps(
    people=r"él|ella|ellos|ellas|le|les|su|sus",
    things=r"lo|eso|esto|ello",
    places=r"allí|allá|ahí",
    times=r"(?:en\s)?(?:ese|aquel)\s(?:año|mes|día)|entonces(?=\W*$)",
    others=r"más(?=\W*$)|otros?(?=\W*$)",
    instead=r"(?:¿?\s*)?(?:y\s)?qué\shay\sde|y",
    at="en|a|desde|hacia",
)
NEWEST = (
    r"últim[oa]s?|más\srecientes?|recientes?|recientemente|actual(?:es|mente)?|ahora|hoy|hoy\sen\sdía"
    r"|est[ea]\s(?:semana|mes|año)"
)
