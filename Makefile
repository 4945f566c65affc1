# Each target does all its own set-up; a machine needs python3 (>= 3.11, with venv and pip), git and make.

PYTHON ?= python3
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq # errors only

.PHONY: demo test check format types docs docs-fresh site lowest wheel bench precision fuzz growth vscode clean

demo: .venv/installed  ## set everything up and show newslint at work
	@sh examples/demo/run "$(CURDIR)/$(BIN)/newslint"

test: .venv/dev  ## set everything up and run the tests
	$(BIN)/pytest -q -n auto

check: format types docs-fresh test wheel  ## everything that CI does

format: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev
	$(BIN)/mypy

docs: .venv/dev  ## write the generated documentation
	$(BIN)/python docs/generate.py

docs-fresh: .venv/dev
	$(BIN)/python docs/generate.py --check

lowest: .venv/dev  ## run tests with the oldest versions that pyproject.toml allows
	@$(BIN)/uv --quiet venv --clear build/lowest
	@VIRTUAL_ENV=build/lowest $(BIN)/uv --quiet pip install --resolution lowest-direct --editable . --group dev
	build/lowest/bin/pytest -q -n auto -p no:cacheprovider tests/schema tests/document tests/cli tests/reporters tests/links tests/server tests/test_rule_examples.py

wheel: .venv/dev  ## build the wheel, install it into an empty environment, lint the samples with it
	sh .ci/wheel

bench: .venv/dev  ## measure, side by side with peers
	$(BIN)/python -m benchmarks

precision: .venv/dev  ## what each rule reports in a folder of articles: make precision CORPUS=folder
	$(BIN)/python -m benchmarks.precision $(CORPUS)

fuzz: .venv/dev  ## a minute of random inputs; SEED=7 SECONDS=600 for others
	$(BIN)/python -m benchmarks.fuzz --seed $(or $(SEED),1) --seconds $(or $(SECONDS),60)

growth: .venv/dev  ## how time and memory grow with a file, by construct
	$(BIN)/python -m benchmarks.growth

vscode:  ## build the extension for Visual Studio Code; needs node and npm
	cd editors/vscode && npm ci --no-audit --no-fund && npm run package

.venv/installed: pyproject.toml
	@echo 'Setting up .venv, which takes half a minute ...'
	@$(PYTHON) -m venv .venv
	@$(PIP) --editable .
	@touch $@

.venv/dev: .venv/installed
	@$(PIP) 'pip>=25.1'
	@$(PIP) --group dev
	@touch $@

clean:
	rm -rf editors/vscode/node_modules editors/vscode/dist
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
