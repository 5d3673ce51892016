"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer.
"""

BY_WORDS = {
    "bias": -3.642,
    "log reach": 2.363,
    "information": 1.913,
    "rarest": 0.321,
    "unknown name": -1.500,
    "passage letters": 3.063,
    "sentence letters": 1.624,
    "length": 1.295,
    "size": -2.855,
}

WITH_MEANING = {
    "bias": -8.579,
    "log reach": 1.197,
    "information": 1.280,
    "rarest": 0.742,
    "unknown name": -1.500,
    "passage letters": 1.481,
    "sentence letters": 1.512,
    "length": 1.352,
    "size": -2.384,
    "passage similarity": 3.428,
    "sentence score": 0.377,
}
