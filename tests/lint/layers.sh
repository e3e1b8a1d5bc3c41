#!/bin/sh
# The dependencies point one way: each folder includes only what its layer may
# (doc/hacking.md), <xapian.h> is seen in shim/ only (and in the bench that
# compares with plain Xapian, which must not have our shim between), libevent in searchd/
# only, libsystemd in searchd/manager.c only, catch in shim/guard only; libraries neither log nor exit.
cd "${top_srcdir:-.}" || exit 1
check() { # check NAME; standard input: the lines that offend
	lines=$(cat)
	if [ -z "$lines" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		echo "$lines" | sed 's/^/# /'
	fi
}
sources() { find "$@" -name '*.[ch]' -o -name '*.cc' -o -name '*.hh' | sort; }
# layer FOLDER ALLOWED...: the folder's includes of ours are among these.
layer() {
	folder=$1
	shift
	allowed=$(echo "$folder $*" | tr ' ' '\n' | sed 's|^lib/||' | paste -sd'|')
	sources "$folder" | xargs grep -nE '^#include "' |
		grep -vE "#include \"(config\.h|($allowed)/[^\"]*)\"" |
		check "$folder includes only $* and itself"
}
echo "1..21"
layer lib/common
layer lib/config common
layer lib/text common
layer lib/minutes common text
layer lib/query common text
layer lib/store common
layer shim common
layer lib/answer common
layer lib/page common answer query
layer lib/match common store shim
layer lib/engine common text query store shim match answer
layer indexer common text minutes store shim
layer lib/proto common answer
layer lib/client common answer proto
layer searchctl common answer proto client
layer searchd common config text query store shim match answer page engine proto

sources lib indexer searchd searchctl bench |
	xargs grep -nE '#include <xapian' | grep -v '^bench/peers/xapian\.cc:' |
	check "xapian.h is included in shim only"
sources lib shim indexer searchd searchctl |
	xargs grep -nE '#include <libxml/' | grep -v '^lib/minutes/' |
	check "libxml2 is included in lib/minutes only"
sources lib shim indexer searchctl |
	xargs grep -nE '#include <event2/' |
	check "libevent is included in searchd only"
sources lib shim indexer searchd searchctl |
	xargs grep -nE '#include <systemd/' | grep -v '^searchd/manager\.c:' |
	check "libsystemd is included in searchd/manager.c only"
{
	sources lib shim indexer searchd searchctl |
		xargs grep -nE '\bcatch *\(' | grep -v '^shim/guard'
	sources lib/config lib/text lib/minutes lib/query lib/store lib/match lib/engine lib/answer \
		lib/proto lib/client shim | xargs grep -nE '\b(log_event|exit) *\('
} | check "exceptions end in shim/guard, libraries neither log nor exit"
