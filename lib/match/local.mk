noinst_LIBRARIES += lib/match/libmatch.a
lib_match_libmatch_a_SOURCES = \
	lib/match/best.c lib/match/best.h \
	lib/match/cache.c lib/match/cache.h \
	lib/match/collect.c lib/match/collect.h \
	lib/match/cursor.c lib/match/cursor.h \
	lib/match/groups.c lib/match/groups.h \
	lib/match/near.c lib/match/near.h \
	lib/match/node.c lib/match/node.h \
	lib/match/pair.c lib/match/pair.h \
	lib/match/postings.c lib/match/postings.h \
	lib/match/row.c lib/match/row.h \
	lib/match/run.h \
	lib/match/score.c lib/match/score.h \
	lib/match/watch.c lib/match/watch.h \
	lib/match/window.h \
	lib/match/word.c lib/match/word.h

check_PROGRAMS += tests/unit/test_near
tests_unit_test_near_SOURCES = tests/unit/test_near.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_near_SOURCES = link_with_cxx.cc
tests_unit_test_near_LDADD = $(LIB_MATCH) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_postings
tests_unit_test_postings_SOURCES = tests/unit/test_postings.c \
	tests/unit/xs_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_postings_SOURCES = link_with_cxx.cc
tests_unit_test_postings_LDADD = $(LIB_MATCH) $(TEST_LIBS)
check_PROGRAMS += tests/unit/test_match
tests_unit_test_match_SOURCES = tests/unit/test_match.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_match_SOURCES = link_with_cxx.cc
tests_unit_test_match_LDADD = $(LIB_MATCH) $(TEST_LIBS)
check_PROGRAMS += tests/unit/test_row
tests_unit_test_row_SOURCES = tests/unit/test_row.c \
	tests/unit/positions_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_row_SOURCES = link_with_cxx.cc
tests_unit_test_row_LDADD = $(LIB_MATCH) $(TEST_LIBS)
check_PROGRAMS += tests/fuzz/fuzz_row
tests_fuzz_fuzz_row_SOURCES = tests/fuzz/fuzz_row.c \
	tests/fuzz/positions_fuzz.h $(FUZZ_MAIN)
nodist_EXTRA_tests_fuzz_fuzz_row_SOURCES = link_with_cxx.cc
tests_fuzz_fuzz_row_LDADD = $(LIB_MATCH)
tests_fuzz_fuzz_row_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
