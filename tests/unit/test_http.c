/* searchd's pure parts of HTTP: http_head, http_host, http_params, http_gzip,
 * etag, and the table of routes. */
#include "unit.h"

#include <zlib.h>

#include "searchd/etag.h"
#include "searchd/http_gzip.h"
#include "searchd/http_head.h"
#include "searchd/http_host.h"
#include "searchd/http_params.h"
#include "searchd/web_routes.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- heads ---- */

/* The status that a head is refused with, 0 for one that is whole, 1 for one
 * that is not. From a block of its own, so that a read past it is seen. */
static unsigned
judged(const char *head, size_t n)
{
    struct http_refusal refusal = {0};
    size_t len = 0;
    char *bytes = test_malloc(n + 1);
    memcpy(bytes, head, n);
    enum http_head h = http_head_judge(bytes, n, &len, &refusal);
    test_free(bytes);
    if (h == HTTP_HEAD_REFUSED) {
        assert_non_null(refusal.what);
        return refusal.status;
    }
    if (h == HTTP_HEAD_WHOLE)
        assert_true(len > 0 && len <= n);
    return h == HTTP_HEAD_MORE;
}

static void
a_head_is_whole_at_its_empty_line_and_not_before(void **state)
{
    (void)state;
    static const char head[] = "GET /search?q=a%20b HTTP/1.1\r\n"
                               "Host: localhost\r\nAccept: */*\r\n\r\n";
    size_t n = sizeof(head) - 1, len;
    struct http_refusal refusal;
    for (size_t i = 0; i < n; i++)
        assert_int_equal(judged(head, i), 1);
    assert_int_equal(judged(head, n), 0);
    assert_int_equal(http_head_judge(head, n, &len, &refusal), HTTP_HEAD_WHOLE);
    assert_int_equal(len, n);
}

static void
what_follows_a_head_is_not_part_of_it(void **state)
{
    (void)state;
    static const char two[] = "GET / HTTP/1.0\r\n\r\nGET /b HTTP/1.0\r\n\r\n";
    struct http_refusal refusal;
    size_t len;
    assert_int_equal(http_head_judge(two, sizeof(two) - 1, &len, &refusal),
                     HTTP_HEAD_WHOLE);
    assert_int_equal(len, 18);
}

static void
a_head_that_is_none_has_a_status(void **state)
{
    (void)state;
    static const struct {
        unsigned status;
        const char *head;
    } table[] = {
        {0, "GET / HTTP/1.0\r\n\r\n"},
        {0, "HEAD / HTTP/1.1\r\nHost:x\r\nContent-Length:\t00 \r\n\r\n"},
        {400, "GET / HTTP/1.1\r\n\r\n"},
        {400, "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"},
        {505, "GET / HTTP/1.2\r\n"},
        {505, "GET / HTTP/1.\r\n"},
        {400, "GET / http/1.1\r\n"},
        {400, "GET /\r\n"},
        {400, "\r\n"},
        {400, "GET\r\n"},
        {400, "GET / HTTP/1.1\n"},
        {400, "\n"},
        {400, "GET x HTTP/1.1\r\n"},
        {400, "GET //x HTTP/1.1\r\n"},
        {400, "GET /\x7f HTTP/1.1\r\n"},
        {400, "GET /#a HTTP/1.1\r\n"},
        {405, "POST / HTTP/1.1\r\n"},
        {501, "G / HTTP/1.1\r\n"},
        {400, "GET / HTTP/1.0\r\n: a\r\n"},
        {400, "GET / HTTP/1.0\r\nA\r\n"},
        {400, "GET / HTTP/1.0\r\n A: b\r\n"},
        {400, "GET / HTTP/1.0\r\nA: \x01\r\n"},
        {413, "GET / HTTP/1.0\r\nContent-Length: 01\r\n"},
        {400, "GET / HTTP/1.0\r\nContent-Length: 1a\r\n"},
        {400, "GET / HTTP/1.0\r\nContent-Length: +0\r\n"},
        {400, "GET / HTTP/1.0\r\nTRANSFER-ENCODING: x\r\n"},
        {417, "GET / HTTP/1.0\r\nExpect: x\r\n"},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        assert_int_equal(judged(table[i].head, strlen(table[i].head)),
                         table[i].status);
}

static void
what_never_ends_is_refused_within_the_longest_head(void **state)
{
    (void)state;
    static char bytes[HTTP_HEAD_MAX + 1];
    memset(bytes, 'a', sizeof(bytes));
    assert_int_equal(judged(bytes, sizeof(bytes)), 414);
    static const char first[] = "GET / HTTP/1.1\r\nA: ";
    memcpy(bytes, first, sizeof(first) - 1);
    assert_int_equal(judged(bytes, sizeof(bytes)), 431);
}

static void
a_refused_request_tells_its_path(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *path;
    } table[] = {
        {"GET /api/search?q=x HTTP/1.1\r\n", "/api/search"},
        {"POST /api/search HTTP/1.1\r\n", "/api/search"},
        {"GET /api/se", "/api/se"},
        {"GET /a\r\nGET /b", "/a"},
        {"GET /\xff", "/"},
        {"GET ", ""},
        {"GET", ""},
        {" /a", ""},
        {"", ""},
        {"\r\n", ""},
    };
    char path[HTTP_REFUSED_PATH_MAX], bytes[4 + 2 * sizeof(path)];
    for (size_t i = 0; i < COUNT(table); i++) {
        http_head_path(table[i].bytes, strlen(table[i].bytes), path);
        assert_string_equal(path, table[i].path);
    }
    memset(bytes, '/', sizeof(bytes));
    memcpy(bytes, "GET ", 4);
    http_head_path(bytes, sizeof(bytes), path);
    assert_int_equal(strlen(path), sizeof(path) - 1);
}

