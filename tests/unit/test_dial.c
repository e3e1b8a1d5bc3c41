/* lib/client/dial: addresses, and why a connection did not come about. */
#include "unit.h"

#include <arpa/inet.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "client/dial.h"
#include "client/sc.h"
#include "client/wait.h"
#include "common/xalloc.h"

#define PATIENCE 5000

static enum retry_why why; /* what the last dialling told */

static int
listen_unix(const char *path)
{
    struct sockaddr_un sa = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    assert_true(fd >= 0 && strlen(path) < sizeof(sa.sun_path));
    strcpy(sa.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&sa, sizeof(sa)), 0);
    assert_int_equal(listen(fd, 1), 0);
    return fd;
}

/* A port of the loopback that is bound; -1 where the family is not there. */
static int
bind_tcp(int family, unsigned *port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    bool is_v4 = family == AF_INET;
    struct sockaddr *sa =
        is_v4 ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
    socklen_t len = is_v4 ? sizeof(v4) : sizeof(v6);
    int fd = socket(family, SOCK_STREAM, 0);

    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v6.sin6_addr = in6addr_loopback;
    if (fd < 0 || bind(fd, sa, len) != 0) {
        (void)close(fd);
        return -1;
    }
    assert_int_equal(getsockname(fd, sa, &len), 0);
    *port = ntohs(is_v4 ? v4.sin_port : v6.sin6_port);
    return fd;
}

static void
a_unix_socket_is_reached_by_its_path(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    char *path = xasprintf("%s/s", dir);
    struct error err;
    int fd = -1, listener = listen_unix(path);
    assert_ok(dial(&fd, path, wait_deadline(PATIENCE), &why, &err));
    (void)close(fd);
    (void)close(listener);
    free(path);
    unit_rmdir(dir);
}

static void
no_daemon_says_how_to_start_one(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    char *path = xasprintf("%s/s", dir);
    char *want = xasprintf("no daemon at %s: start it with \"" SEARCHD_NAME
                           " --index DIR --listen %s\"",
                           path, path);
    struct error err;
    int fd = -1;
    assert_int_equal(dial(&fd, path, wait_deadline(PATIENCE), &why, &err),
                     STATUS_NOT_FOUND);
    assert_string_equal(err.message, want);
    assert_int_equal(why, RETRY_ABSENT);
    /* A socket that nobody listens on any more. */
    (void)close(listen_unix(path));
    assert_int_equal(dial(&fd, path, wait_deadline(PATIENCE), &why, &err),
                     STATUS_NOT_FOUND);
    assert_string_equal(err.message, want);
    assert_int_equal(why, RETRY_ABSENT);
    assert_int_equal(
        dial(&fd, "/nowhere/s", wait_deadline(PATIENCE), &why, &err),
        STATUS_NOT_FOUND);
    assert_int_equal(why, RETRY_NEVER);
    assert_int_equal(fd, -1);
    free(want);
    free(path);
    unit_rmdir(dir);
}

