# Two commands do all the set-up on a fresh machine with Python 3.11+, make and git:
#   make site    builds the sample desk into site/
#   make test    runs every check that CI runs
# Also: make serve (live preview), make lock (lock the dependencies again), make clean.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
WORKERS ?= 1

.PHONY: site serve test lint check-layers types unit lock clean

site: .venv/site.stamp
	$(BIN)/tearsheet build --strict --workers $(WORKERS)
	@echo
	@echo "The site is in site/. Look at it:      $(BIN)/python -m http.server -d site    (then open http://localhost:8000)"
	@echo "Preview it live while you edit:        make serve"

serve: .venv/site.stamp
	$(BIN)/tearsheet serve

# Everything CI runs; nothing is installed outside .venv.
test: lint check-layers types unit

lint: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-layers: .venv/test.stamp
	$(BIN)/lint-imports

types: .venv/test.stamp
	$(BIN)/mypy

unit: .venv/test.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
		|| { echo "Tearsheet needs Python 3.11, 3.12 or 3.13; name one: make PYTHON=python3.12 site"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/site.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.stamp: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ .venv/site.stamp

lock:
	tools/lock.sh

clean:
	rm -rf .tearsheet site content/processed
	find content/pages -mindepth 1 -not -name .gitkeep -delete
