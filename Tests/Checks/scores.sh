#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The accuracy that README and the models' manifest state is what the models give today, on what the repository holds.
set -u
cd "$(dirname "$0")/../.."
loep=$(ls -t .build/release/loep .build/debug/loep 2>/dev/null | head -1)
export LOEP_HOME=Resources
failed=0
# A stated figure and a measured one, rounded to the stated digits; NAME STATED MEASURED
compare() {
    local digits=${2#*.}
    [ "$2" = "$digits" ] && digits=""
    local rounded
    rounded=$(LC_ALL=C awk -v value="$3" -v digits="${#digits}" 'BEGIN { printf "%.*f", digits, value }')
    if ! LC_ALL=C awk -v a="$2" -v b="$rounded" -v digits="${#digits}" \
        'BEGIN { d = a - b; if (d < 0) d = -d; exit d <= 1.01 * 10 ^ -digits ? 0 : 1 }'; then
        echo "$1: stated $2, measured $3"
        failed=1
    fi
}
# One cell of README's table: the row whose first cell is NAME.
stated() { awk -F' *[|] *' -v name="$1" '$2 == name { print $5 }' README.md; }
entities=$("$loep" eval entities) || exit 1
summaries=$("$loep" eval summary) || exit 1
f1=$(echo "$entities" | awk '$1 == "all" { print $4 }')
compare "README, Entities" "$(stated Entities)" "$f1"
index=1
for type in PER LOC ORG PRO EVE MISC; do
    cell=$(stated "Entities by type" | cut -d, -f$index | tr -d ' ')
    compare "README, $type" "$cell" "$(echo "$entities" | awk -v t=$type '$1 == t { print $4 }')"
    index=$((index + 1))
done
cell=$(stated "Summary, 3 sentences")
compare "README, ROUGE-1" "$(echo "$cell" | cut -d, -f1)" "$(echo "$summaries" | awk '$1 == "trained" { print $2 }')"
compare "README, ROUGE-2" "$(echo "$cell" | cut -d, -f2 | tr -d ' ')" \
    "$(echo "$summaries" | awk '$1 == "trained" { print $3 }')"
# What the model of entities says of itself was measured when it was trained; tables may have moved it a little since.
claimed=$(sed -n 's/.*"entities".*"devF1":\([0-9.]*\).*/\1/p' Resources/models/MANIFEST.json)
LC_ALL=C awk -v a="$claimed" -v b="$f1" 'BEGIN { d = a - b; if (d < 0) d = -d; exit d <= 0.3 ? 0 : 1 }' ||
    { echo "MANIFEST.json, entities: stated $claimed, measured $f1; train the model anew"; failed=1; }
[ "$failed" -eq 0 ] || exit 1
echo "scores: as stated (entities $f1)"
