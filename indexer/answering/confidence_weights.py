"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.644,
    "log reach": 2.360,
    "information": 1.910,
    "rarest": 0.316,
    "unknown name": -1.500,
    "passage letters": 3.252,
    "sentence letters": 1.421,
    "length": 1.291,
    "size": -2.848,
}

WITH_MEANING = {
    "bias": -8.370,
    "log reach": 1.221,
    "information": 1.257,
    "rarest": 0.726,
    "unknown name": -1.500,
    "passage letters": 1.735,
    "sentence letters": 1.274,
    "length": 1.325,
    "size": -2.365,
    "passage similarity": 3.443,
    "sentence score": 0.359,
}
