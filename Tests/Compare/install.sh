#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what Loep is compared with: frog and ucto as Debian packages, spaCy, sumy and PyICU in a virtual environment
# of their own. What cannot be had is named and left out; the comparison goes on without it.
set -u
cd "$(dirname "$0")/../.."
environment=.build/compare/python
missing=""
for tool in frog ucto; do command -v "$tool" >/dev/null || missing="$missing $tool"; done
if [ -n "$missing" ]; then
    if command -v apt-get >/dev/null; then
        as_root=""
        [ "$(id -u)" -eq 0 ] || as_root=sudo
        $as_root apt-get update -q
        # frogdata and uctodata hold the models; frog only recommends them.
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
            frog frogdata ucto uctodata || echo "compare:$missing cannot be installed and is left out" >&2
    else
        echo "compare: there is no apt-get; without$missing" >&2
    fi
fi
mkdir -p .build/compare
[ -x $environment/bin/python ] || python3 -m venv $environment || exit 1
for package in spacy sumy lxml_html_clean PyICU; do
    $environment/bin/pip install -q --disable-pip-version-check "$package" ||
        echo "compare: $package cannot be installed and is left out" >&2
done
