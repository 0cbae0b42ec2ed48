#!/bin/bash
# Fuzzes the segmenter with libFuzzer and the address sanitizer.
#
#   Tests/Fuzz/run.sh [SECONDS]     10 minutes unless told; findings and the grown corpus stay in .build/fuzz
#
# The modules are compiled here rather than by SwiftPM, because the fuzzer brings its own main function.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-600}
out=.build/fuzz
mkdir -p "$out/corpus" "$out/findings"
flags=(-O -wmo -parse-as-library -swift-version 6 -enable-experimental-feature Lifetimes
    -sanitize=fuzzer,address -I "$out" -I Sources/CICU)
read -ra icu <<<"$(pkg-config --cflags icu-i18n)"
for flag in "${icu[@]:-}"; do [ -z "$flag" ] || flags+=(-Xcc "$flag"); done

objects=()
for module in LoepCore LoepModel LoepUnicode LoepSegmentation; do
    swiftc "${flags[@]}" -module-name "$module" -emit-module -emit-module-path "$out/$module.swiftmodule" \
        -c Sources/"$module"/*.swift -o "$out/$module.o"
    objects+=("$out/$module.o")
done
swiftc "${flags[@]}" -module-name FuzzSegmentation -c Tests/Fuzz/FuzzSegmentation.swift -o "$out/FuzzSegmentation.o"
swiftc -sanitize=fuzzer,address "${objects[@]}" "$out/FuzzSegmentation.o" -licui18n -licuuc -o "$out/fuzz-segmentation"

# The golden cases are the seeds.
index=0
while IFS= read -r line; do
    index=$((index + 1))
    printf '%s' "$line" >"$out/corpus/golden-$index"
done < <(grep -hv '^#' Tests/Golden/segmentation/*.txt)

export LOEP_HOME="$PWD/Resources"
exec "$out/fuzz-segmentation" "$out/corpus" -dict=Tests/Fuzz/dutch.dict -max_total_time="$seconds" -timeout=10 \
    -max_len=4096 -artifact_prefix="$out/findings/" -print_final_stats=1
