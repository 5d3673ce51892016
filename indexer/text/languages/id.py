"""Indonesian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="id",
    name="Indonesian",
    stop_words=words("""
        adalah akan antara apa apakah atau bagaimana bagi bahwa banyak baru berapa bisa dalam dan dapat dari dengan di
        dia hanya ia ini itu jika juga kami kapan karena ke kepada ketika kita lebih maka mana mengapa menjadi mereka
        oleh pada para saat sangat saya sebagai sebuah secara sedang seperti serta seperti setelah siapa siapakah
        sudah telah tersebut tidak untuk yang
    """),
    stemmer="indonesian",
    forms=WordForms(thousands=".", decimal=","),
    sentences=SentenceWords(before_numbers="[Nn]o|[Hh]lm|[Hh]al|[Bb]ab|[Pp]asal|[Gg]br|[Tt]el|[Aa]yat"),
)  # fmt: skip
