# Two commands on a fresh machine: `make demo` runs the main job on a sample, `make test` the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types eval bench words names ngrams themes train edges heads clean

demo: $(READY)
	@echo '--- eight tangled lines ---'
	@cat samples/tiny.txt
	@echo
	@echo '--- one article (hkpaper show samples/tiny.txt) ---'
	@$(BIN)/hkpaper show samples/tiny.txt
	@echo '--- a page: hkpaper run samples/front-page.txt --format csv, two columns of it ---'
	@$(BIN)/hkpaper run samples/front-page.txt --format csv | $(BIN)/python -c "import csv,sys; [print(r['reporters'], '|', r['headline']) for r in csv.DictReader(sys.stdin)]"
	@echo '--- nothing lost, nothing invented ---'
	@$(BIN)/hkpaper verify samples/front-page.txt

test: $(READY) lint types
	$(BIN)/pytest -q -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

eval: $(READY)
	$(BIN)/python eval/gate.py

bench: $(READY)
	$(BIN)/python benchmarks/startup.py --check
	$(BIN)/python benchmarks/throughput.py --check
	$(BIN)/python benchmarks/words.py $(CORPORA) --check

words: $(READY)
	$(BIN)/python tools/build_words.py

names: $(READY)
	$(BIN)/python tools/build_names.py $(CORPORA)

ngrams: $(READY)
	$(BIN)/python tools/build_ngrams.py $(CORPORA) --date "$(DATE)"

themes: $(READY)
	$(BIN)/python -m pip install -q --group train
	$(BIN)/python tools/build_themes.py $(CORPORA) --words $(WORDS) --date "$(DATE)"

train: $(READY)
	$(BIN)/python -m pip install -q --group train
	$(BIN)/python -m eval.training $(CORPORA)

edges: $(READY)
	$(BIN)/python -m pip install -q --group train
	$(BIN)/python -m eval.training.edges $(CORPORA)

heads: $(READY)
	$(BIN)/python -m pip install -q --group train
	$(BIN)/python -m eval.training.heads $(CORPORA)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q --editable . --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) .hypothesis .mypy_cache .ruff_cache dist
