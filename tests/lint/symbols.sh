#!/bin/sh
# What the shim gives to C is what xs.h declares; each library's functions
# begin with the stem of one of its headers.
cd "${top_srcdir:-.}" || exit 1
build=${top_builddir:-.}
echo "1..2"
declared=$(sed -n 's/.*\b\(xs_[a-z_]*\)(.*/\1/p' shim/xs.h | sort -u)
# C names only: what is mangled (_Z...) is the shim's own affair.
defined=$(nm -g --defined-only "$build/shim/libxs.a" 2>/dev/null |
	awk '$2 == "T" && $3 !~ /^_Z/ && $3 !~ /^(__|_init|_fini)/ { print $3 }' |
	sort -u)
missing=$(printf '%s\n' "$defined" | grep -vxF "$declared")
unbuilt=$(printf '%s\n' "$declared" | grep -vxF "$defined")
if [ -n "$defined" ] && [ -z "$missing$unbuilt" ]; then
	echo "ok 1 - the shim exports what xs.h declares"
else
	echo "not ok 1 - the shim exports what xs.h declares"
	printf '# undeclared: %s\n# undefined: %s\n' "$missing" "$unbuilt"
fi
strays=
for lib in "$build"/lib/*/lib*.a; do
	folder=$(basename "$(dirname "$lib")")
	nm -g --defined-only "$lib" 2>/dev/null |
		awk '$2 == "T" { print $3 }' | sort -u >"$build/symbols.tmp"
	while read -r symbol; do
		case $symbol in
		__* | asan.* | _sub_*) continue ;;
		esac
		grep -qE "\b$symbol[(;]" "lib/$folder"/*.h ||
			strays="$strays $folder:$symbol"
	done <"$build/symbols.tmp"
done
rm -f "$build/symbols.tmp"
if [ -z "$strays" ]; then
	echo "ok 2 - every exported function is declared in a header of its library"
else
	echo "not ok 2 - every exported function is declared in a header of its library"
	echo "#$strays"
fi
