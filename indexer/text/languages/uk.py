"""Ukrainian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="uk",
    name="Ukrainian",
    stop_words=words("""
        а або але б без був була були було бути в вам вас ви від він вона вони воно все всі для до є же за з зі і й її
        їх його йому із коли кого кому куди ким між мене мені ми на над нам нас наш не ні ніж о об од ось по при про
        під після перед та так така такий такі також там те теж ти тим того той тому тут у хто це цей цього цьому ця
        цю чи чий через чого чому що щоб як яка яке який яким яких які якого скільки де звідки
    """),
    forms=WordForms(thousands=" ", decimal=","),
    sentences=SentenceWords(
        before_numbers="[Сс]т|[Пп]п?|[Рр]ис|[Тт]абл|[Гг]л|[Сс]|[Тт]|[Чч]|[Вв]ип|[Рр]озд|[Тт]ел",
    ),
)  # fmt: skip
