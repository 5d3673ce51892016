"""Yiddish."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="yi",
    name="Yiddish",
    stop_words=words("""
        די דער דאָס דעם און אין איז פון פֿון צו מיט אויף נישט ניט ער זי זיי מיר איר איך דו עס האָט האָבן זײַן געווען
        אַ אַן אַז אָבער אויך פאַר פֿאַר ביי בײַ וואָס ווער ווו וווּ ווען פאַרוואָס פֿאַרוואָס ווי וויפל וויפֿל
        וועלכער וועלכע וועלכן נאָר נאָך אָדער אויב ווייל ווײַל דאָ דאָרט אים זיך זײַנע זייער אונדז וועט וואָלט קען
        קענען מוז וועלן געוואָרן איבער אונטער צווישן אַלע אַנדערע זענען
    """),
    stemmer="yiddish",
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
