"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.639,
    "log reach": 2.363,
    "information": 1.909,
    "rarest": 0.315,
    "unknown name": -1.500,
    "passage letters": 3.317,
    "sentence letters": 1.345,
    "length": 1.292,
    "size": -2.847,
}

WITH_MEANING = {
    "bias": -8.093,
    "log reach": 1.262,
    "information": 1.237,
    "rarest": 0.727,
    "unknown name": -1.500,
    "passage letters": 1.779,
    "sentence letters": 1.231,
    "length": 1.305,
    "size": -2.372,
    "passage similarity": 3.448,
    "sentence score": 0.342,
}
