"""Finnish."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="fi",
    name="Finnish",
    stop_words=words("""
        ei eivät ennen en että he heidän heitä hän hänen häntä ja jo johon joiden jonka jos jossa jota joka jotka kanssa
        koska kuin kuinka kuka kun ketkä kenen milloin miksi mikä mihin minkä minä missä mistä miten mitkä mitä me mutta
        myös ne niiden niin niitä nyt näiden nämä oli olivat olla olleet ollut on ovat se sekä sen siihen siinä sinä
        sitä tai te tämä tämän tässä tätä vaan vai vain voi vuoksi
    """),
    stemmer="finnish",
    forms=WordForms(thousands=" ", decimal=",", letters="äåö"),
    sentences=SentenceWords(
        before_numbers="[Nn]ro|[Ss]|[Kk]ap|[Kk]uv|[Tt]aul|[Aa]rt|[Mm]om|[Pp]uh",
        before_ordinals="ja|vuoden",
    ),
)  # fmt: skip
