# Each target does its own set-up. `make site` and `make test` work in an empty clone on Debian with Python 3.11.
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site test lint coverage mutants pre-commit serve check bill advisories bench lock clean

# The sheets to print need fonts for all scripts: on Debian  apt install fonts-noto-core. Without them the site is built all the
# same; a line names what is missing, and that there are no sheets.
site: $(VENV)/.site
	$(BIN)/mionido build --handouts-if-fonts

test: lint browser
	$(BIN)/pytest

# All tests again, counting which lines and branches they run, in every process; fails below the floor in pyproject.toml.
# Apart from `test`, because counting takes about as long again.
coverage: $(VENV)/.test node_modules/.lint browser
	$(BIN)/pytest --cov --cov-report=term

# Changes the evaluator in both languages, the proofs and the checks of translations and facts one small thing at a time, and says which
# changes no case notices. Some twenty minutes and more; a part of it: .venv/bin/python tests/mutants.py scripts
mutants: $(VENV)/.test node_modules/.lint
	$(BIN)/python tests/mutants.py

lint: $(VENV)/.test node_modules/.lint
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy
	$(BIN)/node node_modules/.bin/eslint --max-warnings 0 "{overrides,hooks}/**/*.js"
	$(BIN)/node node_modules/.bin/stylelint --max-warnings 0 "overrides/**/*.css"

# Looks before each commit at what takes seconds; .pre-commit-config.yaml says at what.
pre-commit: $(VENV)/.test node_modules/.lint
	$(BIN)/pre-commit install

serve: $(VENV)/.site
	$(BIN)/mkdocs serve

check: $(VENV)/.site
	$(BIN)/mionido check

# What the site, the tests and the linters are made with, as bills of materials (CycloneDX), from the lock files; no network.
bill: $(VENV)/.audit
	mkdir -p build
	$(BIN)/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml -o build/bill-site.json requirements.txt
	$(BIN)/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml -o build/bill-tests.json requirements-dev.txt
	$(BIN)/npm sbom --package-lock-only --sbom-format cyclonedx > build/bill-linters.json

# Fails if somebody found a hole in one of these: asks the Python and npm registries.
advisories: $(VENV)/.audit
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.txt
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements-dev.txt
	$(BIN)/npm audit --package-lock-only

bench: $(VENV)/.test browser
	$(BIN)/python tests/bench.py

# The lock files hold a hash for every package; run this after changing pyproject.toml.
# Run it with the oldest Python we serve, Debian 12's 3.11.2: a newer one may choose versions that this one refuses.
lock: $(VENV)/.test
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile $(COMPILE) --extra install -o requirements.txt pyproject.toml
	$(BIN)/pip-compile $(COMPILE) --extra install --extra test --extra bench -c requirements.txt -o requirements-dev.txt pyproject.toml
	$(BIN)/pip-compile $(COMPILE) --extra install --extra audit -c requirements-dev.txt -o requirements-audit.txt pyproject.toml
COMPILE := --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --allow-unsafe

$(VENV)/.site: requirements.txt pyproject.toml
	python3 -m venv $(VENV) || { echo "python3 -m venv failed: on Debian, install it with  apt install python3-venv  (needs root)"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: $(VENV)/.site requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

$(VENV)/.audit: $(VENV)/.test requirements-audit.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	touch $@

# The linters of scripts and style sheets, each with a hash in package-lock.json. Node itself comes with the test packages.
node_modules/.lint: $(VENV)/.test package.json package-lock.json .npmrc
	$(BIN)/npm ci --silent
	touch $@

# The tests need a real Chromium, fonts for Arabic and Ge'ez, and Java for the Nu HTML checker. All are Debian packages, so
# this needs root. The Chromium without windows opens a page in a quarter of the time; where it cannot be had, one with them will do.
.PHONY: browser
browser:
	@command -v chromium-headless-shell >/dev/null && command -v java >/dev/null && fc-list | grep -qi "Noto.*Ethiopic" || { \
		echo "installing chromium-headless-shell, fonts-noto-core and default-jre-headless (Debian packages, needs root): the tests use them"; \
		SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium-headless-shell fonts-noto-core fontconfig default-jre-headless >/dev/null \
		|| command -v chromium >/dev/null; }

clean:
	rm -rf site .site.known .venv node_modules .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage*
