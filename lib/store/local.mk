noinst_LIBRARIES += lib/store/libstore.a
lib_store_libstore_a_SOURCES = \
	lib/store/acronyms.c lib/store/acronyms.h \
	lib/store/check.c lib/store/check.h \
	lib/store/columns.c lib/store/columns.h \
	lib/store/dict.c lib/store/dict.h \
	lib/store/percent.c lib/store/percent.h \
	lib/store/generation.c lib/store/generation.h \
	lib/store/inverter.c lib/store/inverter.h \
	lib/store/inverter-internal.h lib/store/inverter-read.c \
	lib/store/layout.h \
	lib/store/listing.c lib/store/listing.h \
	lib/store/lists.c lib/store/lists.h \
	lib/store/manifest-format.c lib/store/manifest-format.h \
	lib/store/manifest.c lib/store/manifest.h \
	lib/store/map.c lib/store/map.h \
	lib/store/names.c \
	lib/store/orders.c lib/store/orders.h \
	lib/store/outfile.c lib/store/outfile.h \
	lib/store/positions.c lib/store/positions.h \
	lib/store/positions-writer.c lib/store/positions-writer.h \
	lib/store/reader.c lib/store/reader.h \
	lib/store/runs.c lib/store/runs.h \
	lib/store/schema.c lib/store/schema.h \
	lib/store/sorter.c lib/store/sorter.h \
	lib/store/spool.c lib/store/spool.h \
	lib/store/table.c lib/store/table.h \
	lib/store/files.c lib/store/files.h \
	lib/store/files-list.c lib/store/files-list.h \
	lib/store/store.h \
	lib/store/titles.c lib/store/titles.h \
	lib/store/words.c \
	lib/store/writer.c

check_PROGRAMS += tests/unit/test_store tests/unit/test_store_damage \
	tests/unit/test_store_gaps tests/unit/test_store_sort \
	tests/unit/test_store_names tests/unit/test_positions \
	tests/unit/test_manifest tests/unit/test_generation
tests_unit_test_store_SOURCES = tests/unit/test_store.c \
	tests/unit/positions_unit.h \
	tests/unit/store_unit.h tests/unit/unit.h
tests_unit_test_store_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_store_damage_SOURCES = tests/unit/test_store_damage.c \
	tests/unit/store_unit.h tests/unit/unit.h
tests_unit_test_store_damage_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_store_gaps_SOURCES = tests/unit/test_store_gaps.c \
	tests/unit/positions_unit.h \
	tests/unit/unit.h
tests_unit_test_store_gaps_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_store_sort_SOURCES = tests/unit/test_store_sort.c \
	tests/unit/positions_unit.h \
	tests/unit/unit.h
tests_unit_test_store_sort_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_store_names_SOURCES = tests/unit/test_store_names.c \
	tests/unit/positions_unit.h \
	tests/unit/unit.h
tests_unit_test_store_names_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_positions_SOURCES = tests/unit/test_positions.c \
	tests/unit/positions_unit.h tests/unit/unit.h
tests_unit_test_positions_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_manifest_SOURCES = tests/unit/test_manifest.c \
	tests/unit/unit.h
tests_unit_test_manifest_LDADD = $(LIB_STORE) $(TEST_LIBS)

tests_unit_test_generation_SOURCES = tests/unit/test_generation.c \
	tests/unit/unit.h
tests_unit_test_generation_LDADD = $(LIB_STORE) $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_manifest
tests_fuzz_fuzz_manifest_SOURCES = tests/fuzz/fuzz_manifest.c $(FUZZ_MAIN)
tests_fuzz_fuzz_manifest_LDADD = $(LIB_STORE)
tests_fuzz_fuzz_manifest_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
check_PROGRAMS += tests/fuzz/fuzz_positions
tests_fuzz_fuzz_positions_SOURCES = tests/fuzz/fuzz_positions.c \
	tests/fuzz/positions_fuzz.h $(FUZZ_MAIN)
tests_fuzz_fuzz_positions_LDADD = $(LIB_STORE)
tests_fuzz_fuzz_positions_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
