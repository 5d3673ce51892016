"""What each command prints, and the status it ends with, on a real instance."""

from __future__ import annotations

import json
import re

import click
import pytest
from click.testing import CliRunner

from indexer import FORMATS, Library, current_id
from indexer.cli import main

MINISTER = "Who is the de facto defence minister of South Ossetia?"


def _shortly(value) -> str | None:
    """The arguments of a case, as its name."""
    return " ".join(value)[:40] if isinstance(value, list) else None


@pytest.fixture
def command(instance, monkeypatch):
    """Runs `indexer` with these arguments on the shared instance."""
    monkeypatch.setenv("FOOTNOTE_INSTANCE", str(instance))
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def _wrong(result) -> str:
    """The one line of a command that was used wrongly."""
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("footnote: ")
    return line


def test_an_answer_is_quoted_and_its_source_cited(command, library) -> None:
    """`ask` prints sentences of the article with numbers, then publisher, date, title, id and offsets of each."""
    result = command("ask", MINISTER)
    assert result.exit_code == 0
    first, *_ = library.ask([MINISTER]).citations
    assert "Gasseyev" in first.quote
    assert f"{first.quote} [1]\n" in result.stdout
    source = result.stdout.partition("Sources\n")[2]
    assert source.startswith(f"[1] Agenda.ge, 25 Oct 2016: {first.title}\n    {first.article_id} {first.span}\n")


def test_an_article_without_a_title_is_named_by_its_id(command, tmp_path) -> None:
    """Where an article has no title, its id stands for it; a source is never an empty line."""
    (tmp_path / "one.jsonl").write_text('{"_id": "p1", "text": "Paper wasps chew wood into paper for their nests."}\n')
    command("rebuild", tmp_path / "one.jsonl", "--instance", tmp_path / "instance")
    asked = ("Who chews wood into paper?", "--instance", tmp_path / "instance")
    assert "[1] p1\n    p1 0-49\n" in command("ask", *asked).stdout
    assert command("search", *asked).stdout.startswith("1. p1\n")


def test_what_is_not_found_says_why_and_shows_the_nearest_as_such(command) -> None:
    """`ask` without an answer gives the reason and ends with 1; passages are shown, but never as an answer."""
    result = command("ask", "Who painted the lighthouse ceiling purple?")
    assert result.exit_code == 1
    assert result.stdout.startswith("Not found: ")
    assert "Sources" not in result.stdout
    assert "\nNearest passages (not an answer)\n" in result.stdout


def test_a_question_follows_up_on_history(command) -> None:
    """`--history` weighs in: a question without a subject finds the one asked about before."""
    document = json.loads(command("ask", "When did it erupt?", "--history", "Where is Katla?", "--json").stdout)
    assert {"term": "Katla", "turn": 1} in [
        {"term": term["term"], "turn": term["turn"]} for term in document["understood_as"]
    ]
    assert document["hits"][0]["article"]["id"] == "volcano"


PIER = "The pier of Sund will be opened this year, said the harbour master. It is built of oak. Tickets cost a crown."
HARBOUR = [
    {"_id": "courier", "text": PIER, "title": "Pier to open", "source": "Courier", "published": "2016-10-25"},
    {"_id": "herald", "text": PIER, "title": "A pier for Sund", "source": "Herald", "published": "2016-10-26"},
    {"_id": "history", "text": "The first pier of Sund was opened in 1887.", "title": "Piers", "published": "1990"},
]


@pytest.fixture
def harbour(command, tmp_path):
    """Runs `indexer` on a library with a relative date, a copied article, and an older date."""
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in HARBOUR))
    place = ("--instance", str(tmp_path / "made"))
    assert command("rebuild", tmp_path / "articles.jsonl", *place).exit_code == 0
    return lambda *arguments: command(*arguments, *place)