/* ---- hosts ---- */

static void
a_host_is_ours_by_name_whatever_its_case_and_port(void **state)
{
    (void)state;
    static const char *const bound[] = {"10.1.2.3:80", "[fe80::1]:80",
                                        "/run/web.sock"};
    static const char *const names[] = {"a.example", "b.example:8080"};
    static const struct {
        bool ours;
        const char *host;
    } table[] = {
        {true, "localhost"},
        {true, "LocalHost:7700"},
        {true, "127.0.0.1:1"},
        {true, "[::1]"},
        {true, "[::1]:65535"},
        {true, "10.1.2.3"},
        {true, "[FE80::1]:9"},
        {true, "a.example"},
        {true, "A.example.:443"},
        {true, "b.example:8080"},
        {false, "b.example"},
        {false, "b.example:80"},
        {false, ""},
        {false, "."},
        {false, ":80"},
        {false, "a.example:"},
        {false, "a.example:65536"},
        {false, "a.example:80:80"},
        {false, "a.example/"},
        {false, "x.a.example"},
        {false, "a.example.x"},
        {false, "[::1"},
        {false, "::1"},
        {false, "[::1]x"},
        {false, "/run/web.sock"},
        {false, "a.example "},
        {false, "user@localhost"},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        assert_int_equal(http_host_allowed(table[i].host, bound, COUNT(bound),
                                           names, COUNT(names)),
                         table[i].ours);
}

/* ---- parameters ---- */

static void
a_query_string_comes_apart(void **state)
{
    (void)state;
    char text[] = "q=a+b%20c%2B&&year=2014&=x&flag&pct=100%&bad=%zz%4&"
                  "q=again&t%61g=%c3%a9";
    struct http_params p;
    http_params_parse(&p, text);
    assert_int_equal(p.n, 8);
    assert_string_equal(http_params_get(&p, "q"), "a b c+");
    assert_string_equal(http_params_get(&p, "year"), "2014");
    assert_string_equal(http_params_get(&p, "flag"), "");
    assert_string_equal(http_params_get(&p, "pct"), "100%");
    assert_string_equal(http_params_get(&p, "bad"), "%zz%4");
    assert_string_equal(http_params_get(&p, "tag"), "\xc3\xa9");
    assert_string_equal(http_params_get(&p, "none"), "");
}

static void
values_become_one_line_of_text(void **state)
{
    (void)state;
    char text[] = "q=a%00b%0ac%ffd%c2%85e";
    struct http_params p;
    http_params_parse(&p, text);
    assert_string_equal(http_params_get(&p, "q"), "a b c?d  e");
}

static void
a_page_passes_over_what_it_does_not_know(void **state)
{
    (void)state;
    char text[] = "q=clerk&year=2014..2016&kind=&utm=x&from=20";
    struct http_params p;
    struct page_query page;
    struct search_request search;
    struct error err;
    http_params_parse(&p, text);
    assert_ok(http_params_page(&p, &page, &search, &err));
    assert_string_equal(page.year, "2014..2016");
    assert_int_equal(page.from, 20);
    assert_int_equal(page.limit, SEARCH_LIMIT_DEFAULT);
    assert_int_equal(search.year_to, 2016);
    assert_int_equal(search.query_len, 5);
    assert_false(http_params_empty(&page));
}

static void
a_wrong_value_keeps_the_query_for_the_error_page(void **state)
{
    (void)state;
    char text[] = "q=clerk&kind=x&year=soon";
    struct http_params p;
    struct page_query page;
    struct search_request search;
    struct error err;
    http_params_parse(&p, text);
    assert_int_equal(http_params_page(&p, &page, &search, &err), STATUS_USAGE);
    assert_string_equal(page.q, "clerk");
    assert_string_equal(page.kind, "x");
}

static void
a_document_has_a_hit_and_a_first_unit(void **state)
{
    (void)state;
    char text[] = "q=clerk&hit=3&from=2000", wrong[] = "hit=1001";
    struct http_params p;
    struct page_query page;
    struct search_request search;
    uint32_t rank, from;
    struct error err;
    http_params_parse(&p, text);
    assert_ok(http_params_document(&p, &page, &search, &rank, &from, &err));
    assert_int_equal(rank, 3);
    assert_int_equal(from, 2000);
    http_params_parse(&p, wrong);
    assert_int_equal(
        http_params_document(&p, &page, &search, &rank, &from, &err),
        STATUS_USAGE);
}

static void
what_is_similar_has_an_id_and_no_query(void **state)
{
    (void)state;
    char text[] = "id=a%2Fb%23p1&q=x&sort=newest&match=any&year=2014&from=10",
         none[] = "id=&year=2014", wrong[] = "id=a%23p1&from=1000",
         data[] = "id=a%23p1&limit=3", facets[] = "id=a%23p1&facets=kind";
    char *refused[] = {(char[]){"id=a&q=x"},     (char[]){"id=a&sort=newest"},
                       (char[]){"id=a&id=a"},    (char[]){"year=2014"},
                       (char[]){"id=a&year=no"}, (char[]){"id=a&expand=no"}};
    struct http_params p;
    struct page_query page;
    struct search_request search;
    struct error err;
    http_params_parse(&p, text);
    assert_ok(http_params_similar(&p, &page, &search, &err));
    assert_string_equal(page.similar, "a/b#p1");
    assert_string_equal(page.sort, "");
    assert_int_equal(search.sort, SEARCH_BY_RELEVANCE);
    assert_int_equal(search.match, SEARCH_AUTO);
    assert_int_equal(search.query_len, 0);
    assert_int_equal(search.year_from, 2014);
    assert_int_equal(page.from, 10);
    http_params_parse(&p, none);
    assert_int_equal(http_params_similar(&p, &page, &search, &err),
                     STATUS_USAGE);
    http_params_parse(&p, wrong);
    assert_int_equal(http_params_similar(&p, &page, &search, &err),
                     STATUS_USAGE);
    assert_non_null(strstr(err.message, "from"));
    assert_string_equal(page.similar, "a#p1");
    page = page_nothing;
    http_params_parse(&p, data);
    assert_ok(http_params_api_similar(&p, &page, &search, &err));
    assert_string_equal(page.similar, "a#p1");
    assert_int_equal(search.facets, 0);
    assert_int_equal(search.limit, 3);
    http_params_parse(&p, facets);
    assert_ok(http_params_api_similar(&p, &page, &search, &err));
    assert_int_equal(search.facets, 1u << STORE_KIND);
    for (size_t i = 0; i < COUNT(refused); i++) {
        http_params_parse(&p, refused[i]);
        if (http_params_api_similar(&p, &page, &search, &err) != STATUS_USAGE)
            fail_msg("%zu", i);
    }
}

static void
programs_are_told_what_is_not_known(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        const char *text;
    } table[] = {
        {STATUS_OK, "q=a&limit=100&facets=kind,year&snippets=0&year="},
        {STATUS_OK, ""},
        {STATUS_USAGE, "q=a&utm=x"},
        {STATUS_USAGE, "q=a&utm="},
        {STATUS_USAGE, "q=a&q=b"},
        {STATUS_USAGE, "limit=101"},
        {STATUS_USAGE, "from=1000&limit=1"},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        char text[64];
        struct http_params p;
        struct search_request search;
        struct error err;
        (void)snprintf(text, sizeof(text), "%s", table[i].text);
        http_params_parse(&p, text);
        assert_int_equal(http_params_api(&p, &search, &err), table[i].status);
    }
}

