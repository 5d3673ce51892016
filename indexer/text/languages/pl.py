"""Polish."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="pl",
    name="Polish",
    stop_words=words("""
        a aby ale bez być był była było były bardzo by co czy dla do dlaczego gdy gdzie go i ich ile im iż ja jak jaka jaki
        jakie jako je jego jej jest jednak już kiedy kto która które którego której który których którzy kogo ma między
        mnie mu my na nad nie nim nich o od on ona oni oraz po pod przed przez przy są się skąd tak także tam te tego tej
        ten to tu ty tych tylko tym u w we więc z za ze że
    """),
    stemmer="polish",
    forms=WordForms(thousands=" ", decimal=",", letters="ąćęłńóśźż"),
    sentences=SentenceWords(
        titles=frozenset("Ks ks Św św Zob zob Ul Bł bł Gen gen".split()),
        before_numbers="[Aa]rt|[Uu]st|[Pp]kt|[Pp]oz|[Ss]tr|[Ss]|[Rr]ys|[Tt]ab|[Rr]ozdz|[Nn]r|[Tt]|[Ll]it|[Tt]el|[Uu]l|Mt|Mk|Łk"
        "|J|Kor|Ps|Rdz",
        before_ordinals="w|we|z|ze|do|od|po|na|przed|[Dd]nia",
    ),
)  # fmt: skip
