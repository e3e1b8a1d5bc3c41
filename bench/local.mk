# Not installed: measures of what the programs do. See README.md.
EXTRA_DIST += \
	bench/README.md \
	bench/bench.py \
	bench/compare \
	bench/engines.py \
	bench/figures.py \
	bench/gate \
	bench/known-item \
	bench/memory \
	bench/peers/Lucene.java \
	bench/relevance \
	bench/sources.py \
	bench/spelling \
	bench/tables.py

noinst_PROGRAMS += bench/corpus/corpus
bench_corpus_corpus_SOURCES = bench/corpus/main.c bench/corpus/chance.h \
	bench/corpus/queries.c bench/corpus/queries.h \
	bench/corpus/text.c bench/corpus/text.h \
	bench/corpus/vocabulary.c bench/corpus/vocabulary.h
bench_corpus_corpus_LDADD = $(LIB_TEXT) -lm

noinst_PROGRAMS += bench/words
bench_words_SOURCES = bench/words.c
bench_words_LDADD = $(LIB_STORE)

# Each is asked by the same driver.
BENCH_DRIVE = bench/peers/drive.c bench/peers/drive.h bench/corpus/chance.h
BENCH_ROWS = bench/peers/rows.c bench/peers/rows.h
noinst_PROGRAMS += bench/peers/daemon bench/peers/sphinx bench/peers/xapian
bench_peers_daemon_SOURCES = bench/peers/daemon.c $(BENCH_DRIVE)
bench_peers_daemon_LDADD = $(LIB_COMMON)
bench_peers_sphinx_SOURCES = bench/peers/sphinx.c $(BENCH_DRIVE) $(BENCH_ROWS)
bench_peers_sphinx_LDADD = $(LIB_COMMON)
bench_peers_xapian_SOURCES = bench/peers/xapian.cc $(BENCH_DRIVE) $(BENCH_ROWS)
bench_peers_xapian_LDADD = $(LIB_COMMON) $(XAPIAN_LIBS)
if HAVE_SQLITE
noinst_PROGRAMS += bench/peers/sqlite
bench_peers_sqlite_SOURCES = bench/peers/sqlite.c $(BENCH_DRIVE) $(BENCH_ROWS)
bench_peers_sqlite_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
bench_peers_sqlite_LDADD = $(LIB_COMMON) $(SQLITE_LIBS)
endif
