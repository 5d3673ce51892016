"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.633,
    "log reach": 2.362,
    "information": 1.912,
    "rarest": 0.322,
    "unknown name": -1.500,
    "passage letters": 3.063,
    "sentence letters": 1.613,
    "length": 1.293,
    "size": -2.855,
}

WITH_MEANING = {
    "bias": -8.719,
    "log reach": 1.129,
    "information": 1.238,
    "rarest": 0.721,
    "unknown name": -1.500,
    "passage letters": 1.537,
    "sentence letters": 1.430,
    "length": 1.338,
    "size": -2.385,
    "passage similarity": 3.714,
    "sentence score": 0.388,
}
