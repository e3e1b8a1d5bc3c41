/* lib/client/sc: the other end of a socket pair plays the server. */
#include "unit.h"

#include <sys/socket.h>
#include <unistd.h>

#include "client/sc.h"
#include "common/xalloc.h"
#include "proto/limits.h"

#define GREETING                                                               \
    "OK minutiae 1 gen=42 documents=2 units=24 line=4096 limit=100\n"

/* Milliseconds for what should come at once. */
#define PATIENCE 5000

static int server; /* the server's end */

static void
say(const char *bytes)
{
    assert_int_equal(send(server, bytes, strlen(bytes), MSG_NOSIGNAL),
                     strlen(bytes));
}

/* Connects to a server that has sent greeting already. */
static enum status
meet(struct sc_conn **c, const char *greeting, unsigned timeout_ms,
     struct error *err)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    server = ends[0];
    say(greeting);
    return sc_conn_new_fd(c, ends[1], "server", timeout_ms, err);
}

static struct sc_conn *
met(void)
{
    struct sc_conn *c = NULL;
    struct error err;

    assert_ok(meet(&c, GREETING, PATIENCE, &err));
    return c;
}

static void
part(struct sc_conn *c)
{
    sc_conn_free(c);
    (void)close(server);
}

/* What the client has sent, all of it. */
static void
expect_bytes(const char *bytes)
{
    char got[PROTO_LINE_MAX + 2];
    ssize_t n = recv(server, got, sizeof(got) - 1, MSG_DONTWAIT);

    assert_true(n >= 0);
    got[n] = '\0';
    assert_string_equal(got, bytes);
}

static void
the_greeting_is_kept(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    assert_string_equal(sc_conn_greeting(c), "OK minutiae 1 gen=42 documents=2 "
                                             "units=24 line=4096 limit=100");
    part(c);
}

static void
a_request_is_sent_to_the_byte(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    const struct sc_option options[] = {
        {"limit", "2"}, {"committee", "A b:c%\xc3\xa9\n"}, {"kind", ""}};
    assert_ok(sc_send(c, "SEARCH", options, 3, "special : \"x\" %20", &err));
    expect_bytes(
        "SEARCH limit=2 committee=A%20b%3Ac%25%C3%A9%0A kind= : special : "
        "\"x\" %20\n");
    assert_ok(sc_send(c, "STATS", NULL, 0, NULL, &err));
    expect_bytes("STATS\n");
    assert_ok(sc_send(c, "SEARCH", NULL, 0, "a\nQUIT\r\x7f\xc3\xa9", &err));
    expect_bytes("SEARCH : a QUIT  \xc3\xa9\n");
    assert_ok(sc_send(c, "SEARCH", NULL, 0, "", &err));
    expect_bytes("SEARCH : \n");
    part(c);
}

static void
a_request_over_the_line_is_not_sent(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    char *query = xcalloc(1, PROTO_LINE_MAX + 1);
    memset(query, 'a', PROTO_LINE_MAX - strlen("SEARCH : "));
    assert_ok(sc_send(c, "SEARCH", NULL, 0, query, &err));
    char got[PROTO_LINE_MAX + 1];
    assert_int_equal(recv(server, got, sizeof(got), MSG_WAITALL),
                     PROTO_LINE_MAX + 1);
    strcat(query, "a");
    assert_int_equal(sc_send(c, "SEARCH", NULL, 0, query, &err),
                     STATUS_TOO_LARGE);
    assert_int_equal(recv(server, got, sizeof(got), MSG_DONTWAIT), -1);
    free(query);
    part(c);
}

static void
a_reply_is_read_line_by_line(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    const char *line;
    size_t len;
    bool end = true;
    say("STAT\tunits\t24\nSTAT\tgen");
    assert_ok(sc_recv_line(c, &line, &len, &end, &err));
    assert_int_equal(len, 13);
    assert_memory_equal(line, "STAT\tunits\t24", 13);
    assert_false(end);
    say("\t42\nOK gen=42\nOK bye\n");
    assert_ok(sc_recv_line(c, &line, &len, &end, &err));
    assert_memory_equal(line, "STAT\tgen\t42", len);
    assert_ok(sc_recv_line(c, &line, &len, &end, &err));
    assert_true(end);
    assert_memory_equal(line, "OK gen=42", len);
    assert_ok(sc_recv_line(c, &line, &len, &end, &err));
    assert_memory_equal(line, "OK bye", len);
    part(c);
}

static void
a_search_becomes_an_answer(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    struct answer *a = NULL;
    const struct sc_option year = {"year", "2014"};
    say("QUERY\tspecial\n"
        "HIT\t1\t9.31\tplan#p7\tminute\t7\t2014\tPlan\tplan\t\t\t\t\n"
        "SNIP\t1\t0+7\tSpecial constables\n"
        "FACET\tyear\t2014\t1\n"
        "OK hits=1 total=1 from=0 relaxed=0 ms=0.3 gen=42\n");
    assert_ok(sc_run_search(c, &year, 1, "special", &a, &err));
    expect_bytes("SEARCH year=2014 : special\n");
    assert_int_equal(a->n_hits, 1);
    assert_string_equal(a->hits[0].id, "plan#p7");
    assert_int_equal(a->hits[0].snippets[0].marks[0].len, 7);
    assert_int_equal(a->total, 1);
    assert_int_equal(a->generation, 42);
    answer_free(a);
    part(c);
}

