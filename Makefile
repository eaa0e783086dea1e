# make          says what there is
# Every target first installs what it lacks; a second run is quick.

ENGINE := .venv-engine
QGIS := .venv-qgis
ENVIRONMENT := resources/environment
ENGINE_PINS := $(ENVIRONMENT)/engine-constraints.txt $(ENVIRONMENT)/engine-test-constraints.txt
QGIS_PINS := $(ENVIRONMENT)/qgis-constraints.txt
DOCS := .venv-docs
DOCS_PINS := $(ENVIRONMENT)/docs-constraints.txt

# An environment is made anew when the content of its pins changes, whatever the files' times.
sum = $(shell cat $(1) | cksum | cut -d " " -f 1)
ENGINE_READY := $(ENGINE)/ready-$(call sum,$(ENGINE_PINS))
QGIS_READY := $(QGIS)/ready-$(call sum,$(QGIS_PINS))
DOCS_READY := $(DOCS)/ready-$(call sum,$(DOCS_PINS))

VERSION := $(shell sed -n "s/^version=//p" metadata.txt)
PLUGIN_FILES := __init__.py metadata.txt LICENSE README.md CHANGELOG.md plugin processing_provider core resources
PYTEST := -m pytest -p no:cacheprovider
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help demo cluster-demo test test-engine test-qgis test-versions test-zip lint bench bench-qgis bench-learn bench-trust screenshots \
	translations docs model package engine system
help:
	@echo "make demo     a corrected land-cover map of a generated scene, in demo-output/"
	@echo "make cluster-demo  the same jobs by one computer and by a Dask cluster of two workers here"
	@echo "make test     lint, then all tests, on the engine's side and in QGIS"
	@echo "make lint     style, types, and the rules of QGIS's plugin site"
	@echo "make test-versions  smoke tests in QGIS 3.40 and 3.44, in chroots"
	@echo "make test-zip  what a new user does, in QGIS 3.22, 3.40 and 3.44; pictures and times in build/fromzip/"
	@echo "make bench    the benchmarks, with their figures"
	@echo "make bench-learn  the benchmarks of learning: an hour and a half on two cores"
	@echo "make bench-trust  the benchmarks of confidence, evidence and codes: a quarter of an hour"
	@echo "make screenshots   pictures of the dock and of the tutorial, in build/screenshots/"
	@echo "make docs     the documentation as a site, in build/site/"
	@echo "make translations  brings the translations up to date with what people read in QGIS"
	@echo "make package  dist/surecover-$(VERSION).zip, the plugin to install"
	@echo "make model DATA=folder   the shipped models, trained anew on the real scenes in a folder"
	@echo "make engine   the engine's environment, $(ENGINE)"

engine: $(ENGINE_READY)

demo: $(ENGINE_READY) | system
	@sh tests/headless/demo.sh

cluster-demo: $(ENGINE_READY) | system
	@$(ENGINE)/bin/python tests/headless/cluster_demo.py

test: lint test-engine test-qgis

lint: $(ENGINE_READY) | system
	@echo "== Style and types"
	$(ENGINE)/bin/ruff check .
	$(ENGINE)/bin/ruff format --check .
	$(ENGINE)/bin/mypy
	@echo "== The plugin site's rules"
	/usr/bin/python3 tests/lint/enums.py core plugin processing_provider
	git archive HEAD $(PLUGIN_FILES) | tar -t | grep -v "/$$" | xargs $(ENGINE)/bin/python tests/lint/site.py

test-engine: $(ENGINE_READY)
	@echo "== Tests of the engine's side"
	$(ENGINE)/bin/python $(PYTEST) tests/core

test-qgis: $(ENGINE_READY) $(QGIS_READY)
	@echo "== Tests in QGIS"
	QT_QPA_PLATFORM=offscreen $(QGIS)/bin/python $(PYTEST) \
		tests/test_layers.py tests/test_resources.py tests/test_package.py tests/test_docs.py \
		tests/processing_provider tests/plugin tests/headless

# Not part of make test: it needs root, debootstrap and, the first time, minutes and 4 GB.
test-versions: $(ENGINE_READY) $(QGIS_READY)
	for version in 3.40 3.44; do bash tests/versions/run.sh $$version || exit 1; done