def test_what_is_known_beside_the_quotes_is_printed(harbour) -> None:
    """Under a quote stands what its relative dates mean; a timeline and the number of independent texts follow."""
    result = harbour("ask", "When was the pier of Sund opened, and when will it be opened?")
    assert "said the harbour master." in result.stdout
    assert "]\n    “this year”: 2016\n" in result.stdout
    timeline = result.stdout.partition("\nTimeline\n")[2].partition("\n\n")[0]
    assert [line.partition(":")[0] for line in timeline.splitlines()] == ["1887", "2016"]
    sources = result.stdout.partition("\nSources\n")[2]
    assert {"courier", "herald", "history"} <= set(re.findall(r"^    (\w+) \d+-\d+$", sources, re.MULTILINE))
    assert re.search(r"^3 articles, 2 independent texts \(\[\d\] = \[\d\]\)$", sources, re.MULTILINE)


def test_an_answer_keeps_to_the_filters(harbour) -> None:
    """`ask` takes the filters of `search`: what they leave out is neither quoted nor listed."""
    question = "When was the pier of Sund opened?"
    for options, articles in (
        (["--source", "HERALD"], {"herald"}),
        (["--before", "1990"], {"history"}),
        (["--after", "2016-10-26"], {"herald"}),
    ):
        document = json.loads(harbour("ask", question, "--json", *options).stdout)
        assert {hit["article"]["id"] for hit in document["hits"]} == articles
    assert harbour("ask", question, "--author", "nobody").exit_code == 1


def test_a_search_is_sorted_by_date_and_paged(harbour) -> None:
    """`--sort` lists all that is found by date, either way, or by relevance; `--offset` passes over the first of the list."""

    def listed(*options):
        document = json.loads(harbour("search", "pier of Sund", "--json", *options).stdout)
        return [hit["article"]["published"][:4] for hit in document["hits"]]

    assert listed("--sort", "newest") == ["2016", "1990"]
    assert listed("--sort", "oldest") == ["1990", "2016"]
    assert listed("--sort", "relevance") == listed()
    assert listed("--sort", "oldest", "--offset", "1") == ["2016"]
    assert harbour("search", "pier", "--offset", "9").stdout.startswith("No more passages: 2 were found;")
    assert "oldest" in _wrong(harbour("search", "pier", "--sort", "date"))


def test_a_search_groups_by_article(harbour) -> None:
    """`--group` lists each article once, with its passages; JSON and CSV too. `--offset` passes over articles."""
    asked = ("search", "pier of Sund", "--group")
    document = json.loads(harbour(*asked, "--json").stdout)
    ids = [group["article"]["id"] for group in document["groups"]]
    assert len(ids) == len(set(ids)) == document["total"] > 1
    assert document["hits"] == []
    lines = harbour(*asked).stdout
    assert re.findall(r"^(\d)\. .*\n   (\w+), 1 passage found\n\n   \d+-\d+, score", lines, re.MULTILINE) == [
        (str(number), article) for number, article in enumerate(ids, 1)
    ]
    assert harbour(*asked, "--offset", "1").stdout.startswith("2. ")
    assert harbour(*asked, "--offset", "9").stdout.startswith(f"No more articles: {len(ids)} were found;")
    assert harbour(*asked, "--csv").stdout.count("\n") == len(ids) + 1


def test_a_search_follows_up_on_history(command) -> None:
    """`search --history` finds what a question without a subject is about."""
    document = json.loads(command("search", "When did it erupt?", "--history", "Where is Katla?", "--json").stdout)
    assert document["hits"][0]["article"]["id"] == "volcano"


