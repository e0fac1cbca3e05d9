# `make` sets everything up and builds the site; `make test` sets everything up and runs what CI runs.
# Needs Python 3.11 or newer, nothing else. Everything is installed into .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test serve setup setup-dev browser clean

site: setup
	$(BIN)/python build.py
	@echo
	@echo "The site is in site/. To see it:  $(BIN)/python build.py --serve"

serve: setup
	$(BIN)/python build.py --serve

test: setup-dev browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@$(BIN)/python -m compileall -q briefing  # an editable install does not, and some machines keep nothing compiled
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.run

browser: setup-dev
	@$(BIN)/python tests/find_browser.py --install

clean:
	rm -rf $(VENV) .briefing
