"""What every embedder promises; and a small one, made of nothing, that keeps it."""

from __future__ import annotations

import hashlib

import numpy as np

from indexer.text.embedders.base import unit

TEXTS = (
    "The lighthouse keeper lights the lamp at dusk.",
    "Ships are warned of rocks by a light on the coast.",
    "Green tea is heated soon after it is picked.",
    "lamp",
    "Ο φάρος της Αλεξάνδρειας (Pharos) 🌋",
    "The keeper of the light writes into his book, every evening, what ships have passed. " * 8,
)


class LetterEmbedder:
    """Counts letters: texts are near when they are written with the same ones. Notes what it was asked to embed."""

    dimensions = 26
    language = None

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.digest = hashlib.sha256(name.encode()).hexdigest()
        self.embedded: list[str] = []

    def embed(self, texts):
        self.embedded += texts
        counts = [[text.casefold().count(chr(ord("a") + letter)) for letter in range(26)] for text in texts]
        return unit(np.array(counts, np.float64).reshape(-1, 26))


class EmbedderContract:
    """Inherit, and give a fixture `made`."""

    def test_vectors_are_float32_rows_of_length_one(self, made):
        """Every text gets a row of `dimensions` float32 numbers, of together length 1."""
        vectors = made.embed(TEXTS)
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(TEXTS), made.dimensions)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)

    def test_a_vector_does_not_depend_on_its_neighbours(self, made):
        """A text's vector is the same to the last bit alone, in company, and in another order."""
        alone = np.concatenate([made.embed([text]) for text in TEXTS])
        assert (made.embed(TEXTS) == alone).all()
        assert (made.embed(TEXTS[::-1])[::-1] == alone).all()

    def test_no_texts_give_no_vectors(self, made):
        """Of nothing there are no vectors, and they still say how wide they are."""
        assert made.embed([]).shape == (0, made.dimensions)

    def test_texts_alike_are_nearer_than_others(self, made):
        """A text is nearest to itself said a little differently."""
        first, close, far = made.embed(["keeper of the lamp", "the lamp keeper", "buzzing wasp jaws"])
        assert first @ close > first @ far

    def test_a_text_without_content_is_near_to_nothing(self, made):
        """The empty text has finite numbers for a vector, never a division by zero."""
        assert np.isfinite(made.embed([""])).all()

    def test_the_digest_names_the_model(self, made):
        """The digest is a SHA-256, hexadecimal."""
        assert len(made.digest) == 64
        int(made.digest, 16)
