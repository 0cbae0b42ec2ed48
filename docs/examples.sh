#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes docs/Loep.docc/Examples.md from the tests in Tests/ExamplesTests: the code between START and END of each.
# With --verify it only compares.
set -eu
cd "$(dirname "$0")/.."
article=docs/Loep.docc/Examples.md
make_article() {
    echo "# Examples"
    echo
    echo "Twelve short programs; each is a test, so what stands here compiles and works (\`swift test --filter Examples\`)."
    for file in Tests/ExamplesTests/*.swift; do
        awk '
            # The comment over the suite is the heading and the text; code above it is kept for below.
            /^\/\/\/ / && !inside { text[++lines] = substr($0, 5); next }
            /^\/\/\/$/ && !inside { text[++lines] = ""; next }
            /^@Suite/ {
                heading = text[1]; sub(/\.$/, "", heading)
                printf "\n## %s\n\n", heading
                for (i = 3; i <= lines; i++) print text[i]
                print "\n```swift"
                printf "%s", early
                begun = 1
                lines = 0
            }
            / *\/\/ START$/ { inside = 1; margin = index($0, "/") - 1; if (!begun || early != "") gap = 1; next }
            / *\/\/ END$/ { inside = 0; if (!begun) early = early "\n"; next }
            inside { line = substr($0, 1, margin) ~ /^ *$/ ? substr($0, margin + 1) : $0; if (begun) print line; else early = early line "\n" }
            END { print "```" }' "$file"
    done
}
case ${1:-} in
    --verify)
        make_article | cmp -s - $article || { echo "$article is not what the examples say; run docs/examples.sh" >&2; exit 1; }
        echo "examples: the article is true"
        ;;
    *) make_article >$article ;;
esac
