# Two commands: `make run` starts the site, `make test` passes all tests. Each installs what it needs.
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8765
NODE_PATH = PATH="$$PATH:$(CURDIR)/$(VENV)/bin"
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test lint types walls bench bench-eligibility lock clean assets screenshots

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	test -x $(PY) || python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes -r requirements/run.txt
	$(PY) -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(PY) -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# Node.js of the system where there is one, else from a wheel.
frontend/node_modules/.stamp: frontend/package-lock.json requirements/node.txt | $(VENV)/run.stamp
	command -v npm >/dev/null || $(PY) -m pip install --quiet --require-hashes -r requirements/node.txt
	$(NODE_PATH) npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

ASSETS := src/trialogue/web/static/built/.stamp
$(ASSETS): frontend/node_modules/.stamp $(shell find frontend -path frontend/node_modules -prune -o -type f -print)
	$(NODE_PATH) npm --prefix frontend run --silent build
	@touch $@

assets: $(ASSETS)  ## build the style sheets, fonts and scripts

run: $(VENV)/run.stamp $(ASSETS)  ## start the site, with studies in it
	$(VENV)/bin/trialogue serve --port $(PORT) --starter

test: $(VENV)/dev.stamp $(ASSETS)  ## every check and every test
	bash tests/install_browser.sh
	$(MAKE) --no-print-directory lint types walls
	$(PY) -m pytest -q -n 2 --dist worksteal --ignore tests/browser
	$(PY) -m pytest -q -n 2 tests/browser

lint: $(VENV)/dev.stamp  ## style
	$(VENV)/bin/ruff check src tests bench
	$(VENV)/bin/ruff format --check src tests bench

types: $(VENV)/dev.stamp  ## mypy --strict
	$(VENV)/bin/mypy

walls: $(VENV)/dev.stamp  ## arrows only point down; nothing imported that is not declared
	$(VENV)/bin/lint-imports --no-logo 2>/dev/null || $(VENV)/bin/lint-imports
	$(VENV)/bin/deptry src

bench: $(VENV)/dev.stamp $(ASSETS)  ## measure on real data; prints tables
	$(PY) -m bench

bench-eligibility: $(VENV)/dev.stamp  ## how well criteria are read
	$(PY) -m bench.eligibility

screenshots: $(VENV)/dev.stamp $(ASSETS)  ## take the pictures of docs/ anew
	TRIALOGUE_SCREENSHOTS=docs/screenshots $(PY) -m pytest -q tests/browser

lock: $(VENV)/run.stamp  ## pin the dependencies anew
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile -q pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -o requirements/run.txt
	$(VENV)/bin/uv pip compile -q requirements/dev.in -c requirements/run.txt --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -o requirements/dev.txt
	$(VENV)/bin/uv pip compile -q requirements/node.in --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -o requirements/node.txt
	$(PY) docs/sbom.py

clean:  ## remove what was built
	rm -rf $(VENV) frontend/node_modules src/trialogue/web/static/built
