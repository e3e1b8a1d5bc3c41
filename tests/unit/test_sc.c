/* lib/client/sc: asking, and asking again of a server that dies at any point.
 * Each connection is a socket pair whose other end has said all it will say
 * and may have closed. */
#include "unit.h"

#include <sys/socket.h>
#include <unistd.h>

#include "client/line.h"
#include "client/sc.h"
#include "common/xalloc.h"
#include "proto/limits.h"

#define GREETING "OK minutiae 1 gen=42\n"
#define HITS                                                                   \
    "QUERY\tspecial\n"                                                         \
    "HIT\t1\t9.31\tplan#p7\tminute\t7\t2014\tPlan\tplan\t\t\t\t\n"             \
    "SNIP\t1\t0+7\tSpecial constables\n"
#define OK_LINE "OK hits=1 total=1 from=0 relaxed=0 ms=0.3 gen=42\n"

/* Milliseconds for what should come at once. */
#define PATIENCE 5000
#define CONNECTIONS_MAX 8

/* What happens when the client connects. */
struct scene {
    const char *says; /* NULL: the connection fails, for this reason: */
    enum retry_why why;
    bool leaves; /* it closes when it has said it */
    bool deaf;   /* and reads nothing: the request meets a closed socket */
};

static struct {
    const struct scene *scenes;
    size_t n, connections;
    int ends[CONNECTIONS_MAX]; /* the server's */
} play;

static enum status
connect_to_scene(void *arg, int *fd, uint64_t deadline, enum retry_why *why,
                 struct error *err)
{
    (void)arg;
    (void)deadline;
    /* The last scene goes on. */
    size_t i = play.connections < play.n ? play.connections : play.n - 1;
    const struct scene *s = &play.scenes[i];
    int ends[2];

    play.connections++;
    if (s->says == NULL) {
        *why = s->why;
        return error_set(err, STATUS_NOT_FOUND, "no daemon");
    }
    assert_true(play.connections <= CONNECTIONS_MAX);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(send(ends[0], s->says, strlen(s->says), MSG_NOSIGNAL),
                     strlen(s->says));
    if (s->deaf)
        assert_int_equal(shutdown(ends[0], SHUT_RDWR), 0);
    else if (s->leaves)
        assert_int_equal(shutdown(ends[0], SHUT_WR), 0);
    play.ends[play.connections - 1] = ends[0];
    *fd = ends[1];
    return STATUS_OK;
}

static struct sc *
begin(const struct scene *scenes, size_t n, unsigned timeout_ms)
{
    play.scenes = scenes;
    play.n = n;
    play.connections = 0;
    memset(play.ends, -1, sizeof(play.ends));
    return sc_new_dialing(connect_to_scene, NULL, "server", timeout_ms);
}

static void
end(struct sc *s)
{
    sc_free(s);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++)
        if (play.ends[i] >= 0)
            (void)close(play.ends[i]);
}

/* What the client has sent over that connection, all of it. */
static void
expect_sent(size_t connection, const char *bytes)
{
    char got[PROTO_LINE_MAX + 2];
    ssize_t n = recv(play.ends[connection], got, sizeof(got) - 1, MSG_DONTWAIT);

    assert_true(n >= 0);
    got[n] = '\0';
    assert_string_equal(got, bytes);
}

static void
a_request_is_written_to_the_byte(void **state)
{
    (void)state;
    static const struct sc_option options[] = {
        {"limit", "2"}, {"committee", "A b:c%\xc3\xa9\n"}, {"kind", ""}};
    struct buf line = {0};
    struct error err;
    assert_ok(
        line_write(&line, "SEARCH", options, 3, "special : \"x\" %20", &err));
    assert_string_equal(line.data,
                        "SEARCH limit=2 committee=A%20b%3Ac%25%C3%A9%0A kind= "
                        ": special : \"x\" %20\n");
    buf_clear(&line);
    assert_ok(line_write(&line, "STATS", NULL, 0, NULL, &err));
    assert_ok(
        line_write(&line, "SEARCH", NULL, 0, "a\nQUIT\r\x7f\xc3\xa9", &err));
    assert_ok(line_write(&line, "SEARCH", NULL, 0, "", &err));
    assert_string_equal(line.data,
                        "STATS\nSEARCH : a QUIT  \xc3\xa9\nSEARCH : \n");
    buf_done(&line);
}

