# Everything a change must pass: make check. Needs the dev extra: pip install -e '.[dev]'
PYTHON ?= python

.PHONY: check lint types layers knowledge tables tests docs fmt tests-fast bench

check: lint types layers knowledge docs tests

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

layers:
	$(PYTHON) -c "import sys; from importlinter.cli import lint_imports_command as run; sys.argv[0] = 'lint-imports'; run()"

knowledge:
	$(PYTHON) -m cultureserve check
	$(PYTHON) tools/layout.py --check

tables:
	$(PYTHON) tools/territories.py --check

docs:
	$(PYTHON) tools/docs.py --check

tests:
	$(PYTHON) -m pytest -n auto --dist worksteal

bench:
	$(PYTHON) tools/bench.py --rounds 30 --write

tests-fast:
	$(PYTHON) -m pytest -n auto --dist worksteal -m "not slow"

fmt:
	$(PYTHON) -m ruff check --fix-only --quiet .
	$(PYTHON) -m ruff format --quiet .
	$(PYTHON) tools/layout.py
	$(PYTHON) tools/docs.py