def test_a_misspelt_word_is_asked_about(command) -> None:
    """`ask` and `search` say on stderr what was meant perhaps, with the question to ask instead."""
    for name in ("ask", "search"):
        result = command(name, "Where is the lighthuose keeper?")
        (line,) = result.stderr.splitlines()
        assert re.fullmatch(
            "Did you mean “(lighthouse)”, not “lighthuose”\\? Then ask: Where is the \\1 keeper\\?", line, re.IGNORECASE
        )
        assert command(name, "Where is the lighthouse keeper?").stderr == ""


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_is_written_as_a_file(command, library, tmp_path, name) -> None:
    """`--format` prints the file, and `--output` writes it, to the byte; its suffix tells the format too."""
    with library.reading() as reading:
        expected = FORMATS[name].write(reading.ask([MINISTER]), reading.article)
    printed = command("ask", MINISTER, "--format", name)
    assert (printed.exit_code, printed.stdout_bytes, printed.stderr) == (0, expected, "")
    for file, options in ((tmp_path / "file", ["--format", name]), (tmp_path / f"a{FORMATS[name].suffix}", [])):
        written = command("ask", MINISTER, "--output", file, *options)
        assert (written.exit_code, written.output) == (0, "")
        assert file.read_bytes() == expected


@pytest.mark.parametrize("name", FORMATS)
def test_no_answer_is_a_record_or_no_bibliography(command, tmp_path, name) -> None:
    """Not found ends with 1; where the format can say why it does, else one line on stderr, and no file."""
    file = tmp_path / "file"
    result = command("ask", "Which zeppelin crossed Patagonia?", "--format", name, "--output", file)
    assert result.exit_code == 1
    assert file.exists() == (not FORMATS[name].bibliography) == (result.stderr == "")
    assert "zeppelin" in (file.read_text() if file.exists() else result.stderr)


def test_help_names_every_format(command) -> None:
    """`footnote ask --help` lists the formats."""
    assert re.search(r"markdown,\s+bibtex,\s+ris,\s+csl\s+or\s+evidence", command("ask", "--help").stdout)
    assert list(FORMATS) == ["markdown", "bibtex", "ris", "csl", "evidence"]


def test_search_lists_passages_in_order(command, library) -> None:
    """`search` prints as many hits as asked for, each with its rank, id and offsets."""
    result = command("search", "lighthouse keeper", "-k", 3)
    assert result.exit_code == 0
    assert re.findall(r"^(\d+)\. ", result.stdout, re.MULTILINE) == ["1", "2", "3"]
    for hit in library.search("lighthouse keeper", k=3).hits:
        assert f"\n   {hit.article.id} {hit.passage.span}, score " in result.stdout


def test_an_explanation_adds_up_to_the_score(command) -> None:
    """With `--explain` every hit shows amounts with reasons, and they sum up to its score."""
    hit = json.loads(command("search", "green tea", "--explain", "--json").stdout)["hits"][0]
    assert sum(reason["amount"] for reason in hit["explanation"]) == pytest.approx(hit["score"])
    shown = command("search", "green tea", "-k", 1, "--explain").stdout
    amounts = [float(amount) for amount in re.findall(r"^   ([+-][\d.]+)  ", shown, re.MULTILINE)]
    score = re.search(r"score ([\d.]+)", shown)
    assert sum(amounts) == pytest.approx(float(score[1]), abs=0.01)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--source", "COAST gazette", "--after", "2024-02"], {"light/24"}),
        (["--source", "Coast Gazette", "--before", "2001"], {"light/01"}),
        (["--author", "Mei Tanaka"], set()),
        (["--source", "Earth Notes", "--source", "Coast Gazette", "--after", "2024"], {"light/24"}),
        (["--id", "light/03", "--id", "light/04"], {"light/03", "light/04"}),
    ],
)
def test_filters_exclude(command, options, ids) -> None:
    """Each filter lets only its own articles through, sources whatever their case."""
    result = command("search", "lighthouse", "--json", "-k", 100, *options)
    assert {hit["article"]["id"] for hit in json.loads(result.stdout)["hits"]} == ids
    assert result.exit_code == (0 if ids else 1)