static void
an_err_is_a_failure_and_the_connection_lives(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    struct answer *a = NULL;
    say("ERR 400 SYNTAX col=9 : expected a word\nOK total=0\n");
    assert_int_equal(sc_run_search(c, NULL, 0, "a AND", &a, &err),
                     STATUS_BAD_QUERY);
    assert_string_equal(err.message, "expected a word");
    assert_int_equal(err.column, 9);
    assert_int_equal(err.status, STATUS_BAD_QUERY);
    assert_null(a);
    assert_ok(sc_run_search(c, NULL, 0, "a", &a, &err));
    answer_free(a);
    part(c);
}

static void
a_wrong_greeting_is_explained(void **state)
{
    (void)state;
    static const struct {
        const char *greeting, *part;
        enum status status;
    } cases[] = {
        {"SSH-2.0-x\n", "is not searchd", STATUS_INVALID},
        {"OK\n", "is not searchd", STATUS_INVALID},
        {"OK minutiae\n", "is not searchd", STATUS_INVALID},
        {"OK minutiae 2 gen=1\n", "speaks version 2 ", STATUS_INVALID},
        {"OK minutiae 11\n", "speaks version 11 ", STATUS_INVALID},
        {"OK minutiae \n", "speaks version ", STATUS_INVALID},
        {"ERR 503 BUSY : too many connections\n", "too many connections",
         STATUS_BUSY},
        {"HTTP/1.1 400 Bad Request\r\n", "is not searchd", STATUS_INVALID},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sc_conn *c = NULL;
        struct error err;
        assert_int_equal(meet(&c, cases[i].greeting, PATIENCE, &err),
                         cases[i].status);
        if (strstr(err.message, cases[i].part) == NULL)
            fail_msg("%s: %s", cases[i].greeting, err.message);
        assert_null(c);
        (void)close(server);
    }
}

static void
a_silent_server_is_waited_for_no_longer_than_asked(void **state)
{
    (void)state;
    struct sc_conn *c = NULL;
    struct error err;
    const char *line;
    size_t len;
    bool end;
    assert_int_equal(meet(&c, "OK minutiae 1", 10, &err), STATUS_TIMEOUT);
    assert_non_null(strstr(err.message, "no greeting"));
    (void)close(server);
    assert_ok(meet(&c, GREETING, 10, &err));
    assert_int_equal(sc_recv_line(c, &line, &len, &end, &err), STATUS_TIMEOUT);
    /* A late reply must not be taken for that to the next request. */
    say("OK late\n");
    assert_int_equal(sc_recv_line(c, &line, &len, &end, &err), STATUS_IO);
    assert_int_equal(sc_send(c, "PING", NULL, 0, NULL, &err), STATUS_IO);
    part(c);
}

static void
a_server_that_leaves_is_an_error_and_no_signal(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    struct answer *a = NULL;
    say("QUERY\tspecial\n");
    assert_int_equal(shutdown(server, SHUT_WR), 0);
    assert_int_equal(sc_run_search(c, NULL, 0, "special", &a, &err), STATUS_IO);
    assert_non_null(strstr(err.message, "closed the connection"));
    part(c);

    c = met();
    (void)close(server);
    enum status status = STATUS_OK;
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = sc_send(c, "PING", NULL, 0, NULL, &err);
    assert_int_equal(status, STATUS_IO);
    sc_conn_free(c);
}

static void
a_malformed_reply_is_refused(void **state)
{
    (void)state;
    static const char *const replies[] = {"HIT\tx\nOK total=1\n", "ERR\n",
                                          "OK total=x\n"};
    for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
        struct sc_conn *c = met();
        struct error err;
        struct answer *a = NULL;
        say(replies[i]);
        assert_int_equal(sc_run_search(c, NULL, 0, "a", &a, &err),
                         STATUS_INVALID);
        assert_null(a);
        assert_int_equal(sc_send(c, "PING", NULL, 0, NULL, &err), STATUS_IO);
        part(c);
    }
}

/* Sends in pieces, so that it never waits for a full socket: each piece is
 * read before the next is sent. */
static void
a_reply_without_end_is_cut_off(void **state)
{
    (void)state;
    struct sc_conn *c = met();
    struct error err;
    const char *line;
    size_t len;
    bool end;
    char note[1024];
    memset(note, 'x', sizeof(note));
    memcpy(note, "NOTE\t", 5);
    note[sizeof(note) - 1] = '\n';
    for (size_t sent = 0; sent < PROTO_REPLY_MAX + PROTO_LINE_MAX;
         sent += sizeof(note)) {
        assert_int_equal(send(server, note, sizeof(note), MSG_NOSIGNAL),
                         sizeof(note));
        assert_ok(sc_recv_line(c, &line, &len, &end, &err));
    }
    assert_int_equal(send(server, note, sizeof(note), MSG_NOSIGNAL),
                     sizeof(note));
    assert_int_equal(sc_recv_line(c, &line, &len, &end, &err),
                     STATUS_TOO_LARGE);
    part(c);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_greeting_is_kept),
        cmocka_unit_test(a_request_is_sent_to_the_byte),
        cmocka_unit_test(a_request_over_the_line_is_not_sent),
        cmocka_unit_test(a_reply_is_read_line_by_line),
        cmocka_unit_test(a_search_becomes_an_answer),
        cmocka_unit_test(an_err_is_a_failure_and_the_connection_lives),
        cmocka_unit_test(a_wrong_greeting_is_explained),
        cmocka_unit_test(a_silent_server_is_waited_for_no_longer_than_asked),
        cmocka_unit_test(a_server_that_leaves_is_an_error_and_no_signal),
        cmocka_unit_test(a_malformed_reply_is_refused),
        cmocka_unit_test(a_reply_without_end_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
