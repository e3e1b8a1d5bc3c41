noinst_LIBRARIES += lib/query/libquery.a
lib_query_libquery_a_SOURCES = \
	lib/query/check.c lib/query/check.h \
	lib/query/examples.c lib/query/examples.h \
	lib/query/field.c lib/query/field.h \
	lib/query/lex.c lib/query/lex.h \
	lib/query/near.c \
	lib/query/normal.c \
	lib/query/note.c lib/query/note.h \
	lib/query/operand.c \
	lib/query/parse.c lib/query/parser.h \
	lib/query/print.c \
	lib/query/query.h \
	lib/query/signs.c lib/query/signs.h

check_PROGRAMS += tests/unit/test_query tests/unit/test_query_notes \
	tests/unit/test_query_random tests/unit/test_query_words \
	tests/fuzz/fuzz_query
QUERY_UNIT = tests/unit/query_unit.h tests/unit/unit.h
tests_unit_test_query_SOURCES = tests/unit/test_query.c $(QUERY_UNIT)
tests_unit_test_query_LDADD = $(LIB_QUERY) $(TEST_LIBS)
tests_unit_test_query_notes_SOURCES = tests/unit/test_query_notes.c \
	$(QUERY_UNIT)
tests_unit_test_query_notes_LDADD = $(LIB_QUERY) $(TEST_LIBS)
tests_unit_test_query_random_SOURCES = tests/unit/test_query_random.c \
	$(QUERY_UNIT)
tests_unit_test_query_random_LDADD = $(LIB_QUERY) $(TEST_LIBS)
tests_unit_test_query_words_SOURCES = tests/unit/test_query_words.c \
	$(QUERY_UNIT)
tests_unit_test_query_words_LDADD = $(LIB_QUERY) $(TEST_LIBS)
tests_fuzz_fuzz_query_SOURCES = tests/fuzz/fuzz_query.c $(FUZZ_MAIN)
tests_fuzz_fuzz_query_LDADD = $(LIB_QUERY)
tests_fuzz_fuzz_query_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
