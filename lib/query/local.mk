noinst_LIBRARIES += lib/query/libquery.a
lib_query_libquery_a_SOURCES = \
	lib/query/check.c lib/query/check.h \
	lib/query/field.c lib/query/field.h \
	lib/query/lex.c lib/query/lex.h \
	lib/query/normal.c \
	lib/query/parse.c \
	lib/query/print.c \
	lib/query/query.h

check_PROGRAMS += tests/unit/test_query tests/fuzz/fuzz_query
tests_unit_test_query_SOURCES = tests/unit/test_query.c tests/unit/unit.h
tests_unit_test_query_LDADD = $(LIB_QUERY) $(TEST_LIBS)
tests_fuzz_fuzz_query_SOURCES = tests/fuzz/fuzz_query.c $(FUZZ_MAIN)
tests_fuzz_fuzz_query_LDADD = $(LIB_QUERY)
tests_fuzz_fuzz_query_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
