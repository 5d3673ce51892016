"""Embedders keep their promise, and those that cannot be had say what to do."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.errors import EmbedderError
from indexer.text.embedders import choice, embedder
from indexer.text.embedders.base import digest, unit
from tests.embedder_contract import TEXTS, EmbedderContract, LetterEmbedder

EXTRA = ("onnxruntime", "safetensors", "tokenizers", "wordllama")
extra = pytest.mark.skipif(
    not all(importlib.util.find_spec(package) for package in EXTRA), reason="the extra [semantic] is not installed"
)
SENTENCE_MODEL = Path(os.environ.get("FOOTNOTE_TEST_MODEL", "no such folder"))
VOCABULARY = ("[UNK]", "keeper", "of", "the", "lamp", "light", "wasp", "jaws", "buzzing", "ships", "tea", "green")


def save_tokenizer(path):
    """A tokenizer of whole words."""
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415  an extra

    numbers = {word: number for number, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(numbers, unk_token=VOCABULARY[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_padding(length=64)
    tokenizer.enable_truncation(3)
    tokenizer.save(str(path))


@pytest.fixture
def folder(tmp_path):
    """A folder as model2vec saves it, with a row of its own for every word."""
    from safetensors.numpy import save_file  # noqa: PLC0415  an extra

    home = tmp_path / "tiny"
    home.mkdir()
    save_tokenizer(home / "tokenizer.json")
    save_file({"embeddings": np.eye(len(VOCABULARY), 16, dtype=np.float32)}, home / "model.safetensors")
    return home


@pytest.fixture(scope="module")
def wordllama():
    """The embedder with the table of the package."""
    return embedder("wordllama")


@pytest.fixture(scope="module")
def sentence_model():
    """A real sentence model."""
    return embedder(str(SENTENCE_MODEL))


class TestLetterEmbedder(EmbedderContract):
    """The tests' own embedder, so that what is tested with it holds of real ones."""

    @pytest.fixture
    def made(self):
        return LetterEmbedder()


@extra
class TestWordLlama(EmbedderContract):
    """The table that works at once."""

    @pytest.fixture
    def made(self, wordllama):
        return wordllama

    def test_meaning_counts_and_not_letters(self, made):
        """A question is nearer to a text in other words than to one about something else."""
        question, answer, other = made.embed(["How are ships warned?", TEXTS[1], TEXTS[2]])
        assert question @ answer > question @ other + 0.1

    def test_it_agrees_with_wordllama_s_own_code(self, made):
        """The vectors are those that the package itself makes."""
        from tokenizers import Tokenizer  # noqa: PLC0415  an extra
        from wordllama.inference import WordLlamaInference  # noqa: PLC0415  an extra

        home = Path(next(iter(importlib.util.find_spec("wordllama").submodule_search_locations)))
        tokenizer = Tokenizer.from_file(str(home / choice._TABLE_TOKENIZER))
        theirs = WordLlamaInference(made._rows, tokenizer).embed(list(TEXTS), norm=True)
        np.testing.assert_allclose(made.embed(TEXTS), theirs, atol=1e-6)


@extra
@pytest.mark.skipif(not SENTENCE_MODEL.is_dir(), reason="FOOTNOTE_TEST_MODEL names no folder with a sentence model")
class TestSentenceModel(EmbedderContract):
    """A real sentence model, where there is one."""

    @pytest.fixture
    def made(self, sentence_model):
        return sentence_model

    def test_what_comes_after_256_word_pieces_is_not_read(self, made):
        """Two long texts that differ only at their ends have one vector."""
        start = "The keeper of the light writes into his book. " * 60
        first, second = made.embed([start + "Tea is green.", start + "Wasps have jaws."])
        assert (first == second).all()


