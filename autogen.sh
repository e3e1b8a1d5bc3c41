#!/bin/sh
# Makes ./configure from configure.ac. Needed in a git checkout only; the
# release tarball has it.
set -e
cd "$(dirname "$0")"
mkdir -p build-aux
exec autoreconf --install --warnings=all,no-obsolete
