bin_PROGRAMS += searchctl/searchctl
searchctl_searchctl_SOURCES = searchctl/main.c
searchctl_searchctl_LDADD = searchctl/libsearchctl.a $(LIB_CLIENT)

# All but main(), for the unit tests.
noinst_LIBRARIES += searchctl/libsearchctl.a
searchctl_libsearchctl_a_SOURCES = \
	searchctl/chart.c searchctl/chart.h \
	searchctl/fault.c searchctl/fault.h \
	searchctl/figures.c searchctl/figures.h \
	searchctl/options.c searchctl/options.h \
	searchctl/show.c searchctl/show.h \
	searchctl/slowlog.c searchctl/slowlog.h \
	searchctl/term.c searchctl/term.h \
	searchctl/verbs.c searchctl/verbs.h \
	searchctl/wrap.c searchctl/wrap.h

check_PROGRAMS += tests/unit/test_options tests/unit/test_show \
	tests/unit/test_verbs
tests_unit_test_options_SOURCES = tests/unit/test_options.c tests/unit/unit.h
tests_unit_test_options_LDADD = searchctl/libsearchctl.a $(LIB_CLIENT) \
	$(TEST_LIBS)
tests_unit_test_show_SOURCES = tests/unit/test_show.c tests/unit/unit.h
tests_unit_test_show_LDADD = searchctl/libsearchctl.a $(LIB_CLIENT) \
	$(TEST_LIBS)
tests_unit_test_verbs_SOURCES = tests/unit/test_verbs.c tests/unit/unit.h
tests_unit_test_verbs_LDADD = searchctl/libsearchctl.a $(LIB_CLIENT) \
	$(TEST_LIBS)
