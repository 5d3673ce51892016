"""The model that ships: its table is whole and small, its pieces are BERT's, and it knows what belongs together."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import EmbedderError
from indexer.text.embedders import builtin, calibrated_similarity, embedder
from indexer.text.embedders.bert_pieces import BertPieces
from indexer.text.embedders.builtin import TABLE, BuiltinEmbedder
from tests.embedder_contract import EmbedderContract

VOCABULARY = ["un", "##lit", "lamp", "##s", "cafe", "the", "光", "x", "##x"]
MEANT = (
    ("Which drugs do doctors give sick kids?", "The physician prescribed a medicine to the child.", "Tea is steamed."),
    ("how do I repair my car", "A mechanic mended the engine of the automobile.", "Wasps chew wood into paper."),
    ("Who rules the country?", "The king governs the nation.", "The recipe needs two eggs and some flour."),
    ("biggest animal in the sea", "The blue whale is the largest creature of the ocean.", "Trains run on rails."),
)


@pytest.fixture(scope="module")
def model():
    """The model."""
    return embedder("builtin")


class TestBuiltin(EmbedderContract):
    """The table is an embedder like any other."""

    @pytest.fixture
    def made(self, model):
        return model


@pytest.mark.parametrize(("question", "answer", "other"), MEANT)
def test_meaning_counts_and_not_letters(model, question, answer, other) -> None:
    """A question is nearer to its answer in other words than to a text about something else."""
    asked, near, far = model.embed([question, answer, other])
    assert asked @ near > asked @ far + 0.15


def test_similarities_are_on_the_common_scale(model) -> None:
    """The calibration that comes with the table puts answers near 1 and other texts near 0."""
    asked = model.embed([question for question, _, _ in MEANT]).astype(float)
    near, far = (model.embed([row[column] for row in MEANT]).astype(float) for column in (1, 2))
    assert 0.5 < calibrated_similarity(model, (asked * near).sum(axis=1)).mean() < 1.3
    assert -0.3 < calibrated_similarity(model, (asked * far).sum(axis=1)).mean() < 0.3


def test_a_long_text_is_summed_exactly(model) -> None:
    """However long a text is, its vector has the direction of the sum of its words' rows."""
    words = "the harbour of Odessa was frozen for three months in that winter".split() * 400
    (whole,) = model.embed([" ".join(words)])
    (once,) = model.embed([" ".join(words[:12])])
    np.testing.assert_allclose(whole, once, atol=1e-7)


def test_the_table_is_small_and_what_was_published() -> None:
    """The files take at most 8 MB, have the digests that the model states, and come with licence and model card."""
    facts = json.loads((TABLE / builtin.MODEL).read_text("utf-8"))
    assert facts["files"].keys() == {builtin.ROWS, builtin.SHIFTS, builtin.PIECES}
    for name, stated in facts["files"].items():
        assert hashlib.sha256((TABLE / name).read_bytes()).hexdigest() == stated
    assert sum(path.stat().st_size for path in TABLE.iterdir()) <= 8_000_000
    assert "Apache License" in (TABLE / "LICENSE").read_text("utf-8")
    assert f"{facts['texts']:,} texts" in (TABLE / "MODEL_CARD.md").read_text("utf-8")


def test_another_table_is_another_model(tmp_path, model) -> None:
    """The digest of the model changes with its files, so vectors of another table are not mistaken for its own."""
    shutil.copytree(TABLE, tmp_path / "table")
    assert BuiltinEmbedder("copy", tmp_path / "table").digest == model.digest
    path = tmp_path / "table" / builtin.MODEL
    path.write_text(path.read_text("utf-8").replace('"rows.npy": "', '"rows.npy": "0'), "utf-8")
    assert BuiltinEmbedder("copy", tmp_path / "table").digest != model.digest


@pytest.mark.parametrize("name", [builtin.ROWS, builtin.SHIFTS, builtin.PIECES, builtin.MODEL])
def test_a_damaged_table_says_what_to_do(tmp_path, name) -> None:
    """A file that is missing or none is an error that names the folder and the way out."""
    shutil.copytree(TABLE, tmp_path / "table")
    (tmp_path / "table" / name).write_bytes(b"{}")
    with pytest.raises(EmbedderError, match="install Footnote anew"):
        BuiltinEmbedder("damaged", tmp_path / "table")
    (tmp_path / "table" / name).unlink()
    with pytest.raises(EmbedderError, match="install Footnote anew"):
        BuiltinEmbedder("damaged", tmp_path / "table")


def test_it_needs_no_extra() -> None:
    """Embedding with it imports none of the libraries that other models need, and no client of the network."""
    script = (
        "import sys; from indexer.text.embedders import embedder; embedder('builtin').embed(['a']); "
        "print(*sorted({'tokenizers', 'safetensors', 'onnxruntime', 'huggingface_hub', 'ssl'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split() == []
    )


# Word pieces


def pieces(text):
    """The pieces of a text, as they are written."""
    return [VOCABULARY[number] for number in BertPieces(VOCABULARY).numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unlit LAMPS!", ["un", "##lit", "lamp", "##s"]),
        ("the café, the cafe\u0301", ["the", "cafe", "the", "cafe"]),
        ("the zzz lamp", ["the", "lamp"]),
        ("lampz", []),
        ("光光x光", ["光", "光", "x", "光"]),
        ("x" * 101, []),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_pieces(text, expected) -> None:
    """Small letters without accents, longest piece first, Chinese characters alone; what cannot be spelled is left out."""
    assert pieces(text) == expected


@pytest.mark.skipif(importlib.util.find_spec("tokenizers") is None, reason="the extra [semantic] is not installed")
@given(text=st.text(st.sampled_from("abeilmnpstuxÄé光 -.,'’12"), max_size=40))
def test_the_pieces_are_bert_s(text) -> None:
    """Words have the pieces that BERT's own tokenizer gives them."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415  an extra

    vocabulary = ["[UNK]", *VOCABULARY, *"abeilmnpstu12", *(f"##{sign}" for sign in "abeilmnpstu12")]
    theirs = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(vocabulary)}, unk_token=vocabulary[0]))
    theirs.normalizer = normalizers.BertNormalizer(lowercase=True)
    theirs.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    expected = [number for number in theirs.encode(text).ids if number]
    assert BertPieces(vocabulary).numbers(text).tolist() == expected
