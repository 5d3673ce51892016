"""The sentences of a text."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.long_sentences import same_character
from indexer.text.quotation_marks import blanked
from indexer.text.sentences import sentences
from indexer.text.word_counts import word_count
from tests.strategies import texts

LANGUAGES = st.sampled_from(["en", "de", "fr", "ja", "hi", "ka", "pt-BR", "xx", ""])

SEED = (
    "We've reached an understanding on all issues with our Russian colleagues. After that we will sign the agreement. "
    'We are expecting it this year," de facto Defence Minister of South Ossetia Ibragim Gasseyev told TASS today.'
)

# Each sentence ends with a bar.
WELL_CUT = [
    "Dr. Smith went to the U.S. in Nov. 2016.| He said so.",
    "He lives in the U.S.| The weather is bad.| The U.S. Army came.",
    "It is 5 p.m.| The meeting started at 3 p.m. on Monday.",
    "J. R. R. Tolkien met C. S. Lewis.| John F. Kennedy and Samuel L. Jackson did not.| He got an A.| Then he left.",
    "See Fig. 3 and Figs. 4 and 5, pp. 12-13, No. 5, vol. 3 of approx. 20.| The end.",
    "Smith et al. 2010 found it.| Smith et al. (2010) did, too, e.g. there, i.e. here.",
    "Mr. and Mrs. Jones vs. Smith, Inc. filed.| Apple Inc. is a company.| Gen. Lee and Lt. Col. Smith agreed.",
    "The value is 3.14.| Version 1.2.3 costs $5.| It was 1990.",
    "Wait...| What?| Well... okay.| Hmm…| Yes… no.",
    "What is it?!| Really!!| OK.",
    "Yahoo! announced it.| Then he left.",
    "He was born c. 1850 in Washington, D.C.| He died.",
    "1. First of all.| Second of all.",
    # quotations: a closing mark belongs to its sentence, also where the opening one is missing
    'He said "Hello there."| Then he left.',
    '"I am," he said.| "You are not."| "Who is it?" she asked.| She left.',
    '"Why?" Smith asked.| "It is true!" John Smith said.| "No."',
    "“We agree.| We sign.”| ‘He goes.’| And he went.",
    "It was impossible before.| This is a career opportunity,\" he noted.",
    "«Oui.| Non.» dit-il.",
    # a missing space after the full stop, but not a name of a program
    "He said so.|Then came the end.| Use java.util.List or os.Path now.",
    "The act is of 1996.|Accessibility counts.| Are you ready?|Bring a coat.|Unlike boats, it's dry!|Juno's path is long.",
    "Use asyncio.Queue objects, v3.2010.Beta builds or https://a.example/page?Id today.",
    "It was so.[1]| Then this.[2][3]| More.",
    "(He left. She stayed.)| Then all was well.| [Laughter.]| They left (by bus. It was late.) He works at Acme (Inc.) Ltd.",
    "The model of quantum gravity .| She is a Fellow ( born 1976 ) .",
    "今日は。|明日は！|元気ですか？|はい。",
    "यह है।| वह है।",
    "Some (Calisher et al., 2006; Wang, 2019) .| Others (Nicholls et al., 2003; Bray, 2004) .| Bats are (Smith, 2016) .",
    "Bacteroides sp. have them, and Ae. aegypti has.| The most are in 11th ed. of it.",
    "It cost approx. 5 mil. dollars in all.| The area is 30 sq. miles.",
    "It was shown before.12| Then Boué et al. [39] highlighted it.",
    "Visit example.com/a.b?c=d today.| Done.",
]  # fmt: skip


# Each sentence of a text in the language ends with a bar; a bar in square brackets is one of the text.
WELL_CUT_ELSEWHERE = [
    # books, laws, cases, journals
    ("en", "It is an old line (Phil. 4:8) and short.| See 1 Cor. 13:4, Matt. 5:3, 2 Tim. 3:16 and Ps. 23.| Read Rev. 3:20."),
    ("en", "See Qur. 2:255 and Gen. 1:1.| We met Tim.| 12:30 p.m. is too late."),
    ("en", "Pub. L. 94-142 and Pub. L. No. 94 apply.| So does Art. IV, Sec. 3, and Vol. I, No. 2, of it.| See Ch. II."),
    ("en", "It follows from Fed. R. Civ. P. 12(b)(6), 26 U.S.C. 501 and 40 C.F.R. 60.| Roe v. Wade, 410 U.S. 113.| It held."),
    ("en", "See the stories in S. Dahl, ed. (2009) for more.| It is by Lind (ed.), Works, 2nd ed. (1990).| They are short."),
    ("en", "By Eq. (5) and Sect. [3] it falls.| See Proc. Natl. Acad. Sci. 98, 12 and J. Biol. Chem. 5, 100.| It rose."),
    ("en", "(a) The court met.| It held a vote.| (b) The council did not."),
    # whole words that the library takes for abbreviations
    ("en", "It was opened in May.| Visitors came.| They told me.| See Lind et al. Nature, no. B12."),
    ("hu", "Ezt nem.| Anna jött."),
    ("sv", "Hon visste det.| Han kom med.| Sedan gick hon.| Resten är slut."),
    ("es", "Dijo que no.| Luego vino entre nos.| Era tarde."),
    ("en", "(1) The first.| It is long.| (2) The second."),
    ("en", "• The court met.| It held a vote."),
    ("en", "2.3. The method is old.| 2.4. The result is new."),
    ("en", "§ 1. The court meets.| § 2. The council meets."),
    ("de", "Nr. 5, S. 12 in Bd. 3, vgl. Art. 5 GG und Kap. 2.| Dann Joh. 3,16 und 1. Kor. 13,4."),
    ("fr", "Voir l'art. 2, chap. 4, t. 3 et p. 12.| Puis le no. 5."),
    ("es", "Según el art. 5, la pág. 3 y el núm. 7.| Fin."),
    ("it", "L'art. 5 della legge n. 241.| La norma vale."),
    ("pt", "Ver n. 5, pág. 3, cap. 2 e art. 9.| Depois veio."),
    ("nl", "Zie art. 5, blz. 12 en hfdst. 3.| Dan kwam hij."),
    ("pl", "Na podstawie art. 5 ust. 2 pkt. 3 i str. 10.| Potem przyszedł."),
    ("ru", "См. т. 3, с. 12, п. 5, ст. 2 и рис. 4.| Потом он пришёл."),
    ("ru", "Т. е. его нет.| И. И. Иванов уехал."),
    ("el", "Άρθρ. 5, σελ. 3, αρ. 2.| Μετά έφυγε."),
    ("ro", "Vezi art. 3, alin. 2, lit. 5.| Apoi a venit."),
    ("id", "Lihat hlm. 5 dan No. 3.| Lalu dia datang."),
    ("sv", "Se kap. 3 och s. 12.| Sedan kom han."),
    # titles
    ("it", "Il dott. Bianchi e l'avv. Neri parlano.| Poi tacciono."),
    ("pl", "Ks. Jan i św. Anna.| Zob. Nowak."),
    ("nl", "Dhr. Jansen en mevr. De Vries kwamen.| Zij bleven."),
    ("de", "Hr. Müller von der Fa. Bosch kam.| Er blieb."),
    ("fr", "Le Dr. Paul est là.| Il dort."),
    ("sv", "Någon, t.ex. Anna, kom.| Hon gick."),
    # ordinal numbers
    ("de", "Im 19. Jahrhundert, des 16. und 17. Jahrhunderts, zum 5. Mal.| Er kam am 3. Oktober.| Es war 1990.| Er ging."),
    ("da", "I det 19. århundrede kom den 3. Division.| Det var i 1990.| Så gik han."),
    ("hu", "A 19. század végén jött.| Ez 1990.| Aztán elment."),
    ("cs", "V 19. století přišel 3. pluk.| Bylo to 1990.| Potom odešel."),
    ("hr", "U 19. stoljeću vidi čl. 5 i str. 3.| Bilo je to 1990.| Otišao je."),
    ("uk", "Див. ст. 5, с. 12, рис. 4 і табл. 2.| Потім він прийшов."),
    # ellipses
    ("ru", "Кошка спала на окне…| Собака ждала у двери...| Он сказал… и ушёл.| Я… Я не знаю…| «Нет», — сказал он…| — Да."),
    ("el", "Έφυγε…| Μετά ήρθε… και έμεινε."),
    ("es", "Vino…| ¿Qué pasó?| Él no… no sé."),
    ("en", "He left… and came back…| I… I do not know…| “No,” she said."),
    ("hy", "Եկավ…| Հետո գնաց։| Այսպես:| Եվ վերջ։"),
    # quotation marks
    ("en", "He moved to 'S-Hertogenbosch.| He opened a shop there.| Press the ''start'' button to begin."),
    ("en", "It was the '90s.| ’Twas cold.| Rock 'n' roll is dead.| The dogs' bones are.| It's O'Brien's."),
    ("en", "He said: 'Go.'| Then he left."),
    ("en", '"I go."| "No."| He said "Yes.| No."| The 5" pipe fits.| It holds.'),
    ("en", 'He asked , " Is it so ? " and left .| " It is . " she said .| " No . "| He went .'),
    ("en", 'He said "Go."|Then he left.'),
    ("en", "He says that `` men are fools . ''| In a talk she left .| It is a `` safe '' place .| He stayed ."),
    ("en", "See the map.| » Read more"),
    ("de", "„Ja.“| Er ging.| »Nein.«| Sie blieb.| ‚So.‘| Er kam."),
    ("fr", "« Oui. »| Il partit.| « Quoi ? » dit-il.| « Non. »| Fin."),
    ("sv", "”Ja.”| Han gick.| ”Vad?” sade han.| »Nej.»| Hon kom."),
    # scripts
    ("ja", "彼は「行く。」と言った。|「帰る。」|彼は帰った。|『本。』を読む。"),
    ("zh", "他说：“走吧。”|然后走了。|“你好。”他说。|“再见！”|她走了。"),
    ("ko", "그는 “간다.”고 말했다.| 그리고 갔다."),
    ("ar", "هل هذا صحيح؟| نعم، هو كذلك.| قال: «نعم.»| ثم ذهب."),
    ("ur", "یہ ہے۔| وہ کہاں ہے؟| وہاں۔"),
    ("hi", "यह है।| वह कहाँ है?| वहाँ॥| बस।"),
    ("bn", "এটা বই।| ওটা কী?| কলম।"),
    ("am", "ይህ ነው።| የት ነው፧| እዚያ ነው።"),
    ("my", "ဒါက စာအုပ်၊ ခဲတံ။| ဟိုဟာက ဘာလဲ။"),
    ("km", "នេះគឺជាសៀវភៅ។| នោះជាអ្វី?| ប៊ិក។"),
    ("km", "នេះគឺជាសៀវភៅ។|នោះជាប៊ិក៕"),
    ("bo", "འདི་ནི་དེབ་ཡིན།| དེ་ནི་སྨྱུ་གུ་ཡིན།"),
    ("he", "הוא בא.| איפה היא?| שם."),
    ("el", "Τι είναι;| Δεν ξέρω· ίσως αυτό.| Ναι."),
    ("hy", "Սա գիրք է։| Դա ի՞նչ է։| Գրիչ։"),
    ("ka", "ეს წიგნია.| ის რა არის?| კალამი."),
    ("th", "สะพานเก่าปิดในปี 2473 เพราะน้ำท่วมหนักมาก| สะพานใหม่เปิดใช้ในเดือนพฤษภาคมของปีต่อมา และมีวงดนตรีมาบรรเลงเพลง"),
    ("th", "สะพานแห่งนี้ออกแบบโดยวิศวกรชื่อ สมชาย ใจดี ซึ่งมาจากชายฝั่งทะเล"),
    ("lo", "ສະພານເກົ່າປິດແລ້ວຍ້ອນນ້ຳຖ້ວມໜັກຫຼາຍ| ສະພານໃໝ່ເປີດໃຊ້ໃນເດືອນພຶດສະພາຂອງປີຕໍ່ມາ ແລະ ມີວົງດົນຕີ"),
]  # fmt: skip


def cut(text, language="en", **options) -> list[str]:
    """The sentences as text."""
    return [text[start:end] for start, end in sentences(text, language, **options)]


@given(texts(), LANGUAGES, st.integers(1, 8), st.lists(st.integers(0, 80), max_size=4))
def test_sentences_cover_everything_but_white_space_in_order(text, language, max_words, breaks) -> None:
    """Sentences are not empty, do not overlap, are not padded, cover every character, and keep to every bound."""
    end = 0
    for start, stop in sentences(text, language, max_words=max_words, breaks=breaks):
        sentence = text[start:stop]
        assert not text[end:start].strip()
        assert sentence
        assert sentence == sentence.strip()
        assert start >= end
        one_character = all(same_character(*pair) for pair in pairwise(sentence))
        assert word_count(sentence) <= max_words or one_character
        assert "\n\n" not in sentence
        assert not any(start < edge < stop for edge in breaks)
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize("marked", WELL_CUT)
def test_a_sentence_ends_where_a_reader_would_end_it(marked) -> None:
    """Abbreviations, initials, numbers and quotations do not end a sentence; full stops do."""
    parts = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "")
    expected = ["1. First of all.", "Second of all."] if marked.startswith("1.") else parts
    assert cut(text) == expected


@pytest.mark.parametrize(("language", "marked"), WELL_CUT_ELSEWHERE)
def test_a_sentence_ends_where_a_reader_of_its_language_would_end_it(language, marked) -> None:
    """Numbered books and laws, ordinals, ellipses, quotation marks of all shapes, and the marks of each script."""
    assert cut(marked.replace("|", ""), language) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("mark", "। ॥ ። ፧ ؟ ۔ 。 ！ ？ ｡ ။ ។ ៕ ։ ։ ༎ ׃ ๛".split())
@pytest.mark.parametrize("language", ["en", "ru", "", "xx"])
def test_a_mark_that_only_ends_sentences_does_so_in_every_language(mark, language) -> None:
    """A language that was detected wrongly, or not at all, hides no sentence."""
    assert cut(f"אבג דהו{mark} אבג דהו{mark} אבג דהו", language) == [f"אבג דהו{mark}", f"אבג דהו{mark}", "אבג דהו"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Name | Born | Place", "Ada Keller, the engineer of the bridge at Bern | 1871 | Bern", "otto lind | 1880 | Oslo"],
        ["| Name | Born |", "|---|---|", "| Ada Keller, the engineer of the bridge at Bern | 1871 |", "| otto lind | 1880 |"],
        ["Name\tBorn\tPlace", "Ada Keller, the engineer of the bridge at the coast\t1871\tBern", "otto lind\t1880\tOslo"],
        ["The items of the list, of which each is about as long as a line:", "• the first of them", "• the second of them"],
        ["(a) the first item, which is about as long as a line of text may well be", "(b) the second one", "(iv) another"],
        ["a. the first item, which is about as long as a line of text may well be", "b. the second one", "ii. another"],
        ["1.1 the first item, which is about as long as a line of text may well be", "1.2 the second one", "1.2.3 another"],
        ["一、第一项", "二、第二项", "（一）第三项", "①第四项"],
    ],
)  # fmt: skip
def test_items_of_lists_and_rows_of_tables_end_where_they_end(lines) -> None:
    """Each line is a sentence of its own, even if it is as long as the width of a wrapped text."""
    assert cut("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The items: • one of them • two of them", ["The items:", "• one of them", "• two of them"]),
        ("• one of them • two of them", ["• one of them", "• two of them"]),
        ("Home • News • Sport", ["Home • News • Sport"]),
    ],
)
def test_items_in_one_line_are_cut_at_their_bullets(text, parts) -> None:
    """As copied from a PDF; but bullets that only separate words of one line are no items."""
    assert cut(text) == parts


def test_a_quotation_without_its_opening_mark_is_cut_like_others() -> None:
    """The given article's quotations, which have lost their opening marks, are cut into their sentences."""
    assert [sentence[:20] for sentence in cut(SEED)] == [
        "We've reached an und",
        "After that we will s",
        "We are expecting it ",
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("M. Dupont est là. Mme. Dupont aussi.", "fr", ["M. Dupont est là.", "Mme. Dupont aussi."]),
        ("Am 3. Oktober kam Dr. Müller. Er blieb z. B. hier.", "de", None),
    ],
)
def test_other_languages_have_their_own_abbreviations(text, language, expected) -> None:
    """A title before a name, an ordinal, an abbreviation of another language end no sentence."""
    assert cut(text, language) == (expected or ["Am 3. Oktober kam Dr. Müller.", "Er blieb z. B. hier."])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The parlia-\nment discussed the infor-\nmation act.", 1),
        ("Парла-\nмент обсудил за-\nкон.", 1),
        ("Das Parla‐\nment tagte.", 1),
        ("The environ-\nmental office said\nthe re-\nport was late.", 1),
        ("Pros and cons -\nthe list", 2),
        ("Anglo-\nSaxon", 2),
        ("1990-\nnow", 2),
        ("anti-\n- nuclear", 2),
    ],
)
def test_line_that_ends_within_a_word_goes_on(text: str, count: int) -> None:
    """A line that ends in a letter and a hyphen belongs together with a line that begins with a small letter."""
    assert len(sentences(text, "en")) == count


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["Zgodnie z rozporządzeniem Parlamentu Europejskiego i Rady z dnia", "27 kwietnia 2016 r. w sprawie"], 1),
        (["The virus responsible for the flu pandemic of the autumn of", "1918 came, in the view of the authors,"], 1),
        (["One tablespoon of the very best extra virgin olive oil, plus more.", "2 cups of flour"], 2),
        (["2 tablespoons of the very best extra virgin olive oil, and more", "3 cups of flour"], 2),
        (["The report of the council of the port on its many works in spring", "2 Reliance at a glance"], 2),
        (["The items of the list", "2 cups of flour"], 2),
    ],
)  # fmt: skip
def test_a_number_may_go_on_with_the_line_before(lines, count) -> None:
    """In a text that is not wrapped, a number before a small word continues a long line, unless it ends or is an item."""
    assert len(sentences(f"{lines[0]}\n{lines[1]}{' and so on' * 12}", "en")) == count


