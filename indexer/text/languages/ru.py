"""Russian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="ru",
    name="Russian",
    stop_words=words("""
        а без бы был была были было быть в вам вас весь во вот все всего вы где да даже для до его ее её если есть еще
        ещё же за здесь и из или им их к как какая какие какой каких ко когда кого который которая которые которого кто
        куда ли мне мы на над не него нее нет ни них но о об он она они оно от откуда по под почему при с сколько со так
        также там то того тоже только том ты у уже чего чем что чтобы чья эта эти это этого этой этом этот я
    """),
    stemmer="russian",
    forms=WordForms(thousands=" ", decimal=",", letters="ёй"),
    sentences=SentenceWords(
        before_numbers="[Сс]т|[Пп]п?|[Рр]ис|[Тт]абл|[Гг]л|[Сс]тр?|[Тт]|[Чч]|[Вв]ып|[Пп]рил|[Рр]азд|[Пп]одп|[Аа]бз|[Тт]ел|[Дд]|[Кк]в|Мф|Мк|Лк|Ин|Рим|Кор|Пс|Быт|Исх",
    ),
)  # fmt: skip
