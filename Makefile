# The commands of the house. `make demo` shows the program, `make test` tells whether it is whole.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
# The two large passes are shared out between two workers; files stay together, for they share what they loaded.
SHARED := -n 2 --dist loadfile --no-loadscope-reorder
# The tests start the program some hundred times: what it is compiled to is kept between (an empty value turns the wish off).
export PYTHONDONTWRITEBYTECODE =
# A home that is thrown away, for commands that need settings but no data.
EMPTY_HOME := home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && DANGVU_HOME="$$home"

.PHONY: env demo serve test style types layers migrations test-sqlite test-postgresql test-browser test-cluster look \
        bench drill audit properties reference messages new-book guide lock clean
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

test: env style types layers migrations audit test-sqlite test-postgresql test-browser test-cluster
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

# Known faults of the packages the program stands on. An index without such a list is said so, package by package, and fails nothing.
audit: env
	@echo; echo "== Packages"
	@scripts/audit

test-sqlite: env
	@echo; echo "== Tests on SQLite"
	$(PYTEST) --engine=sqlite $(SHARED) -m "not browser and not slow and not cluster"

test-postgresql: env
	@echo; echo "== The same tests on PostgreSQL"
	$(PYTEST) --engine=postgresql $(SHARED) -m "not browser and not slow and not cluster"

test-browser: env
	@echo; echo "== Tests in a browser"
	@scripts/system-packages test
	$(PYTEST) --engine=sqlite -m "browser and not slow"

# Barriers, widths and keyboard on every page, by day, by night, on a phone and in English.
look: env
	@scripts/system-packages test
	$(PYTEST) --engine=sqlite tests/browser/test_look.py

# A real Spark cluster, once: its subject is the lake on Spark, not the live engine.
test-cluster: env
	@echo; echo "== The lake on a Spark cluster"
	@scripts/system-packages test
	$(PYTEST) --engine=sqlite -m cluster

properties: env
	$(PYTEST) --engine=sqlite --hypothesis-profile=long tests/properties

# Every part in a process of its own, and docs/reference/performance.md from what they tell. `python -m bench NAME` measures one anew.
bench: env
	$(BIN)/python -m bench

# The whole fault drill: ten thousand postings, two servers killed in the middle, on both engines.
drill: env
	DRILL_POSTINGS=10000 $(PYTEST) --engine=sqlite tests/drills
	DRILL_POSTINGS=10000 $(PYTEST) --engine=postgresql tests/drills

reference: env
	$(BIN)/dangvu reference

# Gathers what pages say, keeps the translations there are, compiles, and names every message without one.
messages: env
	$(BIN)/python scripts/messages

# The tables of a new book as the migrations leave them: after `django makemigrations`, and after a new version of Django or Wagtail.
new-book: env
	$(BIN)/python scripts/new-book

# The pictures of the users' guide, by a real browser over the demonstration.
guide: env
	@scripts/system-packages test
	$(BIN)/python scripts/guide

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
