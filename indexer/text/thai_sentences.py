"""The ends of sentences in Thai and Lao, which have no full stop: a space stands between sentences, but between clauses too.

A sentence ends at a space between two letters of the script, once it has the length of a short sentence, unless the next word
carries it on, such as “and” or “which”. Spaces around numbers and words of other scripts end nothing, nor do those beside
something short, such as a surname.
"""

from __future__ import annotations

import re
from itertools import pairwise

_LEAST = 30
"""Code points of a sentence, about eight words."""

_LETTERS = "\u0e01-\u0e4e\u0e81-\u0ece\u0edc-\u0edf"
# And, or, which, that, by, in order to, with, of, in, from, because, according to, for, is, namely, such as, including, so.
_CARRIES_ON = (
    "และ|หรือ|ซึ่ง|ที่|โดย|ว่า|เพื่อ|กับ|ของ|ใน|จาก|เพราะ|เนื่องจาก|ตาม|ด้วย|สำหรับ|เป็น|คือ|ได้แก่|เช่น|รวม|ทั้ง|จึง|จน|ก็"
    "|ແລະ|ຫຼື|ຫລື|ຊຶ່ງ|ເຊິ່ງ|ທີ່|ໂດຍ|ວ່າ|ເພື່ອ|ກັບ|ຂອງ|ໃນ|ຈາກ|ເພາະ|ຕາມ|ດ້ວຍ|ສຳລັບ|ເປັນ|ຄື|ເຊັ່ນ|ລວມ|ທັງ|ຈຶ່ງ|ຈົນ|ກໍ"
)
_LETTER = re.compile(f"[{_LETTERS}]")
_SPACE = re.compile(rf"(?<=[{_LETTERS}]{{10}})\s+(?=[{_LETTERS}]{{14}})(?!{_CARRIES_ON})")


def with_ends_at_spaces(block: str, ends: list[int]) -> list[int]:
    """The ends of sentences in a block, with those that are spaces; rising offsets in code points."""
    if block.isascii() or _LETTER.search(block) is None:
        return ends
    more: list[int] = []
    for start, stop in pairwise([0, *ends, len(block)]):
        last = start
        for space in _SPACE.finditer(block, start, stop):
            if space.start() - last >= _LEAST and stop - space.end() >= _LEAST:
                more.append(space.start())
                last = space.end()
    return sorted([*ends, *more])
