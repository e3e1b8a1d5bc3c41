noinst_LIBRARIES += lib/engine/libengine.a
lib_engine_libengine_a_SOURCES = \
	lib/engine/answers.c lib/engine/answers.h \
	lib/engine/build.c lib/engine/build.h \
	lib/engine/codes.c lib/engine/codes.h \
	lib/engine/classes.c lib/engine/classes.h \
	lib/engine/compile.c lib/engine/compile.h \
	lib/engine/decisions.c lib/engine/decisions.h \
	lib/engine/edits.c lib/engine/edits.h \
	lib/engine/expand.c lib/engine/expand.h \
	lib/engine/explain.c lib/engine/facets.c lib/engine/facets.h \
	lib/engine/finding.c lib/engine/finding.h \
	lib/engine/forms.c lib/engine/forms.h \
	lib/engine/glossary.c lib/engine/glossary-common.c lib/engine/glossary.h \
	lib/engine/index.c lib/engine/index.h \
	lib/engine/marks.c lib/engine/marks.h \
	lib/engine/match.c lib/engine/match.h \
	lib/engine/match_hot.c lib/engine/match_hot.h \
	lib/engine/match_xapian.c \
	lib/engine/meant.c lib/engine/meant.h \
	lib/engine/missing.c lib/engine/missing.h \
	lib/engine/matching.c lib/engine/matching.h \
	lib/engine/nodes.c lib/engine/nodes.h \
	lib/engine/question.c lib/engine/question.h \
	lib/engine/rank.c lib/engine/rank.h \
	lib/engine/reading.c lib/engine/reading.h \
	lib/engine/rowset.c lib/engine/rowset.h \
	lib/engine/request.c lib/engine/request.h \
	lib/engine/restrict.c lib/engine/restrict.h \
	lib/engine/rerank.c lib/engine/rerank.h \
	lib/engine/searcher.c lib/engine/searcher.h \
	lib/engine/searcher-internal.h \
	lib/engine/sentence.c lib/engine/sentence.h \
	lib/engine/sight.c lib/engine/sight.h \
	lib/engine/similar.c lib/engine/similar.h \
	lib/engine/snippet.c lib/engine/snippet.h \
	lib/engine/spell.c lib/engine/spell.h \
	lib/engine/stems.c lib/engine/stems.h \
	lib/engine/suggest.c lib/engine/suggest.h \
	lib/engine/title.c lib/engine/title.h \
	lib/engine/weight.c lib/engine/weight.h \
	lib/engine/wording.c lib/engine/wording.h

check_PROGRAMS += tests/unit/test_answers
tests_unit_test_answers_SOURCES = tests/unit/test_answers.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_answers_SOURCES = link_with_cxx.cc
tests_unit_test_answers_LDADD = $(LIB_ENGINE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_rank tests/unit/test_sight \
	tests/unit/test_snippet tests/unit/test_search_request
tests_unit_test_rank_SOURCES = tests/unit/test_rank.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_rank_SOURCES = link_with_cxx.cc
tests_unit_test_rank_LDADD = $(LIB_ENGINE) $(TEST_LIBS)
tests_unit_test_sight_SOURCES = tests/unit/test_sight.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_sight_SOURCES = link_with_cxx.cc
tests_unit_test_sight_LDADD = $(LIB_ENGINE) $(TEST_LIBS)
tests_unit_test_snippet_SOURCES = tests/unit/test_snippet.c tests/unit/unit.h
nodist_EXTRA_tests_unit_test_snippet_SOURCES = link_with_cxx.cc
tests_unit_test_snippet_LDADD = $(LIB_ENGINE) $(TEST_LIBS)
tests_unit_test_search_request_SOURCES = tests/unit/test_search_request.c \
	tests/unit/unit.h
nodist_EXTRA_tests_unit_test_search_request_SOURCES = link_with_cxx.cc
tests_unit_test_search_request_LDADD = $(LIB_ENGINE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_edits tests/unit/test_spell
tests_unit_test_edits_SOURCES = tests/unit/test_edits.c \
	tests/unit/words_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_edits_SOURCES = link_with_cxx.cc
tests_unit_test_edits_LDADD = $(LIB_ENGINE) $(TEST_LIBS)
tests_unit_test_spell_SOURCES = tests/unit/test_spell.c \
	tests/unit/words_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_spell_SOURCES = link_with_cxx.cc
tests_unit_test_spell_LDADD = $(LIB_ENGINE) $(TEST_LIBS)
check_PROGRAMS += tests/unit/test_expand
tests_unit_test_expand_SOURCES = tests/unit/test_expand.c \
	tests/unit/words_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_expand_SOURCES = link_with_cxx.cc
tests_unit_test_expand_LDADD = $(LIB_ENGINE) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_rerank
tests_unit_test_rerank_SOURCES = tests/unit/test_rerank.c \
	tests/unit/positions_unit.h tests/unit/unit.h
nodist_EXTRA_tests_unit_test_rerank_SOURCES = link_with_cxx.cc
tests_unit_test_rerank_LDADD = $(LIB_ENGINE) $(TEST_LIBS)
