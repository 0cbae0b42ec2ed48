#!/bin/bash
# Fuzzes the segmenter or the readers with libFuzzer and the address sanitizer.
#
#   Tests/Fuzz/run.sh [SECONDS] [segmentation|readers]
#
# Ten minutes of the segmenter unless told; findings and the grown corpus stay in .build/fuzz. The modules are
# compiled here rather than by SwiftPM, because the fuzzer brings its own main function.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-600}
target=${2:-segmentation}
out=.build/fuzz
corpus=$out/corpus-$target
mkdir -p "$corpus" "$out/findings"
flags=(-O -wmo -parse-as-library -swift-version 6 -package-name loep -enable-experimental-feature Lifetimes
    -sanitize=fuzzer,address -I "$out" -I Sources/CICU -I Sources/CXML2 -I Sources/CArchive -I Sources/CSQLite -I Sources/CMarkdown)
read -ra headers <<<"$(pkg-config --cflags icu-i18n libxml-2.0 libarchive sqlite3 libcmark-gfm)"
for flag in "${headers[@]:-}"; do [ -z "$flag" ] || flags+=(-Xcc "$flag"); done

# The golden cases are the seeds.
index=0
seed() {
    index=$((index + 1))
    printf '%b' "$1" >"$corpus/golden-$index"
    cat >>"$corpus/golden-$index"
}
case $target in
    segmentation)
        modules=(LoepCore LoepModel LoepUnicode LoepSegmentation)
        fuzzer=FuzzSegmentation
        while IFS= read -r line; do printf '%s' "$line" | seed ''; done < <(grep -hv '^#' Tests/Golden/segmentation/*.txt)
        ;;
    readers)
        modules=(LoepCore LoepModel LoepUnicode LoepSegmentation LoepWords LoepNames LoepEntities LoepSummary Loep
            LoepFormats)
        fuzzer=FuzzReaders
        for file in Tests/Golden/formats/*.jsonl; do seed '\x00' <"$file"; done
        for file in Tests/Golden/formats/*.iob; do seed '\x01' <"$file"; done
        for file in Tests/Golden/html/*.html; do seed '\x02' <"$file"; done
        for file in seeds/*.txt; do
            seed '\x03' <"$file"
            iconv -f UTF-8 -t WINDOWS-1252//TRANSLIT "$file" | seed '\x04'
        done
        ;;
    *)
        echo "usage: run.sh [SECONDS] [segmentation|readers]" >&2
        exit 64
        ;;
esac

objects=()
for module in "${modules[@]}"; do
    swiftc "${flags[@]}" -module-name "$module" -emit-module -emit-module-path "$out/$module.swiftmodule" \
        -c $(find Sources/"$module" -name '*.swift') -o "$out/$module.o"
    objects+=("$out/$module.o")
done
swiftc "${flags[@]}" -module-name "$fuzzer" -c "Tests/Fuzz/$fuzzer.swift" -o "$out/$fuzzer.o"
swiftc -sanitize=fuzzer,address "${objects[@]}" "$out/$fuzzer.o" -licui18n -licuuc -lxml2 -larchive -lsqlite3 \
    -lcmark-gfm -lcmark-gfm-extensions -o "$out/fuzz-$target"

export LOEP_HOME="$PWD/Resources"
exec "$out/fuzz-$target" "$corpus" -dict=Tests/Fuzz/dutch.dict -max_total_time="$seconds" -timeout=10 \
    -max_len=4096 -artifact_prefix="$out/findings/" -print_final_stats=1
