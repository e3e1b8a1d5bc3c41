# Each module's local.mk lists its own unit tests (check_PROGRAMS and TESTS);
# here is what they share, and the tests that run whole programs.
AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	indexer_name='$(indexer_name)'; export indexer_name; \
	searchd_name='$(searchd_name)'; export searchd_name; \
	searchctl_name='$(searchctl_name)'; export searchctl_name; \
	PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE; \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT;
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh --merge
TEST_EXTENSIONS = .py .sh
PY_LOG_COMPILER = $(PYTHON3)
PY_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
SH_LOG_DRIVER = $(LOG_DRIVER)

# A unit test links its module and cmocka.
TEST_LIBS = $(CMOCKA_LIBS)

TESTS += $(check_PROGRAMS)

check_PROGRAMS += tests/unit/test_common
tests_unit_test_common_SOURCES = tests/unit/test_common.c tests/unit/unit.h
tests_unit_test_common_LDADD = $(LIB_COMMON) $(TEST_LIBS)
check_PROGRAMS += tests/unit/test_log
tests_unit_test_log_SOURCES = tests/unit/test_log.c tests/unit/unit.h
tests_unit_test_log_LDADD = $(LIB_COMMON) $(TEST_LIBS)

# A fuzz target is a libFuzzer program with --enable-fuzzing; without, it
# replays its kept corpus, tests/fuzz/corpus/NAME/, as a test.
#   check_PROGRAMS += tests/fuzz/fuzz_NAME
#   tests_fuzz_fuzz_NAME_SOURCES = tests/fuzz/fuzz_NAME.c $(FUZZ_MAIN)
#   tests_fuzz_fuzz_NAME_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
if FUZZING
FUZZ_MAIN =
FUZZ_LDFLAGS = -fsanitize=fuzzer
else
FUZZ_MAIN = tests/fuzz/replay.c
FUZZ_LDFLAGS =
endif
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/run

# Lints of the source, as tests.
LINTS = \
	tests/lint/format.sh \
	tests/lint/headers.sh \
	tests/lint/layers.sh \
	tests/lint/man.sh \
	tests/lint/symbols.sh
TESTS += $(LINTS)
EXTRA_DIST += $(LINTS) scripts/build.sh

# The daemon against a brute-force searcher over the parsed paragraphs.
noinst_PROGRAMS += tests/e2e/units
tests_e2e_units_SOURCES = tests/e2e/units.c
tests_e2e_units_LDADD = $(LIB_MINUTES) $(JANSSON_LIBS)
noinst_PROGRAMS += tests/e2e/names
tests_e2e_names_SOURCES = tests/e2e/names.c
tests_e2e_names_LDADD = $(LIB_STORE)
noinst_PROGRAMS += tests/e2e/engines
tests_e2e_engines_SOURCES = tests/e2e/engines.c
nodist_EXTRA_tests_e2e_engines_SOURCES = link_with_cxx.cc
tests_e2e_engines_LDADD = lib/proto/libproto.a $(LIB_ENGINE)
E2E_TESTS = \
	tests/e2e/test_acronyms.py \
	tests/e2e/test_bad_queries.py \
	tests/e2e/test_bench.py \
	tests/e2e/test_corpora.py \
	tests/e2e/test_engines.py \
	tests/e2e/test_examples.py \
	tests/e2e/test_explain.py \
	tests/e2e/test_hostile.py \
	tests/e2e/test_http_reading.py \
	tests/e2e/test_intranet_doc.py \
	tests/e2e/test_minutes_real.py \
	tests/e2e/test_oracle.py \
	tests/e2e/test_protocol_doc.py \
	tests/e2e/test_rank.py \
	tests/e2e/test_reading.py \
	tests/e2e/test_search.py \
	tests/e2e/test_searchctl.py \
	tests/e2e/test_searchctl_again.py \
	tests/e2e/test_seeds.py \
	tests/e2e/test_similar.py \
	tests/e2e/test_spelling.py \
	tests/e2e/test_suggest.py
TESTS += $(E2E_TESTS)
EXTRA_DIST += tests/e2e/oracle.py tests/e2e/queries.py $(E2E_TESTS)

# The search box in Chromium; skips where node or Chromium are missing.
BROWSER_TESTS = tests/browser/run.sh
TESTS += $(BROWSER_TESTS)
EXTRA_DIST += $(BROWSER_TESTS) \
	tests/browser/.npmrc \
	tests/browser/helps.mjs \
	tests/browser/journeys.mjs \
	tests/browser/main.mjs \
	tests/browser/own.mjs \
	tests/browser/package-lock.json \
	tests/browser/package.json \
	tests/browser/pages.mjs \
	tests/browser/reading.mjs \
	tests/browser/tap.mjs \
	tests/browser/world.mjs

# The package in a really booted systemd; skips where none can be booted. The
# package is built without a sanitizer, whatever this build is.
SYSTEM_TESTS = \
	tests/system/test_install_doc.py \
	tests/system/test_installed.py \
	tests/system/test_machine.py \
	tests/system/test_package.py \
	tests/system/test_sandbox.py \
	tests/system/test_service.py
if !SANITIZED
TESTS += $(SYSTEM_TESTS)
endif
EXTRA_DIST += $(SYSTEM_TESTS) \
	tests/system/build_deb.sh \
	tests/system/load.py \
	tests/system/machine.py \
	tests/system/package.py \
	tests/system/probe.py

clean-local:
	rm -rf tests/browser/shots tests/system/deb tests/system/dist \
		tests/system/sphinxsearch
	rm -f tests/system/lock tests/system/dist.log
