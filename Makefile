# The commands of the house. `make demo` shows the program, `make test` tells whether it is whole.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
# A home that is thrown away, for commands that need settings but no data.
EMPTY_HOME := home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && DANGVU_HOME="$$home"

.PHONY: env demo serve test style types layers migrations test-sqlite test-postgresql test-browser \
        bench properties reference lock clean
# The order below is the order one reads the results in, and the machine may be small.
.NOTPARALLEL:

env: $(VENV)/.installed

# The stamp is newer than all that says what is to be installed, so this runs once and after a change of those.
$(VENV)/.installed: requirements/base.txt requirements/dev.txt pyproject.toml scripts/system-packages
	@PYTHON="$(PYTHON)" scripts/system-packages run
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: env
	$(BIN)/dangvu demo

serve: env
	$(BIN)/dangvu serve

test: env style types layers migrations test-sqlite test-postgresql test-browser
	@echo
	@echo "== All green."

style: env
	@echo; echo "== Style"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: env
	@echo; echo "== Types"
	@$(EMPTY_HOME) $(BIN)/mypy

layers: env
	@echo; echo "== Layers"
	$(BIN)/lint-imports --no-cache

migrations: env
	@echo; echo "== Migrations"
	@$(EMPTY_HOME) DJANGO_SETTINGS_MODULE=dangvu.settings $(BIN)/python -m django makemigrations --check --dry-run

test-sqlite: env
	@echo; echo "== Tests on SQLite"
	$(PYTEST) --engine=sqlite -m "not browser and not slow"

test-postgresql: env
	@echo; echo "== The same tests on PostgreSQL"
	$(PYTEST) --engine=postgresql -m "not browser and not slow"

test-browser: env
	@echo; echo "== Tests in a browser"
	@scripts/system-packages test
	$(PYTEST) --engine=sqlite -m browser

properties: env
	$(PYTEST) --engine=sqlite --hypothesis-profile=long tests/properties

bench: env
	$(BIN)/python -m bench

reference: env
	$(BIN)/dangvu reference

# New versions come in by hand: edit the .in files, run this, read the difference. No address is written into the files.
# Extras stay in the lock: pip asks for “coverage[toml]” by itself when the lock only names “coverage”, and takes the newest one.
COMPILE := pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-header \
           --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: env
	cd requirements && ../$(BIN)/$(COMPILE) --output-file base.txt base.in
	cd requirements && ../$(BIN)/$(COMPILE) --output-file dev.txt dev.in

# The books of an installation (var/) are never removed by a command of this file.
clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis htmlcov .coverage
	find dangvu tests cases -name __pycache__ -type d -prune -exec rm -rf {} +
