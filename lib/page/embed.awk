# Writes a C file with the text of each file named, as a string: style.css
# becomes asset_style_css. POSIX awk.
BEGIN {
	print "/* Made by embed.awk. */"
	print "#include \"config.h\"\n\n#include \"page/assets.h\""
}
FNR == 1 {
	if (NR > 1)
		print "\t;"
	name = FILENAME
	sub(/^.*\//, "", name)
	gsub(/[^A-Za-z0-9]/, "_", name)
	printf "\nconst char asset_%s[] =\n", name
}
{
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	printf "\t\"%s\\n\"\n", $0
}
END {
	print "\t;"
}
