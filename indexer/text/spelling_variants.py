"""American spelling of English words, so that "colour" and "color", "organised" and "organized" are one word.

Articles and questions are both rewritten, so a rule may be wrong about a word as long as no other word is written like the
result ("Denise"). Words that would become another common word are left as they are: storey (story), prise (prize).
"""

from __future__ import annotations

import re

from indexer.text.spelling_pairs import PAIRS, PARTS


def _any(bases: str) -> str:
    return "|".join(bases.split())


# Without -e: after a vowel (noise), -w- (likewise), -pr- (surprise) and -v- (revise) but for -tiv-, it is no suffix,
_ISE = re.compile(
    r"([a-z-]{2,}[^aeouwv]|[a-z]+tiv)is(e|ed|es|er|ers|ing|ings|ingly|able|ably|ability|ation|ations|ational|ement)"
)
# and in these words.
_NOT_ISE = frozenset("""
    advertise cannabise chastise chemise circumcise compromise concise demise despise disenfranchise enfranchise excise
    exercise expertise franchise high-rise highrise imprecise incise low-rise mantise marquise merchandise metropolise
    moonrise necropolise overexercise paradise pelvise penise precise premise promise sunrise surmise tennise treatise
    trellise valise
""".split())  # fmt: skip
_YSE = re.compile(r"((?:psycho|re|over)?anal|paral|catal|dial|hydrol|electrol|autol|breathal)ys(e|ed|er|ers|ing)")

_WITH_OUR = _any("""
    arb ard arm behavi cand clam clang demean dol enam endeav fav ferv flav glam harb hon hum lab neighb od parl ranc rig
    rum savi sav splend succ tum val vap vig
""")
_OUR = re.compile(rf"([a-z]*col|(?:dis|ill-|good-|un|be|mis)?(?:{_WITH_OUR}))our([a-z]*)")

_WITH_RE = _any("accout calib goit lacklust lust meag mit nit och reconnoit sab saltpet scept sepulch somb spect tit")
_UNITS = "(?:kilo|centi|milli|micro|nano|pico|deci|deca|hecto)?(?:met|lit)"
_RE = re.compile(rf"((?:[a-z]*-?)cent|(?:amphi)?theat|{_UNITS}|(?:micro)?fib|{_WITH_RE})re([a-z]*)")
_RING = re.compile(r"((?:[a-z]*-?)cent|accout|reconnoit)ring")

_WITH_OGUE = _any("anal apol catal demag dial duol epil homol ideol monol pedag prol synag travel")
_OGUE = re.compile(rf"({_WITH_OGUE})ogu(e|es|ed|er|ers|ing)")

_WITH_L = _any("""
    apparel barrel bevel bushel cancel carol cavil channel chisel corbel council counsel cruel cudgel devil dial
    dishevel dowel drivel duel empanel enamel equal fuel funnel gambol gravel grovel gruel hovel imperil initial jewel
    kennel label laurel level libel marshal marvel medal metal model panel parcel pedal pencil peril pistol pommel
    pummel quarrel ravel revel rival shovel shrivel signal snivel snorkel spiral squirrel stencil swivel symbol tassel
    tinsel total towel trammel travel trial trowel tunnel victual weasel yodel
""")
_DOUBLED = re.compile(
    rf"((?:be|de|dis|en|mis|out|over|pre|re|un)?(?:{_WITH_L}))l(ed|ing|ings|er|ers|est|able|ist|ists|or|ors|ous|ously)"
)
_WITH_PART = re.compile("ae|oe|sulph|xion|plough|sceptic|mould|moustach|cogni|defenc")  # letters of every part
_PARTS = tuple((re.compile(pattern), american) for pattern, american in PARTS)


def american(word: str) -> str:
    """The American spelling of an English word in small letters; the word itself where there is no other.

    Inflected forms are rewritten too, and `american(american(word)) == american(word)`.
    """
    word = word.replace("æ", "ae").replace("œ", "oe")
    if not word.isascii() or len(word) < 4:
        return word
    if word in PAIRS:
        return PAIRS[word]
    if _WITH_PART.search(word):
        for part, replacement in _PARTS:
            word = part.sub(replacement, word)
    for letters, rule in _RULES:  # most words hold none of them, so that rules cost little
        if letters in word:
            word = rule(word)
    return word


def _ize(word: str) -> str:
    if match := _YSE.fullmatch(word):
        return f"{match[1]}yz{match[2]}"
    match = _ISE.fullmatch(word)
    if match is None or match[1].endswith("pr") or f"{match[1]}ise" in _NOT_ISE:
        return word
    return f"{match[1]}iz{match[2]}"


def _or(word: str) -> str:
    match = _OUR.fullmatch(word)
    return f"{match[1]}or{match[2]}" if match else word


def _er(word: str) -> str:
    if match := _RING.fullmatch(word):
        return f"{match[1]}ering"
    match = _RE.fullmatch(word)
    if match is None:
        return word
    return f"{match[1]}er{'ed' if match[2] == 'd' else match[2]}"


def _og(word: str) -> str:
    match = _OGUE.fullmatch(word)
    return f"{match[1]}og{ {'e': '', 'es': 's'}.get(match[2], match[2]) }" if match else word


def _single_l(word: str) -> str:
    match = _DOUBLED.fullmatch(word)
    return f"{match[1]}{match[2]}" if match else word


_RULES = (
    *(("ogu", _og), ("ll", _single_l), ("our", _or)),
    *((letters, _er) for letters in ("tre", "tring", "bre", "chre", "gre")),
    *((letters, _ize) for letters in ("ise", "isi", "isa", "yse", "ysi")),
)
