"""Greek."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="el",
    name="Greek",
    stop_words=words("""
        αλλά αν αντί από αυτά αυτές αυτή αυτό αυτοί αυτός αυτού για γιατί δεν διότι εάν εγώ είναι είχε έναν ένα ένας
        επί έχει έχουν η ή ήταν θα κάθε και κατά κι μας με μετά μέχρι μη μία μια μου να ο οι όπου όπως όταν ότι πόσα
        πόσες πόση ποια ποιες ποιο ποιοι ποιος πόσο πόσοι πότε που πού προς πώς πως σαν σας σε σου στα στη στην στις
        στο στον στους τα τη την της τι τις το τον τος του τους των ως
    """),
    stemmer="greek",
    forms=WordForms(thousands=".", decimal=","),
    sentences=SentenceWords(
        titles=frozenset("Αγ Δρ Καθ".split()),
        before_numbers="[Άά]ρθρ|[Αα]ρ|[Αα]ριθ|[Σσ]ελ?|[Κκ]εφ|[Παπ]αρ|[Εε]δ|[Εε]ικ|[Ττ]όμ|[Ττ]ηλ|Ματθ|Ιω|Κορ|Ψαλμ",
    ),
)  # fmt: skip
