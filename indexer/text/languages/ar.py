"""Arabic."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="ar",
    name="Arabic",
    stop_words=words("""
        في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كيف لماذا كم أي أية هل لا لم لن ليس ليست
        كان كانت كانوا يكون تكون هو هي هم هن نحن أنا أنت أنتم و أو ثم أن إن أنه أنها إنه قد لقد حتى عند عندما بين بعد
        قبل كل بعض غير كما لكن ولكن منذ خلال حول تحت فوق أمام إذا إذ حيث به بها له لها لهم فيه فيها منه منها عليه
        عليها إليه إليها عنه عنها أيضا أيضاً هناك هنا
    """),
    stemmer="arabic",
    forms=WordForms(thousands=",٬", decimal=".٫"),
    sentences=SentenceWords(before_numbers="[صجم]|رقم"),
)  # fmt: skip
