noinst_LIBRARIES += shim/libxs.a
shim_libxs_a_SOURCES = shim/xs.h shim/guard.hh shim/xs-internal.hh \
	shim/docids.hh shim/groups.hh shim/near.hh shim/range.hh \
	shim/recount.hh shim/watch.hh shim/common.cc shim/compact.cc shim/db.cc \
	shim/docids.cc shim/groups.cc shim/near.cc shim/query.cc shim/range.cc \
	shim/recount.cc shim/search.cc shim/watch.cc \
	shim/writer.cc

check_PROGRAMS += tests/unit/test_guard tests/unit/test_xs_read \
	tests/unit/test_xs_groups tests/unit/test_xs_near \
	tests/unit/test_xs_recount tests/unit/test_xs_search \
	tests/unit/test_xs_write

tests_unit_test_guard_SOURCES = tests/unit/test_guard.cc shim/guard.hh
tests_unit_test_guard_LDADD = $(LIB_XS)

tests_unit_test_xs_read_SOURCES = tests/unit/test_xs_read.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_read_SOURCES = link_with_cxx.cc
tests_unit_test_xs_read_LDADD = $(LIB_XS) $(TEST_LIBS)

tests_unit_test_xs_search_SOURCES = tests/unit/test_xs_search.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_search_SOURCES = link_with_cxx.cc
tests_unit_test_xs_search_LDADD = $(LIB_XS) $(TEST_LIBS) -lm

tests_unit_test_xs_write_SOURCES = tests/unit/test_xs_write.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_write_SOURCES = link_with_cxx.cc
tests_unit_test_xs_write_LDADD = $(LIB_XS) $(TEST_LIBS)

tests_unit_test_xs_groups_SOURCES = tests/unit/test_xs_groups.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_groups_SOURCES = link_with_cxx.cc
tests_unit_test_xs_groups_LDADD = $(LIB_XS) $(TEST_LIBS)

tests_unit_test_xs_near_SOURCES = tests/unit/test_xs_near.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_near_SOURCES = link_with_cxx.cc
tests_unit_test_xs_near_LDADD = $(LIB_XS) $(TEST_LIBS)

tests_unit_test_xs_recount_SOURCES = tests/unit/test_xs_recount.c \
	tests/unit/unit.h
nodist_EXTRA_tests_unit_test_xs_recount_SOURCES = link_with_cxx.cc
tests_unit_test_xs_recount_LDADD = $(LIB_XS) $(TEST_LIBS) -lm