static void
a_request_over_the_line_is_not_sent(void **state)
{
    (void)state;
    static const struct scene scene = {.says = GREETING "OK\n"};
    struct sc *s = begin(&scene, 1, PATIENCE);
    struct sc_reply reply = {0};
    struct error err;
    char *query = xcalloc(1, PROTO_LINE_MAX + 1);
    memset(query, 'a', PROTO_LINE_MAX - strlen("SEARCH : ") + 1);
    assert_int_equal(sc_ask(s, "SEARCH", NULL, 0, query, &reply, &err),
                     STATUS_TOO_LARGE);
    assert_int_equal(play.connections, 0);
    query[PROTO_LINE_MAX - strlen("SEARCH : ")] = '\0';
    assert_ok(sc_ask(s, "SEARCH", NULL, 0, query, &reply, &err));
    char got[PROTO_LINE_MAX + 1];
    assert_int_equal(recv(play.ends[0], got, sizeof(got), MSG_WAITALL),
                     PROTO_LINE_MAX + 1);
    free(query);
    sc_reply_done(&reply);
    end(s);
}

static void
a_reply_is_given_whole_and_the_connection_kept(void **state)
{
    (void)state;
    static const struct scene scene = {
        .says = GREETING "STAT\tunits\t24\n\nOK gen=42\nOK bye\n"};
    struct sc *s = begin(&scene, 1, PATIENCE);
    struct sc_reply reply = {0};
    struct error err;
    const char *line;
    size_t len;
    assert_ok(sc_ask(s, "STATS", NULL, 0, NULL, &reply, &err));
    assert_true(sc_reply_line(&reply, &line, &len));
    assert_string_equal(line, "STAT\tunits\t24");
    assert_true(sc_reply_line(&reply, &line, &len));
    assert_int_equal(len, 0);
    assert_true(sc_reply_line(&reply, &line, &len));
    assert_string_equal(line, "OK gen=42");
    assert_int_equal(len, 9);
    assert_false(sc_reply_line(&reply, &line, &len));
    assert_ok(sc_ask(s, "QUIT", NULL, 0, NULL, &reply, &err));
    assert_true(sc_reply_line(&reply, &line, &len));
    assert_string_equal(line, "OK bye");
    assert_int_equal(play.connections, 1);
    expect_sent(0, "STATS\nQUIT\n");
    sc_reply_done(&reply);
    end(s);
}

/* The answer to a search, from the connection of that number (from 0). */
static void
expect_answer(const struct scene *scenes, size_t n, size_t connection)
{
    static const struct sc_option year = {"year", "2014"};
    struct sc *s = begin(scenes, n, PATIENCE);
    struct answer *a = NULL;
    struct error err;
    assert_ok(sc_search(s, &year, 1, "special", &a, &err));
    assert_int_equal(a->n_hits, 1);
    assert_string_equal(a->hits[0].id, "plan#p7");
    assert_int_equal(a->hits[0].n_snippets, 1);
    assert_int_equal(a->hits[0].snippets[0].marks[0].len, 7);
    assert_int_equal(a->total, 1);
    assert_int_equal(a->generation, 42);
    assert_int_equal(play.connections, connection + 1);
    expect_sent(connection, "SEARCH year=2014 : special\n");
    answer_free(a);
    end(s);
}

static const struct scene well = {.says = GREETING HITS OK_LINE};

static void
a_search_becomes_an_answer(void **state)
{
    (void)state;
    expect_answer(&well, 1, 0);
}

static void
a_server_that_dies_at_any_point_is_asked_again(void **state)
{
    (void)state;
    static const struct scene deaths[] = {
        {.says = "", .leaves = true},
        {.says = "", .deaf = true},
        {.says = "OK minut", .leaves = true},
        {.says = GREETING, .leaves = true},
        {.says = GREETING, .deaf = true},
        {.says = GREETING "QUE", .leaves = true},
        {.says = GREETING "QUERY\tspecial\n", .leaves = true},
        {.says = GREETING HITS, .leaves = true},
        {.says = GREETING HITS "OK hits=1 total=1", .leaves = true},
        {.says = GREETING "ERR 503 BU", .leaves = true},
    };
    for (size_t i = 0; i < sizeof(deaths) / sizeof(deaths[0]); i++) {
        const struct scene scenes[] = {deaths[i], deaths[i], well};
        expect_answer(scenes + 1, 2, 1);
        expect_answer(scenes, 3, 2);
    }
}

static void
a_server_that_is_away_for_a_moment_is_waited_for(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {.why = RETRY_ABSENT},
        {.why = RETRY_FULL},
        {.says = GREETING HITS, .leaves = true},
        {.why = RETRY_ABSENT},
        {.why = RETRY_ABSENT},
        {.says = GREETING HITS OK_LINE},
    };
    expect_answer(scenes, 6, 5);
}

