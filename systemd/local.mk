# The services, under the names of the installed programs.
UNITS = \
	systemd/made/$(searchd_name).service \
	systemd/made/$(searchd_name).socket \
	systemd/made/$(searchd_name)-http.socket \
	systemd/made/$(indexer_name).service \
	systemd/made/$(indexer_name).timer \
	systemd/made/$(indexer_name).path
SYSUSERS = systemd/made/sysusers/minutiae.conf
TMPFILES = systemd/made/tmpfiles/minutiae.conf
if WITH_SYSTEMDSYSTEMUNITDIR
systemdsystemunit_DATA = $(UNITS)
endif
if WITH_SYSUSERSDIR
sysusers_DATA = $(SYSUSERS)
endif
if WITH_TMPFILESDIR
tmpfiles_DATA = $(TMPFILES)
endif
CLEANFILES += $(UNITS) $(SYSUSERS) $(TMPFILES)

systemd/made/$(searchd_name).%: systemd/searchd.%.in Makefile
	$(made_in) $< >$@
systemd/made/$(searchd_name)-http.%: systemd/searchd-http.%.in Makefile
	$(made_in) $< >$@
systemd/made/$(indexer_name).%: systemd/indexer.%.in Makefile
	$(made_in) $< >$@
systemd/made/%/minutiae.conf: systemd/%.conf.in Makefile
	$(made_in) $< >$@

EXTRA_DIST += \
	systemd/searchd.service.in \
	systemd/searchd.socket.in \
	systemd/searchd-http.socket.in \
	systemd/indexer.service.in \
	systemd/indexer.timer.in \
	systemd/indexer.path.in \
	systemd/sysusers.conf.in \
	systemd/tmpfiles.conf.in
