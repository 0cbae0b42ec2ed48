#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The rules of ARCHITECTURE.md that a compiler does not know. Prints every breach; fails when there is one.
set -u
cd "$(dirname "$0")/../.."
breaches=0
breach() { echo "house rule: $1"; breaches=$((breaches + 1)); }

# Imports point down: what each module may import of the house.
allowed() {
    case $1 in
        LoepCore) echo "" ;;
        LoepModel) echo "LoepCore" ;;
        LoepUnicode) echo "LoepCore CICU" ;;
        LoepSegmentation | LoepWords | LoepNames | LoepEntities | LoepSummary) echo "LoepCore LoepModel LoepUnicode" ;;
        Loep) echo "LoepCore LoepModel LoepUnicode LoepSegmentation LoepWords LoepNames LoepEntities LoepSummary" ;;
        LoepFormats) echo "CXML2 CArchive CSQLite CMarkdown Loep LoepCore LoepModel LoepUnicode LoepSegmentation LoepWords LoepNames LoepEntities LoepSummary" ;;
        LoepEvaluation) echo "Loep LoepFormats LoepCore LoepModel LoepUnicode LoepSegmentation LoepWords LoepNames LoepEntities LoepSummary" ;;
        *) echo "any" ;;
    esac
}
libraries="LoepCore LoepModel LoepUnicode LoepSegmentation LoepWords LoepNames LoepEntities LoepSummary Loep LoepFormats LoepEvaluation"
for module in $libraries; do
    while IFS=: read -r file import; do
        [ -n "$file" ] || continue
        case " $(allowed "$module") Glibc Synchronization " in
            *" $import "*) ;;
            *)
                breach "$file imports $import"
                ;;
        esac
    done < <(grep -rHoE '^(@_exported |@testable |internal |public )*import +(struct |enum |func )?[A-Za-z0-9]+' "Sources/$module" --include='*.swift' |
        sed -E 's/:.*import +(struct |enum |func )?/:/')
done

# Foundation would make the static binary five times as large and its start slower.
while read -r line; do breach "$line"; done < <(grep -rnE '^import Foundation' Sources/LoepCLI --include='*.swift')

# Calls that end the process or write to standard output have no place in a library.
for module in $libraries; do
    while read -r line; do breach "$line"; done < <(
        grep -rnE '(fatalError|preconditionFailure|[^.A-Za-z]print|debugPrint) *\(|try!|as! ' "Sources/$module" --include='*.swift' |
            grep -vE ':[0-9]+: *//')
done

# Files stay short, name no place of one machine and leave nothing for later.
while read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 600 ] || breach "$file has $lines lines; 600 is the limit"
done < <(find Sources Tests Package.swift -name '*.swift' -o -name '*.sh' -path 'Tests/*')
while read -r line; do breach "$line"; done < <(
    grep -rnE 'TODO|FIXME|XXX|(^|[^A-Za-z.])/(work|root|home|tmp/wt)/' Sources Package.swift Makefile README.md ARCHITECTURE.md CHANGELOG.md NOTICE \
        packaging docs Examples/*/Sources Examples/*/Package.swift Tests/Compare 2>/dev/null |
        grep -vE 'Tests/')

[ "$breaches" -eq 0 ] || { echo "$breaches breaches of the house rules"; exit 1; }
echo "house rules: kept"
