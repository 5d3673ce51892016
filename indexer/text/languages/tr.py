"""Turkish."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="tr",
    name="Turkish",
    stop_words=words("""
        acaba ama ancak aslında bana bazı ben beni benim bir biri birkaç biz bize bizim bu buna bunda bundan bunu bunun
        çok çünkü da daha de değil diye en gibi hangi hangisi hem hep her hiç için ile ise kadar kaç ki kim kime kimi
        kimin mi mı mu mü nasıl ne neden nedir nerede nereden nereye niçin niye o olan olarak oldu olduğu on ona ondan
        onlar onların onu onun sen siz sonra şu tarafından ve veya ya yani
    """),
    stemmer="turkish",
    forms=WordForms(thousands=".", decimal=",", letters="çğıöşü"),
    sentences=SentenceWords(
        titles=frozenset("Sn Hz".split()),
        before_numbers="[Nn]o|[Mm]d|[Ss]|[Cc]|[Bb]kz|[Şş]ek|[Bb]öl|[Tt]el",
        before_ordinals="ve|bu",
    ),
)  # fmt: skip
