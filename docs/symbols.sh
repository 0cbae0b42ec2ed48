#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Writes the symbol graphs of the library modules to a folder: docs/symbols.sh CONFIGURATION FOLDER (after a build).
set -eu
cd "$(dirname "$0")/.."
configuration=$1
output=$2
rm -rf "$output"
mkdir -p "$output"
# The C libraries behind the modules, as the compiler finds them.
options=()
for map in Sources/C*/module.modulemap; do options+=(-Xcc "-fmodule-map-file=$map"); done
for flag in $(pkg-config --cflags-only-I icu-i18n libxml-2.0 libarchive sqlite3 libcmark-gfm yaml-0.1); do
    options+=(-Xcc "$flag")
done
for folder in Sources/*/; do
    module=$(basename "$folder")
    case $module in C* | LoepCLI | LoepTrain | LoepBench | LoepEvaluation) continue ;; esac
    swift symbolgraph-extract -module-name "$module" -I ".build/$configuration/Modules" "${options[@]}" \
        -target "$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')" \
        -minimum-access-level public -skip-synthesized-members -output-dir "$output"
done
