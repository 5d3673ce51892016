"""How much each feature of the confidence weighs (`confidence_features.py`), by words alone and with a model of meaning.

`python -m tests.quality.confidence --write` fits them anew to questions with and without an answer. Those in force were
fitted by its method to sentences that an earlier ranker had chosen.
"""

BY_WORDS = {
    "bias": -4.649,
    "reach": 1.093,
    "log reach": 1.041,
    "information": 2.533,
    "rarest": 0.260,
    "joint": 0.047,
    "names": 0.299,
    "unknown name": -2.500,
    "passage letters": 3.057,
    "sentence letters": 1.913,
    "size": -2.687,
}

WITH_MEANING = {
    "bias": -5.441,
    "reach": 1.253,
    "log reach": 0.419,
    "information": 1.950,
    "rarest": 0.324,
    "joint": 0.201,
    "names": 0.214,
    "unknown name": -2.500,
    "passage letters": 0.582,
    "sentence letters": 2.006,
    "size": -2.347,
    "passage similarity": 0.938,
    "answer similarity": 2.171,
}
