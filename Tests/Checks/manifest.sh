#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes or verifies Resources/models/MANIFEST.json: for each model its sum, size and what it says about itself.
set -eu
cd "$(dirname "$0")/../.."
loep=$(ls -t .build/release/loep .build/debug/loep 2>/dev/null | head -1)
manifest=Resources/models/MANIFEST.json
describe() {
    printf '{"models":['
    separator=""
    for model in Resources/models/*.loep; do
        [ -e "$model" ] || continue
        printf '%s\n{"file":"%s","sha256":"%s","bytes":%s,"about":%s}' "$separator" "$(basename "$model")" \
            "$(sha256sum "$model" | cut -d' ' -f1)" "$(wc -c <"$model" | tr -d ' ')" \
            "$("$loep" model info "./$model" --models Resources)"
        separator=","
    done
    printf '\n]}\n'
}
case ${1:-} in
    --write)
        describe >"$manifest.tmp"
        mv "$manifest.tmp" "$manifest"
        ;;
    --verify)
        "$loep" model verify --models Resources
        if ! describe | cmp -s - "$manifest"; then
            echo "$manifest does not tell the truth about the models; run make manifest" >&2
            describe | diff "$manifest" - >&2 || true
            exit 1
        fi
        echo "manifest: true"
        ;;
    *)
        echo "usage: manifest.sh --write | --verify" >&2
        exit 64
        ;;
esac
