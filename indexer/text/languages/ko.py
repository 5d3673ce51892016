"""Korean."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="ko",
    name="Korean",
    stop_words=words("""
        이 그 저 것 수 등 및 또는 그리고 그러나 하지만 그래서 또한 때문에 위해 대한 대해 관한 통해 따라 의해
        있다 있는 있었다 없다 없는 하다 하는 한 했다 된 되다 된다 되었다 이다 이었다 입니다 있습니다 합니다
        했습니다 무엇 무엇인가 누구 누구인가 누가 언제 어디 어디서 왜 어떻게 얼마나 몇 어떤 어느 무슨 나 너 우리
        그는 그녀 그녀는 그들 이것 그것 저것 여기 거기 모든 매우 더 가장 다시 이미 아직 같은 다른 각 때 후 전
        중 만약 즉 바로 함께 그런 이런 저런 않다 않는 않았다 아니다 아닌 하고 하며 되는
    """),
    forms=WordForms(
        # Case, topic and the like, which a noun ends with; "이다" is not among them, which makes a verb of a noun.
        particles=tuple(
            sorted(
                """
                은 는 이 가 을 를 의 에 에서 에서는 에서도 에는 에도 에게 에게서 한테 한테서 께 께서 로 으로
                로서 으로서 로써 으로써 로는 으로는 로도 으로도 와 과 와의 과의 도 만 만의 까지 까지는 부터
                부터는 보다 처럼 마다 조차 마저 밖에 라도 이라도 나 이나 랑 이랑 하고 에서의 에의 로의
                으로의 부터의 까지의 라는 이라는 라고 이라고
                """.split(),
                key=lambda particle: (-len(particle), particle),
            )
        ),
        thousands=",", decimal=".",
    ),
)  # fmt: skip
