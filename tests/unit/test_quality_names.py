"""The measure of names counts what it says, in both kinds of files."""

from __future__ import annotations

from tests.quality.names import articles, main, measure

CONLL = """-DOCSTART- -X- O

Yesterday RB O
Ada NNP I-PER
Holm NNP I-PER
sailed VBD O
to TO O
Bergen NNP I-LOC
with IN O
friends NNS O
of IN O
Kestrel NNP I-MISC
. . O

-DOCSTART- -X- O

They PRP O
saw VBD O
Lund NNP I-LOC
. . O
"""
CONLLU = "0\tThey\tO\n1\tmet\tO\n2\tBergen\tB-LOC\n3\tLund\tB-LOC\n4\t.\tO\n\n"


def test_names_are_counted_by_article(tmp_path) -> None:
    """Right are people, organisations and places; a name at the beginning of a sentence is not looked for."""
    (tmp_path / "a.txt").write_text(CONLL)
    found = measure(tmp_path / "a.txt", "en")
    assert (found.names, found.right, found.any_name, found.part, found.wanted) == (3, 2, 3, 3, 3)
    assert str(found).startswith("3 names, right 0.667, any name 1.000, part 1.000; found 0.667 of 3")


def test_neighbours_are_two_names_and_ten_sentences_an_article(tmp_path, capsys) -> None:
    """Where each begins with a label of its own, and where nothing says where articles begin."""
    (tmp_path / "b.conllu").write_text(CONLLU * 11)
    assert [len(article) for article in articles((CONLLU * 11).splitlines())] == [10, 1]
    assert main(["en", str(tmp_path / "b.conllu")]) == 0
    assert "2 names, right 0.000, any name 0.000, part 1.000; found 0.000 of 4" in capsys.readouterr().out
    assert main([]) == 2
