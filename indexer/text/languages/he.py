"""Hebrew."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="he",
    name="Hebrew",
    stop_words=words("""
        של את על לא הוא היא עם כי זה גם אל או כל אם יש אני הם הן אנחנו אתה אתם היה היתה הייתה היו להיות אין זו זאת אלה
        אלו כך כמו אבל רק עוד לאחר אחרי לפני בין תחת מן מה מי מתי איפה היכן למה מדוע איך כיצד כמה איזה איזו אילו אשר
        אותו אותה אותם לו לה להם לי לנו שלו שלה שלהם שלי שלנו בו בה בהם ידי כאשר כדי עד יותר מאוד כבר עצמו שם פה כאן
    """),
    forms=WordForms(thousands=",", decimal=".", prefixes=tuple("ה ב ל מ ש ו כ וה שה מה כש וב ול".split())),
)  # fmt: skip
