# All of searchd but its main is a library, so that unit tests can link it.
noinst_LIBRARIES += searchd/libsearchd.a
searchd_libsearchd_a_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS) $(SYSTEMD_CFLAGS)
searchd_libsearchd_a_SOURCES = \
	searchd/acronyms_file.c searchd/acronyms_file.h \
	searchd/bind.c searchd/bind.h \
	searchd/call.c searchd/call.h \
	searchd/cmd_count.c \
	searchd/cmd_doc.c \
	searchd/cmd_explain.c \
	searchd/cmd_get.c \
	searchd/cmd_misc.c \
	searchd/cmd_reload.c \
	searchd/cmd_search.c \
	searchd/cmd_similar.c \
	searchd/cmd_slowlog.c \
	searchd/cmd_stats.c \
	searchd/cmd_suggest.c \
	searchd/command.h searchd/commands.c \
	searchd/conn.c searchd/conn.h \
	searchd/etag.c searchd/etag.h \
	searchd/http.c searchd/http.h \
	searchd/http_conn.c searchd/http_conn.h \
	searchd/http_gzip.c searchd/http_gzip.h \
	searchd/http_head.c searchd/http_head.h \
	searchd/http_host.c searchd/http_host.h \
	searchd/http_params.c searchd/http_params.h \
	searchd/http_reply.c searchd/http_reply.h \
	searchd/visit.c searchd/visit.h \
	searchd/web_error.c searchd/web_error.h \
	searchd/web_routes.c searchd/web_routes.h \
	searchd/web_api.c \
	searchd/web_assets.c \
	searchd/web_document.c \
	searchd/web_feed.c \
	searchd/web_search.c \
	searchd/web_similar.c \
	searchd/web_status.c searchd/web_suggest.c \
	searchd/job.h \
	searchd/latency.c searchd/latency.h \
	searchd/listen.c searchd/listen.h \
	searchd/loader.c searchd/loader.h \
	searchd/manager.c searchd/manager.h \
	searchd/options.c searchd/options.h \
	searchd/peer.c searchd/peer.h \
	searchd/pool.c searchd/pool.h \
	searchd/probe.c searchd/probe.h \
	searchd/reload.c searchd/reload.h \
	searchd/server.c searchd/server.h \
	searchd/settings-help.c \
	searchd/settings.c searchd/settings.h \
	searchd/serving.c searchd/serving.h \
	searchd/slowlog.c searchd/slowlog.h \
	searchd/sockets.c searchd/sockets.h \
	searchd/stats.c searchd/stats.h \
	searchd/verify.c searchd/verify.h \
	searchd/values.c searchd/values-web.c searchd/values.h \
	searchd/wake.c searchd/wake.h \
	searchd/watch.c searchd/watch.h \
	searchd/web.h

sbin_PROGRAMS += searchd/searchd
searchd_searchd_SOURCES = searchd/main.c
searchd_searchd_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_searchd_searchd_SOURCES = link_with_cxx.cc
LIB_SEARCHD = searchd/libsearchd.a lib/config/libconfig.a \
	lib/proto/libproto.a lib/page/libpage.a $(LIB_ENGINE) $(EVENT_LIBS) \
	$(SYSTEMD_LIBS) $(ZLIB_LIBS)
searchd_searchd_LDADD = $(LIB_SEARCHD)

# The end-to-end tests; the harness is for those of others too.
SEARCHD_TESTS = \
	tests/e2e/test_answer_cache.py \
	tests/e2e/test_searchd.py \
	tests/e2e/test_searchd_admin.py \
	tests/e2e/test_searchd_bytes.py \
	tests/e2e/test_searchd_config.py \
	tests/e2e/test_searchd_counts.py \
	tests/e2e/test_searchd_end.py \
	tests/e2e/test_searchd_index.py \
	tests/e2e/test_searchd_log.py \
	tests/e2e/test_searchd_slowlog.py \
	tests/e2e/test_searchd_sockets.py \
	tests/e2e/test_manager.py \
	tests/e2e/test_http.py \
	tests/e2e/test_http_end.py \
	tests/e2e/test_http_limits.py \
	tests/e2e/test_http_readers.py \
	tests/e2e/test_http_suggest.py \
	tests/e2e/test_http_xss.py \
	tests/e2e/test_nginx.py
if HAVE_PYTHON3
TESTS += $(SEARCHD_TESTS)
endif
EXTRA_DIST += tests/e2e/harness.py tests/e2e/manager.py tests/e2e/web.py $(SEARCHD_TESTS)

check_PROGRAMS += \
	tests/unit/test_searchd_manager \
	tests/unit/test_searchd_options \
	tests/unit/test_searchd_pool \
	tests/unit/test_searchd_settings
tests_unit_test_searchd_manager_SOURCES = \
	tests/unit/test_searchd_manager.c tests/unit/unit.h
tests_unit_test_searchd_manager_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_searchd_manager_SOURCES = link_with_cxx.cc
tests_unit_test_searchd_manager_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)
tests_unit_test_searchd_options_SOURCES = \
	tests/unit/test_searchd_options.c tests/unit/unit.h
tests_unit_test_searchd_options_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_searchd_options_SOURCES = link_with_cxx.cc
tests_unit_test_searchd_options_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)
tests_unit_test_searchd_pool_SOURCES = \
	tests/unit/test_searchd_pool.c tests/unit/unit.h
tests_unit_test_searchd_pool_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_searchd_pool_SOURCES = link_with_cxx.cc
tests_unit_test_searchd_pool_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)
tests_unit_test_searchd_settings_SOURCES = \
	tests/unit/test_searchd_settings.c tests/unit/unit.h
tests_unit_test_searchd_settings_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_searchd_settings_SOURCES = link_with_cxx.cc
tests_unit_test_searchd_settings_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_latency
tests_unit_test_latency_SOURCES = tests/unit/test_latency.c tests/unit/unit.h
tests_unit_test_latency_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_latency_SOURCES = link_with_cxx.cc
tests_unit_test_latency_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_slowlog
tests_unit_test_slowlog_SOURCES = tests/unit/test_slowlog.c tests/unit/unit.h
tests_unit_test_slowlog_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_slowlog_SOURCES = link_with_cxx.cc
tests_unit_test_slowlog_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test_http tests/fuzz/fuzz_http
tests_unit_test_http_SOURCES = tests/unit/test_http.c tests/unit/unit.h
tests_unit_test_http_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_unit_test_http_SOURCES = link_with_cxx.cc
tests_unit_test_http_LDADD = $(LIB_SEARCHD) $(TEST_LIBS)
tests_fuzz_fuzz_http_SOURCES = tests/fuzz/fuzz_http.c $(FUZZ_MAIN)
tests_fuzz_fuzz_http_CFLAGS = $(AM_CFLAGS) $(EVENT_CFLAGS)
nodist_EXTRA_tests_fuzz_fuzz_http_SOURCES = link_with_cxx.cc
tests_fuzz_fuzz_http_LDADD = $(LIB_SEARCHD)
tests_fuzz_fuzz_http_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