def test_a_search_that_finds_nothing_says_why(command) -> None:
    """One line, with the reason."""
    assert command("search", "zyzzyva").stdout == "Nothing found. No article mentions “zyzzyva”.\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["search", "lighthouse"], 0),
        (["search", "zyzzyva"], 1),
        (["ask", MINISTER], 0),
        (["ask", "zyzzyva"], 1),
        (["verify", "volcano", "0-3", "🌋🌋🌋"], 0),
        (["verify", "volcano", "0-3", "no such words"], 1),
        (["check"], 0),
        (["status"], 0),
    ],
    ids=_shortly,
)
def test_json_is_one_document_that_names_its_build(command, library, arguments, status) -> None:
    """`--json` prints one document and nothing else on either stream, with the same status as without it."""
    result = command(*arguments, "--json")
    assert result.exit_code == status == command(*arguments).exit_code
    assert json.loads(result.stdout)["build"] == library.status().build
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "route", "parameters"),
    [
        (["search", "green tea"], "/api/search", {"q": "green tea"}),
        (["search", "green tea", "--explain"], "/api/search", {"q": "green tea", "explain": "1"}),
        (["search", "zyzzyva", "--after", "2016"], "/api/search", {"q": "zyzzyva", "after": "2016"}),
        (["ask", MINISTER], "/api/ask", {"q": MINISTER}),
        (["ask", "zyzzyva"], "/api/ask", {"q": "zyzzyva"}),
        (["verify", "volcano", "0-3", "no"], "/api/verify", {"id": "volcano", "span": "0-3", "quote": "no"}),
    ],
)
def test_json_is_what_the_web_answers(command, client, arguments, route, parameters) -> None:
    """The document of a command is the one that HTTP gives, field by field and to the last digit."""
    over_http = client.get(route, query_string=parameters).json
    printed = json.loads(command(*arguments, "--json").stdout)
    assert over_http["build"]
    assert list(printed) == list(over_http)
    assert {**printed, "took_ms": 0} == {**over_http, "took_ms": 0}


def test_a_quote_is_verified_where_it_stands(command, library) -> None:
    """`verify` holds for a citation as it was given, and tells moved, changed and gone apart."""
    citation = library.ask([MINISTER]).citations[0]
    given = [citation.article_id, str(citation.span), citation.quote]
    assert command("verify", *given).stdout.startswith("Holds: ")
    moved = command("verify", citation.article_id, "0-9", citation.quote)
    assert moved.stdout == f"Moved: {citation.article_id} says it at {citation.span}, not at 0-9.\n"
    assert command("verify", *given[:2], "never said").stdout.startswith("Changed: ")
    gone = command("verify", "no/such", *given[1:])
    assert (gone.stdout, gone.exit_code) == ("Gone: no article has the id no/such.\n", 1)


