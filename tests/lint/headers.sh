#!/bin/sh
# Every header compiles by itself; those that C++ may include, in C++ too.
top=$(cd "${top_srcdir:-.}" && pwd)
build=$(cd "${top_builddir:-.}" && pwd)
cd "$top" || exit 1
flags="-I$top -I$top/lib -I$build $(pkg-config --cflags libevent_core 2>/dev/null)"
headers=$(find lib shim indexer searchd searchctl bench -name '*.h' | sort)
echo "1..$(($(echo "$headers" | wc -l) + 1))"
n=0
try() { # try NAME COMMAND...
	n=$((n + 1))
	name=$1
	shift
	if out=$("$@" 2>&1); then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		echo "$out" | sed 's/^/# /'
	fi
}
for header in $headers; do
	# Word splitting is meant: these are flags.
	# shellcheck disable=SC2086
	try "$header compiles by itself" ${CC:-cc} -std=gnu11 -Wall -Wextra \
		-Werror -fsyntax-only $flags -x c "$header"
done
# shellcheck disable=SC2086
try "shim/xs.h compiles as C++" ${CXX:-c++} -std=gnu++17 -Wall -Wextra \
	-Werror -fsyntax-only $flags -x c++ shim/xs.h
