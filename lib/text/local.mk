noinst_LIBRARIES += lib/text/libtext.a
lib_text_libtext_a_SOURCES = \
	lib/text/acronym.c lib/text/acronym.h \
	lib/text/chars.c lib/text/chars.h \
	lib/text/decode.c lib/text/decode.h \
	lib/text/fold.c lib/text/fold.h \
	lib/text/number.c lib/text/number.h \
	lib/text/path.c lib/text/path.h \
	lib/text/plan.c lib/text/plan.h \
	lib/text/section.c lib/text/section.h \
	lib/text/stop.c lib/text/stop.h \
	lib/text/stem.c lib/text/stem.h \
	lib/text/token.c lib/text/token.h lib/text/token-coincide.c

check_PROGRAMS += tests/unit/test_token tests/unit/test_token_numbers \
	tests/unit/test_decode \
	tests/unit/test_path tests/unit/test_acronym
TOKEN_UNIT = tests/unit/token_unit.h tests/unit/unit.h
tests_unit_test_token_SOURCES = tests/unit/test_token.c $(TOKEN_UNIT)
tests_unit_test_token_LDADD = $(LIB_TEXT) $(TEST_LIBS)
tests_unit_test_token_numbers_SOURCES = tests/unit/test_token_numbers.c \
	$(TOKEN_UNIT)
tests_unit_test_token_numbers_LDADD = $(LIB_TEXT) $(TEST_LIBS)
tests_unit_test_decode_SOURCES = tests/unit/test_decode.c tests/unit/unit.h
tests_unit_test_decode_LDADD = $(LIB_TEXT) $(TEST_LIBS)
tests_unit_test_path_SOURCES = tests/unit/test_path.c tests/unit/unit.h
tests_unit_test_path_LDADD = $(LIB_TEXT) $(TEST_LIBS)
tests_unit_test_acronym_SOURCES = tests/unit/test_acronym.c tests/unit/unit.h
tests_unit_test_acronym_LDADD = $(LIB_TEXT) $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_token tests/fuzz/fuzz_decode \
	tests/fuzz/fuzz_acronym
tests_fuzz_fuzz_acronym_SOURCES = tests/fuzz/fuzz_acronym.c $(FUZZ_MAIN)
tests_fuzz_fuzz_acronym_LDADD = $(LIB_TEXT)
tests_fuzz_fuzz_acronym_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_token_SOURCES = tests/fuzz/fuzz_token.c $(FUZZ_MAIN)
tests_fuzz_fuzz_token_LDADD = $(LIB_TEXT)
tests_fuzz_fuzz_token_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_decode_SOURCES = tests/fuzz/fuzz_decode.c $(FUZZ_MAIN)
tests_fuzz_fuzz_decode_LDADD = $(LIB_TEXT)
tests_fuzz_fuzz_decode_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
