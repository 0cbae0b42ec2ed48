#!/bin/sh
# Installs what a bare Debian or Ubuntu with Swift may lack: the headers of libicu and libxml2.
set -eu
if pkg-config --exists icu-i18n libxml-2.0 2>/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null; then
    echo "Loep needs pkg-config and the headers of ICU and libxml2 (libicu-dev, libxml2-dev): install them and run make again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Loep needs these, installed as root: apt-get install libicu-dev libxml2-dev pkg-config" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends libicu-dev libxml2-dev pkg-config
