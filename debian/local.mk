# The package for Debian: what dpkg-buildpackage takes from the tarball.
EXTRA_DIST += \
	debian/changelog \
	debian/control \
	debian/copyright \
	debian/minutiae.lintian-overrides \
	debian/minutiae.README.Debian \
	debian/minutiae.postrm \
	debian/rules \
	debian/source/format \
	debian/tests/control \
	debian/tests/service \
	debian/tests/smoke
