#!/bin/sh
# The search box in a real browser, as one TAP test: tests/browser/run.sh
# [WORD...] runs the tests that have a WORD in their names, all without any.
# It skips where node, Chromium or the packages of package.json are missing.
# MINUTIAE_BROWSER=no skips it as well: for builds that make it slow.
# Screenshots are left in the build's tests/browser/shots/.
top=$(cd "${top_srcdir:-.}" && pwd)
build=$(cd "${top_builddir:-.}" && pwd)
here=$top/tests/browser

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}
[ "${MINUTIAE_BROWSER:-yes}" = yes ] || skip "MINUTIAE_BROWSER says no"
command -v node >/dev/null || skip "there is no node"
node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' ||
	skip "node is older than 18"
CHROMIUM=${CHROMIUM:-$(command -v chromium)}
[ -x "$CHROMIUM" ] || skip "there is no chromium"
[ -d "$here/node_modules/playwright-core" ] ||
	skip "there is no tests/browser/node_modules: run npm ci there"
[ -x "$build/searchd/searchd" ] || skip "searchd is not built"
export CHROMIUM
top_srcdir=$top top_builddir=$build exec node "$here/main.mjs" "$@"