/* Nothing is closed to root: it dials as nobody. */
static enum status
dial_unprivileged(const char *path, struct error *err)
{
    int fd = -1;
    bool root = geteuid() == 0;

    if (root)
        assert_int_equal(seteuid(65534), 0);
    enum status status = dial(&fd, path, wait_deadline(PATIENCE), &why, err);
    if (root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(fd, -1);
    return status;
}

static void
a_closed_socket_says_whose_it_is_and_how_to_get_in(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    char *path = xasprintf("%s/s", dir);
    struct error err;
    int listener = listen_unix(path);
    /* Nobody's group is not among those of who runs the tests; a group that
     * does not keep them out, as of another than root, says the same. */
    const struct passwd *nobody = getpwuid(65534);
    const struct group *group = getgrgid(getegid());
    if (geteuid() == 0 && nobody != NULL && group != NULL) {
        char *want =
            xasprintf("permission denied on %s: it is for members of "
                      "the group %s (as root: usermod -aG %s %s, then "
                      "log in again)",
                      path, group->gr_name, group->gr_name, nobody->pw_name);
        assert_int_equal(chmod(dir, 0755), 0);
        assert_int_equal(chmod(path, 0660), 0);
        assert_int_equal(setegid(65534), 0);
        assert_int_equal(dial_unprivileged(path, &err), STATUS_IO);
        assert_int_equal(setegid(0), 0);
        assert_string_equal(err.message, want);
        assert_int_equal(why, RETRY_NEVER);
        free(want);
    }
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(chmod(dir, 0755), 0);
    assert_int_equal(dial_unprivileged(path, &err), STATUS_IO);
    assert_non_null(strstr(err.message, "it is for its owner alone"));
    assert_int_equal(chmod(dir, 0), 0);
    assert_int_equal(dial_unprivileged(path, &err), STATUS_IO);
    assert_non_null(strstr(err.message, "a folder above it is closed to you"));
    assert_int_equal(chmod(dir, 0700), 0);
    (void)close(listener);
    free(path);
    unit_rmdir(dir);
}

static void
a_host_and_port_are_reached_over_both_families(void **state)
{
    (void)state;
    static const int families[] = {AF_INET, AF_INET6};
    unsigned reached = 0;
    for (size_t i = 0; i < 2; i++) {
        struct error err;
        unsigned port = 0;
        char address[64];
        int fd = -1, listener = bind_tcp(families[i], &port);
        if (listener < 0)
            continue;
        (void)snprintf(address, sizeof(address),
                       i == 0 ? "127.0.0.1:%u" : "[::1]:%u", port);
        /* Bound, but not listening yet: refused. */
        assert_int_equal(
            dial(&fd, address, wait_deadline(PATIENCE), &why, &err),
            STATUS_NOT_FOUND);
        assert_non_null(strstr(err.message, "no daemon at"));
        assert_int_equal(listen(listener, 1), 0);
        assert_ok(dial(&fd, address, wait_deadline(PATIENCE), &why, &err));
        (void)close(fd);
        (void)close(listener);
        reached++;
    }
    assert_true(reached > 0);
}

static void
what_is_no_address_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",      "host",    "host:", ":7700",
                                      "h:0",   "h:65536", "h:-1",  "::1:7700",
                                      "[]:70", "h:7x",    "[::1]"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct error err;
        int fd = -1;
        if (dial(&fd, bad[i], wait_deadline(PATIENCE), &why, &err) !=
            STATUS_USAGE)
            fail_msg("taken for an address: %s", bad[i]);
        assert_non_null(strstr(err.message, "HOST:PORT"));
    }
    struct error err;
    char path[300];
    int fd = -1;
    memset(path, '/', sizeof(path) - 1);
    path[sizeof(path) - 1] = '\0';
    assert_int_equal(dial(&fd, path, wait_deadline(PATIENCE), &why, &err),
                     STATUS_USAGE);
    assert_non_null(strstr(err.message, "longer than 107 bytes"));
}

/* Where a client of this address looks. */
static void
expect_looks_at(const char *address, const char *message)
{
    struct sc *s = sc_new(address, PATIENCE);
    struct sc_reply reply = {0};
    struct error err;
    assert_int_equal(sc_ask(s, "PING", NULL, 0, NULL, &reply, &err),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(err.message, message));
    sc_reply_done(&reply);
    sc_free(s);
}

static void
the_environment_names_the_server(void **state)
{
    (void)state;
    assert_int_equal(setenv(SC_ADDRESS_ENV, "/nowhere/at-all", 1), 0);
    expect_looks_at(NULL, "no daemon at /nowhere/at-all:");
    expect_looks_at("/elsewhere/s", "no daemon at /elsewhere/s:");
    assert_int_equal(unsetenv(SC_ADDRESS_ENV), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unix_socket_is_reached_by_its_path),
        cmocka_unit_test(no_daemon_says_how_to_start_one),
        cmocka_unit_test(a_closed_socket_says_whose_it_is_and_how_to_get_in),
        cmocka_unit_test(a_host_and_port_are_reached_over_both_families),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(the_environment_names_the_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
