#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Links of all documents lead somewhere: files, pictures, headings; commands the documents tell of exist.
set -u
cd "$(dirname "$0")/../.."
failed=0
complain() { echo "$1"; failed=1; }
# A heading as a link names it: small letters, no signs, spaces as hyphens.
anchors() { grep -E '^#+ ' "$1" | sed -E 's/^#+ +//; s/`//g' | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9\n_-'; }
while read -r document; do
    folder=$(dirname "$document")
    # Code has brackets of its own; what stands between fences is no link.
    while read -r target; do
        case $target in http://* | https://* | mailto:* | doc:*) continue ;; esac
        path=${target%%#*}
        file=$document
        if [ -n "$path" ]; then
            file="$folder/$path"
            [ -e "$file" ] || { complain "$document links to $path, which is not there"; continue; }
        fi
        case $target in
            *#*) [ -d "$file" ] || anchors "$file" | grep -qxF -- "${target##*#}" ||
                complain "$document links to $target; there is no such heading" ;;
        esac
    done < <(awk '/^ *```/ { inside = !inside } !inside' "$document" | grep -oE '\]\([^) ]+' | sed 's/](//')
    # Rules of the Makefile that are told of.
    while read -r rule; do
        grep -qE "^$rule:" Makefile || complain "$document tells of 'make $rule', which is not there"
    done < <(grep -oE '`make [a-z-]+' "$document" | sed 's/`make //' | sort -u)
done < <(git ls-files '*.md'; ls docs/*.md 2>/dev/null)
# Articles of the documentation link by name.
while read -r name; do
    [ -e "docs/Loep.docc/$name.md" ] || [ -e "docs/Loep.docc/Tutorials/${name##*/}.tutorial" ] ||
        complain "docs/Loep.docc links to $name, which is not there"
done < <(grep -rhoE '<?doc:[A-Za-z/]+' docs/Loep.docc --include='*.md' --include='*.tutorial' | sed -E 's/<?doc://' | sort -u)
[ "$failed" -eq 0 ] || exit 1
echo "links: none is dead"
