# All checks at the desk: `make check`. They are those of .ci/run, in the virtual environment .venv.
# On Windows: `make BIN=.venv/Scripts check`.

PYTHON ?= python3
BIN ?= .venv/bin

.PHONY: venv test lint types imports coverage check format

venv:  ## make .venv and install narrate with its development tools into it
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'

test:
	$(BIN)/python -m pytest -q -n auto --dist worksteal

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

coverage:  ## which lines no test reaches; subprocesses are counted
	$(BIN)/python -m pytest -q -n auto --dist worksteal --cov --cov-report= --cov-fail-under=0
	$(BIN)/coverage report

check: lint types imports coverage  ## everything, quick things first

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
