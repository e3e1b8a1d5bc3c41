/* lib/client/conn: the other end of a socket pair plays the server. */
#include "unit.h"

#include <sys/socket.h>
#include <unistd.h>

#include "client/conn.h"
#include "client/line.h"
#include "client/sc.h"
#include "client/wait.h"
#include "common/xalloc.h"
#include "proto/limits.h"

#define GREETING                                                               \
    "OK minutiae 1 gen=42 documents=2 units=24 line=4096 limit=100\n"

/* Milliseconds for what should come at once. */
#define PATIENCE 5000

static int server; /* the server's end */
static bool ended; /* what meet() was told */

static void
say(const char *bytes)
{
    assert_int_equal(send(server, bytes, strlen(bytes), MSG_NOSIGNAL),
                     strlen(bytes));
}

/* Connects to a server that has sent greeting already. */
static enum status
meet(struct conn **c, const char *greeting, unsigned timeout_ms,
     struct error *err)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    server = ends[0];
    say(greeting);
    return conn_new(c, ends[1], "server", wait_deadline(timeout_ms), &ended,
                    err);
}

static struct conn *
met(void)
{
    struct conn *c = NULL;
    struct error err;

    assert_ok(meet(&c, GREETING, PATIENCE, &err));
    return c;
}

static void
part(struct conn *c)
{
    conn_free(c);
    (void)close(server);
}

/* Sends a request without options. */
static enum status
ask(struct conn *c, const char *verb, const char *rest, struct error *err)
{
    struct buf line = {0};
    enum status status = line_write(&line, verb, NULL, 0, rest, err);

    if (status == STATUS_OK)
        status = conn_send(c, line.data, line.len, err);
    buf_done(&line);
    return status;
}

static void
the_greeting_is_kept(void **state)
{
    (void)state;
    struct conn *c = met();
    assert_string_equal(conn_greeting(c), "OK minutiae 1 gen=42 documents=2 "
                                          "units=24 line=4096 limit=100");
    part(c);
}

static void
a_reply_is_read_line_by_line(void **state)
{
    (void)state;
    struct conn *c = met();
    struct error err;
    const char *line;
    size_t len;
    bool end = true;
    say("STAT\tunits\t24\nSTAT\tgen");
    assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    assert_int_equal(len, 13);
    assert_memory_equal(line, "STAT\tunits\t24", 13);
    assert_false(end);
    say("\t42\nOK gen=42\nOK bye\n");
    assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    assert_memory_equal(line, "STAT\tgen\t42", len);
    assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    assert_true(end);
    assert_memory_equal(line, "OK gen=42", len);
    assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    assert_memory_equal(line, "OK bye", len);
    part(c);
}

static void
an_err_is_a_failure_and_the_connection_lives(void **state)
{
    (void)state;
    struct conn *c = met();
    struct error err;
    const char *line;
    size_t len;
    bool end = false;
    say("ERR 400 SYNTAX col=9 : expected a word\nOK total=0\n");
    assert_ok(ask(c, "SEARCH", "a AND", &err));
    assert_int_equal(conn_recv_line(c, &line, &len, &end, &err),
                     STATUS_BAD_QUERY);
    assert_string_equal(err.message, "expected a word");
    assert_int_equal(err.column, 9);
    assert_int_equal(err.status, STATUS_BAD_QUERY);
    assert_true(conn_usable(c));
    assert_false(conn_ended(c));
    assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    assert_true(end);
    part(c);
}

static void
a_malformed_end_is_refused(void **state)
{
    (void)state;
    struct conn *c = met();
    struct error err;
    const char *line;
    size_t len;
    bool end;
    say("ERR\nOK\n");
    assert_int_equal(conn_recv_line(c, &line, &len, &end, &err),
                     STATUS_INVALID);
    assert_false(conn_usable(c));
    assert_false(conn_ended(c));
    assert_int_equal(ask(c, "PING", NULL, &err), STATUS_IO);
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
        {"SSH-2.0-x\n", "is not " SEARCHD_NAME, STATUS_INVALID},
        {"OK\n", "is not " SEARCHD_NAME, STATUS_INVALID},
        {"OK minutiae\n", "is not " SEARCHD_NAME, STATUS_INVALID},
        {"OK minutiae 2 gen=1\n", "speaks version 2 ", STATUS_INVALID},
        {"OK minutiae 11\n", "speaks version 11 ", STATUS_INVALID},
        {"OK minutiae \n", "speaks version ", STATUS_INVALID},
        {"ERR 503 BUSY : too many connections\n", "too many connections",
         STATUS_BUSY},
        {"HTTP/1.1 400 Bad Request\r\n", "is not " SEARCHD_NAME,
         STATUS_INVALID},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct conn *c = NULL;
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
    struct conn *c = NULL;
    struct error err;
    const char *line;
    size_t len;
    bool end;
    assert_int_equal(meet(&c, "OK minutiae 1", 10, &err), STATUS_TIMEOUT);
    assert_non_null(strstr(err.message, "no greeting"));
    (void)close(server);
    assert_false(ended);
    assert_ok(meet(&c, GREETING, 10, &err));
    assert_int_equal(conn_recv_line(c, &line, &len, &end, &err),
                     STATUS_TIMEOUT);
    /* A late reply must not be taken for that to the next request. */
    say("OK late\n");
    assert_int_equal(conn_recv_line(c, &line, &len, &end, &err), STATUS_IO);
    assert_int_equal(ask(c, "PING", NULL, &err), STATUS_IO);
    part(c);
}

static void
a_server_that_leaves_is_an_error_and_no_signal(void **state)
{
    (void)state;
    struct conn *c = met();
    struct error err;
    const char *line;
    size_t len;
    bool end;
    say("QUERY\tspecial\nHIT");
    assert_int_equal(shutdown(server, SHUT_WR), 0);
    assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    assert_int_equal(conn_recv_line(c, &line, &len, &end, &err), STATUS_IO);
    assert_non_null(strstr(err.message, "closed the connection"));
    assert_true(conn_ended(c));
    part(c);

    c = met();
    (void)close(server);
    enum status status = STATUS_OK;
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = ask(c, "PING", NULL, &err);
    assert_int_equal(status, STATUS_IO);
    assert_true(conn_ended(c));
    conn_free(c);
}

/* Sends in pieces, so that it never waits for a full socket: each piece is
 * read before the next is sent. */
static void
a_reply_without_end_is_cut_off(void **state)
{
    (void)state;
    struct conn *c = met();
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
        assert_ok(conn_recv_line(c, &line, &len, &end, &err));
    }
    assert_int_equal(send(server, note, sizeof(note), MSG_NOSIGNAL),
                     sizeof(note));
    assert_int_equal(conn_recv_line(c, &line, &len, &end, &err),
                     STATUS_TOO_LARGE);
    part(c);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_greeting_is_kept),
        cmocka_unit_test(a_reply_is_read_line_by_line),
        cmocka_unit_test(an_err_is_a_failure_and_the_connection_lives),
        cmocka_unit_test(a_malformed_end_is_refused),
        cmocka_unit_test(a_wrong_greeting_is_explained),
        cmocka_unit_test(a_silent_server_is_waited_for_no_longer_than_asked),
        cmocka_unit_test(a_server_that_leaves_is_an_error_and_no_signal),
        cmocka_unit_test(a_reply_without_end_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
