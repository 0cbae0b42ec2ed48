#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every table of Resources/lexicon: comment lines with source and licence, a header, rows of one width, valid UTF-8.
set -eu
cd "$(dirname "$0")/../.."
failed=0
for file in Resources/lexicon/*.tsv; do
    [ -e "$file" ] || continue
    if ! iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1; then
        echo "$file is not valid UTF-8"
        failed=1
    fi
    awk -F '\t' -v file="$file" '
        /^#/ && !columns { if (tolower($0) ~ /licen[cs]e|cc0|cc by|mit|public domain|lgpl|odbl/) licensed = 1; next }
        /^#/ || /^$/ { next }
        !columns { columns = NF; next }
        NF != columns { printf "%s, line %d: %d fields, %d expected\n", file, NR, NF, columns; bad = 1; exit }
        END {
            if (!licensed) { printf "%s: no licence in its comment lines\n", file; bad = 1 }
            if (!columns) { printf "%s: no header line\n", file; bad = 1 }
            exit bad
        }' "$file" || failed=1
done
[ "$failed" -eq 0 ] || exit 1
echo "tables: valid"
