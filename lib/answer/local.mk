noinst_LIBRARIES += lib/answer/libanswer.a
lib_answer_libanswer_a_SOURCES = \
	lib/answer/answer.c lib/answer/answer.h \
	lib/answer/decimal.c lib/answer/decimal.h \
	lib/answer/json.c lib/answer/jval.c lib/answer/jval.h \
	lib/answer/lines.c \
	lib/answer/read.c

check_PROGRAMS += tests/unit/test_answer
tests_unit_test_answer_SOURCES = tests/unit/test_answer.c tests/unit/unit.h
tests_unit_test_answer_LDADD = $(LIB_ANSWER) $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_answer
tests_fuzz_fuzz_answer_SOURCES = tests/fuzz/fuzz_answer.c $(FUZZ_MAIN)
tests_fuzz_fuzz_answer_LDADD = $(LIB_ANSWER)
tests_fuzz_fuzz_answer_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