def test_lines_wrapped_by_hand_belong_together() -> None:
    """A sentence goes on over the line feeds of wrapped text, and ends at blank lines."""
    text = (
        "A title that stands alone\n\n"
        "The agreement envisioned closer cooperation between the two\n"
        "armies. There were also plans to improve the infrastructure of\n"
        "the region, as the minister said.\n\n"
        "It is backed by Russia and by others, who have said it often and\n"
        "Tbilisi has not agreed."
    )
    assert [sentence.replace("\n", " ") for sentence in cut(text)] == [
        "A title that stands alone",
        "The agreement envisioned closer cooperation between the two armies.",
        "There were also plans to improve the infrastructure of the region, as the minister said.",
        "It is backed by Russia and by others, who have said it often and Tbilisi has not agreed.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["A short headline", "The first paragraph follows on the very next line and is a good deal longer than that."],
        ["- the first item of a list, which is about as long as a line of text may be", "- the second one"],
        ["1. the first item of a list, which is about as long as a line of text may be", "2. the second one"],
        ["Roses are red", "Violets are blue", "Sugar is sweet"],
        ["A caption that says what is to be seen here in this picture by Someone", "Agenda.ge, 25 Oct 2016", "x" * 130],
        ["Every paragraph is one long line here. " * 3 + "It ends", "Another begins. " * 12 + "It ends"],
    ],
)
def test_a_line_that_stands_alone_is_not_joined(lines) -> None:
    """No sentence goes on from a headline, list item, verse, caption or unwrapped paragraph to the next line."""
    assert not [sentence for sentence in cut("\n".join(lines)) if "\n" in sentence]


