# Saiken: the whole developer interface. Needs make and Python 3.11 or newer, nothing else.
# `make` alone prints this list; `make run` is the place to start.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run app load test test-e2e test-all lint bench docs estimates score release-score check constraints chromium clean

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.saiken
REPORT := build/report
NEEDS := pyproject.toml constraints.txt

# The first of these that is 3.11 or newer; `make run PYTHON=/path/to/python` overrides.
PYTHON = $(shell for p in "$$PYTHON" python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check --only-binary :all: -c constraints.txt

help:  ## print this list
	@echo "Saiken: what a creditor's Treasuries are worth as a card in a negotiation."
	@echo
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' Makefile | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1@\2/' \
		| awk -F@ '{ printf "%-18s %s\n", $$1, $$2 }'

run: $(STAMPS)/core  ## install the core, run the default scenario, write the HTML report
	@echo "run: saiken run on the default scenario, report into $(REPORT)/"
	@mkdir -p $(REPORT)
	@$(BIN)/saiken run --out $(REPORT)
	@echo
	@echo "The report:  $$(ls -t $(REPORT)/*.html | head -n 1)"
	@echo "Next:        $(BIN)/saiken facts"
	@echo "             $(BIN)/saiken card"
	@echo "             make app"

app: $(STAMPS)/app  ## the simulator in the browser, on this machine
	@$(BIN)/saiken app

test: $(STAMPS)/test  ## the tests that need no browser and no network
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 2 -q -m "not e2e and not slow"

test-e2e: $(STAMPS)/e2e chromium  ## open the HTML report in headless Chromium
	$(BIN)/pytest -q -m e2e tests/e2e

test-all: $(STAMPS)/e2e chromium  ## every test, the slow ones too
	$(BIN)/pytest -n 2 -q

lint: $(STAMPS)/lint  ## ruff, mypy, and the order of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

load: $(STAMPS)/test  ## fifty people moving sliders for a minute, on this machine only
	@$(BIN)/python -m benchmarks.load

bench: $(STAMPS)/core  ## time and memory of the main job beside a matrix product
	@$(BIN)/python -m benchmarks

docs: $(STAMPS)/docs  ## build the documentation into build/docs; a warning is an error
	$(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs
	@echo "The documentation: build/docs/index.html"

# SAIKEN_RESTRICTED=DIR points at the series that may not be bundled; without it, what needs them is kept.
estimates: $(STAMPS)/estimate  ## refit the committed estimates (SAIKEN_RESTRICTED=DIR for all of them)
	@$(BIN)/python -m saiken.estimation

score: $(STAMPS)/core  ## write the committed score of past episodes (a test guards that it can be made again)
	@$(BIN)/python -m saiken.history

release-score: $(STAMPS)/core  ## score the episodes that are held in reserve: at a release, never before
	@$(BIN)/python -m saiken.history --release

# make check ONLY=mutations,zero-sale runs those; FAST=1 skips the clone, the tests and the mutations.
check: $(STAMPS)/lint $(STAMPS)/e2e $(STAMPS)/docs chromium  ## the gate: every check of tools/check
	@$(BIN)/python -m tools.check $(if $(ONLY),--only $(ONLY)) $(if $(FAST),--fast)

constraints: $(STAMPS)/lint $(STAMPS)/e2e $(STAMPS)/docs $(STAMPS)/estimate $(STAMPS)/app  ## write constraints.txt from .venv
	@$(BIN)/python -m tools.constraints

clean:  ## remove what was built; .venv stays (rm -r .venv starts afresh)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment: one .venv, one stamp for each group of tools -------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Saiken needs Python 3.11 or newer, and none was found as python3, \
	python3.13, python3.12 or python3.11; name one with: make run PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Saiken needs Python 3.11 or newer, and $(PYTHON) is not one."; exit 1; }
	@echo "environment: $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module does not work here \
	(on Debian: apt-get install python3-venv)."; exit 1; }

$(STAMPS)/core: $(NEEDS) | $(BIN)/python
	@echo "packages: the core, from wheels (numpy, scipy, pandas, duckdb, ...)"
	@$(PIP) -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/app $(STAMPS)/test $(STAMPS)/lint $(STAMPS)/docs $(STAMPS)/estimate: $(STAMPS)/%: $(NEEDS) $(STAMPS)/core
	@echo "packages: the tools for $*"
	@$(PIP) -e '.[$*]'
	@touch $@

$(STAMPS)/e2e: $(NEEDS) $(STAMPS)/test
	@echo "packages: the tools for e2e"
	@$(PIP) -e '.[e2e]'
	@touch $@

# Debian's Chromium, so that no browser is downloaded from elsewhere.
chromium:
	@if [ -x /usr/bin/chromium ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "packages: Debian's chromium"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-dejavu-core >/dev/null; \
	else echo "The browser tests need /usr/bin/chromium; as root: apt-get install chromium"; exit 1; fi
