# Everything a newcomer or a build machine needs; `make` alone tells what there is.

PREFIX ?= /usr/local
SWIFT ?= swift
LOEP = .build/release/loep
SAMPLE = Examples/WhoIsInTheNews/Package.swift Examples/WhoIsInTheNews/Sources

.DEFAULT_GOAL := help
.PHONY: help run build test check format bench compare fuzz docs man sample install install-files uninstall deb \
    deb-test manifest deps clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install the headers of the C libraries when they are missing
	@Tests/Checks/dependencies.sh

# With the Swift runtime inside: the binary starts sooner and runs where there is no Swift.
build: deps ## build the release binary
	$(SWIFT) build -c release --product loep --static-swift-stdlib

run: build ## tag the articles of seeds/ into out/ and print a digest of one
	rm -rf out
	$(LOEP) tag seeds --to jsonl --out out/json
	$(LOEP) tag seeds --to html --out out/pages
	@echo
	@$(LOEP) tag seeds/telefoontje-uit-minsk.txt --to text
	@echo "JSON Lines are in out/json, pages in out/pages: open out/pages/index.html"

# A first parallel build can trip over two copies of the ICU headers in the module cache; the second finds it filled.
# Warnings are errors here and not in the manifest, so that a newer compiler never breaks a user's build.
test: export LOEP_STRICT = 1
test: deps ## run all tests
	$(SWIFT) build --build-tests || $(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

check: export LOEP_STRICT = 1
check: deps ## format, warnings, house rules, notices, tables, documents, model manifest and scores
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests $(SAMPLE)
	$(SWIFT) build --build-tests || $(SWIFT) build --build-tests
	Tests/Checks/house-rules.sh
	Tests/Checks/licences.sh
	Tests/Checks/tables.sh
	Tests/Checks/links.sh
	docs/examples.sh --verify
	docs/symbols.sh debug .build/symbols
	python3 Tests/Checks/documentation.py .build/symbols
	Tests/Checks/manifest.sh --verify
	Tests/Checks/scores.sh

format: ## put all source files into the house's format
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests $(SAMPLE)

bench: deps ## measure speed and memory
	$(SWIFT) build -c release --product loep --static-swift-stdlib
	$(SWIFT) build -c release --product loep-bench --static-swift-stdlib
	.build/release/loep-bench
	.build/release/loep-bench growth

# TREEBANKS='a.conllu b.conllu' adds the scores of tokens, sentences and words.
compare: build ## measure Loep beside frog, ucto, spaCy, PyICU and sumy, and write docs/COMPARISON.md and README's table
	Tests/Compare/install.sh
	.build/compare/python/bin/python Tests/Compare/compare.py $(LOEP) docs/COMPARISON.md \
	    --readme README.md --treebank $(TREEBANKS)

docs: deps ## the library's documentation, in .build/docs (open it with a web server: see the last line)
	$(SWIFT) build -c release --target LoepFormats --static-swift-stdlib
	docs/examples.sh
	docs/symbols.sh release .build/symbols
	docc convert docs/Loep.docc --additional-symbol-graph-dir .build/symbols --output-path .build/docs \
	    --transform-for-static-hosting
	@echo "python3 -m http.server --directory .build/docs, then http://localhost:8000/documentation/loep"

# The pages are kept in the repository, so that installing needs no plugin.
man: deps ## write the manual pages in docs/man anew
	$(SWIFT) build --product generate-manual
	$(SWIFT) build --product loep
	mkdir -p docs/man
	rm -f docs/man/*.1
	.build/debug/generate-manual .build/debug/loep --multi-page --output-directory docs/man \
	    --date $(shell git log -1 --format=%cs -- Sources/LoepCLI)

sample: deps ## build and run the sample package, a program of its own that depends on Loep
	$(SWIFT) run --package-path Examples/WhoIsInTheNews WhoIsInTheNews $(CURDIR)/seeds/*.txt

READERS = jsonl conll conllu csv tsv html text detected markdown folia docx odt epub gzip office-xml journal warc
fuzz: deps ## fuzz the segmenter, the model file and every reader, ten minutes each (SECONDS=n for another time)
	Tests/Fuzz/run.sh $(or $(SECONDS),600) segmentation
	Tests/Fuzz/run.sh $(or $(SECONDS),600) model
	Tests/Fuzz/run.sh 0 readers
	for reader in $(READERS); do LOEP_FUZZ_BUILT=1 Tests/Fuzz/run.sh $(or $(SECONDS),600) $$reader || exit 1; done

manifest: build ## write Resources/models/MANIFEST.json anew
	Tests/Checks/manifest.sh --write

# The installed binary carries the Swift runtime with it; of other libraries it needs a few that every Debian has.
install: deps ## install command, tables, manual and completions below PREFIX (default /usr/local)
	$(SWIFT) build -c release --product loep --static-swift-stdlib
	$(MAKE) --no-print-directory install-files

INSTALLED = $(DESTDIR)$(PREFIX)
install-files:
	install -d $(INSTALLED)/bin $(INSTALLED)/share/loep/lexicon $(INSTALLED)/share/loep/models $(INSTALLED)/share/man/man1 \
	    $(INSTALLED)/share/bash-completion/completions $(INSTALLED)/share/zsh/site-functions \
	    $(INSTALLED)/share/fish/vendor_completions.d
	install -s -m 755 $(LOEP) $(INSTALLED)/bin/loep
	install -m 644 Resources/lexicon/* $(INSTALLED)/share/loep/lexicon
	install -m 644 Resources/models/*.loep Resources/models/MANIFEST.json $(INSTALLED)/share/loep/models
	install -m 644 LICENSE NOTICE $(INSTALLED)/share/loep/
	install -m 644 docs/man/*.1 $(INSTALLED)/share/man/man1/
	$(LOEP) --generate-completion-script bash > $(INSTALLED)/share/bash-completion/completions/loep
	$(LOEP) --generate-completion-script zsh > $(INSTALLED)/share/zsh/site-functions/_loep
	$(LOEP) --generate-completion-script fish > $(INSTALLED)/share/fish/vendor_completions.d/loep.fish

uninstall: ## remove what install put there
	rm -f $(INSTALLED)/bin/loep $(INSTALLED)/share/bash-completion/completions/loep $(INSTALLED)/share/man/man1/loep*.1
	rm -f $(INSTALLED)/share/zsh/site-functions/_loep $(INSTALLED)/share/fish/vendor_completions.d/loep.fish
	rm -rf $(INSTALLED)/share/loep

deb: deps ## make a Debian package in .build
	$(SWIFT) build -c release --product loep --static-swift-stdlib
	packaging/deb.sh

deb-test: deb ## install the package on a bare Debian (debootstrap, as root) and run it there
	packaging/test-deb.sh

clean: ## remove everything that was built
	rm -rf .build out
