"""Amharic."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="am",
    name="Amharic",
    stop_words=words("""
        እና ነው ላይ ውስጥ የ ከ በ ለ ወደ ስለ እንደ ይህ ያ እሱ እሷ እነሱ እኛ እኔ አንተ እናንተ ነበር ነበረ ነበሩ ናቸው አይደለም ነገር ግን ወይም ማን ምን የት መቼ ለምን
        እንዴት ስንት የትኛው ማንን ምንድን ከዚያ በኋላ በፊት መካከል ጋር እስከ ሁሉ ብቻ ደግሞ ሌላ ሌሎች አንድ ብዙ በጣም እዚህ እዚያ ይህን ያን ይህም እነዚህ እነዚያ የእሱ
        የእሷ የእኛ የእነሱ ሲሆን ሆኖ ሆነ እንዲሁም በተለይ ምክንያቱም ከሆነ አለ አሉ መሆኑን
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
