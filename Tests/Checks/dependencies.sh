#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what a bare Debian or Ubuntu with Swift may lack: the headers of the C libraries Loep stands on.
set -eu
packages="libicu-dev libxml2-dev libarchive-dev libsqlite3-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev pkg-config"
if pkg-config --exists icu-i18n libxml-2.0 libarchive sqlite3 libcmark-gfm yaml-0.1 2>/dev/null; then
    # The extensions of cmark-gfm come without a description for pkg-config.
    if echo '#include <cmark-gfm-core-extensions.h>' | cc -E - >/dev/null 2>&1; then exit 0; fi
fi
if ! command -v apt-get >/dev/null; then
    echo "Loep needs pkg-config and the headers of ICU, libxml2, libarchive, SQLite, cmark-gfm and libyaml: install them" >&2
    echo "($packages on Debian) and run make again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Loep needs these, installed as root: apt-get install $packages" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages
