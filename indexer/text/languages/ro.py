"""Romanian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="ro",
    name="Romanian",
    stop_words=words("""
        a acest această acestea acestei aceste acestui acești ai al ale am ar are as au avea ca care ce cel cea cei cele
        cine cu cum cât câte câți când că către da dar de deși din dintre după ea ei el ele era erau este eu fi fiind fost
        foarte fără iar în între la le li lor lui mai mult ne nu o ori pe pentru prin sa sale sau se spre sub sunt său să
        și tot un una unde unei unor unui va vor îi îl își
    """),
    stemmer="romanian",
    forms=WordForms(thousands=".", decimal=",", letters="ăâîșțşţ"),
    sentences=SentenceWords(
        before_numbers="[Nn]r|[Aa]rt|[Aa]lin|[Pp]ct|[Ll]it|[Pp]ag|[Pp]p?|[Cc]ap|[Ff]ig|[Vv]ol|[Tt]ab|[Tt]el",
    ),
)  # fmt: skip
