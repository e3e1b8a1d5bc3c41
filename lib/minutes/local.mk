noinst_LIBRARIES += lib/minutes/libminutes.a
lib_minutes_libminutes_a_SOURCES = \
	lib/minutes/agenda.c lib/minutes/agenda.h \
	lib/minutes/block.c lib/minutes/block.h \
	lib/minutes/build.c lib/minutes/build.h \
	lib/minutes/date.c lib/minutes/date.h \
	lib/minutes/element.c lib/minutes/element.h \
	lib/minutes/escape.c lib/minutes/escape.h \
	lib/minutes/facts.c lib/minutes/facts.h \
	lib/minutes/format.h \
	lib/minutes/front.c lib/minutes/front.h \
	lib/minutes/furniture.c lib/minutes/furniture.h \
	lib/minutes/heading.c lib/minutes/heading.h \
	lib/minutes/html.c lib/minutes/html.h \
	lib/minutes/hyphens.c lib/minutes/hyphens.h \
	lib/minutes/ids.c lib/minutes/ids.h \
	lib/minutes/items.c lib/minutes/items.h \
	lib/minutes/jsonl.c lib/minutes/jsonl.h \
	lib/minutes/keys.c lib/minutes/keys.h \
	lib/minutes/label.c lib/minutes/label.h \
	lib/minutes/level.c lib/minutes/level.h \
	lib/minutes/lines.c lib/minutes/lines.h \
	lib/minutes/list.c lib/minutes/list.h \
	lib/minutes/mark.c lib/minutes/mark.h \
	lib/minutes/markup.c lib/minutes/markup.h \
	lib/minutes/minutes.c lib/minutes/minutes.h \
	lib/minutes/moderngov.c lib/minutes/moderngov.h \
	lib/minutes/names.c lib/minutes/names.h \
	lib/minutes/opening.c lib/minutes/opening.h \
	lib/minutes/outline.c lib/minutes/outline.h \
	lib/minutes/page.c lib/minutes/page.h \
	lib/minutes/paged.c lib/minutes/paged.h \
	lib/minutes/pages.c lib/minutes/pages.h \
	lib/minutes/plain.c lib/minutes/plain.h \
	lib/minutes/repeat.c lib/minutes/repeat.h \
	lib/minutes/row.c lib/minutes/row.h \
	lib/minutes/rows.c lib/minutes/rows.h \
	lib/minutes/run.c lib/minutes/run.h \
	lib/minutes/span.c lib/minutes/span.h \
	lib/minutes/sublist.c lib/minutes/sublist.h \
	lib/minutes/tag.c lib/minutes/tag.h \
	lib/minutes/title.c lib/minutes/title.h \
	lib/minutes/units.c lib/minutes/units.h \
	lib/minutes/values.c lib/minutes/values.h \
	lib/minutes/xml.c lib/minutes/xml.h

check_PROGRAMS += tests/unit/test_minutes tests/unit/test_minutes_lossless \
	tests/unit/test_minutes_pages tests/unit/test_minutes_parts \
	tests/unit/test_minutes_samples
tests_unit_test_minutes_SOURCES = tests/unit/test_minutes.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
tests_unit_test_minutes_lossless_SOURCES = tests/unit/test_minutes_lossless.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_lossless_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
check_PROGRAMS += tests/unit/test_minutes_jsonl tests/unit/test_minutes_paged
tests_unit_test_minutes_jsonl_SOURCES = tests/unit/test_minutes_jsonl.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_jsonl_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
tests_unit_test_minutes_paged_SOURCES = tests/unit/test_minutes_paged.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_paged_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
tests_unit_test_minutes_pages_SOURCES = tests/unit/test_minutes_pages.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_pages_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
tests_unit_test_minutes_parts_SOURCES = tests/unit/test_minutes_parts.c \
	tests/unit/unit.h
tests_unit_test_minutes_parts_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
tests_unit_test_minutes_samples_SOURCES = tests/unit/test_minutes_samples.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_samples_LDADD = $(LIB_MINUTES) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_minutes_printed
tests_unit_test_minutes_printed_SOURCES = tests/unit/test_minutes_printed.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_printed_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
check_PROGRAMS += tests/unit/test_minutes_html tests/unit/test_minutes_xml
tests_unit_test_minutes_html_SOURCES = tests/unit/test_minutes_html.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_html_LDADD = $(LIB_MINUTES) $(TEST_LIBS)
tests_unit_test_minutes_xml_SOURCES = tests/unit/test_minutes_xml.c \
	tests/unit/minutes_unit.h tests/unit/unit.h
tests_unit_test_minutes_xml_LDADD = $(LIB_MINUTES) $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_html
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz_html.c \
	tests/fuzz/minutes_check.c tests/fuzz/minutes_check.h $(FUZZ_MAIN)
tests_fuzz_fuzz_html_LDADD = $(LIB_MINUTES)
tests_fuzz_fuzz_html_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
check_PROGRAMS += tests/fuzz/fuzz_jsonl
tests_fuzz_fuzz_jsonl_SOURCES = tests/fuzz/fuzz_jsonl.c \
	tests/fuzz/minutes_check.c tests/fuzz/minutes_check.h $(FUZZ_MAIN)
tests_fuzz_fuzz_jsonl_LDADD = $(LIB_MINUTES)
tests_fuzz_fuzz_jsonl_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
check_PROGRAMS += tests/fuzz/fuzz_minutes
tests_fuzz_fuzz_minutes_SOURCES = tests/fuzz/fuzz_minutes.c \
	tests/fuzz/minutes_check.c tests/fuzz/minutes_check.h $(FUZZ_MAIN)
tests_fuzz_fuzz_minutes_LDADD = $(LIB_MINUTES)
tests_fuzz_fuzz_minutes_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
check_PROGRAMS += tests/fuzz/fuzz_paged
tests_fuzz_fuzz_paged_SOURCES = tests/fuzz/fuzz_paged.c \
	tests/fuzz/minutes_check.c tests/fuzz/minutes_check.h $(FUZZ_MAIN)
tests_fuzz_fuzz_paged_LDADD = $(LIB_MINUTES)
tests_fuzz_fuzz_paged_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
check_PROGRAMS += tests/fuzz/fuzz_xml
tests_fuzz_fuzz_xml_SOURCES = tests/fuzz/fuzz_xml.c \
	tests/fuzz/minutes_check.c tests/fuzz/minutes_check.h $(FUZZ_MAIN)
tests_fuzz_fuzz_xml_LDADD = $(LIB_MINUTES)
tests_fuzz_fuzz_xml_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
