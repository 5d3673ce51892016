"""What goes wrong with a cluster costs the answers that need it, in a sentence: none is wrong, and none is half of one."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from indexer import EngineUnavailableError, Library, rebuild
from indexer.budget import answer_within
from indexer.engines.opensearch import OpenSearchKind
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.files import write_files
from indexer.types import QuestionTerm
from tests.cluster.corpus import counted_passages, settings_of, write_arrays, write_build
from tests.cluster.nodes import NODES, Cluster
from tests.cluster.proxy import PASSWORD, USER, proxy_before
from tests.conftest import wait_until
from webapp import create_app

FIELDS = {"text": 1.0, "title": 0.6}
CLIENTS = 8
BACK_WITHIN = 10  # seconds


@pytest.fixture
def proxy(cluster, tmp_path, monkeypatch):
    """A proxy before the first node, which this process knows the certificate and the password of."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here; install it")
    with proxy_before(cluster.urls[0], tmp_path) as (running, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.setenv("OPENSEARCH_USERNAME", USER)
        monkeypatch.setenv("OPENSEARCH_PASSWORD", PASSWORD)
        yield running


@pytest.fixture
def guarded(proxy, cluster, tmp_path):
    """The settings of a library behind the proxy, and an engine on a build of 50 passages in it, with a question."""
    settings = replace(settings_of(cluster, "guarded"), opensearch_url=proxy.url)
    vocabulary = write_build(tmp_path / "build", counted_passages(50, seed=3), settings)
    engine = OpenSearchKind().open(tmp_path / "build", vocabulary, settings, compiled=False)
    return settings, engine, (QuestionTerm("en:word1", ""),)


def test_encrypted_and_with_a_password(guarded):
    """A build is written and asked over HTTPS, with a verified certificate and a password."""
    _, engine, question = guarded
    assert len(engine.top(question, 3, fields=FIELDS)[0]) == 3


@pytest.mark.parametrize(
    ("trouble", "told"),
    [("slow", "did not answer in time"), ("busy", "no node is free"), ("half", "half an answer")],
)
def test_trouble_is_told_and_passes(guarded, proxy, trouble, told):
    """A slow, busy or incomplete answer is an error in a sentence, within the deadline; then the engine goes on."""
    _, engine, question = guarded
    proxy.trouble = trouble
    began = time.monotonic()
    with answer_within(1), pytest.raises(EngineUnavailableError, match=told):
        engine.top(question, 3, fields=FIELDS)
    assert time.monotonic() - began < 3
    proxy.trouble = ""
    assert len(engine.top(question, 3, fields=FIELDS)[0]) == 3


def test_a_full_disk_is_told(guarded, proxy, tmp_path):
    """A cluster whose disks are full takes no build, and says why."""
    settings, *_ = guarded
    vocabulary = write_arrays(tmp_path / "more", counted_passages(20, seed=4), settings)
    proxy.trouble = "full"
    with pytest.raises(EngineUnavailableError, match="no disk space left"):
        OpenSearchKind().writer(tmp_path / "more", settings).commit(vocabulary)


@pytest.fixture
def own_cluster(cluster, tmp_path):  # noqa: ARG001  skips where none can run
    """Another cluster, for a test that leaves one behind that takes nothing."""
    running = Cluster(tmp_path)
    yield running
    running.stop()


def test_full_disks_of_real_nodes_are_told(own_cluster, tmp_path):
    """When the nodes take their disks to be full, a build says so, whether they refuse a passage or a new index."""
    settings = settings_of(own_cluster, "disks", opensearch_replicas=0)
    vocabulary = write_arrays(tmp_path / "build", counted_passages(20, seed=4), settings)
    indices = own_cluster.client.indices
    indices.create(index="disks.first")
    name = "cluster.routing.allocation.disk.watermark"
    full = {f"{name}.{level}": "0.01%" for level in ("low", "high", "flood_stage")}
    own_cluster.client.cluster.put_settings(body={"transient": {**full, "cluster.info.update.interval": "10s"}})
    end = time.monotonic() + 60
    while "read_only_allow_delete" not in str(indices.get_settings(index="disks.first")):  # until they notice
        assert time.monotonic() < end
        time.sleep(0.5)
    with pytest.raises(EngineUnavailableError, match="no disk space left"):
        Connection(settings.opensearch_url).ask("PUT", "/disks.first/_doc/1", {})
    with pytest.raises(EngineUnavailableError, match="no disk space left"):
        OpenSearchKind().writer(tmp_path / "build", settings).commit(vocabulary)
    with pytest.raises(EngineUnavailableError, match="no disk space left"):
        write_files(Connection(settings.opensearch_url), "disks", "1", tmp_path / "build", (), 0)


def test_a_wrong_password_and_an_unknown_certificate_are_told(proxy, monkeypatch, tmp_path):
    """Neither is tried again: each is one sentence at once."""
    monkeypatch.setenv("OPENSEARCH_PASSWORD", "wrong")
    with pytest.raises(EngineUnavailableError, match="refuses the user or password"):
        Connection(proxy.url).ask("GET", "/")
    monkeypatch.setenv("OPENSEARCH_PASSWORD", PASSWORD)
    monkeypatch.setenv("OPENSEARCH_USERNAME", "another")  # another client, which reads the certificates anew
    (tmp_path / "none.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", shutil.which("true") and "/etc/ssl/certs/ca-certificates.crt")
    with pytest.raises(EngineUnavailableError, match="certificate that cannot be verified"):
        Connection(proxy.url).ask("GET", "/")


@pytest.fixture
def page(proxy, cluster, tmp_path, monkeypatch):
    """A client of the application whose library is behind the proxy, and the name of its index."""
    monkeypatch.setattr("indexer.engines.opensearch.engine._LOOK_EVERY", 0)
    (tmp_path / "articles.jsonl").write_text(
        json.dumps({"_id": "a", "text": "Foxes sleep by day. They hunt at night."})
    )
    settings = replace(settings_of(cluster, "page"), opensearch_url=proxy.url)
    rebuild(tmp_path / "instance", [tmp_path / "articles.jsonl"], settings)
    app = create_app({"INSTANCE": tmp_path / "instance", "TESTING": True})
    client = app.test_client()
    assert "Foxes sleep by day." in client.get("/?q=When+do+foxes+sleep").text
    (index,) = cluster.client.indices.get_alias(name="page")
    yield client, index
    app.extensions["library"].close()


@pytest.mark.parametrize("trouble", ["half", "busy", "stuck", "password", "gone"])
def test_the_page_tells_it_and_goes_on(page, proxy, monkeypatch, trouble):
    """While the cluster fails, page and API answer 503 with a sentence, in time; as soon as it is well again, they answer."""
    client, _ = page
    monkeypatch.setattr("webapp.http.budgets.WAITING", 1.5)
    if trouble == "password":
        monkeypatch.setenv("OPENSEARCH_PASSWORD", "changed")
    proxy.trouble = trouble
    for path in ("/?q=what+hunts+at+night", "/api/ask?q=what+hunts+at+night", "/search?q=hunt", "/api/search?q=hunt"):
        began = time.monotonic()
        response = client.get(path)
        assert time.monotonic() - began < 4
        assert response.status_code == 503
        assert "not reachable at the moment" in response.text
        assert not [word for word in (proxy.url, "They hunt") if word in response.text]
    assert client.get("/article?id=a").status_code == 200  # what needs no index is there
    proxy.trouble = ""
    monkeypatch.setenv("OPENSEARCH_PASSWORD", PASSWORD)
    assert client.get("/api/ask?q=what+hunts+at+night").json["status"] == "answered"


@pytest.mark.parametrize("change", ["mapping", "removed", "closed"])
def test_an_index_that_others_changed_answers_nothing(page, cluster, tmp_path, monkeypatch, change):
    """An index with another mapping, closed or gone, is told on the page, and no answer comes from it until a rebuild."""
    client, index = page
    indices = cluster.client.indices
    if change == "mapping":
        indices.put_mapping(index=index, body={"properties": {"other": {"type": "keyword"}}})
    elif change == "removed":
        indices.delete(index=index)
    else:
        indices.close(index=index)
    monkeypatch.setattr("webapp.http.budgets.WAITING", 1.5)
    for path in ("/?q=what+hunts+at+night", "/api/ask?q=what+hunts+at+night"):
        response = client.get(path)
        assert response.status_code == 503
        assert "hunt at night" not in response.text
        assert "footnote rebuild" in response.text or "not reachable" in response.text
    rebuild(tmp_path / "instance", [tmp_path / "articles.jsonl"], settings_of(cluster, "page"))
    client.get("/api/health")
    wait_until(lambda: client.get("/api/ask?q=what+hunts+at+night").status_code == 200)


def test_a_node_is_killed_under_load(cluster, tmp_path):
    """With a copy of each shard, no answer is wrong, errors are sentences, and within 10 s there are none any more.

    Without copies, a question of which a shard is missing has no answer at all.
    """
    passages = counted_passages(400, seed=8)
    settings = settings_of(cluster, "killed", opensearch_shards=5, opensearch_replicas=1)
    vocabulary = write_build(tmp_path / "copied", passages, settings)
    alone = settings_of(cluster, "alone", opensearch_shards=6, opensearch_replicas=0)
    write_build(tmp_path / "alone", passages, alone)
    cluster.wait_for("green", 3)
    copied, single = (
        OpenSearchKind().open(tmp_path / name, vocabulary, settings, compiled=False) for name in ("copied", "alone")
    )
    questions = [(QuestionTerm(vocabulary.term(number), ""),) for number in range(0, 40, 2)]
    expected = [copied.top(question, 10, fields=FIELDS)[0].tolist() for question in questions]
    ended, failures, answers = threading.Event(), [], []

    def client(number):
        while not ended.is_set():
            number = (number + 1) % len(questions)
            try:
                answers.append(copied.top(questions[number], 10, fields=FIELDS)[0].tolist() == expected[number])
            except EngineUnavailableError:
                failures.append(time.monotonic())
            time.sleep(0.02)

    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(client, number) for number in range(CLIENTS)]
        try:
            time.sleep(1)
            cluster.kill(2)
            killed = time.monotonic()
            time.sleep(BACK_WITHIN + 3)
        finally:
            ended.set()
        for each in clients:
            each.result()
    try:
        assert all(answers)
        assert len(answers) > 100
        assert all(failed < killed + BACK_WITHIN for failed in failures)
        with answer_within(2), pytest.raises(EngineUnavailableError):
            single.top(questions[0], 10, fields=FIELDS)
    finally:
        cluster.start(2)
        cluster.wait_for("green", 3)
    assert single.top(questions[0], 10, fields=FIELDS)[0].tolist() == expected[0]


