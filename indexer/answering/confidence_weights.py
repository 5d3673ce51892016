"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer. Those in force were
fitted by its method to sentences that an earlier ranker had chosen.
"""

BY_WORDS = {
    "bias": -4.195,
    "reach": 0.208,
    "log reach": 2.195,
    "information": 2.015,
    "rarest": 0.302,
    "unknown name": -2.500,
    "passage letters": 3.880,
    "sentence letters": 1.639,
    "length": 1.810,
    "size": -3.532,
}

WITH_MEANING = {
    "bias": -4.912,
    "reach": 0.499,
    "log reach": 1.544,
    "information": 1.273,
    "rarest": 0.596,
    "unknown name": -2.500,
    "passage letters": 1.387,
    "sentence letters": 1.775,
    "length": 1.779,
    "size": -3.163,
    "passage similarity": 3.188,
    "answer similarity": 0.404,
}