def test_the_status_shows_what_a_rebuild_would_change(command, library) -> None:
    """`status` lists counts and every setting, and marks one whose configured value waits for a rebuild."""
    lines = command("status", "--set", "bm25.k1=7.5").stdout.splitlines()
    built = library.status().settings["bm25.k1"]
    assert f"build\t{library.status().build}" in lines
    assert f"bm25.k1\t{built}\t7.5" in lines
    assert f"bm25.b\t{library.status().settings['bm25.b']}\t" in lines


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["search", ""], "empty"),
        (["ask", " \n"], "empty"),
        (["ask", "why " * 25_000], "characters"),
        (["search", "why " * 25_000], "characters"),
        (["search"], "Missing argument 'QUERY'"),
        (["search", "a", "-k", "0"], "0 is not in the range"),
        (["search", "a", "-k", "101"], "101 is not in the range"),
        (["search", "a", "--after", "yesterday"], "is not YYYY"),
        (["search", "a", "--before", "2016-13"], "no calendar has"),
        (["search", "a", "--source", " "], "not empty"),
        (["search", "a", "--sauce", "b"], "No such option"),
        (["serach", "a"], "No such command"),
        (["search", "a", "--set", "bm25.k1"], "is not NAME=VALUE"),
        (["search", "a", "--set", "bm25.k9=1"], "there is no such setting"),
        (["search", "a", "--set", "bm25.k1=high"], "write a number"),
        (["check", "--set", "bm25.k9=1"], "there is no such setting"),
        (["verify", "volcano", "5-5", "a"], "two whole numbers"),
        (["verify", "volcano", "five", "a"], "two whole numbers"),
        (["ask"], "there is no QUESTION"),
        (["ask", "--json"], "give --json a QUESTION"),
        (["ask", "--format", "ris"], "write :export"),
        (["ask", "a", "--format", "pdf"], "there is no format 'pdf'; write markdown, bibtex"),
        (["ask", "a", "--output", "a.pdf"], "let it end in .md, .bib"),
        (["ask", "a", "--format", "ris", "--json"], "leave out --format"),
        (["ask", MINISTER, "--output", "no/such/folder/a.md"], "No such file"),
        (["ask", "a", "--after", "soon"], "is not YYYY"),
        (["rebuild", "no/such/folder"], "does not exist"),
        (["evaluate", "no.jsonl", "no.tsv"], "No such file"),
        (["run", "no.jsonl"], "Missing option '--output'"),
        (["run", "no.jsonl", "--output", "a", "--level", "word"], "is not one of"),
    ],
    ids=_shortly,
)
def test_wrong_use_is_one_line_on_stderr(command, arguments, problem) -> None:
    """Wrong usage or input ends with 2, nothing on stdout, and one line that says what is wrong."""
    assert problem in _wrong(command(*arguments))


@pytest.mark.parametrize(
    "arguments", [["search", "a"], ["ask", "a"], ["check"], ["status"], ["verify", "a", "0-1", "b"]]
)
def test_without_a_build_the_next_step_is_named(command, tmp_path, arguments) -> None:
    """In an instance without a build every reading command says how to make one."""
    assert "run `footnote rebuild`" in _wrong(command(*arguments, "--instance", tmp_path / "none"))


@pytest.mark.parametrize(
    "question", ["the of and", "?!…", "გამარჯობა", "什么时候", "\x1b[31mred", "<b>bold</b>", "\ud800"]
)
def test_a_strange_question_has_a_clear_outcome(command, question) -> None:
    """Stop words, punctuation, other scripts, control characters: an answer or a reason, never a traceback."""
    for name in ("search", "ask"):
        result = command(name, question)
        assert result.exit_code in {0, 1, 2}
        assert result.stdout if result.exit_code < 2 else len(result.stderr.splitlines()) == 1
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "\x1b" not in result.output


def test_every_command_takes_instance_and_settings() -> None:
    """Each command has `--instance`, `--set` and `--json`, but for the one that goes on, and help for every option."""
    assert list(main.commands) == [
        "rebuild", "update", "watch", "search", "ask", "run", "evaluate", "verify", "check", "status", "export-build",
        "import", "fetch", "remove-indexes",
    ]  # fmt: skip
    for name, made in main.commands.items():
        options = {option.opts[-1]: option for option in made.params if isinstance(option, click.Option)}
        assert {"--instance", "--set"} <= set(options), name
        assert made.help, name
        assert "--json" in options or name == "watch", name


