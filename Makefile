# Everything a newcomer or a build machine needs; `make` alone tells what there is.

PREFIX ?= /usr/local
SWIFT ?= swift
LOEP = .build/release/loep

.DEFAULT_GOAL := help
.PHONY: help run build test check format bench fuzz install uninstall manifest deps clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install the headers of the C libraries when they are missing
	@Tests/Checks/dependencies.sh

build: deps ## build the release binaries
	$(SWIFT) build -c release --product loep

run: build ## tag the articles of seeds/ into out/ and print a digest of one
	rm -rf out
	$(LOEP) tag seeds --to jsonl --out out/json
	$(LOEP) tag seeds --to html --out out/pages
	@echo
	@$(LOEP) tag seeds/telefoontje-uit-minsk.txt --to text
	@echo "JSON Lines are in out/json, pages in out/pages: open out/pages/index.html"

# Warnings are errors here and not in the manifest, so that a newer compiler never breaks a user's build.
test: export LOEP_STRICT = 1
test: deps ## run all tests
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

check: export LOEP_STRICT = 1
check: deps ## format, warnings, house rules, tables, model manifest
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	$(SWIFT) build --build-tests
	Tests/Checks/house-rules.sh
	Tests/Checks/tables.sh
	Tests/Checks/manifest.sh --verify

format: ## put all source files into the house's format
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

bench: deps ## measure speed and memory
	$(SWIFT) build -c release --product loep
	$(SWIFT) build -c release --product loep-bench
	.build/release/loep-bench

READERS = jsonl conll conllu csv tsv html text detected markdown folia docx odt epub gzip office-xml journal
fuzz: deps ## fuzz the segmenter, the model file and every reader, ten minutes each (SECONDS=n for another time)
	Tests/Fuzz/run.sh $(or $(SECONDS),600) segmentation
	Tests/Fuzz/run.sh $(or $(SECONDS),600) model
	Tests/Fuzz/run.sh 0 readers
	for reader in $(READERS); do LOEP_FUZZ_BUILT=1 Tests/Fuzz/run.sh $(or $(SECONDS),600) $$reader || exit 1; done

manifest: build ## write Resources/models/MANIFEST.json anew
	Tests/Checks/manifest.sh --write

# The installed binary carries the Swift runtime with it; of other libraries it needs
# libicu, libxml2, libarchive, SQLite and cmark-gfm.
install: deps ## install the command and its tables below PREFIX (default /usr/local)
	$(SWIFT) build -c release --product loep --static-swift-stdlib
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/loep
	install -s -m 755 $(LOEP) $(DESTDIR)$(PREFIX)/bin/loep
	cp -R Resources/lexicon Resources/models $(DESTDIR)$(PREFIX)/share/loep/
	install -m 644 LICENSE NOTICE $(DESTDIR)$(PREFIX)/share/loep/
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(LOEP) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/loep
	$(LOEP) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_loep
	$(LOEP) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/loep.fish

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/loep $(DESTDIR)$(PREFIX)/share/bash-completion/completions/loep
	rm -f $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_loep $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/loep.fish
	rm -rf $(DESTDIR)$(PREFIX)/share/loep

clean: ## remove everything that was built
	rm -rf .build out
