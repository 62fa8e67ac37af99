# Every target sets up what it needs: a fresh clone needs Python 3.11 or newer, and make.
# Another interpreter: make demo PYTHON=/usr/bin/python3.13

.DEFAULT_GOAL := help
.PHONY: help demo install run test cover check bench crash fuzz lock clean

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
ARGS ?=
WORKERS ?= auto

PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
UV ?= uv
# A reader of calendars that is not ours: without it, what it would read is not tested.
ICALJS = (cd tests/icaljs && npm ci --silent --no-audit --no-fund) \
	|| echo "npm finns inte eller når inte ut: kalendrarna prövas inte med ical.js." >&2
COMPILE = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras --quiet $(UPGRADE)

help: ## Visa målen
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Prova boten i webbläsaren på påhittade personer, utan Slack (PORT=8000)
	@$(BIN)/samverkansbot demo $(ARGS)

install: $(RUNTIME) ## Installera det som behövs för att köra boten, inget mer

run: $(RUNTIME) ## Kör boten mot Slack
	@$(BIN)/samverkansbot run $(ARGS)

test: $(DEV) ## Kör alla tester (ARGS="tests/handlers -k projekt" väljer)
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal $(ARGS)

cover: $(DEV) ## Kör testerna och visa vilka rader och grenar de inte når
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal --cov --cov-branch $(ARGS)

check: $(DEV) ## Granska formatering, kod, typer, importer och databasschema
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.schema_check

bench: $(DEV) ## Mät svarstider och minne
	@$(BIN)/python -m tests.benchmarks $(ARGS)

crash: $(DEV) ## Döda 500 arbetare mitt i leveransen och räkna vad som kom fram (ARGS="--seed 7")
	@$(BIN)/python -m tests.crash $(ARGS)

fuzz: $(DEV) ## Låt slumpen skriva 10 000 trasiga mejl och se att boten läser dem
	@FUZZ_EXAMPLES=10000 $(BIN)/python -m pytest tests/bot/mail/incoming/test_fuzz.py tests/flows/test_mail_fuzz.py $(ARGS)

lock: ## Lås beroendena på nytt (kräver uv; UPGRADE=--upgrade höjer versionerna)
	@command -v $(UV) >/dev/null || { echo "make lock behöver uv; se CONTRIBUTING.md." >&2; exit 1; }
	$(COMPILE) --extra build --output-file requirements.lock
	$(COMPILE) --extra build --extra dev --output-file requirements-dev.lock

clean: ## Ta bort den virtuella miljön och verktygens mellanlager (databasen rörs inte)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage tests/icaljs/node_modules

# The lock files hold hashes, so pip refuses whatever was not locked, the project itself included:
# it is installed afterwards, on its own, with the build backend from the same lock.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installerar det som behövs i $(VENV) ..."
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The development lock contains the runtime lock, so it serves for both.
$(DEV): requirements-dev.lock pyproject.toml tests/icaljs/package-lock.json | $(BIN)/python
	@echo "Installerar utvecklingsverktygen i $(VENV) ..."
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(ICALJS)
	@touch $@ $(RUNTIME)

$(BIN)/python:
	@for name in $(PYTHON); do \
	  if $$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then exec $$name -m venv --clear $(VENV); fi; \
	done; \
	echo "Hittar ingen Python 3.11 eller nyare med venv (sökte: $(PYTHON))." >&2; \
	echo "Installera Python (på Debian och Ubuntu även python3-venv), eller ange den: make PYTHON=/sökväg/till/python" >&2; \
	exit 1
