"""British and American spellings are one word, and words that differ in meaning stay two."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.languages import profile_of
from indexer.text.spelling_pairs import PAIRS
from indexer.text.spelling_variants import american

SAME = """
    colour/color colours/colors coloured/colored colouring/coloring colourful/colorful discoloured/discolored
    neighbourhood/neighborhood honourable/honorable favourite/favorite behavioural/behavioral armoury/armory
    recognise/recognize recognised/recognized recognising/recognizing organisation/organization
    organisational/organizational civilisations/civilizations realisable/realizable sympathiser/sympathizer
    analyse/analyze analysing/analyzing paralysed/paralyzed colourise/colorize
    centre/center centres/centers centred/centered centring/centering theatre/theater
    kilometres/kilometers fibreglass/fiberglass
    catalogue/catalog catalogues/catalogs cataloguing/cataloging dialogue/dialog
    travelled/traveled travelling/traveling travellers/travelers modelling/modeling jeweller/jeweler marvellous/marvelous
    counsellor/counselor unravelled/unraveled cancelled/canceled
    defence/defense defenceless/defenseless offences/offenses licence/license practise/practice practised/practiced
    anaemia/anemia leukaemia/leukemia haemoglobin/hemoglobin archaeology/archeology encyclopaedia/encyclopedia
    paediatric/pediatric foetus/fetus oestrogen/estrogen diarrhoea/diarrhea manoeuvre/maneuver manoeuvres/maneuvers
    manoeuvred/maneuvered manoeuvring/maneuvering anæmia/anemia
    grey/gray tyres/tires programme/program programmes/programs cheques/checks plough/plow ploughed/plowed ageing/aging
    judgement/judgment skilful/skillful jewellery/jewelry sceptical/skeptical enrolment/enrollment fulfil/fulfill
    aluminium/aluminum moustache/mustache mould/mold draught/draft sulphur/sulfur aeroplanes/airplanes pyjamas/pajamas
    artefacts/artifacts connexion/connection
""".split()
OTHERS = """
    prise prize four hour tour pour your flour sour our detour contour court journey advise advised revise supervise
    televised arise arising rising promise promised surprise surprising enterprise exercise exercises advertise advertising
    comprise compromise otherwise likewise paradise precise franchise merchandise noise raise cruise disguise wise size
    filled called calling controlled controlling killed spelling rolled wallet enrolled compelled rebelled excellent
    acre massacre genre more fire entire literature league vogue rogue fatigue tongue dogs size analyses analysis
    poem does shoes aerial israel michael phoenix poet coefficient storey story tonne ton metal medal program science
    crises sister missing promising sympathy nurse basis artist capable capital
""".split()


@pytest.mark.parametrize("pair", SAME)
def test_both_spellings_are_one_word(pair) -> None:
    """A British word, in any of its forms, becomes the American one, which stays as it is."""
    british, expected = pair.split("/")
    assert american(british) == american(expected) == expected


@pytest.mark.parametrize("word", OTHERS)
def test_words_without_variants_stay(word) -> None:
    """What only looks like a British ending is left alone, and so are words that would become another one."""
    assert american(word) == word


def test_no_pair_leads_to_another() -> None:
    """The American spelling of a pair is final, and no word of the profile's lists gets lost by rewriting."""
    assert [word for word in PAIRS.values() if american(word) != word] == []
    assert [word for word in profile_of("en").stop_words if american(word) != word] == []


_PARTS = st.sampled_from(
    "col our is e ed ing ation lev el l er s cent re theat log ue ae oe haem an ys sulph pre f or dis man o euv r en".split()
)


@given(st.lists(_PARTS, max_size=6).map("".join) | st.text(string.ascii_lowercase + "-'éæœß", max_size=20))
def test_rewriting_twice_changes_nothing_more(word) -> None:
    """The American spelling of an American spelling is itself, whatever the letters are."""
    assert american(american(word)) == american(word)
