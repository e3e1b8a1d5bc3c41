# The indexer: files to a published generation. All but main.c is a library,
# so that unit tests can link its parts.
noinst_LIBRARIES += indexer/libindexer.a
indexer_libindexer_a_SOURCES = \
	indexer/batch.c indexer/batch.h \
	indexer/builder.c indexer/builder.h \
	indexer/changes.c indexer/changes.h \
	indexer/choose.c indexer/choose.h \
	indexer/compare.c indexer/compare.h \
	indexer/confine.c indexer/confine.h \
	indexer/console.c indexer/console.h \
	indexer/content.c indexer/content.h \
	indexer/database.c indexer/database.h \
	indexer/digest.c indexer/digest.h \
	indexer/escape.c indexer/escape.h \
	indexer/explain.c indexer/explain.h \
	indexer/extract.c indexer/extract.h \
	indexer/idset.c indexer/idset.h \
	indexer/indexdir.c indexer/indexdir.h \
	indexer/learn.c indexer/learn.h \
	indexer/lock.c indexer/lock.h \
	indexer/match.c indexer/match.h \
	indexer/kept.c indexer/kept.h \
	indexer/options.c indexer/options.h \
	indexer/pass.c indexer/pass.h \
	indexer/plan.c indexer/plan.h \
	indexer/previous.c indexer/previous.h \
	indexer/publish.c indexer/publish.h \
	indexer/reader.c indexer/reader.h \
	indexer/reading.c indexer/reading.h \
	indexer/report.c indexer/report.h \
	indexer/roots.c indexer/roots.h \
	indexer/round-build.c indexer/round-internal.h \
	indexer/round.c indexer/round.h \
	indexer/run.c indexer/run.h \
	indexer/settle.c indexer/settle.h \
	indexer/shards.c indexer/shards.h \
	indexer/source.c indexer/source.h \
	indexer/sources.c indexer/sources.h \
	indexer/stop.c indexer/stop.h \
	indexer/summary.c indexer/summary.h \
	indexer/tasks.c indexer/tasks.h \
	indexer/terms.c indexer/terms.h \
	indexer/unpack.c indexer/unpack.h \
	indexer/walk.c indexer/walk.h \
	indexer/whole.c indexer/whole.h \
	indexer/withdrawn.c indexer/withdrawn.h \
	indexer/words.c indexer/words.h
LIB_INDEXER = indexer/libindexer.a lib/minutes/libminutes.a \
	lib/store/libstore.a shim/libxs.a $(LIB_TEXT) $(NETTLE_LIBS) \
	$(JANSSON_LIBS) $(LIBXML_LIBS) $(ZLIB_LIBS) $(XAPIAN_LIBS)

bin_PROGRAMS += indexer/indexer
indexer_indexer_SOURCES = indexer/main.c
nodist_EXTRA_indexer_indexer_SOURCES = link_with_cxx.cc
indexer_indexer_LDADD = $(LIB_INDEXER)

check_PROGRAMS += tests/unit/test_terms
tests_unit_test_terms_SOURCES = tests/unit/test_terms.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_terms_SOURCES = link_with_cxx.cc
tests_unit_test_terms_LDADD = $(LIB_INDEXER) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_shards
tests_unit_test_shards_SOURCES = tests/unit/test_shards.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_shards_SOURCES = link_with_cxx.cc
tests_unit_test_shards_LDADD = $(LIB_INDEXER) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_idset
tests_unit_test_idset_SOURCES = tests/unit/test_idset.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_idset_SOURCES = link_with_cxx.cc
tests_unit_test_idset_LDADD = $(LIB_INDEXER) $(TEST_LIBS)

INDEXER_TESTS = \
	tests/e2e/test_formats.py \
	tests/e2e/test_indexer.py \
	tests/e2e/test_indexer_choice.py \
	tests/e2e/test_indexer_faults.py \
	tests/e2e/test_indexer_hostile.py \
	tests/e2e/test_indexer_settle.py \
	tests/e2e/test_indexer_update.py \
	tests/e2e/test_indexer_withdrawn.py
TESTS += $(INDEXER_TESTS)
EXTRA_DIST += tests/e2e/pdf.py $(INDEXER_TESTS)

# All of what the suite has a sample of: 1,000 kills, every call that can
# fail, 1,000 flipped bits; 10,000 queries against the brute-force searcher.
# SEED=N for others than the last time.
.PHONY: torture
torture: all
	$(AM_TESTS_ENVIRONMENT) TORTURE=1 \
		$(PYTHON3) $(srcdir)/tests/e2e/test_indexer_faults.py
	$(AM_TESTS_ENVIRONMENT) TORTURE=1 \
		$(PYTHON3) $(srcdir)/tests/e2e/test_oracle.py
