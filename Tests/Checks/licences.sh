#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every source file names the licence in its first line, and NOTICE names every table, model, library and package.
# With --write the line is put where it lacks.
set -u
cd "$(dirname "$0")/../.."
failed=0
line="SPDX-License-Identifier: Apache-2.0"
while read -r file; do
    head -2 "$file" | grep -qF "$line" && continue
    if [ "${1:-}" = --write ]; then
        case $file in
            # The tools version must stand first.
            */Package.swift | Package.swift) sed -i "1a // $line" "$file" ;;
            *.swift | *.c | *.h) sed -i "1i // $line" "$file" ;;
            *.sh) sed -i "1a # $line" "$file" ;;
            *.py) sed -i "1i # $line" "$file" ;;
        esac
    else
        echo "$file does not name its licence; run Tests/Checks/licences.sh --write"
        failed=1
    fi
done < <(git ls-files '*.swift' '*.c' '*.h' '*.sh' '*.py' | grep -v '^docs/Loep.docc/Resources/')
for file in Resources/lexicon/*.tsv Resources/models/*.loep; do
    grep -qF "$(basename "$file")" NOTICE || { echo "NOTICE does not name $file"; failed=1; }
done
# What NOTICE names is there.
while read -r name; do
    [ -e "Resources/lexicon/$name" ] || [ -e "Resources/models/$name" ] ||
        { echo "NOTICE names $name, which is not there"; failed=1; }
done < <(grep -oE '[a-z0-9.-]+\.(tsv|loep)\b' NOTICE | sort -u)
# Libraries Loep is linked with, by the name NOTICE knows them under.
for pair in CICU:ICU CXML2:libxml2 CYAML:libyaml CArchive:libarchive CSQLite:SQLite CMarkdown:cmark-gfm; do
    [ -d "Sources/${pair%%:*}" ] || continue
    grep -qF "${pair##*:}" NOTICE || { echo "NOTICE does not name ${pair##*:}"; failed=1; }
done
while read -r package; do
    grep -qF "$package" NOTICE || { echo "NOTICE does not name $package"; failed=1; }
done < <(sed -n 's|.*package(url: "https://github.com/[^/]*/\([^"]*\)".*|\1|p' Package.swift)
[ "$failed" -eq 0 ] || exit 1
echo "licences: named"
