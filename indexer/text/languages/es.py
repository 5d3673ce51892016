"""Spanish."""

from indexer.text.languages.profile import DateWords, LanguageProfile, words

_DATES = DateWords(
    months=(
        "enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre", "octubre",
        "noviembre", "diciembre dic",
    ),
    of_month="de",
    of_year="del?",
)  # fmt: skip

PROFILE = LanguageProfile(
    code="es",
    name="Spanish",
    stop_words=words("""
        a al ante como cómo con cual cuál cuáles cuando cuándo cuanto cuánto cuántos de del desde donde dónde el él ella
        ellos en entre era es esa ese eso esta estas este esto estos fue fueron ha han hasta hay la las le les lo los más
        me mi muy no nos o para pero por porque que qué quien quién quiénes se ser si sin sobre son su sus también te
        tiene un una uno unos y ya yo
    """),
    stemmer="spanish",
    dates=_DATES,
)  # fmt: skip
