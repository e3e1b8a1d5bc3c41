#!/bin/sh
# Prints the path of the Debian package of this source, which it builds where
# there is none yet or where what it is made of has changed since:
#
#   tests/system/build_deb.sh BUILD_DIR
#
# BUILD_DIR is a configured build of ours: its `make distdir` says what belongs
# to the source. The package and what dpkg-buildpackage says of it lie in
# BUILD_DIR/tests/system/deb/, the unpacked build in its folder "tree".
set -e
self=$(realpath "$0")
build=$(cd "${1:?the folder of a build}" && pwd)
mkdir -p "$build/tests/system"
cd "$build/tests/system"
# One at a time: tests that run side by side want the same package.
exec 9>lock
flock 9

rm -rf dist
make -C "$build" distdir distdir="$PWD/dist" am__remove_distdir=: \
	>dist.log 2>&1 9>&- || { tail -n 20 dist.log >&2; exit 1; }
# By content: a checkout or a touch is no change. What autotools make of
# configure.ac they make of the same again.
now=$(cd dist && find . -type f ! -path './build-aux/*' ! -path ./configure \
	! -path ./aclocal.m4 ! -name Makefile.in ! -name config.h.in \
	-print0 | LC_ALL=C sort -z | xargs -0 sha256sum; cat "$self")
now=$(printf '%s' "$now" | sha256sum)
if [ "$(cat deb/made-of 2>/dev/null)" != "$now" ]; then
	rm -rf deb && mkdir deb && mv dist deb/tree
	(cd deb/tree && DEB_BUILD_OPTIONS="nocheck parallel=$(nproc)" \
		dpkg-buildpackage -us -uc -b) >deb/build.log 2>&1 9>&- ||
		{ tail -n 40 deb/build.log >&2; exit 1; }
	printf '%s\n' "$now" >deb/made-of
fi
rm -rf dist
for deb in "$build"/tests/system/deb/minutiae_*.deb; do
	echo "$deb"
done
