#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the package on a bare Debian, made by debootstrap below .build, and runs it there: as root, since it chroots.
set -eu
cd "$(dirname "$0")/.."
package=$(ls -t .build/loep_*.deb | head -1)
root=.build/clean-root
[ "$(id -u)" -eq 0 ] || { echo "make deb-test makes a root folder of its own and needs root" >&2; exit 1; }
command -v debootstrap >/dev/null || apt-get install -y -q --no-install-recommends debootstrap
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-cache policy | sed -n "s|.* \(https\{0,1\}://[^ ]*\) $release/main.*|\1|p" | head -1)
[ -x $root/usr/bin/dpkg ] || debootstrap --variant=minbase "$release" $root "$mirror"
cp "$package" $root/loep.deb
# apt's own settings (a proxy, say) hold inside as well.
cp -r /etc/apt/apt.conf.d/. $root/etc/apt/apt.conf.d/ 2>/dev/null || true
# Swift reads the arguments of a program from /proc, which every container has.
mount -t proc proc $root/proc
trap 'umount $root/proc' EXIT
chroot $root sh -ec '
    dpkg -r loep >/dev/null 2>&1 || true
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /loep.deb >/dev/null
    dpkg -s loep | grep -q "Status: install ok installed"
    if command -v swift; then exit 1; fi
    printf "Vladimir Poetin sprak in Minsk met Loekasjenko.\n" >/article.txt
    loep version
    loep model verify
    loep entities /article.txt
    loep /article.txt --to text >/digest.txt
    grep -q "Alexander Lukashenko" /digest.txt
    test -f /usr/share/man/man1/loep.1.gz
    test -f /usr/share/bash-completion/completions/loep
'
echo "deb: installs and runs on a bare $release"
