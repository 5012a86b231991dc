# Every target sets up what it needs in .venv and ends by itself. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
READY := .venv/ready-dev
BENCH_READY := .venv/ready-bench
# An environment without Django, for the tests that must not need it.
CORE_READY := .venv-core/ready
CORE_TESTS := tests/contracts/test_without_django.py tests/unit/lang tests/unit/outputs/test_rekap.py tests/unit/cli/test_hitung.py
# How many tests run at a time: `make test JOBS=1`
JOBS := auto
PYTEST = $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal
LOCK = uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
	--custom-compile-command "make lock" $(UPGRADE)

.PHONY: help setup demo serve shots test test-postgres test-core check lint types imports law docs docs-check messages messages-check bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

setup: $(READY) ## Python packages and Tepat into .venv

demo: $(READY) ## a synthetic region, its month computed, one person explained
	$(BIN)/tepat demo

serve: $(READY) ## the web application with a filled demo region (more: make serve ARGS="--alamat 127.0.0.1:8080")
	$(BIN)/tepat layani --contoh $(ARGS)

shots: $(READY) ## screenshots of every main page into shots/ (needs Chromium)
	$(BIN)/python -m tools.shots $(ARGS)

test: $(READY) ## all tests and the examples in the docstrings, the web application's on SQLite (needs Chromium)
	$(PYTEST)

test-postgres: $(READY) ## the web application's tests on a PostgreSQL server of their own (needs PostgreSQL with contrib)
	$(PYTEST) --database postgres tests/web

test-core: $(CORE_READY) ## a part of the tests in an environment without Django
	.venv-core/bin/python -m pytest --database none $(CORE_TESTS)

check: lint types imports law docs-check messages-check ## style, types, who imports whom, the regulations, generated pages, English

lint: $(READY) ## style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## types
	$(BIN)/mypy

imports: $(READY) ## who imports whom
	$(BIN)/lint-imports --no-cache --no-logo

law: $(READY) ## every regulation: structure, tables, formulas, fidelity, worked cases
	$(BIN)/tepat regulasi periksa

docs: $(READY) ## write the generated pages
	$(BIN)/python tools/build_docs.py

docs-check: $(READY) ## fail when a generated page is stale
	$(BIN)/python tools/build_docs.py --check

messages: $(READY) ## the list of texts to translate, and its compiled form (texts that are gone: make messages ARGS=--drop)
	$(BIN)/python -m tools.messages $(ARGS)

messages-check: $(READY) ## fail when a text of the web application has no English
	$(BIN)/python -m tools.messages --check

bench: $(BENCH_READY) ## exactness, time and memory beside others (parts: make bench ARGS="--only sizes --sizes 10000")
	$(BIN)/python -m benchmarks.run $(ARGS)

lock: ## lock files in line with pyproject.toml (needs uv; newest versions: make lock UPGRADE=--upgrade)
	@command -v uv >/dev/null || { echo "make lock needs uv on the PATH (pip install uv)" >&2; exit 1; }
	$(LOCK) --output-file requirements/base.lock
	$(LOCK) --constraint requirements/base.lock --extra web --output-file requirements/web.lock
	$(LOCK) --constraint requirements/web.lock --extra web --extra dev --output-file requirements/dev.lock
	$(LOCK) --constraint requirements/dev.lock --extra bench --output-file requirements/bench.lock
	$(LOCK) --constraint requirements/dev.lock --extra core --output-file requirements/core.lock

clean: ## remove .venv, .venv-core and everything that was made
	rm -rf .venv .venv-core build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

$(READY): pyproject.toml requirements/dev.lock tools/setup_venv.sh
	sh tools/setup_venv.sh requirements/dev.lock
	@touch $@

$(BENCH_READY): $(READY) requirements/bench.lock
	sh tools/setup_venv.sh requirements/bench.lock
	@touch $@

$(CORE_READY): pyproject.toml requirements/core.lock tools/setup_venv.sh
	sh tools/setup_venv.sh requirements/core.lock .venv-core
	@touch $@
