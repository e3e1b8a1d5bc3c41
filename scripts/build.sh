# shellcheck shell=sh disable=SC2034
# What ./try, ./check and .ci/run share: the packages, the build. Sourced.

# Debian 12's names.
BUILD_PACKAGES="gcc g++ make autoconf automake pkg-config libxapian-dev
	libevent-dev libstemmer-dev libutf8proc-dev nettle-dev libjansson-dev
	libsystemd-dev libxml2-dev zlib1g-dev"
TEST_PACKAGES="libcmocka-dev python3 python3-snowballstemmer
	python3-feedparser python3-prometheus-client clang-format
	xapian-tools poppler-utils git systemd systemd-container curl debhelper
	lintian mandoc bash-completion binutils strace"
CI_PACKAGES="clang libclang-rt-14-dev libsqlite3-dev nginx-light openssl
	wamerican-large xz-utils"

# need_packages PACKAGE...: installs those that are missing.
need_packages() {
	missing=
	for package in "$@"; do
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
			grep -qx installed || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	echo "Installing:$missing"
	if [ "$(id -u)" -eq 0 ]; then
		as_root=
	elif command -v sudo >/dev/null; then
		as_root=sudo
	else
		echo "As root, please: apt-get install$missing" >&2
		return 1
	fi
	# Word splitting is meant: $as_root may be nothing, $missing is a list.
	# shellcheck disable=SC2086
	$as_root apt-get -qq update >/dev/null &&
		$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install \
			-y --no-install-recommends $missing >/dev/null
}

# need_browser: what the browser tests stand on: node, npm and Chromium, from
# Debian where their commands are missing (they may have come another way), and
# the packages of package-lock.json. Without them those tests are skipped.
need_browser() {
	missing_commands=
	command -v node >/dev/null || missing_commands=nodejs
	command -v npm >/dev/null || missing_commands="$missing_commands npm"
	command -v chromium >/dev/null ||
		missing_commands="$missing_commands chromium"
	# Word splitting is meant: this is a list.
	# shellcheck disable=SC2086
	need_packages $missing_commands || return 1
	lock=tests/browser/package-lock.json
	installed=tests/browser/node_modules/.package-lock.json
	[ -z "$(find "$lock" -newer "$installed" 2>&1)" ] ||
		(cd tests/browser && npm ci --loglevel=error >/dev/null)
}

# build DIR [CONFIGURE OPTION...]: configures and builds in DIR, from the top
# of the source; says only what goes wrong.
build() {
	dir=$1
	shift
	top=$(pwd)
	# Make would take the objects that lie in the source for its own.
	if [ -f config.status ]; then
		echo "The source is configured in place: run \"make distclean\" first" >&2
		return 1
	fi
	[ -x configure ] ||
		./autogen.sh >autogen.log 2>&1 || { cat autogen.log; return 1; }
	mkdir -p "$dir" && cd "$dir" || return 1
	{
		[ -f Makefile ] || "$top/configure" -q "$@"
	} >build.log 2>&1 && make -j"$(nproc)" >>build.log 2>&1
	result=$?
	[ $result -eq 0 ] || tail -n 40 build.log
	cd "$top" || return 1
	return $result
}

# count_results DIR: "P F S" of the tests that last ran in DIR.
count_results() {
	find "$1" -name '*.trs' -exec cat {} + | awk '
		/^:test-result:/ { n[$2]++ }
		END {
			printf "%d %d %d\n", n["PASS"] + n["XFAIL"],
				n["FAIL"] + n["ERROR"] + n["XPASS"], n["SKIP"]
		}'
}

# show_failures DIR: what the tests that failed in DIR said.
show_failures() {
	find "$1" -name '*.trs' -exec \
		grep -lE '^:test-result: (FAIL|ERROR|XPASS)' {} + |
		while read -r result; do
			echo "--- ${result%.trs}.log"
			grep -vE '^(ok|PASS|SKIP)' "${result%.trs}.log" | tail -n 40
		done
}