def test_a_rebuild_is_summed_up_and_names_what_it_skipped(command, tmp_path) -> None:
    """`rebuild` prints counts and each skipped file with its reason, and the new build answers at once."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "good.md").write_text("# Otters\n\nOtters hold hands while they sleep.\n")
    (articles / "bad.txt").write_bytes(b"\x00\x01\x02\x00")
    result = command("rebuild", articles, "--instance", tmp_path / "made")
    assert result.exit_code == 0
    with Library.open(tmp_path / "made") as library:
        assert result.stdout.startswith(f"Build {library.status().build}\n1 article, 1 passage, ")
        (skipped,) = library.status().skipped
    assert f"1 file skipped:\n  {skipped.path}: {skipped.reason}\n" in result.stdout
    assert command("ask", "Who holds hands?", "--instance", tmp_path / "made").exit_code == 0


def test_an_update_reads_the_last_sources_again(command, tmp_path) -> None:
    """`update` without a source builds from those of the last build, with what has been added since."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.md").write_text("Otters hold hands.\n")
    command("rebuild", articles, "--instance", tmp_path / "made")
    (articles / "b.md").write_text("Badgers dig.\n")
    result = command("update", "--instance", tmp_path / "made")
    assert result.exit_code == 0
    assert "1 article added; 2 passages; " in result.stdout


def test_an_update_names_new_skips_alone(command, tmp_path) -> None:
    """A file that is skipped is named by the first update; later ones count it, and say which option names it."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.md").write_text("Otters hold hands.\n")
    command("rebuild", articles, "--instance", tmp_path / "made")
    (articles / "b.xyz").write_text("nothing")
    assert f"1 file skipped:\n  {articles / 'b.xyz'}: " in command("update", "--instance", tmp_path / "made").stdout
    (articles / "a.md").write_text("Otters swim.\n")
    later = command("update", "--instance", tmp_path / "made").stdout
    assert "No new file skipped; 1 as before, which `footnote update --all` names.\n" in later
    assert "b.xyz" not in later


def test_an_update_tells_what_changed_in_one_line(command, tmp_path) -> None:
    """How many articles were added, changed and removed, how large the library is, and how long it took; in JSON, too."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("a", "b", "c"):
        (articles / f"{name}.md").write_text(f"Otter {name} holds hands.\n")
    command("rebuild", articles, "--instance", tmp_path / "made")
    (articles / "a.md").write_text("Otters swim.\n")
    (articles / "b.md").unlink()
    (articles / "d.md").write_text("Badgers dig.\n")
    (articles / "e.md").write_text("Moles dig.\n")
    result = command("update", "--instance", tmp_path / "made")
    build = current_id(tmp_path / "made")
    (line,) = result.stdout.splitlines()
    told = rf"Build {build}: 2 articles added, 1 changed, 1 gone; 4 passages; published in \d+\.\d s"
    assert re.fullmatch(told, line)
    document = json.loads(command("update", "--json", "--instance", tmp_path / "made").stdout)
    assert (document["changed"], document["changes"]) == (False, {"added": 0, "changed": 0, "gone": 0})


def test_a_rebuild_of_nothing_ends_with_1_and_keeps_the_old_build(command, tmp_path) -> None:
    """When no article can be read the status is 1, one line says so, and the old build still answers."""
    (tmp_path / "a.md").write_text("Otters hold hands.\n")
    command("rebuild", tmp_path / "a.md", "--instance", tmp_path / "made")
    (tmp_path / "empty").mkdir()
    result = command("rebuild", tmp_path / "empty", "--instance", tmp_path / "made")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert command("search", "otters", "--instance", tmp_path / "made").exit_code == 0


def test_damage_is_found_and_named(command, tmp_path) -> None:
    """`check` ends with 1 and a line a problem when a file of the build is not what was published."""
    made = tmp_path / "made"
    (tmp_path / "a.md").write_text("Otters hold hands.\n")
    command("rebuild", tmp_path / "a.md", "--instance", made)
    assert command("check", "--instance", made).exit_code == 0
    texts = next(made.rglob("texts.utf8"))
    texts.write_bytes(texts.read_bytes().replace(b"hands", b"lands"))
    result = command("check", "--instance", made, "--json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert "texts.utf8" in problem
    for manifest in made.rglob("manifest.json"):
        manifest.write_text("{")
    unreadable = command("check", "--instance", made)
    assert (unreadable.exit_code, unreadable.stderr) == (1, "")
    assert "manifest.json" in unreadable.stdout
