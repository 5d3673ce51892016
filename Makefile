PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test quality cross cluster faults bench load siege updates frequencies screenshots rebuild clean

serve: $(VENV)/installed
	$(BIN)/footnote serve

rebuild: $(VENV)/installed
	$(BIN)/footnote rebuild

test: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadfile tests/unit tests/web tests/browser tests/test_*.py
	$(BIN)/pytest -q tests/faults

quality: $(VENV)/installed
	$(BIN)/python -m tests.quality $(QUALITY)

cross: $(VENV)/installed
	$(BIN)/python -m tests.quality.cross $(CROSS)

cluster: $(VENV)/installed-test
	$(BIN)/python -m tests.cluster.install
	$(BIN)/pytest -q -rs tests/cluster

faults: $(VENV)/installed-test
	FAULTS=$(or $(FAULTS),20) $(BIN)/pytest -q -s --timeout 3600 tests/faults

bench: $(VENV)/installed-bench
	$(BIN)/python -m tests.bench $(BENCH)

load: $(VENV)/installed-bench
	$(BIN)/python -m tests.bench.load $(LOAD)

siege: $(VENV)/installed-bench
	$(BIN)/python -m tests.bench.siege $(SIEGE)

updates: $(VENV)/installed-bench
	$(BIN)/python -m tests.bench.updates $(UPDATES)

frequencies: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[frequencies]'
	$(BIN)/python -m tests.quality.word_frequencies

screenshots: $(VENV)/installed-test
	$(BIN)/python -m tests.browser.screenshots $(SCREENSHOTS)

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/installed-test: pyproject.toml $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

$(VENV)/installed-bench: pyproject.toml $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