def test_a_missing_shard_is_told_and_comes_back(cluster, tmp_path):
    """Without copies, a node that is gone takes its shards along: no answer leaves them out, and then all are there again."""
    settings = settings_of(cluster, "missing", opensearch_shards=3, opensearch_replicas=0)
    vocabulary = write_build(tmp_path / "build", counted_passages(60, seed=8), settings)
    engine = OpenSearchKind().open(tmp_path / "build", vocabulary, settings, compiled=False)
    question = (QuestionTerm("en:word1", ""),)
    numbers, scores = engine.top(question, 60, fields=FIELDS)
    cluster.kill(2)
    try:
        with (
            answer_within(5),
            pytest.raises(EngineUnavailableError, match=r"cannot answer now|not answer in time|cannot be reached"),
        ):
            engine.top(question, 60, fields=FIELDS)
    finally:
        cluster.wait_for("red", NODES - 1)  # the others have noticed it
        cluster.start(2)
        cluster.wait_for("green", NODES)
    again = engine.top(question, 60, fields=FIELDS)
    assert (again[0].tolist(), again[1].tolist()) == (numbers.tolist(), scores.tolist())


def test_builds_are_replaced_under_load(cluster, tmp_path):
    """While builds are published one after the other, every answer is that of its own build from beginning to end."""
    articles = tmp_path / "articles.jsonl"
    settings = settings_of(cluster, "replaced", opensearch_shards=3)
    quotes, ended = defaultdict(set), threading.Event()

    def write(version):
        lines = [
            {"_id": f"a{n}", "text": f"The gate of garden {n} is painted {version}. It opens at {n}."}
            for n in range(30)
        ]
        articles.write_text("\n".join(map(json.dumps, lines)))
        return rebuild(tmp_path / "instance", [articles], settings).build

    builds = {write("red"): "red"}
    with Library.open(tmp_path / "instance") as library:

        def client():
            while not ended.is_set():
                answer = library.ask(("How is the gate of garden 7 painted?",))
                quotes[answer.build].add(answer.citations[0].quote)

        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(client) for _ in range(CLIENTS)]
            try:
                for version in ("green", "blue", "white"):
                    builds[write(version)] = version
                    time.sleep(1)
            finally:
                ended.set()
            for each in clients:
                each.result()
    assert len(quotes) >= 3
    assert quotes == {build: {f"The gate of garden 7 is painted {builds[build]}."} for build in quotes}
