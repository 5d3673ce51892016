"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.637,
    "log reach": 2.363,
    "information": 1.912,
    "rarest": 0.322,
    "unknown name": -1.500,
    "passage letters": 3.087,
    "sentence letters": 1.589,
    "length": 1.294,
    "size": -2.855,
}

WITH_MEANING = {
    "bias": -8.614,
    "log reach": 1.196,
    "information": 1.271,
    "rarest": 0.741,
    "unknown name": -1.500,
    "passage letters": 1.517,
    "sentence letters": 1.459,
    "length": 1.355,
    "size": -2.378,
    "passage similarity": 3.428,
    "sentence score": 0.383,
}
