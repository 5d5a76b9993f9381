# What a person and the CI run. A bare machine needs CPython 3.11 to 3.13 and make, nothing else.
SHELL := /bin/bash
BIN := .venv/bin
STAMP := .venv/.synced
RUN_STAMP := .venv/.synced-run
FIGURES := .onematch/bench
# Tests that need no service, no store, no training and no compiler.
UNIT := tests/features tests/data/tables tests/data/labels tests/serving/vocabulary \
	tests/training/evaluation/test_metrics.py tests/regression tests/project/test_vocabulary.py \
	tests/project/test_import_rules.py tests/project/test_architecture.py tests/project/test_page_sizes.py
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo "$$name"; break; }; done)

export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export BENTOML_DO_NOT_TRACK := true
export MLFLOW_DISABLE_TELEMETRY := true
# Without its files of bytecode every process compiles all that it imports, for three to ten seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: sbom help setup run test explore mutants quick unit check bench shipped notebooks pictures

help:
	@echo 'make setup   build .venv from the lock'
	@echo 'make run     sample, serve on 127.0.0.1:3000 with the worker, train both kinds, evaluate, promote'
	@echo 'make test    the tests, with the same draws in each run'
	@echo 'make explore the laws with draws at random, and longer: ROUNDS=3, or until one fails'
	@echo 'make mutants small faults in serving/, one at a time: SEED=1 COUNT=200 ONLY=serving/contract/linking, or PLANTED=1'
	@echo 'make quick   the checks and the unit tests, side by side'
	@echo 'make check   ruff, mypy, import-linter'
	@echo 'make bench   the measurements of the README'
	@echo 'make sbom    the packages of the lock with their licences, as CycloneDX'
	@echo 'make shipped the bundles that everyone starts from, made again'
	@echo 'make notebooks the notebooks executed, their outputs kept'
	@echo 'make pictures the pictures of the console, from the demo that make run started'

setup: $(STAMP)

$(BIN)/uv:
	@test -n '$(PYTHON)' || { echo 'make: no CPython 3.11 to 3.13 found; name one with PYTHON=...' >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'

# uv stands in .venv itself and then keeps it equal to the lock. Where its cache holds everything it asks no registry.
define SYNC
	@began=$$SECONDS; sync="$(BIN)/uv sync --frozen --python $(BIN)/python $(1)"; \
	{ $$sync --offline --quiet 2>/dev/null || $$sync; } && touch $@ && echo "installed in $$((SECONDS - began)) s"
endef

$(STAMP): pyproject.toml uv.lock | $(BIN)/uv
	$(call SYNC)
	@touch $(RUN_STAMP)

# What runs, without what tests and checks; a .venv that has these keeps them.
$(RUN_STAMP): pyproject.toml uv.lock | $(BIN)/uv
	$(call SYNC,--inexact --no-default-groups --extra train)

run: $(RUN_STAMP)
	$(BIN)/onematch demo

test: $(STAMP)
	OMP_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# Only tests that draw. A law that limits its own examples draws that many anew in each round.
explore: $(STAMP)
	for round in $$(seq $(or $(ROUNDS),3)); do \
		OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile -m hypothesis --hypothesis-profile=explore || exit 1; \
	done

# Faults that no test detects, with the tests that ran; which test touches which line is found once.
mutants: $(STAMP)
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.project.mutate --seed $(or $(SEED),1) --count $(or $(COUNT),200) \
		$(if $(ONLY),--only $(ONLY)) $(if $(PLANTED),--planted)

# The checks take one core for half a minute: the unit tests run beside them.
quick: $(STAMP)
	$(MAKE) --no-print-directory --output-sync -j 2 check unit

unit: $(STAMP)
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile $(UNIT) --ignore tests/features/compiled

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/onematch bench quality --quick --json $(FIGURES)/quality.json --report $(FIGURES)/quality.html --markdown docs/quality.md --readme README.md
	$(BIN)/onematch bench live --people 10000,100000,1000000 --json $(FIGURES)/live.json --report $(FIGURES)/live.html
	$(BIN)/onematch bench batch --whole 100000,1000000 --json $(FIGURES)/batch.json --report $(FIGURES)/batch.html
	$(BIN)/onematch bench http --json $(FIGURES)/http.json --report $(FIGURES)/http.html
	$(BIN)/onematch bench splink --json $(FIGURES)/splink.json --report $(FIGURES)/splink.html
	$(BIN)/onematch bench import --json $(FIGURES)/import.json --report $(FIGURES)/import.html
	$(BIN)/onematch bench train --records 10000,100000,1000000 --json $(FIGURES)/train.json --report $(FIGURES)/train.html

shipped: $(STAMP)
	$(BIN)/python -m training.shipped.ship
	$(BIN)/python -m training.shipped.mover

sbom: $(STAMP)
	@mkdir -p $(FIGURES)
	$(BIN)/python -m tests.project.sbom $(FIGURES)/sbom.cdx.json

notebooks: $(STAMP)
	$(BIN)/python -m tests.project.notebook_runs

# make run must be answering; ADDRESS and DEMO_HOME name another one.
pictures: $(STAMP)
	$(BIN)/python -m tests.project.console_pictures '$(or $(ADDRESS),http://127.0.0.1:3000)' '$(or $(DEMO_HOME),.onematch/demo)'
