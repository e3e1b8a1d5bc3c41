#!/bin/sh
# The code is as clang-format 14 lays it out; no test sleeps for readiness;
# nothing is left for later.
cd "${top_srcdir:-.}" || exit 1
sources() {
	find lib shim indexer searchd searchctl bench tests \
		-name '*.[ch]' -o -name '*.cc' -o -name '*.hh' | sort
}
check() { # check NAME; standard input: the lines that offend
	lines=$(cat)
	if [ -z "$lines" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		echo "$lines" | head -n 20 | sed 's/^/# /'
	fi
}
echo "1..4"
if clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
	sources | xargs clang-format --dry-run -Werror 2>&1 |
		grep -E 'error:' | check "clang-format finds nothing to change"
else
	echo "ok - clang-format # SKIP clang-format 14 is not here"
fi
grep -rnE '\b(u?sleep|nanosleep) *\(|time\.sleep|^[[:blank:]]*sleep [0-9.]' tests \
	--include='*.[ch]' --include='*.cc' --include='*.py' --include='*.sh' |
	grep -v '^tests/lint/\|^tests/system/machine.py:.*sleep(POLL)' |
	check "no test sleeps, but between two looks at another machine"
grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' lib shim indexer searchd searchctl \
	bench tests scripts --include='*.[ch]' --include='*.cc' --include='*.hh' \
	--include='*.py' --include='*.sh' |
	grep -v '^tests/lint/' | check "nothing is left for later in the code"
sources | grep -vE '^tests/' | xargs wc -l |
	awk '$2 != "total" && $1 > 450 { print $2 ": " $1 " lines" }' |
	check "no file of the programs is over 450 lines"
