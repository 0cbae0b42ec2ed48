#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Fuzzes the segmenter, the readers or the model file with libFuzzer and the address sanitizer.
#
#   Tests/Fuzz/run.sh [SECONDS] [segmentation|model|readers|READER]
#
# READER is one of those FuzzReaders.swift lists, such as csv; `readers` takes them all in one run.
# Ten minutes of the segmenter unless told; findings and the grown corpus stay in .build/fuzz. The modules are
# compiled here rather than by SwiftPM, because the fuzzer brings its own main function.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-600}
target=${2:-segmentation}
out=.build/fuzz
corpus=$out/corpus-$target
mkdir -p "$corpus" "$out/findings"
flags=(-O -wmo -enable-testing -parse-as-library -swift-version 6 -package-name loep -enable-experimental-feature Lifetimes
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
reader=
case $target in
    segmentation | model | readers) ;;
    *)
        grep -qE "^    .*\"$target\"[,]" Tests/Fuzz/FuzzReaders.swift || {
            echo "usage: run.sh [SECONDS] [segmentation|model|readers|READER]" >&2
            exit 64
        }
        reader=$target
        target=readers
        corpus=$out/corpus-$reader
        mkdir -p "$corpus"
        ;;
esac
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
        # The first byte is the number of the reader.
        for file in Tests/Golden/formats/*.jsonl; do seed '\x00' <"$file"; done
        for file in Tests/Golden/formats/*.iob; do seed '\x01' <"$file"; done
        for file in Tests/Golden/html/*.html; do
            seed '\x02' <"$file"
            seed '\x08' <"$file"
        done
        for file in seeds/*.txt; do
            seed '\x03' <"$file"
            iconv -f UTF-8 -t WINDOWS-1252//TRANSLIT "$file" | seed '\x04'
            gzip -c "$file" | seed '\x0d'
            seed '\x08' <"$file"
        done
        printf 'id,text\n1,"Een ""zin"", ja"\n2,Twee\n' | seed '\x05'
        printf 'id\ttext\n1\tEen zin\n' | seed '\x06'
        for file in Tests/Golden/formats/*.conllu; do seed '\x07' <"$file"; done
        for file in Tests/Golden/formats/*.folia.xml; do seed '\x09' <"$file"; done
        printf '%s' '<d><p><r><t>Een</t><tab/><br/></r></p><tbl><tr><tc><p><t>x</t></p></tc></tr></tbl></d>' | seed '\x0e'
        printf '%s' '<d><h>Kop</h><p>a <s c="3"/>b<note>n</note></p><table-row><table-cell/></table-row></d>' | seed '\x0e'
        printf 'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 71\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Een zin over Gent.</p>\r\n\r\n' | seed '\x10'
        # Containers, packed as word processors do.
        python3 - "$corpus" <<'PYTHON' || true
import io, sys, zipfile
files = {
    10: {"word/document.xml": "<d><p><r><t>Een zin.</t></r></p></d>", "docProps/core.xml": "<c><title>T</title></c>"},
    11: {"content.xml": "<d><p>Een zin.</p></d>", "meta.xml": "<m><title>T</title></m>"},
    12: {"META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>', "a.html": "<p>Een zin.</p>",
         "b.opf": '<p><item id="a" href="a.html"/><itemref idref="a"/></p>'},
}
for number, content in files.items():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            for name, text in content.items():
                archive.writestr(name, text)
        open(f"{sys.argv[1]}/zip-{number}-{method}", "wb").write(bytes([number]) + packed.getvalue())
PYTHON
        ;;
    model)
        modules=(LoepCore LoepModel)
        fuzzer=FuzzModel
        printf '\x00' | seed ''
        for file in Resources/models/names.loep; do head -c 4000 "$file" | seed '\x01'; done
        ;;
esac

# One build serves all readers of one run of `make fuzz`.
objects=()
if [ -n "${LOEP_FUZZ_BUILT:-}" ] && [ -x "$out/fuzz-$target" ]; then modules=(); fi
for module in "${modules[@]}"; do
    swiftc "${flags[@]}" -module-name "$module" -emit-module -emit-module-path "$out/$module.swiftmodule" \
        -c $(find Sources/"$module" -name '*.swift') -o "$out/$module.o"
    objects+=("$out/$module.o")
done
if [ "${#modules[@]}" -gt 0 ]; then
    swiftc "${flags[@]}" -module-name "$fuzzer" -c "Tests/Fuzz/$fuzzer.swift" -o "$out/$fuzzer.o"
    swiftc -sanitize=fuzzer,address "${objects[@]}" "$out/$fuzzer.o" -licui18n -licuuc -lxml2 -larchive -lsqlite3 \
        -lcmark-gfm -lcmark-gfm-extensions -o "$out/fuzz-$target"
fi
[ "$seconds" -gt 0 ] || exit 0

export LOEP_HOME="$PWD/Resources"
[ -z "$reader" ] || export LOEP_FUZZ_READER="$reader"
exec "$out/fuzz-$target" "$corpus" -dict=Tests/Fuzz/dutch.dict -max_total_time="$seconds" -timeout=10 \
    -max_len=4096 -artifact_prefix="$out/findings/" -print_final_stats=1
