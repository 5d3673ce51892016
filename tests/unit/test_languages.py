"""The language of a text: sure, or else the fallback; and the stop lists that it is told by."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given

from indexer.readers import Limits
from indexer.text.analyzers import analyzer
from indexer.text.language_detection import FALLBACK, LANGUAGES, language_of
from indexer.text.languages import PROFILES
from tests.reading import read
from tests.strategies import texts

SAMPLES = {
    "en": "The lighthouse stands on a rock, and its keeper lights the lamp at dusk when the ships come home.",
    "de": "Der Leuchtturm steht auf einem Felsen, und sein Wärter zündet die Lampe an, wenn die Schiffe kommen.",
    "fr": "Le phare se dresse sur un rocher, et son gardien allume la lampe au crépuscule quand les bateaux rentrent. "
    "Les enfants écoutent le vent, et leurs mères attendent les pêcheurs.",
    "es": "El faro está sobre una roca, y su guardián enciende la lámpara cuando los barcos vuelven a la costa.",
    "it": "Il faro sorge su uno scoglio e il suo guardiano accende la lampada quando le navi tornano alla costa.",
    "nl": "De vuurtoren staat op een rots en de wachter steekt de lamp aan wanneer de schepen naar het land komen.",
    "pt": "O farol está sobre uma rocha e o seu guarda acende a lâmpada quando os navios voltam para a costa. "
    "As crianças ouvem o vento, e as mães esperam os pescadores.",
    "sv": "Fyren står på en klippa och dess vaktare tänder lampan när fartygen kommer hem till kusten om kvällen. "
    "Barnen lyssnar på vinden, och mödrarna väntar på fiskarna.",
    "fi": "Majakka seisoo kalliolla, ja sen vartija sytyttää lampun, kun laivat tulevat illalla kotiin, eikä se sammu. "
    "Lapset kuuntelevat tuulta, ja äidit odottavat kalastajia kotiin.",
    "hu": "A világítótorony egy sziklán áll, és az őre meggyújtja a lámpát, amikor a hajók este hazatérnek, hogy lássák. "
    "A gyerekek hallgatják a szelet, az anyák pedig várják a halászokat.",
    "ro": "Farul se află pe o stâncă și paznicul său aprinde lampa când corăbiile se întorc seara la țărm, după furtună. "
    "Copiii ascultă vântul, iar mamele îi așteaptă pe pescari.",
    "tr": "Deniz feneri bir kayanın üzerinde durur ve bekçisi akşam gemiler dönerken lambayı yakar, çünkü gece karanlıktır. "
    "Çocuklar rüzgârı dinler, anneler ise balıkçıları bekler.",
    "ru": "Маяк стоит на скале, и его смотритель зажигает лампу, когда корабли вечером возвращаются к берегу. "
    "Дети слушают ветер, а матери ждут рыбаков.",
    "pl": "Latarnia stoi na skale, a jej strażnik zapala lampę, gdy statki wracają wieczorem do brzegu po burzy. "
    "Dzieci słuchają wiatru, a matki czekają na rybaków.",
    "cs": "Maják stojí na skále a jeho strážce rozsvítí lampu, když se lodě večer vracejí ke břehu po bouři. "
    "Děti poslouchají vítr a matky čekají na rybáře.",
    "el": "Ο φάρος στέκεται πάνω σε έναν βράχο και ο φύλακας ανάβει τη λάμπα όταν τα πλοία γυρίζουν το βράδυ.",
    "id": "Mercusuar itu berdiri di atas batu karang dan penjaganya menyalakan lampu ketika kapal-kapal pulang ke pantai. "
    "Anak-anak mendengarkan angin, dan para ibu menunggu nelayan.",
}
BY_MODEL = {  # no stop list, so only the model can tell
    "uk": "Маяк стоїть на скелі, і його доглядач запалює лампу, коли кораблі ввечері повертаються до берега після бурі. "
    "Діти слухають вітер, а матері чекають на рибалок, що пливуть додому крізь темряву.",
    "ja": "灯台は岩の上に立っていて、船が夕方に帰ってくると灯台守がランプに火をともします。",
    "ko": "등대는 바위 위에 서 있고 배들이 저녁에 돌아올 때 등대지기가 등불을 켭니다.",
    "ar": "تقف المنارة على صخرة ويشعل حارسها المصباح عندما تعود السفن في المساء إلى الشاطئ.",
    "ka": "შუქურა კლდეზე დგას და მისი მცველი ანთებს ლამპას, როცა გემები საღამოს ბრუნდებიან.",
}


@pytest.mark.parametrize("language", [*SAMPLES, *BY_MODEL])
def test_a_sentence_tells_its_language(language) -> None:
    """Two lines of running text are enough, for languages with a stop list and for others."""
    assert language_of({**SAMPLES, **BY_MODEL}[language]) == language


def test_the_language_is_that_of_most_of_a_text() -> None:
    """A title in another language, and a short quotation in the middle, change nothing."""
    text = "Le phare du bout du monde\n\n" + 4 * f"{SAMPLES['en']} „Der Leuchtturm steht“, it says. "
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1995–1997: Chicago",
        "Jules Verne, Le Phare",
        "Der Leuchtturm",
        "— 1, 2, 3; 4.5 €",
        "🌋" * 50,
        "def f(x): return x",
    ],
)
def test_what_is_short_or_doubtful_counts_as_the_fallback(text) -> None:
    """Names, numbers, signs and a few words are no proof."""
    assert language_of(text) == FALLBACK


@given(texts())
def test_any_text_has_a_known_language(text) -> None:
    """Whatever stands in a text, its language is one of those known, and the same every time."""
    assert language_of(text) in LANGUAGES
    assert language_of(text) == language_of(text)


def test_the_model_is_not_loaded_for_what_common_words_tell() -> None:
    """Running text of a language with a stop list costs no model, in a process of its own."""
    program = (
        "import sys; from indexer.text.language_detection import language_of; "
        "print(language_of(sys.argv[1]), *sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program, SAMPLES["de"]], capture_output=True, text=True, check=True)
    language, *modules = shown.stdout.split()
    assert language == "de"
    assert "py3langid" not in modules


@pytest.mark.parametrize("language", [code for code, profile in PROFILES.items() if profile.stop_words])
def test_a_stop_list_is_written_as_the_analyzer_compares(language) -> None:
    """Words of a list are case-folded and in normal form, so that each takes effect, and there are enough of them."""
    words = PROFILES[language].stop_words
    assert len(words) >= 60
    assert [word for word in words if word != unicodedata.normalize("NFKC", word).casefold()] == []
    assert analyzer(language).terms(" ".join(words)) == []


QUESTIONS = {
    "da": "hvem hvad hvor hvornår hvorfor hvordan hvilken", "de": "wer was wo wann warum wie welche wessen",
    "en": "who what where when why how which whose", "es": "quién qué dónde cuándo cómo cuál cuánto",
    "fi": "kuka mikä missä milloin miksi kuinka", "fr": "qui quoi où quand pourquoi comment quel combien",
    "hu": "ki mi hol mikor miért hogyan melyik", "it": "chi cosa dove quando perché come quale quanto",
    "nl": "wie wat waar wanneer waarom hoe welke", "no": "hvem hva hvor hvorfor hvordan hvilken når",
    "pt": "quem que onde quando porque como qual quanto", "ro": "cine ce unde când cum care cât",
    "ru": "кто что где когда почему как какой сколько", "sv": "vem vad var när varför hur vilken",
    "tr": "kim ne nerede neden nasıl hangi kaç", "pl": "kto co gdzie kiedy dlaczego jak który ile",
    "cs": "kdo co kde kdy proč jak který kolik", "el": "ποιος τι πού πότε γιατί πώς πόσο",
    "id": "siapa apa mana kapan mengapa bagaimana berapa",
}  # fmt: skip


@pytest.mark.parametrize("language", QUESTIONS)
def test_question_words_are_stop_words(language) -> None:
    """They say what kind of answer is wanted, not what it is about."""
    assert set(QUESTIONS[language].casefold().split()) - PROFILES[language].stop_words == set()


def test_articles_get_the_language_that_is_given_or_found(tmp_path) -> None:
    """An article's own language wins, then that of the setting; only `auto`, or nothing, looks at the text."""
    lines = [{"_id": "found", "text": SAMPLES["de"]}, {"_id": "given", "text": SAMPLES["de"], "language": "fr"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    for setting, expected in (("auto", ["de", "fr"]), ("", ["de", "fr"]), ("it", ["it", "fr"])):
        assert [article.language for article in read([tmp_path / "a.jsonl"], Limits(setting))] == expected
