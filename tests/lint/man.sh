#!/bin/sh
# The manual pages are without fault for mandoc, in the source and as they are
# installed. Not asked: whether pages of others are on this machine, and the
# name of the system, which mandoc knows for BSDs alone, and whether LINES is
# meant to be FILES.
cd "${top_srcdir:-.}" || exit 1
if ! command -v mandoc >/dev/null; then
	echo "1..0 # SKIP there is no mandoc"
	exit 0
fi
echo "1..2"
faultless() { # faultless NAME PAGE...
	name=$1
	shift
	lines=$(mandoc -Tlint "$@" 2>&1 | grep -vE \
		'referenced manual not found|operating system explicitly specified|possible typo in section name|outdated mandoc.db')
	if [ -z "$lines" ]; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		echo "$lines" | sed 's/^/# /'
	fi
}
faultless "the manual pages of the source" doc/*.[1-8]
faultless "the manual pages as installed" "${top_builddir:-.}"/doc/man/*.[1-8]