static void
a_path_is_decoded_strictly(void **state)
{
    (void)state;
    char good[] = "a%2Fb+c", half[] = "a%2", none[] = "%g0", nul[] = "a%00";
    size_t len;
    assert_true(http_params_decode_path(good, &len));
    assert_string_equal(good, "a/b+c");
    assert_int_equal(len, 5);
    assert_false(http_params_decode_path(half, &len));
    assert_false(http_params_decode_path(none, &len));
    assert_false(http_params_decode_path(nul, &len));
}

/* ---- replies ---- */

static void
gzip_is_taken_by_its_weight(void **state)
{
    (void)state;
    static const char *const taken[] = {
        "gzip",   "br, GZip",       "gzip;q=0.1",        "*",
        "x-gzip", "gzip ; q=1.000", "identity;q=0, gzip"};
    static const char *const refused[] = {
        "",      "br",    "gzip;q=0", "gzip;q=0.0, *",
        "*;q=0", "gzipx", "xgzip",    "gzip;Q=0.000"};
    for (size_t i = 0; i < COUNT(taken); i++)
        assert_true(http_gzip_accepted(taken[i]));
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_false(http_gzip_accepted(refused[i]));
    assert_false(http_gzip_accepted(NULL));
}

static void
gzip_unpacks_to_what_was_packed(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 1000; i++)
        buf_addf(&b, "%d clerk ", i);
    char plain[16384];
    size_t want = b.len;
    char *before = test_malloc(want);
    memcpy(before, b.data, want);
    assert_true(http_gzip(&b));
    assert_true(b.len < want / 2);
    z_stream z = {.next_in = (Bytef *)b.data,
                  .avail_in = (uInt)b.len,
                  .next_out = (Bytef *)plain,
                  .avail_out = sizeof(plain)};
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, want);
    assert_memory_equal(plain, before, want);
    (void)inflateEnd(&z);
    test_free(before);
    buf_done(&b);
}

