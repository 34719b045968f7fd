# Two commands do everything: `make brief` shows the first answer, `make test` checks everything.
# The versions are those of uv.lock, by uv where the machine has it, otherwise by venv and pip from constraints.txt.

PYTHON ?= python3
BIN    := .venv/bin
UV     := $(shell command -v uv 2>/dev/null)
PAGE   ?= out/brief-CHN-RUS.html
A      ?= DEU
B      ?= RUS
PYTEST ?=
WORKERS ?= auto
EXTRAS ?=
SEED   ?= 20261201
EACH   ?= 40
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# What a change breaks most often: the house, every measure's contract, the conformance suite, claims, documents.
QUICK  := tests/test_house.py tests/test_testing.py tests/test_installing.py tests/test_joining.py \
	tests/measures/test_embedded.py tests/claims/test_files.py tests/claims/test_guide.py tests/claims/test_apply.py
# What other versions of the libraries break: the same, and reading files, tables, charts, pages.
FITS   := $(QUICK) tests/sources/readers tests/store/test_tables.py tests/store/test_quarantine.py tests/charts/test_charts.py \
	tests/cli/test_commands.py tests/web/test_pages.py
FAST   := not slow and not browser and not spark and not shared

.PHONY: setup develop brief refresh golden quick test newest lowest lint lock docs audit sbom fuzz mutate bench clean

setup: .venv/.installed        ## the environment that the program needs
develop: .venv/.developing     ## and what its tests, linters and documents need

.venv/.installed: pyproject.toml uv.lock constraints.txt
ifdef UV
	uv sync --quiet --frozen --no-dev --inexact --compile-bytecode
else
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable .
endif
	@touch $@

.venv/.developing: pyproject.toml uv.lock constraints.txt
ifdef UV
	uv sync --quiet --frozen --compile-bytecode $(EXTRAS:%=--extra %)
else
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(PIP) --editable ".$(if $(EXTRAS),[$(EXTRAS)])" --group dev
endif
	@$(BIN)/python -m compileall -q src  # the tests start many processes, and some machines write no bytecode by themselves
	@touch .venv/.installed $@

brief: setup                   ## the China-Russia brief, offline
	$(BIN)/realpolitik brief CHN RUS --out $(PAGE)

refresh: setup                 ## a pair brought up to date over the network: make refresh A=DEU B=RUS
	$(BIN)/realpolitik refresh $(A) $(B) --yes --out out/brief-$(A)-$(B).html

golden: develop                ## the sentences of briefs, findings and readings that tests hold, written anew after a change of wording or figures
	$(BIN)/python tools/build_golden.py
	$(BIN)/python tools/build_first_pages.py
	$(BIN)/python tests/measures/findings.py
	$(BIN)/python tests/claims/reading/readings.py
	$(BIN)/python tests/claims/reading/steps.py

quick: develop                 ## what a change breaks most often, in half a minute
	$(BIN)/python -m pytest -q --numprocesses $(WORKERS) --dist loadfile -m "$(FAST)" $(QUICK) $(PYTEST)

test: develop                  ## every test this machine can run; PYTEST="-k name" passes options, EXTRAS=games adds an extra, WORKERS=1 one core
	@echo "All tests: some twenty minutes on two cores. make quick: half a minute."
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(PYTEST)

newest: VERSIONS = highest
lowest: VERSIONS = lowest-direct
newest lowest:                 ## a short suite on the newest, or the lowest allowed, versions, in an environment of its own
ifndef UV
	@echo "make $@ needs uv: pip install uv"; exit 1
endif
	uv venv --quiet --clear --python $(PYTHON) .venv-$@
	uv pip install --quiet --python .venv-$@ --no-build --resolution $(VERSIONS) -r pyproject.toml \
		--extra web --extra sql --extra pdf --extra articles --group quick
	uv pip install --quiet --python .venv-$@ --no-deps --editable .
	.venv-$@/bin/python -m pytest -q -p no:cacheprovider --numprocesses $(WORKERS) --dist loadfile -m "$(FAST)" $(FITS)

lint: develop                  ## style, types, embedded data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/realpolitik data check

lock:                          ## uv.lock from pyproject.toml, and constraints.txt, which pip reads, from uv.lock
	uv lock --quiet
	uv export --quiet --frozen --all-extras --all-groups --no-emit-project --no-hashes --no-annotate --no-header \
		--format requirements.txt --output-file constraints.txt >/dev/null

audit:                         ## known weaknesses of the locked versions, by the advisories of osv.dev
ifndef UV
	@echo "make audit needs uv: pip install uv"; exit 1
endif
	@uv audit --frozen || { echo "Nothing was audited where the advisories could not be reached (see above)."; exit 1; }

sbom:                          ## the bill of materials of a release, in the form CycloneDX 1.5
ifndef UV
	@echo "make sbom needs uv: pip install uv"; exit 1
endif
	mkdir -p dist
	uv export --quiet --frozen --no-dev --all-extras --format cyclonedx1.5 --output-file dist/realpolitik.cdx.json >/dev/null

fuzz: develop                  ## 10,000 cases of damaged input; a fault, a hang or a traceback fails
	$(BIN)/python tools/fuzz.py --cases 10000 --out benchmarks/results/fuzz.csv

mutate: .venv-mutate/.installed ## faults drawn at random (SEED=1, EACH=40 a room), planted one at a time: which do the tests catch? some 25 minutes
	.venv-mutate/bin/python tools/mutate.py --seed $(SEED) --each $(EACH) --out benchmarks/results/mutants.csv

.venv-mutate/.installed: pyproject.toml uv.lock constraints.txt
ifdef UV
	UV_PROJECT_ENVIRONMENT=.venv-mutate uv sync --quiet --frozen --group mutate
else
	test -x .venv-mutate/bin/python || $(PYTHON) -m venv .venv-mutate
	.venv-mutate/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.venv-mutate/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev --group mutate
endif
	@touch $@

docs: .venv-docs/.installed    ## the documents as a site under docs/_build/html; the notebooks and the gallery run, some five minutes
	.venv-docs/bin/python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@echo "open docs/_build/html/index.html"

# An environment of its own: the notebooks need extras that the tests do not.
.venv-docs/.installed: pyproject.toml uv.lock constraints.txt
ifdef UV
	UV_PROJECT_ENVIRONMENT=.venv-docs uv sync --quiet --frozen --no-dev --group docs --extra estimate --extra sql
else
	test -x .venv-docs/bin/python || $(PYTHON) -m venv .venv-docs
	.venv-docs/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.venv-docs/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[estimate,sql]" --group docs
endif
	@touch $@

bench: develop                 ## the benchmarks, which rewrite benchmarks/results/*.csv
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

clean:                         ## what the commands above made, without the environment
	rm -rf out docs/_build .venv-newest .venv-lowest .venv-docs .venv-mutate .pytest_cache .ruff_cache .hypothesis