@extra
class TestFolder:
    """A folder with static vectors, as model2vec saves them."""

    def test_a_vector_is_the_mean_of_its_words(self, folder):
        """The rows of the known words are added, each as often as its word occurs, and nothing is cut off."""
        (vector,) = embedder(str(folder)).embed(["the lamp of the keeper zzz"])
        expected = np.zeros(16)
        expected[[VOCABULARY.index("lamp"), VOCABULARY.index("of"), VOCABULARY.index("keeper")]] = 1
        expected[VOCABULARY.index("the")] = 2
        np.testing.assert_allclose(vector, expected / np.sqrt(7), atol=1e-6)

    def test_a_text_of_unknown_words_has_zeros(self, folder):
        """A text of which the model knows no word is near to nothing."""
        assert not embedder(str(folder)).embed(["zzz", ""]).any()

    def test_weights_and_a_mapping_are_applied(self, folder):
        """A trimmed vocabulary's words are looked up by its mapping, and weigh what its weights say."""
        from safetensors.numpy import save_file  # noqa: PLC0415  an extra

        mapping = np.array([0, 1, 1, *range(3, 12)])
        weights = np.ones(12, np.float32)
        weights[4] = 3
        tensors = {"embeddings": np.eye(12, dtype=np.float16), "mapping": mapping, "weights": weights}
        save_file(tensors, folder / "model.safetensors")
        of, keeper, both = embedder(str(folder)).embed(["of", "keeper", "lamp keeper"])
        assert (of == keeper).all()
        np.testing.assert_allclose(both[[1, 4]], np.array([1, 3]) / np.sqrt(10), atol=1e-6)

    def test_the_digest_changes_with_the_model(self, folder):
        """Another table, or another tokenizer, is another model; its name and place are not part of it."""
        from safetensors.numpy import save_file  # noqa: PLC0415  an extra

        before = embedder(str(folder)).digest
        moved = folder.rename(folder.with_name("elsewhere"))
        assert embedder(str(moved)).digest == before
        save_file({"embeddings": np.eye(12, dtype=np.float32)}, moved / "model.safetensors")
        assert embedder(str(moved)).digest != before

    @pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
    def test_a_damaged_file_is_named(self, folder, file):
        """A file of the model that cannot be read is an `EmbedderError` that names it."""
        (folder / file).write_bytes(b"not what it should be")
        with pytest.raises(EmbedderError, match=file):
            embedder(str(folder))

    def test_files_of_two_models_are_refused(self, folder):
        """A tokenizer with more words than the table has rows belongs to another model."""
        from safetensors.numpy import save_file  # noqa: PLC0415  an extra

        save_file({"embeddings": np.eye(3, dtype=np.float32)}, folder / "model.safetensors")
        with pytest.raises(EmbedderError, match="of one model"):
            embedder(str(folder))

    def test_a_damaged_onnx_model_is_named(self, folder):
        """A file that is no ONNX model is an `EmbedderError` that names it."""
        (folder / "model.safetensors").rename(folder / "model.onnx")
        with pytest.raises(EmbedderError, match=r"model\.onnx cannot be read as an ONNX model"):
            embedder(str(folder))

    def test_two_models_in_a_folder_are_not_chosen_between(self, folder):
        """A folder with both kinds of model is refused, for nobody said which."""
        shutil.copy(folder / "model.safetensors", folder / "model.onnx")
        with pytest.raises(EmbedderError, match="holds both"):
            embedder(str(folder))


def test_no_name_is_no_embedder() -> None:
    """Without a model named, there is no embedder, and nothing of the extra is imported."""
    assert embedder("") is None


@pytest.mark.parametrize("name", ["no/such/folder", "word-llama", "."])
def test_what_is_no_model_says_what_is(name) -> None:
    """A name that is neither `wordllama` nor a folder with a model raises, and says what to write."""
    with pytest.raises(
        EmbedderError, match=r"set semantic\.model to a folder with one of them and its tokenizer\.json"
    ):
        embedder(name)


@pytest.mark.parametrize("missing", ["tokenizers", "safetensors"])
def test_a_missing_extra_gives_the_line_that_installs_it(missing, monkeypatch) -> None:
    """Without the extra, the error names the package that is missing and the command to run."""
    monkeypatch.setitem(sys.modules, missing, None)
    for module in [name for name in sys.modules if name.startswith(("indexer.text.embedders.", f"{missing}."))]:
        if module.endswith((".static", ".word_pieces")) or module.startswith(f"{missing}."):
            monkeypatch.delitem(sys.modules, module)
    with pytest.raises(EmbedderError, match=r"pip install 'footnote-search\[semantic\]'"):
        embedder("wordllama")


@extra
def test_a_missing_table_gives_the_line_that_installs_it(monkeypatch) -> None:
    """With the libraries but without wordllama's package, the error names it and the command to run."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EmbedderError, match=r"package wordllama; run `pip install 'footnote-search\[semantic\]'`"):
        embedder("wordllama")


@extra
def test_nothing_that_could_reach_the_network_is_loaded() -> None:
    """Embedding imports no client of the network, and not the package that would look for its files there."""
    script = (
        "import sys; from indexer.text.embedders import embedder; embedder('wordllama').embed(['a']); "
        "print(*sorted({'socket', 'ssl', 'requests', 'huggingface_hub', 'wordllama'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == []


def test_unit_leaves_zeros() -> None:
    """Rows are brought to length 1; a row of zeros stays."""
    np.testing.assert_allclose(unit(np.array([[3.0, 4.0], [0.0, 0.0]])), [[0.6, 0.8], [0, 0]], rtol=1e-6)


def test_the_digest_is_of_recipe_and_contents(tmp_path) -> None:
    """Each of recipe, contents and order counts."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    second.write_bytes(b"2")
    found = {digest("x", [first, second]), digest("x", [second, first]), digest("y", [first, second])}
    assert len(found) == 3