static void
what_does_not_shrink_is_left_as_it_is(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add_str(&b, "abcdefgh");
    assert_false(http_gzip(&b));
    assert_string_equal(b.data, "abcdefgh");
    buf_done(&b);
}

static void
etags_compare_weakly_and_in_lists(void **state)
{
    (void)state;
    const char *etag = "W/\"42-0123\"";
    assert_true(etag_matches("W/\"42-0123\"", etag));
    assert_true(etag_matches("\"42-0123\"", etag));
    assert_true(etag_matches("*", etag));
    assert_true(etag_matches("\"a,b\", W/\"c\" ,W/\"42-0123\"", etag));
    assert_false(etag_matches("W/\"42-01234\"", etag));
    assert_false(etag_matches("W/\"42-0124\"", etag));
    assert_false(etag_matches("42-0123", etag));
    assert_false(etag_matches("\"", etag));
    assert_false(etag_matches("", etag));
}

static void
an_etag_is_of_its_generation_settings_and_address(void **state)
{
    (void)state;
    char one[ETAG_SIZE], other[ETAG_SIZE];
    etag_make(one, UINT64_MAX, 9, 1, "/a", "b");
    assert_int_equal(one[strlen(one) - 1], '"');
    etag_make(other, UINT64_MAX, 9, 2, "/a", "b");
    assert_string_not_equal(one, other);
    etag_make(other, UINT64_MAX, 9, 1, "/ab", "");
    assert_string_not_equal(one, other);
    etag_make(other, 1, 9, 1, "/a", "b");
    assert_string_not_equal(one, other);
    etag_make(other, UINT64_MAX, 8, 1, "/a", "b");
    assert_string_not_equal(one, other);
}

static void
paths_are_matched_whole_but_for_documents(void **state)
{
    (void)state;
    const char *rest;
    assert_ptr_equal(web_route_find("/", &rest), &web_home);
    assert_ptr_equal(web_route_find("/search", &rest), &web_search);
    assert_null(rest);
    assert_ptr_equal(web_route_find("/d/a/b", &rest), &web_document);
    assert_string_equal(rest, "a/b");
    static const char *const none[] = {"",         "//",       "/d/", "/d",
                                       "/search/", "/searchx", "x",   "/D/a"};
    for (size_t i = 0; i < COUNT(none); i++)
        assert_null(web_route_find(none[i], &rest));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_whole_at_its_empty_line_and_not_before),
        cmocka_unit_test(what_follows_a_head_is_not_part_of_it),
        cmocka_unit_test(a_head_that_is_none_has_a_status),
        cmocka_unit_test(a_refused_request_tells_its_path),
        cmocka_unit_test(what_never_ends_is_refused_within_the_longest_head),
        cmocka_unit_test(a_host_is_ours_by_name_whatever_its_case_and_port),
        cmocka_unit_test(a_query_string_comes_apart),
        cmocka_unit_test(values_become_one_line_of_text),
        cmocka_unit_test(a_page_passes_over_what_it_does_not_know),
        cmocka_unit_test(a_wrong_value_keeps_the_query_for_the_error_page),
        cmocka_unit_test(a_document_has_a_hit_and_a_first_unit),
        cmocka_unit_test(what_is_similar_has_an_id_and_no_query),
        cmocka_unit_test(programs_are_told_what_is_not_known),
        cmocka_unit_test(a_path_is_decoded_strictly),
        cmocka_unit_test(gzip_is_taken_by_its_weight),
        cmocka_unit_test(gzip_unpacks_to_what_was_packed),
        cmocka_unit_test(what_does_not_shrink_is_left_as_it_is),
        cmocka_unit_test(etags_compare_weakly_and_in_lists),
        cmocka_unit_test(an_etag_is_of_its_generation_settings_and_address),
        cmocka_unit_test(paths_are_matched_whole_but_for_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
