"""Vietnamese."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="vi",
    name="Vietnamese",
    stop_words=words("""
        và của là có cho không được trong với các một những này đó khi để ra vào từ tại ở đã sẽ đang cũng như thì mà
        nhưng hay hoặc nếu vì do bởi đến trên dưới sau trước về theo giữa ai gì nào đâu bao giờ sao thế mấy nhiêu lúc
        tôi bạn anh chị họ chúng ta nó ông bà mình rất hơn nhất chỉ còn đều lại nên phải bị nhiều ít cả mọi mỗi
    """),
    forms=WordForms(thousands=".", decimal=","),
    sentences=SentenceWords(
        before_numbers="[Tt]r|[Ss]ố|[Hh]|[Tt]el",
    ),
)  # fmt: skip
