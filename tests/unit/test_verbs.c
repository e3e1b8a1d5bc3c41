/* searchctl/verbs: what is asked, and what is printed of the replies. */
#include "unit.h"

#include <sys/socket.h>
#include <unistd.h>

#include "searchctl/verbs.h"

#define PATIENCE 5000 /* ms; the replies are there already */

static const struct term plain = {.utf8 = true, .width = 80};
static struct sc *c;
static struct buf out;
static int server;

static enum status
give_end(void *arg, int *fd, uint64_t deadline, enum retry_why *why,
         struct error *err)
{
    (void)deadline;
    (void)why;
    (void)err;
    *fd = *(int *)arg;
    return STATUS_OK;
}

/* A client of a server that has said all it will say. */
static void
meet(const char *reply)
{
    static const char greeting[] = "OK minutiae 1 gen=42\n";
    static int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    server = ends[0];
    assert_int_equal(write(server, greeting, strlen(greeting)),
                     strlen(greeting));
    assert_int_equal(write(server, reply, strlen(reply)), strlen(reply));
    c = sc_new_dialing(give_end, &ends[1], "server", PATIENCE);
}

/* The request that was sent and the text that is printed. */
static void
expect_sent(const char *request, const char *text)
{
    char sent[4096];
    ssize_t n = recv(server, sent, sizeof(sent) - 1, MSG_DONTWAIT);

    assert_true(n >= 0);
    sent[n] = '\0';
    assert_string_equal(sent, request);
    assert_string_equal(out.len != 0 ? out.data : "", text);
    buf_done(&out);
    sc_free(c);
    (void)close(server);
}

static void
status_prints_the_figures_below_each_other(void **state)
{
    (void)state;
    struct error err;
    meet("STAT\tunits\t24\nNEWS\tx\nSTAT\tgeneration\t42\nSTAT\tbare\nOK\n");
    assert_ok(verbs_status(c, &plain, &out, &err));
    expect_sent("STATS\n", "units       24\ngeneration  42\nbare\n");
    meet(
        "STAT\tuptime\t93784\nSTAT\tindex_age\t59\nSTAT\tmemory_rss\t12345678\n"
        "STAT\tunsent\tmany\nSTAT\tx\x1b\t\x1b\nOK\n");
    assert_ok(verbs_status(c, &plain, &out, &err));
    expect_sent("STATS\n", "uptime      93784  (1 d 2 h)\nindex_age   59\n"
                           "memory_rss  12345678  (12.3 MB)\nunsent      many\n"
                           "x\xef\xbf\xbd          \xef\xbf\xbd\n");
}

static void
explain_prints_its_lines_without_controls(void **state)
{
    (void)state;
    struct error err;
    struct options o = {
        .query = (char *)"a b", .sent = {{"year", "2014"}}, .n_sent = 1};
    meet("EXPLAIN\ta AND b\nEXPLAIN\t  a: \x1b[1m3\nOK gen=42\n");
    assert_ok(verbs_explain(c, &o, &plain, &out, &err));
    expect_sent("EXPLAIN year=2014 : a b\n",
                "a AND b\n  a: \xef\xbf\xbd[1m3\n");
}

static void
reload_says_which_generation_is_served(void **state)
{
    (void)state;
    struct error err;
    meet("OK gen=43 changed=1\n");
    assert_ok(verbs_reload(c, &plain, &out, &err));
    expect_sent("RELOAD\n", "generation 43 is served now\n");
    meet("OK gen=43 changed=0\n");
    assert_ok(verbs_reload(c, &plain, &out, &err));
    expect_sent("RELOAD\n", "generation 43 is the newest, and was served\n");
    meet("RESTART\tthreads\nNEWS\tx\nRESTART\tlisten\x1b\nOK gen=43 "
         "changed=0\n");
    assert_ok(verbs_reload(c, &plain, &out, &err));
    expect_sent("RELOAD\n",
                "generation 43 is the newest, and was served\n"
                "changed in the configuration, but in force only after a "
                "restart: threads, listen\xef\xbf\xbd\n");
    meet("ERR 506 INDEX : the newest index is damaged\n");
    assert_int_equal(verbs_reload(c, &plain, &out, &err), STATUS_CORRUPT);
    assert_string_equal(err.message, "the newest index is damaged");
    expect_sent("RELOAD\n", "");
}

