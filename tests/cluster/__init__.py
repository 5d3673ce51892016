"""Tests that need a cluster of OpenSearch: `make cluster` starts one, of three nodes, on this machine."""
