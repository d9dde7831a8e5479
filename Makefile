# Everything a person types here. The bot runs in place from this folder; nothing of it is installed.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --disable-pip-version-check --quiet --only-binary :all: --require-hashes
ROOMS := bot chat surveys cyclogram reports storage handlers scheduler
N ?= 200

.DEFAULT_GOAL := help
.PHONY: help venv demo run test check format soak bench lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

venv: .venv/development.stamp ## .venv with everything the locks name (the other targets do this themselves)

demo: .venv/running.stamp ## a made-up school and the bot in a browser; needs no token
	$(BIN)/python -m bot demo $(ARGS)

run: .venv/running.stamp ## the bot with the settings in .env
	$(BIN)/python -m bot run $(ARGS)

test: .venv/development.stamp ## every test, on SQLite and on a real PostgreSQL
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

check: .venv/development.stamp ## formatting, lint, types, import contracts, then every test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: .venv/development.stamp ## format and put the imports in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

soak: .venv/development.stamp ## N seeded rounds of kills and faults (make soak N=500)
	$(BIN)/python -m tests.soak --rounds $(N) $(ARGS)

bench: .venv/development.stamp ## speed and memory beside aiogram and its peers; plans and deadlines by the thousand
	$(BIN)/python -m tests.bench $(ARGS)

# The locks keep their versions unless pyproject.toml asks for others; UPGRADE=--upgrade takes the newest.
COMPILE = /uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE)
lock: ## both lock files, from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@set -e; at=$$(mktemp -d); trap 'rm -rf "$$at"' EXIT; \
	$(PYTHON) -m venv "$$at" && "$$at/bin/pip" install --disable-pip-version-check --quiet uv && \
	"$$at/bin"$(COMPILE) pyproject.toml --output-file requirements.lock && \
	"$$at/bin"$(COMPILE) pyproject.toml --extra dev --extra bench --constraint requirements.lock --output-file requirements-dev.lock

clean: ## forget .venv and every cache
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build

# A stamp is older than its lock when the lock has changed since: pip then moves only what differs.
.venv/running.stamp: requirements.lock
	@$(call make_venv)
	$(INSTALL) --requirement requirements.lock
	@touch $@

.venv/development.stamp: requirements-dev.lock
	@$(call make_venv)
	$(INSTALL) --requirement requirements-dev.lock
	@touch $@ .venv/running.stamp

define make_venv
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")' && \
	{ test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv || \
	{ echo 'No virtual environment could be made: on Debian and Ubuntu, apt install python3-venv'; exit 1; }; }
endef
