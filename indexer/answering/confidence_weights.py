"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.632,
    "log reach": 2.357,
    "information": 1.881,
    "rarest": 0.353,
    "unknown name": -1.500,
    "passage letters": 3.366,
    "sentence letters": 1.448,
    "length": 1.288,
    "size": -2.870,
}

WITH_MEANING = {
    "bias": -7.260,
    "log reach": 1.608,
    "information": 1.234,
    "rarest": 0.527,
    "unknown name": -1.500,
    "passage letters": 1.370,
    "sentence letters": 1.168,
    "length": 1.365,
    "size": -2.491,
    "passage similarity": 3.360,
    "sentence score": 0.279,
}
