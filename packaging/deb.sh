#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a Debian package of what `make install` installs: packaging/deb.sh [FOLDER for the package, default .build]
set -eu
cd "$(dirname "$0")/.."
output=${1:-.build}
for tool in dpkg-deb dpkg objdump gzip; do
    command -v $tool >/dev/null || { echo "make deb needs $tool (packages dpkg, binutils, gzip)" >&2; exit 1; }
done
version=$(sed -n 's/.*static let number = "\(.*\)".*/\1/p' Sources/LoepCLI/Commands/VersionCommand.swift)
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
make --no-print-directory install-files DESTDIR="$root" PREFIX=/usr >/dev/null

# The libraries the binary asks for, each by the package that brings it; the Swift runtime is inside the binary.
depends=""
for library in $(objdump -p "$root/usr/bin/loep" | sed -n 's/^ *NEEDED *//p'); do
    case $library in ld-linux*) continue ;; esac
    package=$(dpkg -S "*/$library" | head -1 | cut -d: -f1)
    case ",$depends," in *",$package,"*) ;; *) depends="$depends${depends:+,}$package" ;; esac
done

documents="$root/usr/share/doc/loep"
mkdir -p "$documents" "$root/DEBIAN"
gzip -9n <CHANGELOG.md >"$documents/changelog.gz"
{
    echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    echo "Upstream-Name: loep"
    echo
    echo "Files: *"
    echo "Copyright: the authors of Loep"
    echo "License: Apache-2.0"
    echo " The full text is in /usr/share/common-licenses/Apache-2.0. What the tables and models are made of:"
    sed 's/^$/./; s/^/ /' NOTICE
} >"$documents/copyright"
rm -f "$root/usr/share/loep/LICENSE" "$root/usr/share/loep/NOTICE"
find "$root/usr/share/man" -name '*.1' -exec gzip -9n {} +
{
    echo "Package: loep"
    echo "Version: $version"
    echo "Architecture: $architecture"
    echo "Maintainer: Loep <loep@localhost>"
    echo "Installed-Size: $(du -sk "$root/usr" | cut -f1)"
    echo "Depends: $(echo "$depends" | sed 's/,/, /g')"
    echo "Section: text"
    echo "Priority: optional"
    echo "Description: Dutch text in, annotated text out"
    echo " Loep turns folders of Dutch articles into annotated text: sentences and words, people,"
    echo " places and organisations with one identity however they are spelled, and summaries."
} >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
chmod -R u=rwX,go=rX "$root"
file="$output/loep_${version}_$architecture.deb"
dpkg-deb --root-owner-group --build "$root" "$file" >/dev/null
echo "$file: $(wc -c <"$file") bytes; the binary: $(wc -c <"$root/usr/bin/loep") bytes; needs $depends"
