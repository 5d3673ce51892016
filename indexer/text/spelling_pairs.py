"""British spellings and their American ones, word by word, for `spelling_variants.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# British/American. Left out, for the American word is another word too, or more than the spelling differs: storey/story,
# tonne/ton, vice/vise, gauge/gage, mum/mom, forwards/forward, nett/net, matt/matte, draughts/checkers.
_PAIRS = """
    abridgement/abridgment acknowledgement/acknowledgment advisor/adviser aeon/eon aeroplane/airplane ageing/aging
    aluminium/aluminum amidst/amid amongst/among annexe/annex appal/appall artefact/artifact backwards/backward
    bannister/banister baulk/balk behove/behoove benefitted/benefited benefitting/benefiting biassed/biased
    calliper/caliper callipers/calipers cancelled/canceled carburettor/carburetor carcase/carcass catalyse/catalyze
    cheque/check chequebook/checkbook chequebooks/checkbooks chequered/checkered cheques/checks chilli/chili
    chillies/chilies combatted/combated cosier/cozier cosily/cozily cosiness/coziness cosy/cozy crosier/crozier
    curtsey/curtsy curtseyed/curtsied curtseys/curtsies cypher/cipher defence/defense dependant/dependent
    despatch/dispatch disc/disk disorientated/disoriented distil/distill doughnut/donut downwards/downward
    draught/draft draughtsman/draftsman draughtsmanship/draftsmanship draughtsmen/draftsmen draughty/drafty dyke/dike
    encyclopaedic/encyclopedic enquire/inquire enquiries/inquiries enquiry/inquiry enrol/enroll enrolment/enrollment
    enthral/enthrall eyrie/aerie fiord/fjord flautist/flutist fledgeling/fledgling focuss/focus focussed/focused
    focussing/focusing fulfil/fulfill fulfilment/fulfillment fulness/fullness furore/furor furores/furors gaol/jail
    gaoler/jailer gelatine/gelatin gipsies/gypsies gipsy/gypsy glycerine/glycerin gramme/gram grammes/grams grey/gray
    greyish/grayish haemorrhoid/hemorrhoid haulier/hauler hiccough/hiccup hippy/hippie instalment/installment
    instil/instill inwards/inward jewellery/jewelry judgement/judgment kerb/curb kerbside/curbside kidnapped/kidnaped
    kidnapper/kidnaper kidnapping/kidnaping kilogramme/kilogram kilogrammes/kilograms leukaemia/leukemia
    licence/license likeable/likable liquorice/licorice liveable/livable lodgement/lodgment loth/loath
    loveable/lovable manoeuvring/maneuvering maths/math milligramme/milligram misjudgement/misjudgment mollusc/mollusk
    moult/molt moveable/movable nought/naught offence/offense omelette/omelet orientated/oriented outwards/outward
    paralyse/paralyze pedlar/peddler pernickety/persnickety phoney/phony phoneys/phonies practise/practice
    pretence/pretense programme/program programmes/programs pummelled/pummeled pyjama/pajama pyjamas/pajamas
    quartette/quartet queueing/queuing racquet/racket rancour/rancor rateable/ratable rouble/ruble saleable/salable
    sanatorium/sanitarium savannah/savanna sceptic/skeptic sizeable/sizable skilful/skillful skilfully/skillfully
    smoulder/smolder snowplough/snowplow specialities/specialties speciality/specialty sulphur/sulfur swop/swap
    syphon/siphon targetted/targeted towards/toward tranquillity/tranquility transhipment/transshipment tsar/czar
    tsarist/czarist tyre/tire unshakeable/unshakable upwards/upward useable/usable verandah/veranda waggon/wagon
    whilst/while whiskey/whisky whiskeys/whiskies wilful/willful wilfully/willfully woollen/woolen
    worshipped/worshiped worshipper/worshiper worshipping/worshiping yoghourt/yogurt yoghurt/yogurt
"""

PARTS = (
    (r"aemi(?=[ac])", "emi"),  # anaemia, leukaemic
    (r"^haem(?=[aio])", "hem"),
    (r"aesth(?=e)", "esth"),  # anaesthetic, aesthetic
    (r"^(arch|pal)ae(?=o)", r"\1e"),
    (r"paed(?=iat|o|eut|ic)", "ped"),
    (r"^encyclopaed", "encycloped"),
    (r"^gynae", "gyne"),
    (r"^aetiolog", "etiolog"),
    (r"^faec(?=es|al)", "fec"),
    (r"^caesar(?=[ei]an)", "cesar"),
    (r"^caesium", "cesium"),
    (r"^(medi|prim)aeval", r"\1eval"),
    (r"^oedema", "edema"),
    (r"^oe(?=soph|str[aou]|cumen)", "e"),
    (r"^foet(?=us|al|id)", "fet"),
    (r"rrhoea", "rrhea"),
    (r"pnoea", "pnea"),
    (r"^coeliac", "celiac"),
    (r"^homoeo", "homeo"),
    (r"^amoeb", "ameb"),
    (r"^manoeuvr(?:e(?=s?$)|(?=e[dr]))", "maneuver"),
    (r"^manoeuvr(?=a)", "maneuver"),
    (r"sulph", "sulf"),
    (r"^(con|in|de|re|genu)(n?)exion", r"\1\2ection"),
    (r"flexion$", "flection"),
    (r"plough", "plow"),
    (r"^sceptic", "skeptic"),
    (r"^mould", "mold"),
    (r"^moustach", "mustach"),
    (r"cogni[sz]a(?=n)", "cogniza"),
    (r"^defenc(?=e)", "defens"),
)
"""Parts of words: a regular expression, and what it becomes."""


def _inflected(british: str, american: str) -> Iterator[tuple[str, str]]:
    if british.endswith("e") and american.endswith("e"):
        yield from ((british[:-1] + ending, american[:-1] + ending) for ending in ("e", "es", "ed", "ing", "er", "ers"))
    elif british.endswith(("e", "s")) or american.endswith(("x", "y")):
        yield british, american
    else:
        endings = ("", "s", "ed", "ing", "er", "ers", "ly", "ness", "ism")
        yield from ((british + ending, american + ending) for ending in endings)


PAIRS: dict[str, str] = dict(inflected for pair in _PAIRS.split() for inflected in _inflected(*pair.split("/")))
"""British word → American word, inflected forms included."""
