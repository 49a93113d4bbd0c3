# Two commands are enough: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# HTTPS=1: also over https, for phones; HTTPS_NAMES are names by which they call this machine besides its own.
# HTTPS_CERTIFICATE=file: with one of another authority, key and chain in one file.
HTTPS ?=
HTTPS_PORT ?= 8443
HTTPS_NAMES ?=
HTTPS_CERTIFICATE ?=
WITH_HTTPS := $(filter-out 0 no false,$(HTTPS))
HOST ?= $(if $(WITH_HTTPS),0.0.0.0,127.0.0.1)
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
CHINESE := hazard_app/translations/zh_Hans_CN/LC_MESSAGES/messages
export FLASK_APP := hazard_app
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The first Python that is new enough; `make PYTHON=/path/to/python3.12` overrules.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

NO_PYTHON := 需要 Python 3.11 或更新的版本。Python 3.11 or newer is needed. \
  Debian, Ubuntu: apt install python3 python3-venv · macOS: brew install python
NO_VENV := 这个 Python 缺少 venv 和 ensurepip。This Python lacks venv and ensurepip. \
  Debian, Ubuntu: apt install python3-venv · macOS: brew install python

.PHONY: help setup setup-dev run seed test check format bench translations clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/runtime $(CHINESE).mo ## Make the environment, without demo data; then `.venv/bin/flask setup`

setup-dev: setup $(VENV)/dev

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo '$(NO_PYTHON)'; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo '$(NO_PYTHON)'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo '$(NO_VENV)'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	$(BIN)/pip install --quiet -r requirements-dev.txt
	@touch $@

$(CHINESE).mo: $(CHINESE).po $(VENV)/runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale zh_Hans_CN

# SIZE is a number of hazards, or small (1,000), city (100,000) or province (1,000,000).
seed: setup ## Bring the database up to date; if it is empty, the demo world, and a large one with SIZE=city
	@$(BIN)/flask db upgrade
	@$(BIN)/flask library import
	@$(BIN)/flask demo $(if $(SIZE),--size $(SIZE))

run: seed ## Serve on http://HOST:PORT; for phones in the same network: make run HTTPS=1
	@exec $(BIN)/python -m hazard_app.serve --host $(HOST) --port $(PORT) \
	  $(if $(WITH_HTTPS),--https-port $(HTTPS_PORT) $(addprefix --https-name ,$(HTTPS_NAMES)) \
	    $(addprefix --certificate ,$(HTTPS_CERTIFICATE)))

# Without one of the browsers its tests fail, each saying why; with CI=true nothing even starts.
test: check ## Everything: style, types, then all tests on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.chromium || [ "$(CI)" != true ]
	@$(BIN)/python -m tests.webkit || [ "$(CI)" != true ]
	@$(BIN)/python -m tests.side_by_side

check: setup-dev ## Style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-dev ## Put the code into our format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## Measure against the budgets of the design
	$(BIN)/python -m tests.benchmarks $(ARGS)

translations: setup-dev ## Bring the Chinese catalogue in line with the code; list what lacks Chinese
	$(BIN)/python -m tests.messages

clean: ## Remove what was built; the data in instance/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build $(CHINESE).mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
