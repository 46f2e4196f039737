# Two commands do everything: `make` builds the handbook, `make test` checks octavo.

PYTHON ?= python3
export PYTHON

.PHONY: build install check test quick lint types wheel bench lock clean

build: install ## every edition of source/, into dist/
	@.venv/bin/python build.py --strict

install: ## .venv with pinned packages, and native libraries
	@tools/setup.sh run

check: install ## say what is wrong with source/, write nothing
	@.venv/bin/octavo check --strict .

test: lint types ## all tests
	@.venv/bin/python -m pytest -n auto --dist worksteal

quick: for-tests ## the tests but for whole vaults, other papers and the wheel
	@.venv/bin/python -m pytest -n auto --dist worksteal -m "not slow"

lint: for-tests ## ruff
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .

types: for-tests ## mypy, strict
	@.venv/bin/mypy octavo build.py

# -P: the build.py beside this file is not the package that builds wheels.
wheel: for-tests ## a wheel in dist/
	@.venv/bin/python -P -m build --wheel --no-isolation

bench: for-tests ## what octavo takes, beside others; VAULT=… measures that as well; docs/benchmarks.md
	@test -x .setup/bench/bin/ope || { $(PYTHON) -m venv .setup/bench && \
	  .setup/bench/bin/python -m pip install --quiet --require-hashes --requirement locks/bench.txt; }
	@.venv/bin/python tools/benchmarks.py --tools .setup/bench $(VAULT)

lock: for-tests ## pin the newest allowed version of every package
	@tools/lock.sh

clean: ## forget everything that was built or installed
	@rm -rf .venv .setup dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: for-tests
for-tests:
	@tools/setup.sh run && tools/setup.sh test
