# Two commands do everything: `make brief` shows the first answer, `make test` checks everything.
# With uv on the machine the locked versions are used; without it, venv and pip.

PYTHON ?= python3
BIN    := .venv/bin
UV     := $(shell command -v uv 2>/dev/null)
PAGE   ?= out/brief-CHN-RUS.html
PYTEST ?=
EXTRAS ?=

.PHONY: setup develop brief golden test lint docs bench clean

setup: .venv/.installed        ## the environment that the program needs
develop: .venv/.developing     ## and what its tests, linters and documents need

.venv/.installed: pyproject.toml
ifdef UV
	uv sync --quiet --frozen --no-dev --inexact --compile-bytecode
else
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
endif
	@touch $@

.venv/.developing: pyproject.toml
ifdef UV
	uv sync --quiet --frozen $(EXTRAS:%=--extra %)
else
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".$(if $(EXTRAS),[$(EXTRAS)])" --group dev
endif
	@touch .venv/.installed $@

brief: setup                   ## the China-Russia brief, offline
	$(BIN)/realpolitik brief CHN RUS --out $(PAGE)

golden: develop                ## the sentences of two briefs that a test holds, written anew after a change of wording
	$(BIN)/python tools/build_golden.py

test: develop                  ## every test this machine can run; PYTEST="-k name" passes options, EXTRAS=games adds an extra
	$(BIN)/python -m pytest $(PYTEST)

lint: develop                  ## style, types, embedded data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/realpolitik data check

docs: develop                  ## the documents as a site under docs/_build
ifdef UV
	uv sync --quiet --frozen --inexact --group docs
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
endif
	$(BIN)/python -m sphinx -q -W -b html docs docs/_build

bench: develop                 ## the benchmarks, which rewrite benchmarks/results/*.csv
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

clean:                         ## what the commands above made, without the environment
	rm -rf out docs/_build .pytest_cache .ruff_cache .hypothesis
