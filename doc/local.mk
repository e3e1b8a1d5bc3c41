# Manual pages. Those installed name the programs as they are installed (and
# their units), and the folders of this configuration. In the source, searchd
# alone is a program; searchd.conf and searchd.sock are called so anywhere, and
# "the indexer" is a word.
man_MANS += doc/man/indexer.1 doc/man/searchctl.1 doc/man/searchd.8 \
	doc/man/searchd.conf.5
EXTRA_DIST += doc/indexer.1 doc/searchctl.1 doc/searchd.8 doc/searchd.conf.5
CLEANFILES += $(man_MANS)
upper = $$(echo $(1) | tr '[:lower:]' '[:upper:]')
edit_man = sed \
	-e "s|^\.Dt INDEXER |.Dt $(call upper,$(indexer_name)) |" \
	-e "s|^\.Dt SEARCHD |.Dt $(call upper,$(searchd_name)) |" \
	-e "s|^\.Dt SEARCHCTL |.Dt $(call upper,$(searchctl_name)) |" \
	-e 's,^\.\(Nm\|Xr\|Ql\|Li\) indexer\b,.\1 @''indexer_name@,' \
	-e 's,\bindexer\( --\|\.service\|\.timer\|\.path\),@''indexer_name@\1,g' \
	-e 's,\bsearchctl\b,@''searchctl_name@,g' \
	-e 's,\bsearchd\(-http\)*\.\(service\|socket\),@''searchd_name@\1.\2,g' \
	-e 's,\bsearchd\b\([^].]\|\.\s\|\.\?$$\),@''searchd_name@\1,g' \
	-e 's|/etc/minutiae|@''confdir@|g' \
	-e 's|/var/lib/minutiae|@''statedir@|g'
$(man_MANS): Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(edit_man) $(srcdir)/doc/$(@F) | $(edit_in) >$@
doc/man/indexer.1: doc/indexer.1
doc/man/searchctl.1: doc/searchctl.1
doc/man/searchd.8: doc/searchd.8
doc/man/searchd.conf.5: doc/searchd.conf.5

# The configuration of the service: the example, with an index, and with the
# programs' names as they are installed. It is the
# administrator's where it is there already, and goes away again where it was
# not touched.
noinst_DATA += doc/etc/searchd.conf
CLEANFILES += doc/etc/searchd.conf
doc/etc/searchd.conf: doc/searchd.conf Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	sed -e 's|^#index = |index = |' -e 's|/var/lib/minutiae|$(statedir)|g' \
		-e 's,\bsearchctl\b,$(searchctl_name),g' \
		-e 's,\bsearchd\b\([^].]\|\.\s\|\.\?$$\),$(searchd_name)\1,g' \
		$(srcdir)/doc/searchd.conf >$@
install-data-local: doc/etc/searchd.conf
	$(MKDIR_P) "$(DESTDIR)$(confdir)"
	test -e "$(DESTDIR)$(confdir)/searchd.conf" || \
		$(INSTALL_DATA) doc/etc/searchd.conf "$(DESTDIR)$(confdir)/"
uninstall-local: doc/etc/searchd.conf
	! cmp -s doc/etc/searchd.conf "$(DESTDIR)$(confdir)/searchd.conf" || \
		rm -f "$(DESTDIR)$(confdir)/searchd.conf"
	-rmdir "$(DESTDIR)$(confdir)" 2>/dev/null

# That of the protocol is made of its description. In C, so that every awk
# counts alike.
man7_MANS = doc/man/minutiae-protocol.7
EXTRA_DIST += doc/protocol.awk
CLEANFILES += $(man7_MANS)
doc/man/minutiae-protocol.7: doc/protocol.md doc/protocol.awk Makefile
	$(AM_V_GEN)$(MKDIR_P) doc/man && LC_ALL=C $(AWK) \
		-v searchd='$(searchd_name)' -v searchctl='$(searchctl_name)' \
		-f $(srcdir)/doc/protocol.awk $(srcdir)/doc/protocol.md >$@.tmp && \
	mv $@.tmp $@

# That of the query language has its examples from the table that HELP and the
# search box have them from.
man7_MANS += doc/man/minutiae-query.7
EXTRA_DIST += doc/minutiae-query.7
CLEANFILES += doc/man/minutiae-query.7
noinst_PROGRAMS += doc/query_page
doc_query_page_SOURCES = doc/query_page.c
doc_query_page_LDADD = $(LIB_QUERY)
doc/man/minutiae-query.7: doc/minutiae-query.7 doc/query_page$(EXEEXT) Makefile
	$(AM_V_GEN)$(MKDIR_P) doc/man && $(edit_man) \
		$(srcdir)/doc/minutiae-query.7 | $(edit_in) | doc/query_page$(EXEEXT) >$@.tmp && \
	mv $@.tmp $@

# The manual pages refer to them; tests read them too.
dist_doc_DATA = doc/install.md doc/intranet.md doc/protocol.md \
	doc/ranking.md

# Read in the tree.
EXTRA_DIST += doc/hacking.md doc/threads.md

# Examples: searchd's configuration, which a test compares with the table, and
# that of an nginx before it, which a test runs.
dist_examples_DATA += doc/searchd.conf doc/nginx.conf.example
