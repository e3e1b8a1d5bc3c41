# The package for Debian: what dpkg-buildpackage takes from the tarball.
EXTRA_DIST += \
	debian/changelog \
	debian/control \
	debian/copyright \
	debian/minutiae.lintian-overrides \
	debian/minutiae.postrm \
	debian/rules \
	debian/source/format