# As test-versions; five minutes for each QGIS. WHEELS may be any folder with the engine's packages.
WHEELS ?= build/wheels
test-zip: package $(WHEELS) | system
	for version in 3.22 3.40 3.44; do bash tests/versions/fromzip.sh $$version "$(WHEELS)" build/fromzip || exit 1; done

build/wheels:
	/usr/bin/python3 -m pip download --quiet --only-binary :all: -r $(ENVIRONMENT)/engine-constraints.txt -d build/wheels.part
	mv build/wheels.part $@

bench: $(ENGINE_READY) bench-qgis
	@echo "== Benchmarks"
	$(ENGINE)/bin/python $(PYTEST) tests/benchmarks --ignore=tests/benchmarks/in_qgis \
		--ignore=tests/benchmarks/learn --ignore=tests/benchmarks/trust -s

bench-learn: $(ENGINE_READY)
	@echo "== Benchmarks of learning"
	$(ENGINE)/bin/python $(PYTEST) tests/benchmarks/learn -s

bench-trust: $(ENGINE_READY)
	@echo "== Benchmarks of trust"
	$(ENGINE)/bin/python $(PYTEST) tests/benchmarks/trust -s

bench-qgis: $(ENGINE_READY) $(QGIS_READY)
	@echo "== Benchmarks of the dock"
	QT_QPA_PLATFORM=offscreen $(QGIS)/bin/python $(PYTEST) tests/benchmarks/in_qgis -s

screenshots: demo
	@echo "== Pictures of the dock, in build/screenshots/"
	for theme in light dark; do for scale in 1 2; do \
		sh tests/screenshots/take.sh build/screenshots $$theme $$scale; done; done
	sh tests/screenshots/take.sh build/screenshots/tutorial light 1 tutorial.py

# Qt's lrelease is in Debian's package qttools5-dev-tools; the tests check that its work is up to date.
translations:
	@mkdir -p build/package && ln -sfn "$(CURDIR)" build/package/surecover
	PYTHONPATH=build/package /usr/bin/python3 -m surecover.resources.i18n.collect resources/i18n/surecover_*.ts
	lrelease -silent resources/i18n/surecover_*.ts

docs: $(DOCS_READY)
	@echo "== The documentation, in build/site/"
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --strict
	@echo "Open build/site/index.html; its search works through a web server: python3 -m http.server -d build/site"

# The package is called surecover, whatever the checkout's folder is called.
model: $(ENGINE_READY)
	@echo "== Training the shipped models on $(DATA)"
	@mkdir -p build/package && ln -sfn "$(CURDIR)" build/package/surecover
	PYTHONPATH=build/package $(ENGINE)/bin/python -m surecover.core.demo.train \
		"$(DATA)" resources/models build/left-out

package:
	@mkdir -p dist
	git archive --prefix=surecover/ --output=dist/surecover-$(VERSION).zip HEAD $(PLUGIN_FILES)
	@echo "Made dist/surecover-$(VERSION).zip of what is committed."

system:
	@sh $(ENVIRONMENT)/system-packages.sh

$(ENGINE_READY): | system
	@echo "== Making the engine's environment, $(ENGINE)"
	test -x $(ENGINE)/bin/pip || /usr/bin/python3 -m venv $(ENGINE)
	$(ENGINE)/bin/pip install --quiet $(ENGINE_PINS:%=-r %)
	@rm -f $(ENGINE)/ready-*
	@touch $@

$(QGIS_READY): | system
	@echo "== Making the environment of the tests in QGIS, $(QGIS)"
	test -x $(QGIS)/bin/pip || /usr/bin/python3 -m venv --system-site-packages $(QGIS)
	$(QGIS)/bin/pip install --quiet $(QGIS_PINS:%=-r %)
	@rm -f $(QGIS)/ready-*
	@touch $@

$(DOCS_READY): | system
	@echo "== Making the environment of the documentation, $(DOCS)"
	test -x $(DOCS)/bin/pip || /usr/bin/python3 -m venv $(DOCS)
	$(DOCS)/bin/pip install --quiet $(DOCS_PINS:%=-r %)
	@rm -f $(DOCS)/ready-*
	@touch $@
