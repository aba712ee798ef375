# make demo: installs into .venv and decides on a sample athlete.   make test: runs the tests.   make help: the rest.
#   PYTHON=python3.12   the Python to install with (without it, the first of 3.10 to 3.13 that has all that is needed)
#   JOBS=2              how many tests run at a time
#   VENV=.venv          the environment's folder; a second one is how to try a second Python

PYTHON ?=
VENV ?= .venv
JOBS ?= 2
RUN = $(VENV)/bin/python
PIP = $(RUN) -m pip --disable-pip-version-check

# durable-rules is built from C. Without the second of these it can't be imported on Python 3.13; without the first
# it is slow.
CPPFLAGS := -O2 -DPyEval_CallObject=PyObject_CallObject $(CPPFLAGS)
export CPPFLAGS

.PHONY: help demo test soak lint bench clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.installed  ## install, decide on a sample athlete and print the page
	@$(VENV)/bin/surefoot decide examples/sample-hold.yaml

test: $(VENV)/.dev  ## run the tests
	$(VENV)/bin/pytest -q -n $(JOBS) --dist worksteal

soak: $(VENV)/.dev  ## run the tests for much longer, with many more random athletes
	SUREFOOT_SOAK=1 $(VENV)/bin/pytest -q -n $(JOBS) --dist worksteal

# Type checkers can't follow the package's mapping onto this folder; they can follow a link.
lint: $(VENV)/.dev  ## check style and types
	$(RUN) -m ruff check .
	@mkdir -p .build && ln -sfn .. .build/surefoot
	MYPYPATH=.build $(RUN) -m mypy --strict -p surefoot.engine -m surefoot.cli

bench: $(VENV)/.installed  ## time it
	$(RUN) bench/run.py

clean:  ## remove all that was made
	rm -rf $(VENV) .build build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. Made anew when its Python has gone, or when another is asked for by name.
USABLE := $(shell test -x $(RUN) && { test -z "$(PYTHON)" || test "$(PYTHON)" = "`cat $(VENV)/.python 2>/dev/null`"; } && echo yes)
ifneq ($(USABLE),yes)
.PHONY: $(VENV)/.python
endif

$(VENV)/.python:
	@python="$$(PYTHON="$(PYTHON)" sh tools/preflight.sh)" && \
	  echo "Making $(VENV) with $$python" && \
	  "$$python" -m venv --clear $(VENV) && \
	  echo "$(PYTHON)" > $@

# Built without pip's isolation, so that a change of pyproject.toml alone needs no network.
# pip keeps what it built: an engine that was built earlier without the flags above comes back, and can't be imported.
# Then it is built once more, without looking at what was kept.
define install
	@echo "Installing $(1) (the rule engine is compiled: some seconds, at most a minute or two)"
	@$(PIP) install -q "setuptools>=77"
	@$(PIP) install -q --use-pep517 --no-build-isolation -e "$(1)"
	@$(RUN) -c "import durable.engine" 2>/dev/null || \
	  $(PIP) install -q --use-pep517 --no-build-isolation --force-reinstall --no-deps --no-cache-dir \
	    "`$(PIP) freeze | grep -i '^durable.rules=='`"
	@$(RUN) -c "import durable.engine"
	@touch $(VENV)/.installed
endef

$(VENV)/.installed: $(VENV)/.python pyproject.toml
	$(call install,.)

$(VENV)/.dev: $(VENV)/.python pyproject.toml
	$(call install,.[dev])
	@touch $@
