"""Bulgarian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="bg",
    name="Bulgarian",
    stop_words=words("""
        а ако ала без беше би бил била били било бъде в във вече все всеки всички да до докато го дали е един една
        едно за защо и из или им как какво каква какви какъв кога кого който която което които колко къде кой коя кои
        ли ме между ми може му на над най не него нея ни ние но някои о около от отново още по под поради после пред
        преди при с са само се със след сме си сте съм така такъв там те тези това той тогава този тук ти тя у ще че
        чрез я
    """),
    forms=WordForms(thousands=" ", decimal=","),
    sentences=SentenceWords(
        before_numbers="[Чч]л|[Аа]л|т|стр|фиг|табл|гл|[Бб]р|[Тт]ел",
    ),
)  # fmt: skip
