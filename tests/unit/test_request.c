/* lib/proto/request: what a line is, and what is none. */
#include "unit.h"

#include "proto/request.h"

/* Parses a copy of text; the request points into line. */
static char line[2 * PROTO_LINE_MAX];

static enum status
parse(struct request *r, const char *text, struct error *err)
{
    assert_true(strlen(text) < sizeof(line));
    strcpy(line, text);
    return request_parse(r, line, strlen(text), err);
}

static void
a_verb_alone_is_a_request(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    assert_ok(parse(&r, "PING", &err));
    assert_string_equal(r.verb, "PING");
    assert_null(r.tag);
    assert_null(r.rest);
    assert_int_equal(r.n_options, 0);
}

static void
options_and_the_rest_are_told_apart(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    assert_ok(
        parse(&r, "@a1  SEARCH limit=2  year=2014..2016 : a : b=c  ", &err));
    assert_string_equal(r.tag, "a1");
    assert_string_equal(r.verb, "SEARCH");
    assert_int_equal(r.n_options, 2);
    assert_string_equal(request_option(&r, "limit"), "2");
    assert_string_equal(request_option(&r, "year"), "2014..2016");
    assert_null(request_option(&r, "lim"));
    assert_string_equal(r.rest, "a : b=c  ");
    assert_int_equal(r.rest_len, 9);
}

static void
help_takes_its_topic_without_a_colon(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    static const char *const lines[] = {"HELP query", "HELP  query",
                                        "HELP : query"};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_ok(parse(&r, lines[i], &err));
        assert_string_equal(r.verb, "HELP");
        assert_string_equal(r.rest, "query");
        assert_int_equal(r.rest_len, 5);
        assert_int_equal(r.n_options, 0);
    }
    assert_ok(parse(&r, "HELP ", &err));
    assert_null(r.rest);
    assert_ok(parse(&r, "HELP a=b", &err));
    assert_int_equal(r.n_options, 1);
    assert_int_equal(parse(&r, "PING query", &err), STATUS_INVALID);
}

static void
one_blank_behind_the_colon_is_dropped(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    assert_ok(parse(&r, "SEARCH :  two", &err));
    assert_string_equal(r.rest, " two");
    assert_ok(parse(&r, "SEARCH :none", &err));
    assert_string_equal(r.rest, "none");
    assert_ok(parse(&r, "SEARCH :", &err));
    assert_string_equal(r.rest, "");
    assert_ok(parse(&r, "SEARCH : tab\there", &err));
    assert_string_equal(r.rest, "tab\there");
}

static void
a_value_is_percent_decoded(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    assert_ok(
        parse(&r, "SEARCH committee=Parks%20%26%3a%25 kind= x=a=b", &err));
    assert_string_equal(request_option(&r, "committee"), "Parks &:%");
    assert_string_equal(request_option(&r, "kind"), "");
    assert_string_equal(request_option(&r, "x"), "a=b");
}

static void
what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *line, *part;
    } cases[] = {
        {"", "empty line"},
        {"   ", "empty line"},
        {"@t", "empty line"},
        {"search : a", "capital letters"},
        {"SEARCH: a", "capital letters"},
        {"SEARCH limit", "no name=value"},
        {"SEARCH \"a b\"", "no name=value"},
        {"SEARCH Limit=1", "no option's name"},
        {"SEARCH =1", "no option's name"},
        {"SEARCH 1a=1", "no option's name"},
        {"SEARCH limit=1 limit=2 : a", "limit is given twice"},
        {"SEARCH limit=2: a", "\":\" as %3A"},
        {"SEARCH limit=2\t: a", "TAB as %09"},
        {"SEARCH kind=%", "two hexadecimal digits"},
        {"SEARCH kind=%4", "two hexadecimal digits"},
        {"SEARCH kind=%4g", "two hexadecimal digits"},
        {"SEARCH kind=a%00b", "%00"},
        {"SEARCH : a\x1b[1m", "U+001B"},
        {"SEARCH : a\xc2\x9b", "U+009B"},
        {"SEARCH : \xff", "not UTF-8"},
        {"@ PING", "1 to 64 characters"},
        {"@\xc3\xa9 PING", "printable ASCII"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct request r;
        struct error err = {0};
        assert_int_equal(parse(&r, cases[i].line, &err), STATUS_INVALID);
        if (strstr(err.message, cases[i].part) == NULL)
            fail_msg("\"%s\": %s", cases[i].line, err.message);
    }
}

static void
a_nul_is_refused(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    char bytes[] = "SEARCH : a\0b";
    assert_int_equal(request_parse(&r, bytes, sizeof(bytes) - 1, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.message, "U+0000"));
}

static void
an_error_carries_the_tag(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    assert_int_equal(parse(&r, "@7 nonsense", &err), STATUS_INVALID);
    assert_string_equal(r.tag, "7");
    assert_int_equal(parse(&r, "@8 X \xff", &err), STATUS_INVALID);
    assert_string_equal(r.tag, "8");
    assert_int_equal(parse(&r, "@", &err), STATUS_INVALID);
    assert_null(r.tag);
}

static void
a_tag_and_the_options_have_their_limits(void **state)
{
    (void)state;
    struct request r;
    struct error err;
    char text[PROTO_LINE_MAX];
    int n = snprintf(text, sizeof(text), "@%0*d PING", PROTO_TAG_MAX, 1);
    assert_ok(parse(&r, text, &err));
    assert_int_equal(strlen(r.tag), PROTO_TAG_MAX);
    (void)snprintf(text, sizeof(text), "@%0*d PING", PROTO_TAG_MAX + 1, 1);
    assert_int_equal(parse(&r, text, &err), STATUS_INVALID);
    assert_null(r.tag);

    n = snprintf(text, sizeof(text), "X");
    for (int i = 0; i < PROTO_OPTIONS_MAX; i++)
        n += snprintf(text + n, sizeof(text) - (size_t)n, " o%d=%d", i, i);
    assert_ok(parse(&r, text, &err));
    assert_int_equal(r.n_options, PROTO_OPTIONS_MAX);
    (void)snprintf(text + n, sizeof(text) - (size_t)n, " more=1");
    assert_int_equal(parse(&r, text, &err), STATUS_INVALID);
    assert_non_null(strstr(err.message, "48 options"));
}

static void
http_is_known_by_its_first_bytes(void **state)
{
    (void)state;
    static const char *const http[] = {
        "GET / HTTP/1.1", "GET http://x/", "POST /x",
        "post /",         "Host: x",       "host:",
        "HEAD /",         "OPTIONS *",     "CONNECT x:1",
    };
    static const char *const ours[] = {
        "GET : a#p1",     "GET context=2 : a", "GET",  "",
        "SEARCH : GET /", "@x GET / ",         "PING", "POS",
    };
    for (size_t i = 0; i < sizeof(http) / sizeof(http[0]); i++)
        assert_true(request_is_http(http[i], strlen(http[i])));
    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
        assert_false(request_is_http(ours[i], strlen(ours[i])));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verb_alone_is_a_request),
        cmocka_unit_test(options_and_the_rest_are_told_apart),
        cmocka_unit_test(help_takes_its_topic_without_a_colon),
        cmocka_unit_test(one_blank_behind_the_colon_is_dropped),
        cmocka_unit_test(a_value_is_percent_decoded),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_nul_is_refused),
        cmocka_unit_test(an_error_carries_the_tag),
        cmocka_unit_test(a_tag_and_the_options_have_their_limits),
        cmocka_unit_test(http_is_known_by_its_first_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