static void
slowlog_is_a_table_or_says_why_there_is_none(void **state)
{
    (void)state;
    struct error err;
    meet("SLOW\t2026-11-22T00:58:01.123Z\t1234.5\tok\tline\tspecial\x1b[1m a\n"
         "SLOW\t2026-11-22T00:57:59.000Z\t101.0\ttimeout\thttp\tb\tlater\n"
         "NEWS\tx\nSLOW\tcut\nOK slow-log=100\n");
    assert_ok(verbs_slowlog(c, &plain, &out, &err));
    expect_sent("SLOWLOG\n",
                "TIME                          MS  OUTCOME  OVER  QUERY\n"
                "2026-11-22T00:58:01.123Z  1234.5  ok       line  "
                "special\xef\xbf\xbd[1m a\n"
                "2026-11-22T00:57:59.000Z   101.0  timeout  http  b\n"
                "cut                                              \n");
    meet("OK slow-log=100\n");
    assert_ok(verbs_slowlog(c, &plain, &out, &err));
    expect_sent("SLOWLOG\n", "the slow-query log is empty: nothing took 100 ms "
                             "or more\n");
    meet("OK\n");
    assert_ok(verbs_slowlog(c, &plain, &out, &err));
    expect_sent("SLOWLOG\n", "the slow-query log is empty\n");
    meet("OK slow-log=off x=1\n");
    assert_ok(verbs_slowlog(c, &plain, &out, &err));
    expect_sent("SLOWLOG\n", "the slow-query log is off: slow-log in the "
                             "server's configuration turns it on\n");
    meet("ERR 403 DENIED : not over this socket\n");
    assert_int_not_equal(verbs_slowlog(c, &plain, &out, &err), STATUS_OK);
    assert_string_equal(err.message, "not over this socket");
    expect_sent("SLOWLOG\n", "");
}

static void
a_search_prints_text_or_json(void **state)
{
    (void)state;
    struct error err;
    struct options o = {.query = (char *)"a"};
    bool found = false;
    const char *reply =
        "QUERY\ta\nHIT\t1\t1.00\td#p1\tminute\t1\t\tD\td\t\t\t\t\n"
        "OK hits=1 total=1 from=0 relaxed=0 ms=0.1 gen=42\n";
    meet(reply);
    assert_ok(verbs_search(c, &o, &plain, &out, &found, &err));
    assert_true(found);
    expect_sent("SEARCH : a\n", "1  D, \xc2\xb6"
                                "1\n   d#p1\n\n1 paragraph\n");
    o.json = true;
    meet(reply);
    assert_ok(verbs_search(c, &o, &plain, &out, &found, &err));
    assert_memory_equal(out.data, "{\"query\": \"a\", \"total\": 1,", 25);
    assert_int_equal(out.data[out.len - 1], '\n');
    buf_clear(&out);
    expect_sent("SEARCH : a\n", "");
}

static void
neither_none_nor_a_relaxed_answer_counts_as_found(void **state)
{
    (void)state;
    struct error err;
    struct options o = {.query = (char *)"a b"};
    bool found = true;
    meet("QUERY\ta AND b\nOK hits=0 total=0 from=0 relaxed=0 ms=0.1 gen=42\n");
    assert_ok(verbs_search(c, &o, &plain, &out, &found, &err));
    assert_false(found);
    expect_sent("SEARCH : a b\n", "nothing found for: a AND b\n");
    found = true;
    meet("OK hits=0 total=3 from=0 relaxed=1 ms=0.1 gen=42\n");
    assert_ok(verbs_search(c, &o, &plain, &out, &found, &err));
    assert_false(found);
    buf_clear(&out);
    expect_sent("SEARCH : a b\n", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_prints_the_figures_below_each_other),
        cmocka_unit_test(explain_prints_its_lines_without_controls),
        cmocka_unit_test(reload_says_which_generation_is_served),
        cmocka_unit_test(slowlog_is_a_table_or_says_why_there_is_none),
        cmocka_unit_test(a_search_prints_text_or_json),
        cmocka_unit_test(neither_none_nor_a_relaxed_answer_counts_as_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
