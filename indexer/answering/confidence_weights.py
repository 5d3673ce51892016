"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -4.137,
    "reach": 0.113,
    "log reach": 2.278,
    "information": 2.022,
    "rarest": 0.303,
    "unknown name": -2.500,
    "passage letters": 3.830,
    "sentence letters": 1.743,
    "length": 1.839,
    "size": -3.559,
}

WITH_MEANING = {
    "bias": -4.795,
    "reach": 0.360,
    "log reach": 1.663,
    "information": 1.287,
    "rarest": 0.584,
    "unknown name": -2.500,
    "passage letters": 1.363,
    "sentence letters": 1.844,
    "length": 1.801,
    "size": -3.202,
    "passage similarity": 3.173,
    "answer similarity": 0.421,
}
