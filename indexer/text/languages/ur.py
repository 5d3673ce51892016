"""Urdu."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="ur",
    name="Urdu",
    stop_words=words("""
        کے کی کا میں ہے سے کو اور پر نے ہیں یہ وہ کہ اس ان تھا تھی تھے ایک بھی ہو جو تو کر نہیں لیے ساتھ تک بعد پہلے
        اپنے اپنی اپنا کیا کون کہاں کب کیوں کیسے کتنا کتنے کتنی کس کسی کچھ کوئی یا لیکن اگر جب تب جیسے گیا گئی گئے رہا
        رہی رہے ہوا ہوئی ہوئے ہوتا ہوتی ہوتے کرنے کرتے کرتا والے والی والا ہی ہم تم آپ میرا ہمارے مگر بہت سب دیا دی
        یہاں وہاں جس جن انہوں اسے
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
