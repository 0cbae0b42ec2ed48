#!/bin/sh
# Installs what a bare Debian or Ubuntu with Swift lacks: the headers of libicu.
set -eu
if pkg-config --exists icu-i18n 2>/dev/null || [ -e /usr/include/unicode/utypes.h ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then
    echo "Loep needs the headers of ICU (libicu-dev, libicu-devel, icu4c): install them and run make again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Loep needs libicu-dev; install it as root: apt-get install libicu-dev" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends libicu-dev pkg-config
