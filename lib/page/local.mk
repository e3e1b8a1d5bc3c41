noinst_LIBRARIES += lib/page/libpage.a
lib_page_libpage_a_SOURCES = \
	lib/page/assets.h \
	lib/page/cite.c lib/page/cite.h \
	lib/page/document.c \
	lib/page/error.c \
	lib/page/escape.c lib/page/escape.h \
	lib/page/facet.h \
	lib/page/feed.c \
	lib/page/filters.c \
	lib/page/help.c \
	lib/page/hit.c lib/page/hit.h \
	lib/page/home.c \
	lib/page/layout.c lib/page/layout.h \
	lib/page/link.c lib/page/link.h \
	lib/page/marked.c lib/page/marked.h \
	lib/page/notes.c lib/page/notes.h \
	lib/page/opensearch.c \
	lib/page/page.h \
	lib/page/pages.c lib/page/pages.h \
	lib/page/results.c \
	lib/page/style.c \
	lib/page/words.c lib/page/words.h \
	lib/page/years.c
nodist_lib_page_libpage_a_SOURCES = lib/page/assets.c

# The stylesheet, the icon and the script, built into the program.
PAGE_ASSETS = lib/page/style.css lib/page/favicon.svg lib/page/search.js
EXTRA_DIST += lib/page/embed.awk $(PAGE_ASSETS)
CLEANFILES += lib/page/assets.c
lib/page/assets.c: $(srcdir)/lib/page/embed.awk $(srcdir)/lib/page/style.css \
		$(srcdir)/lib/page/favicon.svg $(srcdir)/lib/page/search.js
	$(AM_V_GEN)$(MKDIR_P) lib/page && LC_ALL=C $(AWK) \
		-f $(srcdir)/lib/page/embed.awk $(srcdir)/lib/page/style.css \
		$(srcdir)/lib/page/favicon.svg \
		$(srcdir)/lib/page/search.js >$@.tmp && mv $@.tmp $@

# The tests' sample pages; page_files writes them out.
PAGE_FIXTURE = tests/unit/page_fixture.c tests/unit/page_fixture.h
MARKUP = tests/unit/markup.c tests/unit/markup.h
PAGE_UNIT = tests/unit/page_unit.h tests/unit/unit.h $(PAGE_FIXTURE)
noinst_PROGRAMS += tests/unit/page_files
tests_unit_page_files_SOURCES = tests/unit/page_files.c $(PAGE_FIXTURE)
tests_unit_page_files_LDADD = $(LIB_PAGE)

check_PROGRAMS += tests/unit/test_page_parts
tests_unit_test_page_parts_SOURCES = tests/unit/test_page_parts.c \
	tests/unit/unit.h
tests_unit_test_page_parts_LDADD = $(LIB_PAGE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_page_xss
tests_unit_test_page_xss_SOURCES = tests/unit/test_page_xss.c \
	tests/unit/unit.h tests/unit/xss.h $(PAGE_FIXTURE) $(MARKUP)
tests_unit_test_page_xss_LDADD = $(LIB_PAGE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_page
tests_unit_test_page_SOURCES = tests/unit/test_page.c $(PAGE_UNIT) $(MARKUP)
tests_unit_test_page_LDADD = $(LIB_PAGE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_page_results
tests_unit_test_page_results_SOURCES = tests/unit/test_page_results.c $(PAGE_UNIT)
tests_unit_test_page_results_LDADD = $(LIB_PAGE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_page_hits
tests_unit_test_page_hits_SOURCES = tests/unit/test_page_hits.c $(PAGE_UNIT)
tests_unit_test_page_hits_LDADD = $(LIB_PAGE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_page_document
tests_unit_test_page_document_SOURCES = tests/unit/test_page_document.c $(PAGE_UNIT)
tests_unit_test_page_document_LDADD = $(LIB_PAGE) $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_page
tests_fuzz_fuzz_page_SOURCES = tests/fuzz/fuzz_page.c $(PAGE_FIXTURE) \
	$(MARKUP) $(FUZZ_MAIN)
tests_fuzz_fuzz_page_LDADD = $(LIB_PAGE)
tests_fuzz_fuzz_page_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)

TESTS += tests/e2e/test_page_files.py
EXTRA_DIST += tests/e2e/test_page_files.py