def test_a_sentence_ends_at_every_break() -> None:
    """Where a mark begins or ends, a sentence does."""
    text = "Photo by Nino Agenda.ge, Tbilisi and the text"
    assert cut(text, breaks=[14, 32]) == ["Photo by Nino", "Agenda.ge, Tbilisi", "and the text"]


@pytest.mark.parametrize(
    ("words", "pieces"), [(200, [200]), (201, [101, 100]), (450, [150, 150, 150]), (1000, [200] * 5)]
)
def test_a_sentence_of_too_many_words_is_split_evenly(words, pieces) -> None:
    """A sentence over `max_words` is split at white space into pieces of about equal length."""
    assert [len(piece.split()) for piece in cut("word " * words)] == pieces


def test_a_sentence_of_too_many_words_is_cut_where_a_subject_begins() -> None:
    """The cut nearest to an equal share goes between clauses, before one with its own subject if there is one."""
    keeper = (
        "Ada Keller kept the lamp of the port for years, born in Bern and paid in salt and wool, with a boat of her own"
    )
    council = (
        "and the council, which met at the gate, gave her a house in the spring, before the flood, with a garden behind"
    )
    assert cut(f"{keeper}, {council}.", max_words=30) == [f"{keeper},", f"{council}."]


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "旧桥关闭了，洪水冲走了桥墩，新桥由工程师设计",
            "zh",
            ["旧桥关闭了，", "洪水冲走了桥墩，", "新桥由工程师设计"],
        ),
        ("人人生而自由在尊严和权利上一律平等", "zh", ["人人生而自由", "在尊严和权利", "上一律平等"]),
        ("橋は二〇二六年に、COVID-19の後に開通した", "ja", ["橋は二〇二六年に、", "COVID-19の後に", "開通した"]),
        ("สะพานเก่าปิดแล้ว สะพานใหม่เปิดแล้ว", "th", ["สะพานเก่าปิดแล้ว", "สะพานใหม่เปิดแล้ว"]),
    ],
)
def test_a_long_sentence_without_spaces_is_cut_at_its_marks(text, language, parts) -> None:
    """Commas and spaces of the script come first, then any place between two characters."""
    assert cut(text, language, max_words=4 if language != "th" else 6) == parts