static void
a_request_is_not_asked_for_ever_of_a_server_that_dies_of_it(void **state)
{
    (void)state;
    static const struct scene scene = {.says = GREETING HITS, .leaves = true};
    struct sc *s = begin(&scene, 1, 0);
    struct answer *a = NULL;
    struct error err;
    assert_int_equal(sc_search(s, NULL, 0, "x", &a, &err), STATUS_IO);
    assert_non_null(strstr(err.message, "closed the connection 3 times"));
    assert_int_equal(play.connections, 3);
    assert_null(a);
    end(s);
}

/* Within the whole test's time, that is: not for ever. */
static void
nobody_is_looked_for_beyond_a_moment_or_the_timeout(void **state)
{
    (void)state;
    static const struct scene absent = {.why = RETRY_ABSENT};
    static const struct scene full = {.why = RETRY_FULL};
    static const struct scene never = {.why = RETRY_NEVER};
    struct sc_reply reply = {0};
    struct error err;
    struct sc *s = begin(&absent, 1, 0);
    assert_int_equal(sc_ask(s, "PING", NULL, 0, NULL, &reply, &err),
                     STATUS_NOT_FOUND);
    assert_string_equal(err.message, "no daemon");
    assert_true(play.connections > 1 && play.connections < 50);
    end(s);
    s = begin(&full, 1, 50);
    assert_int_equal(sc_ask(s, "PING", NULL, 0, NULL, &reply, &err),
                     STATUS_NOT_FOUND);
    assert_true(play.connections > 1 && play.connections < 10);
    end(s);
    s = begin(&never, 1, PATIENCE);
    assert_int_equal(sc_ask(s, "PING", NULL, 0, NULL, &reply, &err),
                     STATUS_NOT_FOUND);
    assert_int_equal(play.connections, 1);
    end(s);
    sc_reply_done(&reply);
}

static void
an_err_is_the_answer_and_the_connection_lives(void **state)
{
    (void)state;
    static const struct scene scene = {
        .says =
            GREETING "ERR 400 SYNTAX col=9 : expected a word\nOK total=0\n"};
    struct sc *s = begin(&scene, 1, PATIENCE);
    struct answer *a = NULL;
    struct error err;
    assert_int_equal(sc_search(s, NULL, 0, "a AND", &a, &err),
                     STATUS_BAD_QUERY);
    assert_string_equal(err.message, "expected a word");
    assert_int_equal(err.column, 9);
    assert_null(a);
    assert_ok(sc_search(s, NULL, 0, "a", &a, &err));
    assert_int_equal(play.connections, 1);
    answer_free(a);
    end(s);
}

static void
a_garbled_reply_is_refused_and_not_asked_for_again(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {.says = GREETING "HIT\tx\nOK total=1\n"},
        {.says = GREETING "ERR\n"},
        {.says = GREETING "OK total=x\n"},
        {.says = "SSH-2.0-x\n", .leaves = true},
    };
    for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
        struct sc *s = begin(&scenes[i], 1, PATIENCE);
        struct answer *a = NULL;
        struct error err;
        assert_int_equal(sc_search(s, NULL, 0, "a", &a, &err), STATUS_INVALID);
        assert_null(a);
        assert_int_equal(play.connections, 1);
        end(s);
    }
}

static void
a_silent_server_is_not_asked_again(void **state)
{
    (void)state;
    static const struct scene scenes[] = {{.says = ""},
                                          {.says = GREETING "QUERY\ta\n"}};
    for (size_t i = 0; i < 2; i++) {
        struct sc *s = begin(&scenes[i], 1, 20);
        struct answer *a = NULL;
        struct error err;
        assert_int_equal(sc_search(s, NULL, 0, "a", &a, &err), STATUS_TIMEOUT);
        assert_int_equal(play.connections, 1);
        end(s);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_written_to_the_byte),
        cmocka_unit_test(a_request_over_the_line_is_not_sent),
        cmocka_unit_test(a_reply_is_given_whole_and_the_connection_kept),
        cmocka_unit_test(a_search_becomes_an_answer),
        cmocka_unit_test(a_server_that_dies_at_any_point_is_asked_again),
        cmocka_unit_test(a_server_that_is_away_for_a_moment_is_waited_for),
        cmocka_unit_test(
            a_request_is_not_asked_for_ever_of_a_server_that_dies_of_it),
        cmocka_unit_test(nobody_is_looked_for_beyond_a_moment_or_the_timeout),
        cmocka_unit_test(an_err_is_the_answer_and_the_connection_lives),
        cmocka_unit_test(a_garbled_reply_is_refused_and_not_asked_for_again),
        cmocka_unit_test(a_silent_server_is_not_asked_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
