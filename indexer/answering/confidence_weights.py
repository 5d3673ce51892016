"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.640,
    "log reach": 2.361,
    "information": 1.909,
    "rarest": 0.317,
    "unknown name": -1.500,
    "passage letters": 3.288,
    "sentence letters": 1.372,
    "length": 1.291,
    "size": -2.846,
}

WITH_MEANING = {
    "bias": -8.105,
    "log reach": 1.258,
    "information": 1.238,
    "rarest": 0.732,
    "unknown name": -1.500,
    "passage letters": 1.750,
    "sentence letters": 1.267,
    "length": 1.305,
    "size": -2.369,
    "passage similarity": 3.440,
    "sentence score": 0.343,
}
