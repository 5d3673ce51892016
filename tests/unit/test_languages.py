"""The language of a text: sure, or else the fallback; and the stop lists that it is told by."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given

from indexer.readers import Limits
from indexer.text import tokens
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
NEWER = {  # scripts without spaces, and languages with close neighbours, are told by the model
    "ca": "El far s'alça sobre una roca, i el seu guardià encén el llum al capvespre quan els vaixells tornen a la "
    "costa. Els nens escolten el vent, i les mares esperen els pescadors que són al mar.",
    "et": "Tuletorn seisab kaljul ja selle valvur süütab lambi, kui laevad õhtul koju tulevad. Lapsed kuulavad "
    "tuult ja emad ootavad kalureid, kes on veel merel, sest torm ei ole läbi.",
    "ga": "Tá an teach solais ina sheasamh ar charraig, agus lasann an fear faire an lampa nuair a thagann na báid "
    "abhaile. Éisteann na páistí leis an ngaoth, agus tá na máithreacha ag fanacht leis na hiascairí.",
    "hi": "प्रकाशस्तंभ एक चट्टान पर खड़ा है और जब जहाज़ शाम को लौटते हैं तो उसका रखवाला दीपक जलाता है। बच्चे हवा की"
    " आवाज़ सुनते हैं और माताएँ मछुआरों की राह देखती हैं।",
    "ne": "प्रकाशस्तम्भ एउटा चट्टानमा उभिएको छ र जहाजहरू साँझ फर्कँदा त्यसको रखवालाले बत्ती बाल्छ। बच्चाहरू हावाको "
    "आवाज सुन्छन् र आमाहरू माछा मार्नेहरूलाई पर्खिरहेका हुन्छन्।",
    "sr": "Светионик стоји на стени, а његов чувар пали лампу када се бродови увече враћају на обалу. Деца слушају "
    "ветар, а мајке чекају рибаре који су још на мору.",
    "hr": "Svjetionik stoji na stijeni, a njegov čuvar pali svjetiljku kada se brodovi uvečer vraćaju na obalu. "
    "Djeca slušaju vjetar, a majke čekaju ribare koji su još uvijek na moru jer oluja nije prošla.",
    "sl": "Svetilnik stoji na skali in njegov čuvaj prižge luč, ko se ladje zvečer vračajo k obali. Otroci "
    "poslušajo veter, matere pa čakajo na ribiče, ki so še na morju, ker nevihta še ni minila.",
    "sk": "Maják stojí na skale a jeho strážca zapáli lampu, keď sa lode večer vracajú k brehu po búrke. Deti "
    "počúvajú vietor a matky čakajú na rybárov, ktorí sú ešte na mori.",
    "uk": "Маяк стоїть на скелі, і його доглядач запалює лампу, коли кораблі ввечері повертаються до берега після "
    "бурі. Діти слухають вітер, а матері чекають на рибалок, що пливуть додому крізь темряву.",
    "bg": "Фарът стои на скала и неговият пазач запалва лампата, когато корабите вечер се връщат към брега след "
    "бурята. Децата слушат вятъра, а майките чакат рибарите, които още са в морето.",
    "ka": "შუქურა კლდეზე დგას და მისი მცველი ანთებს ლამპას, როცა გემები საღამოს ბრუნდებიან.",
    "he": "המגדלור עומד על סלע, והשומר שלו מדליק את המנורה כאשר הספינות חוזרות בערב אל החוף. הילדים מקשיבים לרוח "
    "והאמהות מחכות לדייגים שעדיין בים.",
    "fa": "فانوس دریایی روی صخره‌ای ایستاده است و نگهبان آن چراغ را روشن می‌کند وقتی که کشتی‌ها شب به ساحل "
    "برمی‌گردند. کودکان به صدای باد گوش می‌دهند و مادران منتظر ماهیگیران هستند.",
    "ur": "لائٹ ہاؤس ایک چٹان پر کھڑا ہے اور جب جہاز شام کو ساحل پر واپس آتے ہیں تو اس کا رکھوالا چراغ جلاتا ہے۔ "
    "بچے ہوا کی آواز سنتے ہیں اور مائیں ماہی گیروں کا انتظار کرتی ہیں۔",
    "eo": "La lumturo staras sur roko, kaj ĝia gardisto ekbruligas la lampon kiam la ŝipoj vespere revenas al la "
    "bordo. La infanoj aŭskultas la venton, kaj la patrinoj atendas la fiŝkaptistojn, kiuj ankoraŭ estas sur "
    "la maro.",
    "ta": "கலங்கரை விளக்கம் ஒரு பாறையின் மீது நிற்கிறது, மாலையில் கப்பல்கள் கரைக்குத் திரும்பும்போது அதன் காவலர் "
    "விளக்கை ஏற்றுகிறார். குழந்தைகள் காற்றின் ஓசையைக் கேட்கிறார்கள்.",
    "bn": "বাতিঘরটি একটি পাথরের উপর দাঁড়িয়ে আছে এবং জাহাজগুলি যখন সন্ধ্যায় ফিরে আসে তখন তার রক্ষী বাতি জ্বালায়।"
    " শিশুরা বাতাসের শব্দ শোনে আর মায়েরা জেলেদের জন্য অপেক্ষা করে।",
    "am": "የመብራት ቤቱ በድንጋይ ላይ ቆሟል፣ እና ጠባቂው መርከቦቹ ማታ ወደ ባሕር ዳርቻ ሲመለሱ መብራቱን ያበራል። ልጆቹ ነፋሱን ይሰማሉ፣ እናቶችም ዓሣ አጥማጆቹን ይጠብቃሉ።",
    "vi": "Ngọn hải đăng đứng trên một tảng đá, và người gác đèn thắp sáng ngọn đèn khi những con tàu trở về bờ vào"
    " buổi tối. Trẻ em lắng nghe tiếng gió, còn các bà mẹ chờ đợi những người đánh cá.",
    "yi": "דער ליכטטורעם שטייט אויף אַ פֿעלדז, און דער וועכטער צינדט אָן דעם לאָמפּ ווען די שיפֿן קומען אין אָוונט "
    "צוריק צום ברעג. די קינדער הערן דעם ווינט, און די מאַמעס וואַרטן אויף די פֿישער.",
    "zh": "灯塔矗立在岩石上，当船只傍晚返回海岸时，看守人就点亮灯火。孩子们听着风声，母亲们等待着渔民回家。",
    "ja": "灯台は岩の上に立っていて、船が夕方に帰ってくると灯台守がランプに火をともします。",
    "ko": "등대는 바위 위에 서 있고 배들이 저녁에 돌아올 때 등대지기가 등불을 켭니다.",
    "th": "ประภาคารตั้งอยู่บนโขดหิน และผู้ดูแลจะจุดตะเกียงเมื่อเรือกลับเข้าฝั่งในตอนเย็น เด็กๆ ฟังเสียงลม และแม่ๆ รอชาวประมงกลับบ้าน",
    "km": "ប៉មភ្លើងហ្វារឈរនៅលើថ្មដា ហើយអ្នកយាមបានដុតចង្កៀងនៅពេលដែលនាវាវិលត្រឡប់មកច្រាំងវិញនៅពេលល្ងាច។ "
    "ក្មេងៗស្តាប់សំឡេងខ្យល់ ហើយម្តាយរង់ចាំអ្នកនេសាទ។",
    "lo": "ປະພາຄານຕັ້ງຢູ່ເທິງໂງ່ນຫີນ ແລະ ຜູ້ເຝົ້າຈະຈູດຕະກຽງເມື່ອເຮືອກັບຄືນສູ່ຝັ່ງໃນຕອນແລງ. ເດັກນ້ອຍຟັງສຽງລົມ ແລະ ແມ່ລໍຖ້າຊາວປະມົງກັບບ້ານ.",
    "my": "မီးပြတိုက်သည် ကျောက်ဆောင်ပေါ်တွင် ရပ်တည်နေပြီး သင်္ဘောများ ညနေခင်းတွင် ကမ်းသို့ ပြန်လာသောအခါ "
    "စောင့်ကြပ်သူက မီးအိမ်ကို ထွန်းသည်။ ကလေးများသည် လေသံကို နားထောင်ကြသည်။",
    "ar": "تقف المنارة على صخرة ويشعل حارسها المصباح عندما تعود السفن في المساء إلى الشاطئ.",
    "lt": "Švyturys stovi ant uolos, ir jo sargas uždega lempą, kai laivai vakare grįžta į krantą po audros. Vaikai"
    " klausosi vėjo, o motinos laukia žvejų, kurie dar yra jūroje.",
    "eu": "Itsasargia harkaitz baten gainean dago, eta bere zaindariak lanpara pizten du itsasontziak arratsean "
    "itzultzen direnean. Haurrek haizea entzuten dute, eta amak arrantzaleen zain daude oraindik itsasoan "
    "baitira.",
    "hy": "Փարոսը կանգնած է ժայռի վրա, և նրա պահապանը վառում է լամպը, երբ նավերը երեկոյան վերադառնում են ափ։ "
    "Երեխաները լսում են քամին, իսկ մայրերը սպասում են ձկնորսներին։",
    "st": "Ntlo ya lebone e eme hodima lefika, mme molebedi wa yona o hlaba lebone ha dikepe di kgutlela lebopong "
    "mantsiboya. Bana ba mamela moya, mme bomme ba emetse batshwari ba ditlhapi.",
}
SAMPLES |= NEWER


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sentence_tells_its_language(language) -> None:
    """Two lines of running text are enough, in every language with a profile."""
    assert language_of(SAMPLES[language]) == language


def test_every_language_has_a_sample() -> None:
    """What a profile is written for is detected."""
    assert set(PROFILES) - set(SAMPLES) == {"da", "no"}  # too close to each other for two lines


@pytest.mark.parametrize("word", ["Air", "An", "The", "Den"])
def test_one_word_that_is_repeated_is_no_language(word) -> None:
    """A list of names is not Irish because each begins with "Air", a stop word there."""
    names = "Guerir Boulhaut Comiso Hellenikon Kindley Wheelus Sembach Ramstein Aviano Zaragoza".split()
    assert language_of(" , ".join(f"{word} {name}" for name in names)) == FALLBACK


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAMPLES["de"], "de"),
        ("Gooseberry 6utu R4 goosefish 6vFY BH goosefoot 6vLM B6 gooseries 6vUw Dz goosery 6vUx DA " * 2, "en"),
        ("impl ShlAssign < usize > for i8 const: unstable source impl ShlAssign <u8> for i16 const: unstable " * 4, "en"),
        ("Anna Berg, Jonas Keller, Marta Ruiz, Paolo Conti, Lena Novak, Ivan Petrov, Sofia Rossi, Emil Krause, Nora Lind, "
         "Hugo Weber, Clara Duval, Pedro Alves", "en"),
        ("Larva BMpKz DE Larvae BMpM5 LA laurel-tree BMpSw CE Laurus Bi27D EN Lava BMpVh UN Lavender BMpVk ET Law Bi3xD "
         "ES Lawful BMqSs SU Lawn BMqTb MI Lax BMqU2 NE", "en"),
        (" ".join(f"{code:04o} {chr(code)} CYRILLIC" for code in range(0x410, 0x450)), "en"),
    ],
    ids=["running text", "an index of words", "code", "names", "codes that look like stop words", "a table of letters"],
)  # fmt: skip
def test_the_model_is_not_loaded_for_what_common_words_tell(text, expected) -> None:
    """Neither running text of a language with a stop list nor a text without stop words costs the model's half second."""
    program = (
        "import sys; from indexer.text.language_detection import language_of; "
        "print(language_of(sys.argv[1]), *sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program, text], capture_output=True, text=True, check=True)
    language, *modules = shown.stdout.split()
    assert language == expected
    assert "py3langid" not in modules


@pytest.mark.parametrize("language", [code for code, profile in PROFILES.items() if profile.stop_words])
def test_a_stop_list_is_written_as_the_analyzer_compares(language) -> None:
    """Words of a list are case-folded and in normal form, so that each takes effect, and there are enough of them."""
    words = PROFILES[language].stop_words
    assert len(words) >= 60
    assert [word for word in words if word != unicodedata.normalize("NFKC", word).casefold()] == []
    alone = [word for word in words if tokens.find_all(word) == [word]]
    assert [word for word in alone if analyzer(language).terms_of(word)] == []


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
    "ca": "qui què on quan com quin quant",
    "et": "kes mis kus millal miks kuidas milline",
    "ga": "cé cad cá cathain conas",
    "hi": "कौन क्या कहाँ कब क्यों कैसे कितना",
    "ne": "को के कहाँ कहिले किन कसरी कति",
    "sr": "ko šta gde kada zašto kako koliko ко шта где када зашто како колико",
    "hr": "tko što gdje kada zašto kako koliko",
    "sl": "kdo kaj kje kdaj zakaj kako koliko",
    "sk": "kto čo kde kedy prečo ako koľko",
    "uk": "хто що де коли чому як скільки",
    "bg": "кой какво къде кога защо как колко",
    "ka": "ვინ რა სად როდის რატომ როგორ რამდენი",
    "he": "מי מה איפה מתי למה איך כמה",
    "fa": "که چه کجا کی چرا چگونه چند",
    "ur": "کون کیا کہاں کب کیوں کیسے کتنا",
    "eo": "kiu kio kie kiam kial kiel kiom",
    "ta": "யார் என்ன எங்கே எப்போது ஏன் எப்படி எத்தனை",
    "bn": "কে কী কোথায় কখন কেন কিভাবে কত",
    "am": "ማን ምን የት መቼ ለምን እንዴት ስንት",
    "vi": "ai gì đâu nào sao mấy",
    "yi": "ווער וואָס ווו ווען פאַרוואָס ווי וויפל",
    "ar": "من ما أين متى لماذا كيف كم",
    "lt": "kas ką kur kada kodėl kaip kiek",
    "eu": "nor zer non noiz zergatik nola zenbat",
    "hy": "ով ինչ որտեղ երբ ինչու ինչպես քանի",
    "zh": "谁 什么 哪里 何时 为什么 怎么 多少",
    "ja": "誰 何 どこ いつ なぜ どう いくつ",
    "ko": "누구 무엇 어디 언제 왜 어떻게 얼마나",
    "th": "ใคร อะไร ที่ไหน เมื่อไร ทำไม อย่างไร กี่",
    "km": "អ្វី ណា ប៉ុន្មាន",
    "lo": "ໃຜ ຫຍັງ ໃສ ແນວໃດ",
    "my": "ဘာ ဘယ်သူ ဘယ်မှာ",
}  # fmt: skip


@pytest.mark.parametrize("language", QUESTIONS)
def test_question_words_are_stop_words(language) -> None:
    """They say what kind of answer is wanted, not what it is about."""
    words = unicodedata.normalize("NFKC", QUESTIONS[language]).casefold().split()
    assert set(words) - PROFILES[language].stop_words == set()


def test_articles_get_the_language_that_is_given_or_found(tmp_path) -> None:
    """An article's own language wins, then that of the setting; only `auto`, or nothing, looks at the text."""
    lines = [{"_id": "found", "text": SAMPLES["de"]}, {"_id": "given", "text": SAMPLES["de"], "language": "fr"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    for setting, expected in (("auto", ["de", "fr"]), ("", ["de", "fr"]), ("it", ["it", "fr"])):
        assert [article.language for article in read([tmp_path / "a.jsonl"], Limits(setting))] == expected
