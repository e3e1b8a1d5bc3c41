noinst_LIBRARIES += lib/client/libclient.a
lib_client_libclient_a_SOURCES = \
	lib/client/conn.c lib/client/conn.h \
	lib/client/dial.c lib/client/dial.h \
	lib/client/explain.c lib/client/explain.h \
	lib/client/inlet.c lib/client/inlet.h \
	lib/client/line.c lib/client/line.h \
	lib/client/retry.c lib/client/retry.h \
	lib/client/sc.c lib/client/sc.h \
	lib/client/wait.c lib/client/wait.h

check_PROGRAMS += tests/unit/test_sc tests/unit/test_conn tests/unit/test_dial
tests_unit_test_conn_SOURCES = tests/unit/test_conn.c tests/unit/unit.h
tests_unit_test_conn_LDADD = $(LIB_CLIENT) $(TEST_LIBS)
tests_unit_test_sc_SOURCES = tests/unit/test_sc.c tests/unit/unit.h
tests_unit_test_sc_LDADD = $(LIB_CLIENT) $(TEST_LIBS)
tests_unit_test_dial_SOURCES = tests/unit/test_dial.c tests/unit/unit.h
tests_unit_test_dial_LDADD = $(LIB_CLIENT) $(TEST_LIBS)
