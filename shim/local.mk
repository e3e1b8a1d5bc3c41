noinst_LIBRARIES += shim/libxs.a
shim_libxs_a_SOURCES = shim/xs.h shim/guard.hh shim/xs-internal.hh \
	shim/common.cc shim/compact.cc shim/db.cc shim/query.cc \
	shim/search.cc shim/writer.cc

check_PROGRAMS += tests/unit/test_xs_search
tests_unit_test_xs_search_SOURCES = tests/unit/test_xs_search.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_search_SOURCES = link_with_cxx.cc
tests_unit_test_xs_search_LDADD = $(LIB_XS) $(TEST_LIBS) -lm
