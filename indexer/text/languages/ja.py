"""Japanese."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="ja",
    name="Japanese",
    stop_words=words("""
        の に は を た が で て と し れ さ も な い や へ か だ ば ず う き つ お ん ある いる する
        から こと として れる など なっ ない この ため その あの どの あっ よう また もの という あり まで られ
        なる これ それ あれ どれ ここ そこ どこ によって により おり より による なり られる において なかっ なく
        しかし について だっ できる ので なお のみ でき における および いう さらに でも たり に関する たち ます
        なら に対して せる とき では ほか ながら うち そして ただし または ほど です ました でした ません 誰 だれ
        何 なに なん いつ なぜ どう どうして どのように いくつ いくら どんな 何時 何人 私 彼 彼女 彼ら とは
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