@pytest.mark.parametrize("character", ["ที่", "កា", "ក្រុ", "မြို့", "か\u3099", "葛\U000e0100", "เก้"])
def test_no_cut_goes_through_a_character_with_its_marks(character) -> None:
    """However long the run is: a vowel sign, a stacked consonant or a variation selector stays with its letter."""
    pieces = cut(character * 12_000 + "x", "th", max_words=7)
    assert len(pieces) > 100
    assert all(len(piece.removesuffix("x")) % len(character) == 0 for piece in pieces)


def test_text_without_any_space_is_cut_to_a_sane_length() -> None:
    """A word of a million letters becomes pieces of ten thousand code points."""
    assert {len(piece) for piece in cut("a" * 1_000_000)} == {10_000}


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a",
            "word ",
            "It is. ",
            "x! ",
            "“",
            '"',
            "( ",
            "`",
            "… A",
            "é. ",
            "\n",
            ". \n",
            " ",
            "日本。",
            "日",
            "།",
            "། ",
            "។",
            "…  ",
        ),
        *(
            ". » ",
            ". '' ",
            '. " ',
            ". ) ",
            "(a) ",
            "• ",
            "a | b ",
            "ภาษาไทยและภาษาลาว ",
            "ที่",
            "，",
            "a, ",
            "'",
            "é;",
            "１",
        ),
    ],
)
def test_time_grows_linearly(unit) -> None:
    """A quarter of a million characters of anything are no problem: the test's own time limit would tell."""
    text = unit * (250_000 // len(unit))
    found = sentences(text, "en")
    assert all(end - start <= 10_000 for start, end in found)
    assert sum(end - start for start, end in found) <= len(text)


@pytest.mark.parametrize("space", "\x85 \xa0 \u1680 \u2003 \u2028 \u202f \u205f \u3000".split(" "))
def test_white_space_of_every_kind_is_white_space(space) -> None:
    """A single letter, a space that is no ASCII and a full stop once ended a build: the library failed at them."""
    text = f"Part I{space}. Then{space}he left.{space}She stayed."
    assert cut(text) == [f"Part I{space}.", f"Then{space}he left.", "She stayed."]


@given(texts(), LANGUAGES)
def test_the_library_leaves_nothing_out(text, language):
    """What the library cuts a text into is the whole text, so that lengths say where its sentences end."""
    seen = blanked(text).replace("\n", " ")
    code = language.partition("-")[0] or "en"
    ends = [sentence["end_index"] for sentence in sentencex.get_sentence_boundaries(code, seen)]
    assert list(accumulate(map(len, sentencex.segment(code, seen)))) == ends
