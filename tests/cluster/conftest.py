"""The cluster that the tests of this folder share."""

from __future__ import annotations

import pytest

pytest.importorskip("opensearchpy", reason="the extra [opensearch] is not installed")

from tests.cluster.nodes import Cluster, MissingToolError


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """Three nodes; the tests are skipped where this machine cannot run them."""
    try:
        running = Cluster(tmp_path_factory.mktemp("cluster"))
    except MissingToolError as error:
        pytest.skip(str(error))
    yield running
    running.stop()
