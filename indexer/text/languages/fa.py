"""Persian."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="fa",
    name="Persian",
    stop_words=words("""
        و در به از که این را با است برای آن یک تا بر هم نیز شد شده بود بودند می کرد کرده شود دارد دارند داشت خود ما او
        آنها من تو شما ایشان هر اما یا اگر چون پس بین پیش بعد زیر روی باید نیست هست هستند چه کی کجا چرا چگونه چند کدام
        چیست کیست همه هیچ دیگر بسیار نه وی آنچه همین همان چنین درباره توسط طی بدون مورد ای ها های تر ترین
    """),
    stemmer="persian",
    forms=WordForms(thousands=",", decimal="./"),
)  # fmt: skip
