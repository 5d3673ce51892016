"""Chinese."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="zh",
    name="Chinese",
    stop_words=words("""
        的 了 是 在 和 与 及 或 也 就 都 而 但 并 不 没 有 没有 这 那 这个 那个 这些 那些 我 你 您 他 她
        它 我们 你们 他们 她们 它们 自己 之 其 被 把 对 从 到 向 于 以 为 因为 所以 如果 虽然 但是 而且 然而
        以及 或者 还是 已经 正在 将 会 能 可以 可能 应该 着 过 得 地 吗 呢 吧 啊 什么 谁 哪 哪里 哪儿 哪个
        哪些 何时 什么时候 为什么 怎么 怎样 如何 多少 几 多 很 非常 最 更 太 又 再 才 只 每 各 某 一个 一些
        等 等等 之后 之前 以后 以前 個 這 這個 那個 這些 我們 你們 他們 她們 它們 沒 沒有 為 因為 為什麼 什麼
        什麼時候 誰 哪裡 怎麼 對 從 與 還 會 將 於 後 後來 嗎 幾 過 來 說 时候 時候
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
