noinst_LIBRARIES += lib/config/libconfig.a
lib_config_libconfig_a_SOURCES = \
	lib/config/ini.c lib/config/ini.h \
	lib/config/lines.c lib/config/lines.h \
	lib/config/pairs.c lib/config/pairs.h

check_PROGRAMS += tests/unit/test_ini tests/fuzz/fuzz_config
tests_unit_test_ini_SOURCES = tests/unit/test_ini.c tests/unit/unit.h
tests_unit_test_ini_LDADD = $(LIB_CONFIG) $(TEST_LIBS)
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(FUZZ_MAIN)
tests_fuzz_fuzz_config_LDADD = $(LIB_CONFIG)
tests_fuzz_fuzz_config_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
