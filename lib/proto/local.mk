noinst_LIBRARIES += lib/proto/libproto.a
lib_proto_libproto_a_SOURCES = \
	lib/proto/limits.h \
	lib/proto/reply.c lib/proto/reply.h \
	lib/proto/request.c lib/proto/request.h

check_PROGRAMS += tests/unit/test_request tests/unit/test_reply
tests_unit_test_request_SOURCES = tests/unit/test_request.c tests/unit/unit.h
tests_unit_test_request_LDADD = $(LIB_PROTO) $(TEST_LIBS)
tests_unit_test_reply_SOURCES = tests/unit/test_reply.c tests/unit/unit.h
tests_unit_test_reply_LDADD = $(LIB_PROTO) $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_request tests/fuzz/fuzz_reply
tests_fuzz_fuzz_request_SOURCES = tests/fuzz/fuzz_request.c $(FUZZ_MAIN)
tests_fuzz_fuzz_request_LDADD = $(LIB_PROTO)
tests_fuzz_fuzz_request_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_reply_SOURCES = tests/fuzz/fuzz_reply.c $(FUZZ_MAIN)
tests_fuzz_fuzz_reply_LDADD = $(LIB_PROTO)
tests_fuzz_fuzz_reply_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
